import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PersonRef } from '../../../src/access/subject.ts';
import { serverCaller } from '../../../src/directory/caller-resolution.ts';
import { builtInRoles } from '../../../src/directory/role.ts';
import type { NewClient } from '../../../src/oauth/client-registration.ts';
import { eventsOf } from '../../fixtures/test-directory.ts';
import { buildFamily } from '../../storage/builders.ts';
import { type Answer, useApiServer } from './api-server.ts';

const server = useApiServer();
const path = '/api/oauthapplications';

let root: string;
let alice: string;
let mia: string;
let carol: string;

beforeAll(async () => {
  const { organizations, people, signIn } = server();
  root = await signIn(people.root, organizations.all);
  alice = await signIn(people.alice, organizations.a);
  mia = await signIn(people.mia, organizations.a);
  carol = await signIn(people.carol, organizations.a);
});

let made = 0;

async function create(owner: PersonRef | null, given: Partial<NewClient> = {}) {
  made += 1;
  const { directory, organizations } = server();
  const input = { name: `Application ${made}`, grantTypes: ['client_credentials'], owner, ...given } as const;
  return (await directory.administrations.clients.create(serverCaller(organizations.a), input)).client;
}

/** Somebody of organization A whom a test may send away. */
async function createUser(enabled = true): Promise<PersonRef> {
  made += 1;
  const { directory, organizations } = server();
  const memberships = [{ organizationId: organizations.a, roleId: builtInRoles.member.id }];
  const username = `leaver-${made}`;
  const input = { username, email: `${username}@example.com`, memberships, enabled };
  return { kind: 'user', id: (await directory.administrations.users.create(serverCaller(), input)).id };
}

const errorsOf = ({ document, status }: Answer) => [status, ...document.errors.map(({ detail }) => detail)];
const lastEvent = async () => (await eventsOf(server().directory)).at(-1);
const ownerAs = ({ id, kind }: PersonRef) => ({
  meta: { owner: { type: kind === 'user' ? 'users' : 'customerusers', id } },
});

describe('the list of applications', () => {
  it('tells the names of owner and organization, is sorted and filtered by them, and includes both', async () => {
    const { get, organizations, people } = server();
    const inB = { organizationId: organizations.b };
    const all = [
      await create(people.bob, { ...inB, name: 'Named 1' }),
      await create(people.alice, { name: 'Named 2' }),
      await create(people.mia, { name: 'Named 3', grantTypes: ['password'] }),
    ];
    const list = async (query: string) =>
      (await get(`${path}?filter[name][starts-with]=Named&${query}`, root)).document.data.map(
        ({ attributes }) => attributes.name,
      );
    expect(await list('sort=ownerName')).toEqual(['Named 2', 'Named 1', 'Named 3']);
    expect(await list('sort=-ownerName')).toEqual(['Named 3', 'Named 1', 'Named 2']);
    expect(await list('sort=organizationName,-name')).toEqual(['Named 3', 'Named 2', 'Named 1']);
    expect(await list('sort=-grantTypes,name')).toEqual(['Named 3', 'Named 1', 'Named 2']);
    expect(await list('filter[ownerName][contains]=LI')).toEqual(['Named 2']);
    expect(await list('filter[organizationName]=organization b')).toEqual(['Named 1']);
    expect(await list(`filter[owner]=${people.mia.id}&filter[grantTypes]=password`)).toEqual(['Named 3']);
    const { document } = await get(`${path}/${all[2]?.id}?include=owner,organization,createdBy`, root);
    expect(document.data.attributes).toMatchObject({ ownerName: 'mia Test', organizationName: 'Organization A' });
    expect(document.included.map(({ type }) => type).sort()).toEqual(['organizations', 'users']);
  });

  it('says who made an application and its secrets, and who changed it last', async () => {
    const { get, people, write } = server();
    const attributes = { name: 'Authored', grantTypes: ['client_credentials'] };
    const { document } = await write('POST', path, mia, { data: { type: 'oauthapplications', attributes } });
    const { id } = document.data;
    await write('POST', `${path}/${id}/secrets`, alice, { meta: { name: 'Second' } });
    await write('PATCH', `${path}/${id}`, alice, {
      data: { type: 'oauthapplications', id, attributes: { name: 'Authored well' } },
    });
    const { attributes: shown, relationships } = (await get(`${path}/${id}`, mia)).document.data;
    expect(relationships.createdBy?.data).toEqual({ type: 'users', id: people.mia.id });
    expect(relationships.updatedBy?.data).toEqual({ type: 'users', id: people.alice.id });
    expect(shown.secrets).toMatchObject([
      { name: 'Default', createdBy: { type: 'users', id: people.mia.id } },
      { name: 'Second', createdBy: { type: 'users', id: people.alice.id } },
    ]);
    expect(shown.secretUses).toMatchObject([{ createdByName: 'mia Test' }, { createdByName: 'alice Test' }]);
  });

  it('counts the refresh tokens that still work where one is read by itself', async () => {
    const { directory, get, people } = server();
    const client = await create(people.mia, { grantTypes: ['password'] });
    await directory.storage.refreshTokens.insert(buildFamily(client, { subject: people.mia }));
    const one = (await get(`${path}/${client.id}`, mia)).document.data;
    expect(one.attributes.liveRefreshTokens).toBe(1);
    const [listed] = (await get(`${path}?filter[id]=${client.id}`, mia)).document.data;
    expect(listed?.attributes.liveRefreshTokens).toBeNull();
  });
});

describe('many applications at once', () => {
  const change = (action: string, ids: readonly string[], authorization: string, api = path) =>
    server().write('POST', `${api}/${action}`, authorization, { meta: { ids } });

  it('are changed one by one: what cannot be is named with the reason, and the rest goes on', async () => {
    const { organizations, people } = server();
    const fine = await create(people.mia);
    const foreign = await create(people.bob, { organizationId: organizations.b });
    const unknown = randomUUID();
    const notFound = { code: 'not_found', detail: 'Nothing with this id is within your reach.' };
    const answer = await change('deactivate', [unknown, fine.id.toUpperCase(), foreign.id, fine.id], alice);
    expect([answer.status, answer.document.meta]).toEqual([
      200,
      {
        done: [fine.id],
        refused: [
          { id: unknown, ...notFound },
          { id: foreign.id, ...notFound },
        ],
      },
    ]);
    const { origin, ...event } = (await lastEvent()) ?? {};
    expect(event).toMatchObject({
      type: 'application.deactivated',
      actor: people.alice,
      subject: { kind: 'application', id: fine.id, name: fine.name },
      details: {},
    });
    expect(origin).toEqual({ address: '192.0.2.1', requestId: 'request' });
    expect((await change('activate', [fine.id], alice)).document.meta).toEqual({ done: [fine.id], refused: [] });
    expect((await change('delete', [fine.id, foreign.id], root)).document.meta.done).toEqual([fine.id, foreign.id]);
    expect((await server().get(`${path}/${fine.id}`, root)).status).toBe(404);
  });

  it('are one’s own where the role reaches no further, on both sides', async () => {
    const { people, signIn, organizations } = server();
    const [mine, hers] = [await create(people.mia), await create(people.alice)];
    const result = (await change('delete', [mine.id, hers.id], mia)).document.meta;
    expect(result).toMatchObject({ done: [mine.id], refused: [{ id: hers.id, code: 'not_found' }] });
    const [ofCleo, ofOtto] = [await create(people.cleo), await create(people.otto)];
    const storefront = '/storefront/api/oauthapplications';
    const ofCustomer = (await change('deactivate', [ofCleo.id, ofOtto.id, hers.id], carol, storefront)).document.meta;
    expect(ofCustomer.done).toEqual([ofCleo.id]);
    const gus = await signIn(people.gus, organizations.all);
    const elsewhere = await create(people.gus);
    expect((await change('deactivate', [elsewhere.id, ofCleo.id], gus)).document.meta.done).toEqual([elsewhere.id]);
  });

  it('need the right and the scope, and ids: at least one and at most a thousand', async () => {
    const { organizations, people, signIn } = server();
    const reader = await signIn(people.alice, organizations.a, ['oauthapplications:read']);
    expect((await change('deactivate', [randomUUID()], reader)).status).toBe(403);
    for (const ids of [[], ['x'], Array.from({ length: 1001 }, () => randomUUID())]) {
      expect((await change('activate', ids, alice)).status).toBe(422);
    }
    const most = Array.from({ length: 1000 }, () => randomUUID());
    expect((await change('activate', most, alice)).document.meta.refused).toHaveLength(1000);
  });

  it('are not activated while their owner cannot act, nor is a single one', async () => {
    const { write } = server();
    const user = await createUser();
    const client = await create(user);
    const data = { type: 'users', id: user.id, attributes: { enabled: false } };
    expect((await write('PATCH', `/api/users/${user.id}`, alice, { data })).status).toBe(200);
    const detail =
      'Its owner is disabled, deleted or no longer in the organization. Hand it over to somebody else first.';
    const many = await change('activate', [client.id], alice);
    expect(many.document.meta).toEqual({ done: [], refused: [{ id: client.id, code: 'conflict', detail }] });
    expect(errorsOf(await write('POST', `${path}/${client.id}/activate`, alice))).toEqual([409, detail]);
    const active = { type: 'oauthapplications', id: client.id, attributes: { active: true } };
    const patched = await write('PATCH', `${path}/${client.id}`, alice, { data: active });
    expect([...errorsOf(patched), patched.document.errors[0]?.source?.pointer]).toEqual([
      409,
      detail,
      '/data/attributes/active',
    ]);
  });
});

describe('a hand-over', () => {
  const handOver = (id: string, to: PersonRef, authorization: string, api = path) =>
    server().write('POST', `${api}/${id}/hand-over`, authorization, ownerAs(to));

  it('tells the one new secret once, ends the old ones, and is logged', async () => {
    const { directory, get, people } = server();
    const client = await create(people.mia);
    const answer = await handOver(client.id, people.gus, alice);
    expect(answer.status).toBe(201);
    expect(answer.document.meta.clientSecret).toMatch(/^grs_bo_/);
    const { data } = (await get(`${path}/${client.id}`, alice)).document;
    expect(data.relationships.owner?.data).toEqual({ type: 'users', id: people.gus.id });
    expect(data.attributes.secrets).toMatchObject([{ id: answer.document.meta.secretId, name: 'Default' }]);
    expect(JSON.stringify(data)).not.toContain(answer.document.meta.clientSecret);
    const event = await lastEvent();
    expect(event).toMatchObject({
      type: 'application.handed-over',
      actor: people.alice,
      subject: { id: client.id },
      details: { from: `user:${people.mia.id}`, to: `user:${people.gus.id}` },
    });
    expect(JSON.stringify(await eventsOf(directory))).not.toContain(answer.document.meta.clientSecret);
    expect((await get(`${path}/${client.id}`, mia)).status).toBe(404);
  });

  it('goes to somebody of the same side and organization who may not do more than the caller', async () => {
    const { people } = server();
    const client = await create(people.mia);
    const noSuchOwner = 'You may make applications only for people whom you reach and who belong to the organization.';
    const disabled = await createUser(false);
    for (const person of [people.bob, { kind: 'user', id: randomUUID() } as const, disabled]) {
      expect(errorsOf(await handOver(client.id, person, alice))).toEqual([422, noSuchOwner]);
    }
    expect(errorsOf(await handOver(client.id, people.cleo, alice))).toEqual([
      422,
      'The owner of a backoffice application is a user.',
    ]);
    expect(errorsOf(await handOver(client.id, people.mia, alice))).toEqual([422, 'This person owns it already.']);
    const refused = await handOver(client.id, people.alice, mia);
    expect([...errorsOf(refused), refused.document.errors[0]?.source?.pointer]).toEqual([
      422,
      noSuchOwner,
      '/meta/owner',
    ]);
    expect(
      (await handOver(client.id, people.eve, await server().signIn(people.bob, server().organizations.b))).status,
    ).toBe(404);
    const ofAlice = await create(people.alice);
    expect((await handOver(ofAlice.id, people.mia, mia)).status).toBe(404);
  });

  it('takes over what a leaver has left, also an application that nobody owned, and a public one gets no secret', async () => {
    const { people, write } = server();
    const user = await createUser();
    const left = await create(user);
    expect((await write('DELETE', `/api/users/${user.id}`, alice)).status).toBe(204);
    expect((await handOver(left.id, people.alice, alice)).status).toBe(201);
    expect((await write('POST', `${path}/${left.id}/activate`, alice)).status).toBe(200);
    const orphan = await create(null, { grantTypes: ['password'], side: 'backoffice' });
    expect((await handOver(orphan.id, people.mia, alice)).status).toBe(201);
    const publicOne = await create(people.mia, {
      confidential: false,
      grantTypes: ['authorization_code'],
      redirectUris: ['http://127.0.0.1/callback'],
    });
    const { document } = await handOver(publicOne.id, people.gus, alice);
    expect(document.meta).toEqual({ secretId: null, clientSecret: null });
  });

  it('is done on the storefront among the people of a customer', async () => {
    const { people } = server();
    const storefront = '/storefront/api/oauthapplications';
    const client = await create(people.cleo);
    expect((await handOver(client.id, people.otto, carol, storefront)).status).toBe(422);
    const answer = await handOver(client.id, people.carol, carol, storefront);
    expect(answer.document.meta.clientSecret).toMatch(/^grs_sf_/);
  });
});

describe('what stops working when somebody leaves', () => {
  it('is shown before it is done, with the count of what is beyond reach', async () => {
    const { directory, get, organizations } = server();
    const { users } = directory.administrations;
    const user = await createUser();
    const memberships = [organizations.a, organizations.b].map((organizationId) => ({
      organizationId,
      roleId: builtInRoles.member.id,
    }));
    await users.update(serverCaller(), user.id, { memberships });
    const here = await create(user, { name: 'Used here', grantTypes: ['password'] });
    const idle = await create(user, { name: 'Idle', active: false });
    await create(user, { organizationId: organizations.b });
    directory.storage.clientUsage.apiCalled(here.id);
    await directory.storage.clientUsage.flush();
    const { epoch = 0 } = (await directory.storage.accounts.state(user, organizations.a)) ?? {};
    await directory.storage.refreshTokens.insert(buildFamily(here, { subject: user, epoch: `0.${epoch}.0` }));
    const { document, status } = await get(`/api/users/${user.id}/leaving`, alice);
    expect(status).toBe(200);
    const organization = { id: organizations.a, name: 'Organization A' };
    const usedAt = document.meta.lastUsedAt;
    expect(usedAt).toEqual(expect.any(String));
    expect(document.meta).toEqual({
      applications: 3,
      active: 2,
      liveRefreshTokens: 1,
      lastUsedAt: usedAt,
      beyondReach: 1,
      listed: [
        {
          id: here.id,
          name: 'Used here',
          clientId: here.clientId,
          organization,
          active: true,
          lastUsedAt: usedAt,
          liveRefreshTokens: 1,
        },
        {
          id: idle.id,
          name: 'Idle',
          clientId: idle.clientId,
          organization,
          active: false,
          lastUsedAt: null,
          liveRefreshTokens: 0,
        },
      ],
    });
    expect((await get(`/api/users/${user.id}/leaving`, root)).document.meta).toMatchObject({ beyondReach: 0 });
  });

  it('is told only to those who could make the person go', async () => {
    const { get, people, organizations, signIn } = server();
    const url = `/api/users/${people.mia.id}/leaving`;
    expect((await get(url, mia)).status).toBe(403);
    const reader = await signIn(people.alice, organizations.a, ['users:read', 'oauthapplications:read']);
    expect((await get(url, reader)).status).toBe(403);
    expect((await get(`/api/users/${people.bob.id}/leaving`, alice)).status).toBe(404);
    const onlyPeople = await signIn(people.alice, organizations.a, ['users:read', 'users:write']);
    const { applications, beyondReach, listed } = (await get(url, onlyPeople)).document.meta;
    expect([beyondReach, listed]).toEqual([applications, []]);
  });

  it('is told of customer users on both sides', async () => {
    const { get, people } = server();
    await create(people.otto);
    for (const [url, token] of [
      [`/api/customerusers/${people.otto.id}/leaving`, alice],
      [`/storefront/api/customerusers/${people.cleo.id}/leaving`, carol],
    ] as const) {
      expect((await get(url, token)).document.meta.applications).toBeGreaterThan(0);
    }
    expect((await get(`/storefront/api/customerusers/${people.otto.id}/leaving`, carol)).status).toBe(404);
  });
});
