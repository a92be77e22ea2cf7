import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  basicOf,
  createApplication,
  credentialsOf,
  jsonOf,
  type People,
  seedPeople,
  startTestServer,
  type TestApplication,
  type TestServer,
} from '../fixtures/test-server.ts';

let test: TestServer;
let people: People;
let application: TestApplication;
let other: TestApplication;
let open: TestApplication;

beforeAll(async () => {
  test = await startTestServer();
  people = await seedPeople(test);
  const shared = { organizationId: people.organizations.a, owner: people.alice.ref, grantTypes: ['password'] } as const;
  application = await createApplication(test, shared);
  other = await createApplication(test, shared);
  open = await createApplication(test, { ...shared, confidential: false });
});

afterAll(() => test.close());

const revoke = (parameters: Record<string, string>, headers: Record<string, string> = {}) =>
  test.send('/oauth2-token/revoke', { method: 'POST', body: new URLSearchParams(parameters), headers });
const signIn = async (client = application) => {
  const person = { username: people.alice.name, password: people.alice.password };
  const body = await jsonOf(await test.token({ grant_type: 'password', ...credentialsOf(client), ...person }));
  return { access: body.access_token ?? '', refresh: body.refresh_token ?? '' };
};
const refresh = (token: string, client = application) =>
  test.token({ grant_type: 'refresh_token', ...credentialsOf(client), refresh_token: token });
const statusOf = async (token: string) => (await test.call('/api/profile', token)).status;

describe('the revocation endpoint', () => {
  it('takes POST requests of authenticated clients and stands in the metadata (RV-01)', async () => {
    const { refresh: token } = await signIn();
    expect((await test.send('/oauth2-token/revoke')).status).toBe(405);
    expect((await revoke({ token })).status).toBe(401);
    expect((await revoke({ token, ...credentialsOf(application), client_secret: 'wrong' })).status).toBe(401);
    expect((await revoke({ ...credentialsOf(application) })).status).toBe(400);
    const metadata = await jsonOf(await test.send('/.well-known/oauth-authorization-server'));
    expect(metadata.revocation_endpoint).toBe(`${test.url}/oauth2-token/revoke`);
    const done = await revoke({ token }, basicOf(application));
    expect([done.status, await done.text(), done.headers.get('cache-control')]).toEqual([200, '', 'no-store']);
  });

  it('lets a client revoke only what is its own (RV-02)', async () => {
    const tokens = await signIn();
    for (const token of [tokens.access, tokens.refresh]) {
      expect((await revoke({ token, ...credentialsOf(other) })).status).toBe(200);
    }
    expect(await statusOf(tokens.access)).toBe(200);
    expect((await refresh(tokens.refresh)).status).toBe(200);
  });

  it('lets a public client revoke its own (RV-03)', async () => {
    const tokens = await signIn(open);
    expect((await revoke({ token: tokens.refresh, client_id: open.clientId })).status).toBe(200);
    expect((await refresh(tokens.refresh, open)).status).toBe(400);
  });

  it('answers alike for what is unknown, damaged or revoked already, and ignores callbacks (RV-04, RV-09)', async () => {
    const { refresh: token } = await signIn();
    for (const each of [token, token, 'nonsense', `${token}x`, 'a.b.c']) {
      const response = await revoke({ token: each, callback: 'x', ...credentialsOf(application) });
      expect([response.status, await response.text()]).toEqual([200, '']);
    }
  });

  it('ends the access tokens of a refresh token, and an access token alone (RV-05)', async () => {
    const first = await signIn();
    await revoke({ token: first.access, ...credentialsOf(application) });
    expect(await statusOf(first.access)).toBe(401);
    const second = await jsonOf(await refresh(first.refresh));
    expect(await statusOf(second.access_token ?? '')).toBe(200);
    await revoke({ token: second.refresh_token ?? '', ...credentialsOf(application) });
    expect(await statusOf(second.access_token ?? '')).toBe(401);
    expect((await refresh(second.refresh_token ?? '')).status).toBe(400);
  });

  it('finds a token whatever the hint says (RV-06)', async () => {
    const { access, refresh: token } = await signIn();
    await revoke({ token: access, token_type_hint: 'refresh_token', ...credentialsOf(application) });
    await revoke({ token, token_type_hint: 'nonsense', ...credentialsOf(application) });
    expect(await statusOf(access)).toBe(401);
    expect((await refresh(token)).status).toBe(400);
  });

  it('is not moved by a forged token that carries the id of a real one (RV-10)', async () => {
    const { access } = await signIn();
    const [header = '', claims = ''] = access.split('.');
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const forged = `${header}.${claims}.${sign('sha256', Buffer.from(`${header}.${claims}`), privateKey).toString('base64url')}`;
    for (const token of [forged, `${header}.${claims}.`]) await revoke({ token, ...credentialsOf(application) });
    expect(await statusOf(access)).toBe(200);
  });
});

describe('scripts of other origins', () => {
  it('may revoke from listed origins only', async () => {
    const listed = 'https://shop.example.com';
    const server = await startTestServer({ settings: { server: { corsOrigins: [listed] } } });
    const allowedFor = async (origin: string) => {
      const body = new URLSearchParams({ token: 'any' });
      const answer = await server.send('/oauth2-token/revoke', { method: 'POST', body, headers: { origin } });
      return answer.headers.get('access-control-allow-origin');
    };
    expect(await allowedFor(listed)).toBe(listed);
    expect(await allowedFor('https://evil.example.com')).toBeNull();
    await server.close();
  });
});
