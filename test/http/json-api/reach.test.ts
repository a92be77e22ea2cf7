import { beforeAll, describe, expect, it } from 'vitest';
import { serverCaller } from '../../../src/directory/caller-resolution.ts';
import { builtInRoles } from '../../../src/directory/role.ts';
import { callerFor } from '../../fixtures/test-directory.ts';
import { type Answer, idsOf, useApiServer } from './api-server.ts';

const server = useApiServer();

let root: string;
let alice: string;
let mia: string;

beforeAll(async () => {
  const { directory, organizations, people, signIn } = server();
  root = await signIn(people.root, organizations.all);
  alice = await signIn(people.alice, organizations.a);
  mia = await signIn(people.mia, organizations.a);
  const { clients } = directory.administrations;
  const input = { grantTypes: ['client_credentials'] } as const;
  await clients.create(serverCaller(organizations.a), { ...input, name: 'Of alice', owner: people.alice });
  await clients.create(serverCaller(organizations.b), { ...input, name: 'Of bob', owner: people.bob });
});

function types({ document }: Answer): string[] {
  return [...new Set((document.included ?? []).map(({ type }) => type))].sort();
}

describe('what is out of reach', () => {
  it('is absent from lists and 404 by its address, whatever is tried with it', async () => {
    const { customers, get, organizations, people, write } = server();
    const listed = await get('/api/users?page[size]=100', alice);
    expect(idsOf(listed.document.data)).toEqual(idsOf([people.alice, people.mia, people.eve, people.gus]));
    expect(listed.document.meta.total).toBe(4);
    const foreign = [
      `/api/users/${people.bob.id}`,
      `/api/organizations/${organizations.b}`,
      `/api/customers/${customers.b}`,
      `/api/customerusers/${people.dan.id}`,
    ];
    for (const url of foreign) {
      expect([url, (await get(url, alice)).status]).toEqual([url, 404]);
      const [, type = '', id = ''] = url.slice(1).split('/');
      const change = await write('PATCH', url, alice, { data: { type, id, attributes: {} } });
      expect([url, change.status]).toEqual([url, 404]);
    }
    expect((await write('DELETE', `/api/customers/${customers.b}`, alice)).status).toBe(404);
    expect(
      (await write('POST', `/api/users/${people.bob.id}/password`, alice, { meta: { password: 'x'.repeat(12) } }))
        .status,
    ).toBe(404);
  });

  it('cannot be found out by filters', async () => {
    const { get, organizations, people } = server();
    for (const filter of [
      `filter[id]=${people.bob.id}`,
      `filter[organization]=${organizations.b}`,
      'filter[username]=bob',
      'filter[username][not]=alice,mia,eve,gus',
    ]) {
      const { document } = await get(`/api/users?${filter}`, alice);
      const seen = document.data.map(({ attributes }) => attributes.username);
      expect([filter, seen.includes('bob')]).toEqual([filter, false]);
    }
  });

  it('is answered exactly as what does not exist', async () => {
    const { get, people } = server();
    const withoutId = ({ status, text }: Answer) => [status, text.replace(/"id":"[^"]*"/, '')];
    const foreign = await get(`/api/users/${people.bob.id}`, alice);
    const absent = await get('/api/users/00000000-0000-4000-8000-0000000000ff', alice);
    expect(withoutId(foreign)).toEqual(withoutId(absent));
  });

  it('is not told by memberships either', async () => {
    const { get, organizations, people } = server();
    const { document } = await get(`/api/users/${people.eve.id}?include=organizations`, alice);
    expect(JSON.stringify(document)).not.toContain(organizations.b);
  });
});

describe('an included resource', () => {
  it('is left out where the role of the caller does not let it be seen', async () => {
    const { get } = server();
    const users = await get('/api/users?include=organizations,roles', mia);
    expect(users.status).toBe(200);
    expect(types(users)).toEqual(['organizations']);
    expect(users.document.data[0]?.relationships.roles?.data).toHaveLength(1);
  });

  it('is left out where the token lacks the scope', async () => {
    const { get, organizations, people, signIn } = server();
    const reader = await signIn(people.root, organizations.all, ['users:read']);
    const answer = await get('/api/users?include=organizations,roles', reader);
    expect([answer.status, types(answer)]).toEqual([200, []]);
    const more = await signIn(people.root, organizations.all, ['users:read', 'roles:read']);
    expect(types(await get('/api/users?include=organizations,roles', more))).toEqual(['roles']);
  });

  it('behind one that is left out is left out as well', async () => {
    const { get, organizations, people, signIn } = server();
    const scopes = ['customerusers:read', 'organizations:read'];
    const reader = await signIn(people.root, organizations.all, scopes);
    const answer = await get('/api/customerusers?include=customer.organization', reader);
    expect([answer.status, types(answer)]).toEqual([200, []]);
  });

  it('that is the owner of an application stays an identifier for those who may not see people', async () => {
    const { get, organizations, people, signIn } = server();
    const scopes = ['oauthapplications:read'];
    const reader = await signIn(people.alice, organizations.a, scopes);
    const { document } = await get('/api/oauthapplications?include=owner', reader);
    expect(document.data[0]?.relationships.owner?.data).toEqual({ type: 'users', id: people.alice.id });
    expect(document.included).toEqual([]);
  });
});

describe('the address of a relationship', () => {
  it('is 404 for a resource out of reach, and its target needs a scope and permission of its own', async () => {
    const { get, organizations, people, signIn } = server();
    expect((await get(`/api/users/${people.bob.id}/relationships/roles`, alice)).status).toBe(404);
    expect((await get(`/api/users/${people.bob.id}/organizations`, alice)).status).toBe(404);
    const reader = await signIn(people.alice, organizations.a, ['users:read']);
    const url = `/api/users/${people.eve.id}/organizations`;
    const refused = await get(url, reader);
    expect([refused.status, refused.document.errors[0]?.code]).toEqual([403, 'insufficient_scope']);
    expect((await get(`/api/users/${people.eve.id}/roles`, mia)).status).toBe(403);
  });
});

describe('a missing right', () => {
  const user = (attributes: object) => ({ data: { type: 'users', attributes } });

  it('is 403 without a word about tokens where it is the role that lacks it', async () => {
    const { write } = server();
    const { status, headers, document } = await write('POST', '/api/users', mia, user({}));
    expect([status, document.errors[0]?.code]).toEqual([403, 'insufficient_scope']);
    expect(headers['www-authenticate']).toContain('scope="users:write"');
    const { organizations, people, as } = server();
    const all = new Set(['users:write']);
    const caller = await callerFor(server().directory, people.mia, organizations.a);
    const refused = await write('POST', '/api/users', as({ ...caller, scopes: all }), user({}));
    expect([refused.status, refused.document.errors[0]?.code]).toEqual([403, 'forbidden']);
    expect(refused.headers['www-authenticate']).toBeUndefined();
  });

  it('is told before anything is said about the document', async () => {
    const { organizations, people, send, signIn } = server();
    const reader = await signIn(people.root, organizations.all, ['users:read']);
    const url = `/api/users/${people.mia.id}`;
    for (const [method, path] of [
      ['POST', '/api/users'],
      ['PATCH', url],
      ['DELETE', url],
      ['POST', `${url}/password`],
    ] as const) {
      const { status } = await send({ method, url: path, headers: { authorization: reader }, payload: 'nonsense' });
      expect([method, path, status]).toEqual([method, path, 403]);
    }
  });

  it('to more than one holds is a broken rule', async () => {
    const { organizations, write } = server();
    const answer = await write('POST', '/api/users', alice, {
      data: {
        type: 'users',
        attributes: {
          username: 'climber',
          email: 'climber@example.com',
          memberships: [{ organizationId: organizations.a, roleId: builtInRoles.administrator.id }],
        },
      },
    });
    expect([answer.status, answer.document.errors[0]?.source?.pointer]).toEqual([422, '/data/attributes/memberships']);
  });
});

describe('a global organization', () => {
  it('lets an administrator see all of every organization', async () => {
    const { get, people } = server();
    const { document } = await get('/api/users', root);
    const { root: administrator, alice: a, bob, mia: m, eve, gus } = people;
    expect(idsOf(document.data)).toEqual(idsOf([administrator, a, bob, m, eve, gus]));
    const applications = await get('/api/oauthapplications', root);
    expect(applications.document.data.map(({ attributes }) => attributes.name)).toEqual(['Of alice', 'Of bob']);
  });
});
