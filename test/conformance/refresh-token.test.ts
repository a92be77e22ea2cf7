import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverCaller } from '../../src/directory/caller-resolution.ts';
import { builtInRoles } from '../../src/directory/role.ts';
import {
  claimsOf,
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
const caller = serverCaller();
const window = 4;

beforeAll(async () => {
  test = await startTestServer({ settings: { tokens: { refreshTokenRetryWindow: window } } });
  people = await seedPeople(test);
  const shared = { organizationId: people.organizations.a, owner: people.alice.ref };
  application = await createApplication(test, { ...shared, grantTypes: ['password'] });
  other = await createApplication(test, { ...shared, grantTypes: ['password'] });
});

afterAll(() => test.close());

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

interface Tokens {
  readonly access: string;
  readonly refresh: string;
}

async function tokensOf(response: Response): Promise<Tokens> {
  const { access_token = '', refresh_token = '' } = await jsonOf(response);
  expect(response.status).toBe(200);
  return { access: access_token, refresh: refresh_token };
}

const signIn = async (who = people.alice, client = application, more: Record<string, string> = {}) =>
  tokensOf(
    await test.token({
      grant_type: 'password',
      ...credentialsOf(client),
      username: who.name,
      password: who.password,
      ...more,
    }),
  );
const refresh = (
  token: string,
  more: Record<string, string> = {},
  client: Record<string, string> = credentialsOf(application),
) => test.token({ grant_type: 'refresh_token', ...client, refresh_token: token, ...more });

async function expectInvalid(response: Response, error = 'invalid_grant', status = 400): Promise<void> {
  expect({ status: response.status, error: (await jsonOf(response)).error }).toEqual({ status, error });
}

describe('a refresh token', () => {
  it('is bound to its client (RT-01)', async () => {
    const { refresh: token } = await signIn();
    await expectInvalid(await refresh(token, {}, credentialsOf(other)));
    await tokensOf(await refresh(token));
  });

  it('needs the client to authenticate (RT-02)', async () => {
    const { refresh: token } = await signIn();
    await expectInvalid(await refresh(token, {}, { client_id: application.clientId }), 'invalid_client', 401);
    await expectInvalid(
      await refresh(token, {}, { ...credentialsOf(application), client_secret: 'wrong' }),
      'invalid_client',
      401,
    );
  });

  it('can narrow the scope of an access token, never widen it, and stays as wide as it was (RT-03)', async () => {
    const first = await signIn(people.alice, application, { scope: 'users:read roles:read' });
    await expectInvalid(await refresh(first.refresh, { scope: 'users:read users:write' }), 'invalid_scope');
    const narrow = await tokensOf(await refresh(first.refresh, { scope: 'users:read' }));
    expect(claimsOf(narrow.access).scope).toBe('users:read');
    const full = await tokensOf(await refresh(narrow.refresh));
    expect(claimsOf(full.access).scope).toBe('users:read roles:read');
  });

  it('rotates with every use (RT-04)', async () => {
    const first = await signIn();
    const second = await tokensOf(await refresh(first.refresh));
    const third = await tokensOf(await refresh(second.refresh));
    expect(new Set([first.refresh, second.refresh, third.refresh]).size).toBe(3);
    expect((await test.call('/api/profile', third.access)).status).toBe(200);
  });

  it('that comes back later ends its whole family, access tokens included, and is written down (RT-05)', async () => {
    const first = await signIn();
    const second = await tokensOf(await refresh(first.refresh));
    const third = await tokensOf(await refresh(second.refresh));
    await expectInvalid(await refresh(first.refresh));
    await expectInvalid(await refresh(third.refresh));
    for (const { access } of [first, second, third]) expect((await test.call('/api/profile', access)).status).toBe(401);
    const events = await test.services.storage.auditLog.after('0', 1000);
    expect(events.map(({ type }) => type)).toContain('refresh-token.reused');
  });

  it('refreshed by fifty at once leaves one living chain (RT-06, R-23)', async () => {
    for (let round = 0; round < 3; round += 1) {
      const first = await signIn();
      const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(first.refresh)));
      const successors = await Promise.all(answers.map(async (each) => (await tokensOf(each)).refresh));
      expect(new Set(successors).size).toBe(1);
      await tokensOf(await refresh(successors[0] ?? ''));
    }
  });

  it('repeated after a lost answer gets the same successor, outside the window it is reuse (RT-07)', async () => {
    const first = await signIn();
    const lost = await tokensOf(await refresh(first.refresh));
    const again = await tokensOf(await refresh(first.refresh));
    expect(again.refresh).toBe(lost.refresh);
    await pause(window + 0.2);
    await expectInvalid(await refresh(first.refresh));
    await expectInvalid(await refresh(again.refresh));
  });

  it('of another kind is refused: access tokens, nonsense, and the reverse (RT-10, JW-10)', async () => {
    const tokens = await signIn();
    await expectInvalid(await refresh(tokens.access));
    expect((await test.call('/api/profile', tokens.refresh)).status).toBe(401);
  });

  it('that was damaged is refused and harms nobody (RT-11)', async () => {
    const { refresh: token } = await signIn();
    for (const wrong of [token.slice(0, -1), `${token}=`, token.toUpperCase(), `${token}A`, ` ${token}`]) {
      await expectInvalid(await refresh(wrong));
    }
    await tokensOf(await refresh(token));
  });

  it('ends when the person, the application, or the organization does (RT-12)', async () => {
    const { clients, users } = test.services.administrations;
    const memberships = [{ organizationId: people.organizations.a, roleId: builtInRoles.member.id }];
    const password = 'a-password-for-a-leaver';
    const leaver = await users.create(caller, {
      username: 'leaver',
      email: 'leaver@example.com',
      memberships,
      password,
    });
    const client = await createApplication(test, {
      organizationId: people.organizations.a,
      owner: people.alice.ref,
      grantTypes: ['password'],
    });
    const person = { ref: { kind: 'user', id: leaver.id }, name: 'leaver', password } as const;
    const before = await signIn(person, client);
    await users.update(caller, leaver.id, { enabled: false });
    await expectInvalid(await refresh(before.refresh, {}, credentialsOf(client)));
    await users.update(caller, leaver.id, { enabled: true });
    await expectInvalid(await refresh(before.refresh, {}, credentialsOf(client)));
    const after = await signIn(person, client);
    await clients.update(caller, client.id, { active: false });
    await expectInvalid(await refresh(after.refresh, {}, credentialsOf(client)), 'invalid_client', 401);
    await clients.update(caller, client.id, { active: true });
    await expectInvalid(await refresh(after.refresh, {}, credentialsOf(client)));
  });

  it('stays with the API it was given for (RT-13)', async () => {
    const { refresh: token } = await signIn();
    await expectInvalid(await refresh(token, { resource: `${test.url}/storefront/api` }), 'invalid_target');
    expect(claimsOf((await tokensOf(await refresh(token, { resource: `${test.url}/api` }))).access).aud).toBe(
      `${test.url}/api`,
    );
  });

  it('is stored nowhere, nor is any secret (RT-14)', async () => {
    const { refresh: token } = await signIn();
    const wanted = [token, token.slice(4, 36), application.secret, people.alice.password];
    const folder = join(test.stateDir, 'database');
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const content = await readFile(join(entry.parentPath ?? entry.path, entry.name));
      for (const secret of wanted) expect(content.includes(secret), `${entry.name} holds a secret`).toBe(false);
    }
  });
});

describe('refresh tokens over time', () => {
  it('expire when nobody uses them, and in any case at the end of the family (RT-08)', async () => {
    const short = await startTestServer({
      settings: { tokens: { refreshTokenLifetime: 1, refreshTokenAbsoluteLifetime: 2, refreshTokenRetryWindow: 0 } },
    });
    const others = await seedPeople(short);
    const client = await createApplication(short, {
      organizationId: others.organizations.a,
      owner: others.alice.ref,
      grantTypes: ['password'],
    });
    const begin = async () =>
      tokensOf(
        await short.token({
          grant_type: 'password',
          ...credentialsOf(client),
          username: 'alice',
          password: others.alice.password,
        }),
      );
    const again = (token: string) =>
      short.token({ grant_type: 'refresh_token', ...credentialsOf(client), refresh_token: token });
    const [idle, busy] = [await begin(), await begin()];
    await pause(0.7);
    const second = await tokensOf(await again(busy.refresh));
    await pause(0.7);
    await expectInvalid(await again(idle.refresh));
    const third = await tokensOf(await again(second.refresh));
    await pause(0.7);
    await expectInvalid(await again(third.refresh));
    await short.close();
  });

  it('remember their rotation over a restart (RT-09)', async () => {
    const server = { publicUrl: 'http://oauth.example.com' };
    const settings = { settings: { server, tokens: { refreshTokenRetryWindow: 0 } } };
    const before = await startTestServer(settings);
    const others = await seedPeople(before);
    const client = await createApplication(before, {
      organizationId: others.organizations.a,
      owner: others.alice.ref,
      grantTypes: ['password'],
    });
    const first = await tokensOf(
      await before.token({
        grant_type: 'password',
        ...credentialsOf(client),
        username: 'alice',
        password: others.alice.password,
      }),
    );
    const request = (token: string) => ({
      grant_type: 'refresh_token',
      ...credentialsOf(client),
      refresh_token: token,
    });
    const second = await tokensOf(await before.token(request(first.refresh)));
    await before.server.close();
    const after = await startTestServer({ ...settings, stateDir: before.stateDir });
    const third = await tokensOf(await after.token(request(second.refresh)));
    await pause(0.05);
    await expectInvalid(await after.token(request(first.refresh)));
    await expectInvalid(await after.token(request(third.refresh)));
    await after.close();
  });
});
