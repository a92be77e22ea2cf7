import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Side } from '../../src/access/subject.ts';
import { serverCaller } from '../../src/directory/caller-resolution.ts';
import {
  basicOf,
  claimsOf,
  createApplication,
  credentialsOf,
  jsonOf,
  type People,
  seedPeople,
  startTestServer,
  type TestApplication,
  type TestPerson,
  type TestServer,
} from '../fixtures/test-server.ts';

let test: TestServer;
let people: People;
let application: TestApplication;
let other: TestApplication;
let open: TestApplication;

const inactive = '{"active":false}';

beforeAll(async () => {
  test = await startTestServer();
  people = await seedPeople(test);
  const shared = { organizationId: people.organizations.a, owner: people.alice.ref, grantTypes: ['password'] } as const;
  application = await createApplication(test, shared);
  other = await createApplication(test, shared);
  open = await createApplication(test, { ...shared, confidential: false });
});

afterAll(() => test.close());

const introspect = (parameters: Record<string, string>, headers: Record<string, string> = {}) =>
  test.send('/oauth2-token/introspect', { method: 'POST', body: new URLSearchParams(parameters), headers });
const answerTo = async (token: string, client = application) =>
  (await introspect({ token, ...credentialsOf(client) })).text();
const isActive = async (token: string, client = application) =>
  (JSON.parse(await answerTo(token, client)) as { active: unknown }).active;
/** Registers an API and gives what it authenticates with. */
const registerApi = async (identifier: string, side: Side) => {
  const scopes = [{ scope: 'things:read', sentence: 'See the things.' }];
  const { administrations } = test.services;
  const { api, secret } = await administrations.apis.create(serverCaller(), {
    identifier,
    name: 'An API',
    side,
    scopes,
  });
  const credentials: Record<string, string> = { client_id: identifier, client_secret: secret };
  return { id: api.id, identifier, secret, credentials };
};
const signIn = async (
  client = application,
  person: TestPerson = people.alice,
  scope = '',
  others: Record<string, string> = {},
) => {
  const given = { username: person.name, password: person.password, ...(scope !== '' && { scope }), ...others };
  const body = await jsonOf(await test.token({ grant_type: 'password', ...credentialsOf(client), ...given }));
  return { access: body.access_token ?? '', refresh: body.refresh_token ?? '' };
};

describe('the introspection endpoint', () => {
  it('answers POST requests of those who prove who they are, and nobody else (IN-01)', async () => {
    const { access: token } = await signIn();
    for (const method of ['GET', 'PUT', 'DELETE']) {
      expect((await test.send('/oauth2-token/introspect', { method })).status).toBe(405);
    }
    expect((await introspect({ token })).status).toBe(401);
    expect((await introspect({ token, ...credentialsOf(application), client_secret: 'wrong' })).status).toBe(401);
    expect((await introspect({ token, client_id: open.clientId })).status).toBe(401);
    expect((await introspect(credentialsOf(application))).status).toBe(400);
    expect((await test.call('/oauth2-token/introspect', token, { method: 'POST' })).status).toBe(400);
    const answer = await introspect({ token }, basicOf(application));
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect((await jsonOf(answer)).active).toBe(true);
  });

  it('says no more than inactive of what is unknown, damaged, revoked or another’s (IN-02)', async () => {
    const { access, refresh } = await signIn();
    const foreign = await signIn(other);
    const revoked = await signIn();
    for (const token of [revoked.access, revoked.refresh]) {
      const body = new URLSearchParams({ token, ...credentialsOf(application) });
      await test.send('/oauth2-token/revoke', { method: 'POST', body });
    }
    const unknown = [
      'nonsense',
      'a.b.c',
      `${access}x`,
      `${refresh}x`,
      access.slice(0, -8),
      '..',
      `grt_${'A'.repeat(64)}`,
    ];
    for (const token of [...unknown, foreign.access, foreign.refresh, revoked.access, revoked.refresh]) {
      const answer = await introspect({ token, ...credentialsOf(application) });
      expect([answer.status, await answer.text()]).toEqual([200, inactive]);
    }
  });

  it('tells of an active token what it says, in the members of the standard (IN-03)', async () => {
    const { access } = await signIn(application, people.alice, 'users:read profile:read');
    const { client_id, sub, aud, iss, exp, iat, jti, org, side } = claimsOf(access);
    const told = { client_id, sub, aud, iss, exp, iat, jti, org, side };
    expect(JSON.parse(await answerTo(access))).toEqual({
      active: true,
      scope: 'users:read profile:read',
      token_type: 'Bearer',
      ...told,
    });
    const robot = await createApplication(test, {
      organizationId: people.organizations.a,
      owner: people.alice.ref,
      grantTypes: ['client_credentials'],
    });
    const issued = await jsonOf(await test.token({ grant_type: 'client_credentials', ...credentialsOf(robot) }));
    const answer = JSON.parse(await answerTo(issued.access_token ?? '', robot)) as Record<string, unknown>;
    expect(answer).toMatchObject({
      active: true,
      sub: `application:${robot.id}`,
      owner: `user:${people.alice.ref.id}`,
    });
  });

  it('leaves out the scopes that the application has lost since', async () => {
    const client = await createApplication(test, {
      organizationId: people.organizations.a,
      owner: people.alice.ref,
      grantTypes: ['password'],
    });
    const { access } = await signIn(client, people.alice, 'users:read users:write');
    const { clients } = test.services.administrations;
    await clients.update(serverCaller(), client.id, { access: { mode: 'read-only' } });
    expect(JSON.parse(await answerTo(access, client))).toMatchObject({ active: true, scope: 'users:read' });
  });

  it('tells an API of the tokens that are for it, and nothing of any other (IN-04)', async () => {
    const orders = await registerApi('https://orders.example.com/api', 'backoffice');
    const stock = await registerApi('https://stock.example.com/api', 'backoffice');
    const shop = await registerApi('https://shop.example.com/api', 'storefront');
    const client = await createApplication(test, {
      organizationId: people.organizations.a,
      owner: people.alice.ref,
      grantTypes: ['password'],
      apis: [{ identifier: orders.identifier, scopes: ['things:read'] }],
    });
    const { access: own } = await signIn(client);
    const { access, refresh } = await signIn(client, people.alice, '', { resource: orders.identifier });
    for (const credentials of [orders.credentials, { ...orders.credentials, client_id: orders.id }]) {
      const answer = (await introspect({ token: access, ...credentials })).json();
      expect(await answer).toMatchObject({ active: true, aud: orders.identifier, scope: 'things:read' });
    }
    expect((await introspect({ token: access }, basicOf({ ...orders, clientId: orders.id }))).status).toBe(200);
    const ask = async (token: string, { credentials }: typeof orders) =>
      (await introspect({ token, ...credentials })).text();
    for (const api of [stock, shop]) expect(await ask(access, api)).toBe(inactive);
    for (const api of [orders, stock, shop]) expect(await ask(own, api)).toBe(inactive);
    for (const api of [orders, stock]) expect(await ask(refresh, api)).toBe(inactive);
    expect(await isActive(access, client)).toBe(true);
    const wrong = { ...orders.credentials, client_secret: stock.credentials.client_secret ?? '' };
    expect((await introspect({ token: access, ...wrong })).status).toBe(401);
    expect((await introspect({ token: access, client_id: orders.identifier })).status).toBe(401);
  });

  it('takes a new secret of an API at once, and no longer the former', async () => {
    const api = await registerApi('https://renewed.example.com/api', 'backoffice');
    const client_secret = (await test.services.administrations.apis.renewSecret(serverCaller(), api.id)) ?? '';
    expect((await introspect({ token: 'x', ...api.credentials })).status).toBe(401);
    expect((await introspect({ token: 'x', ...api.credentials, client_secret })).status).toBe(200);
    await test.services.administrations.apis.delete(serverCaller(), api.id);
    expect((await introspect({ token: 'x', ...api.credentials, client_secret })).status).toBe(401);
  });

  it('believes a signature of its own alone, not the id of a real token (IN-05)', async () => {
    const { access } = await signIn();
    const [header = '', claims = ''] = access.split('.');
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const forged = sign('sha256', Buffer.from(`${header}.${claims}`), privateKey).toString('base64url');
    const none = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
    for (const token of [`${header}.${claims}.${forged}`, `${header}.${claims}.`, `${none}.${claims}.`]) {
      expect(await answerTo(token)).toBe(inactive);
    }
  });

  it('honours the end of the person, the application and the organization, each alone and together (IN-06)', async () => {
    const { clients, customerUsers, organizations } = test.services.administrations;
    const caller = serverCaller();
    const client = await createApplication(test, {
      organizationId: people.organizations.b,
      // Of nobody, since applications end with their owner.
      owner: null,
      side: 'storefront',
      grantTypes: ['password'],
    });
    const watcher = client;
    const endings: readonly (readonly [string, (on: boolean) => Promise<unknown>])[] = [
      ['person', (enabled) => customerUsers.update(caller, people.dan.ref.id, { enabled })],
      ['application', (active) => clients.update(caller, client.id, { active })],
      ['organization', (enabled) => organizations.update(caller, people.organizations.b, { enabled })],
    ];
    for (const [what, set] of endings) {
      const { access, refresh } = await signIn(client, people.dan);
      expect([what, await isActive(access, watcher), await isActive(refresh, watcher)]).toEqual([what, true, true]);
      await set(false);
      await set(true);
      expect([what, await answerTo(access, watcher), await answerTo(refresh, watcher)]).toEqual([
        what,
        inactive,
        inactive,
      ]);
    }
    const { access, refresh } = await signIn(client, people.dan);
    for (const [, set] of endings) await set(false);
    for (const [, set] of [...endings].reverse()) await set(true);
    expect([await answerTo(access, watcher), await answerTo(refresh, watcher)]).toEqual([inactive, inactive]);
  });

  it('lets nobody try tokens at random, and still answers for real ones (IN-07)', async () => {
    const client = await createApplication(test, {
      organizationId: people.organizations.a,
      owner: people.alice.ref,
      grantTypes: ['password'],
    });
    const { access } = await signIn(client);
    const statuses = new Map<number, number>();
    for (let sent = 0; sent < 1000; sent += 1) {
      const answer = await introspect({ token: randomBytes(32).toString('base64url') }, basicOf(client));
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (answer.status === 429) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect([...statuses.keys()].sort()).toEqual([200, 429]);
    expect(statuses.get(200)).toBe(300);
    expect(await isActive(access, client)).toBe(true);
    expect(await answerTo('nonsense')).toBe(inactive);
  });

  it('counts wrong credentials like the token endpoint (IN-07)', async () => {
    const statuses: number[] = [];
    const guess = { ...credentialsOf(other), client_secret: 'wrong', token: 'x' };
    for (let sent = 0; sent < 40; sent += 1) statuses.push((await introspect(guess)).status);
    expect([statuses[0], statuses.at(-1)]).toEqual([401, 429]);
    expect((await introspect({ token: 'x', ...credentialsOf(other) })).status).toBe(200);
  });

  it('tells a client alone of its refresh tokens while they are good, and uses none up (IN-08)', async () => {
    const { refresh } = await signIn(application, people.alice, 'users:read');
    for (const _ of [1, 2]) {
      const answer = JSON.parse(await answerTo(refresh)) as Record<string, unknown>;
      expect(answer).toMatchObject({ active: true, scope: 'users:read', client_id: application.clientId });
      expect(answer).not.toHaveProperty('token_type');
    }
    const parameters = { grant_type: 'refresh_token', refresh_token: refresh, ...credentialsOf(application) };
    const next = await jsonOf(await test.token(parameters));
    expect(await answerTo(refresh)).toBe(inactive);
    expect(await isActive(next.refresh_token ?? '')).toBe(true);
  });
});
