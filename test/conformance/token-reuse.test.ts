import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { serverCaller } from '../../src/directory/caller-resolution.ts';
import type { ClientChanges } from '../../src/oauth/client.ts';
import type { NewClient } from '../../src/oauth/client-registration.ts';
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

const orders = 'https://orders.example.com/api';
const lifetime = 3_600;
const caller = serverCaller();
const member = '00000000-0000-4000-8000-000000000003';

beforeAll(async () => {
  test = await startTestServer();
  people = await seedPeople(test);
  const scopes = [{ scope: 'orders:read', sentence: 'See the orders.' }];
  await test.services.administrations.apis.create(caller, {
    identifier: orders,
    name: 'Orders',
    side: 'backoffice',
    scopes,
  });
});

afterEach(() => {
  vi.useRealTimers();
});

afterAll(() => test.close());

const make = (given: Partial<NewClient> = {}) =>
  createApplication(test, {
    organizationId: people.organizations.a,
    owner: people.alice.ref,
    grantTypes: ['client_credentials'],
    tokenReuse: true,
    ...given,
  });

const request = (application: TestApplication, more: Record<string, string> = {}) =>
  test.token({ grant_type: 'client_credentials', ...credentialsOf(application), ...more });

async function fetchToken(application: TestApplication, more: Record<string, string> = {}) {
  const response = await request(application, more);
  const body = await jsonOf(response);
  expect(response.status, JSON.stringify(body)).toBe(200);
  return { token: body.access_token ?? '', expiresIn: Number(body.expires_in), scope: body.scope };
}

const tokenOf = async (application: TestApplication, more: Record<string, string> = {}) =>
  (await fetchToken(application, more)).token;
const isGood = async (token: string) => (await test.call('/api/users', token)).status === 200;
const change = (application: TestApplication, changes: ClientChanges) =>
  test.services.administrations.clients.update(caller, application.id, changes);

/** Moves the clock of the server on. The first time sets it to the beginning of a second. */
function pass(seconds: number): void {
  const now = vi.isFakeTimers() ? Date.now() : Math.ceil(Date.now() / 1_000) * 1_000;
  vi.useFakeTimers({ toFake: ['Date'], now: now + seconds * 1_000 });
}

describe('an application with token reuse', () => {
  it('is answered the same token while it is fresh, with the seconds that are truly left, rounded down', async () => {
    const application = await make();
    pass(0);
    const first = await request(application);
    const body = await jsonOf(first);
    expect(body.expires_in).toBe(lifetime);
    for (const [seconds, left] of [
      [0, lifetime],
      [0.4, lifetime - 1],
      [0.6, lifetime - 1],
      [99.001, lifetime - 101],
    ] as const) {
      pass(seconds);
      const again = await request(application);
      expect(await jsonOf(again)).toEqual({ ...body, expires_in: left });
      for (const header of ['content-type', 'cache-control', 'pragma']) {
        expect(again.headers.get(header)).toBe(first.headers.get(header));
      }
    }
    expect(first.headers.get('cache-control')).toBe('no-store');
    expect(first.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(Object.keys(body)).toEqual(['token_type', 'expires_in', 'access_token', 'scope']);
    expect(await isGood(body.access_token ?? '')).toBe(true);
  });

  it('gets a new token once 80 % of the life of the last is spent, and the new one from then on', async () => {
    const application = await make();
    pass(0);
    const { token } = await fetchToken(application);
    pass(lifetime * 0.8 - 0.001);
    expect(await fetchToken(application)).toMatchObject({ token, expiresIn: lifetime * 0.2 });
    pass(0.001);
    const next = await fetchToken(application);
    expect(next.expiresIn).toBe(lifetime);
    expect(claimsOf(next.token).jti).not.toBe(claimsOf(token).jti);
    expect(await tokenOf(application)).toBe(next.token);
    expect(await isGood(token)).toBe(true);
  });

  it('never gets a token whose life is longer than it was when the clock goes back', async () => {
    const application = await make();
    pass(0);
    const { token } = await fetchToken(application);
    pass(-60);
    const next = await fetchToken(application);
    expect([next.token === token, next.expiresIn]).toEqual([false, lifetime]);
  });

  it('gets another token for another scope and another API', async () => {
    const application = await make({ apis: [{ identifier: orders, scopes: ['orders:read'] }] });
    const asked: Record<string, string>[] = [
      {},
      { scope: 'users:read' },
      { scope: 'roles:read' },
      { resource: orders },
    ];
    const tokens: string[] = [];
    for (const each of asked) tokens.push(await tokenOf(application, each));
    expect(new Set(tokens).size).toBe(asked.length);
    for (const [at, each] of asked.entries()) expect(await tokenOf(application, each)).toBe(tokens[at]);
    expect(claimsOf(tokens[1] ?? '').scope).toBe('users:read');
    expect(claimsOf(tokens[3] ?? '').aud).toBe(orders);
  });

  it('shares its token with no other application', async () => {
    const [one, other] = [await make(), await make()];
    expect(claimsOf(await tokenOf(one)).client_id).toBe(one.clientId);
    expect(claimsOf(await tokenOf(other)).client_id).toBe(other.clientId);
    expect(claimsOf(await tokenOf(one)).client_id).toBe(one.clientId);
  });

  it('is checked like every other before it is answered anything', async () => {
    const application = await make();
    await tokenOf(application);
    const { alice } = people;
    const statuses: [Record<string, string>, number][] = [
      [{ client_secret: 'wrong' }, 401],
      [{ scope: 'nonsense' }, 400],
      [{ resource: orders }, 400],
      [{ visitor_access_token: 'x' }, 400],
      [{ grant_type: 'password', username: alice.name, password: alice.password }, 400],
    ];
    for (const [more, status] of statuses)
      expect([more, (await request(application, more)).status]).toEqual([more, status]);
    const { clients } = test.services.administrations;
    const added = await clients.addSecret(caller, application.id, { name: 'Second', expiresAt: null });
    const second = { ...application, secret: added?.value ?? '' };
    expect(await tokenOf(second)).toBe(await tokenOf(application));
    const [first] = (await clients.get(caller, application.id))?.client.secrets ?? [];
    await clients.retireSecret(caller, application.id, first?.id ?? '');
    expect((await request(application)).status).toBe(401);
  });

  it('gets a new token after the last was revoked (RFC 7009), and another one of it stays as it is', async () => {
    const application = await make();
    const [token, narrow] = [await tokenOf(application), await tokenOf(application, { scope: 'users:read' })];
    const body = new URLSearchParams({ token, ...credentialsOf(application) });
    expect((await test.send('/oauth2-token/revoke', { method: 'POST', body })).status).toBe(200);
    const next = await tokenOf(application);
    expect([next === token, await isGood(token), await isGood(next)]).toEqual([false, false, true]);
    expect(await tokenOf(application)).toBe(next);
    expect(await tokenOf(application, { scope: 'users:read' })).toBe(narrow);
  });

  it.each(['application', 'owner', 'membership', 'organization'] as const)(
    'gets a new token after its %s was switched off and on again',
    async (what) => {
      const { organizations, users } = test.services.administrations;
      const organizationId = (await organizations.create(caller, { name: `Reuse, ${what}` })).id;
      const memberships = [
        { organizationId, roleId: member },
        { organizationId: people.organizations.b, roleId: member },
      ];
      const email = `reuse-${what}@example.com`;
      const owner = await users.create(caller, { username: `reuse-${what}`, email, memberships });
      const application = await make({ organizationId, owner: { kind: 'user', id: owner.id } });
      const token = await tokenOf(application);
      const turn = (on: boolean): Promise<unknown> => {
        if (what === 'application') return change(application, { active: on });
        if (what === 'owner') return users.update(caller, owner.id, { enabled: on });
        if (what === 'organization') return organizations.update(caller, organizationId, { enabled: on });
        return users.update(caller, owner.id, { memberships: on ? memberships : memberships.slice(1) });
      };
      await turn(false);
      expect((await request(application)).status).toBe(401);
      await turn(true);
      await change(application, { active: true });
      const next = await tokenOf(application);
      expect([next === token, (await test.call('/api/profile', next)).status]).toEqual([false, 200]);
    },
  );

  it('gets a new token for its new owner when it is handed over, with the new secret alone', async () => {
    const application = await make();
    const token = await tokenOf(application);
    const { clients } = test.services.administrations;
    const handedOver = await clients.handOver(serverCaller(people.organizations.a), application.id, people.eve.ref);
    expect((await request(application)).status).toBe(401);
    const next = await tokenOf({ ...application, secret: handedOver?.clientSecret ?? '' });
    expect(next).not.toBe(token);
    expect(claimsOf(next).owner).toBe(`user:${people.eve.ref.id}`);
  });

  it('gets what its access allows now, after that was narrowed and after its owner may do less', async () => {
    const { users } = test.services.administrations;
    const { a } = people.organizations;
    const boss = [{ organizationId: a, roleId: '00000000-0000-4000-8000-000000000002' }];
    const email = 'boss@example.com';
    const owner = await users.create(caller, { username: 'boss', email, memberships: boss });
    const application = await make({ owner: { kind: 'user', id: owner.id } });
    expect((await fetchToken(application)).scope).toContain('users:write');
    await change(application, { access: { mode: 'read-only' } });
    expect((await fetchToken(application)).scope).not.toContain(':write');
    await change(application, { access: { mode: 'everything' } });
    expect((await fetchToken(application)).scope).toContain('users:write');
    await users.update(caller, owner.id, { memberships: [{ organizationId: a, roleId: member }] });
    const { scope, token } = await fetchToken(application);
    expect([scope, claimsOf(token).scope]).toEqual([expect.not.stringContaining('users:write'), scope]);
  });

  it('gets a new token when another key signs, be it after a rotation or in an emergency', async () => {
    const application = await make();
    const kidOf = (token: string) => (JSON.parse(atob(token.split('.')[0] ?? '')) as { kid: string }).kid;
    const token = await tokenOf(application);
    const { signingKeys } = test.services.administrations;
    const { kid } = await signingKeys.create(caller);
    expect(await tokenOf(application)).toBe(token);
    await signingKeys.sign(caller, kid);
    const next = await tokenOf(application);
    expect([kidOf(next), await isGood(token)]).toEqual([kid, true]);
    await signingKeys.revoke(caller, kid);
    const last = await tokenOf(application);
    expect(kidOf(last)).not.toBe(kid);
    expect([await isGood(next), await isGood(last)]).toEqual([false, true]);
  });

  it('gets a new token when tokens are to live shorter or longer', async () => {
    const { settings } = test.services.administrations;
    const application = await make();
    const first = await fetchToken(application);
    await settings.change(caller, 'tokens.accessTokenLifetime', 600);
    const shorter = await fetchToken(application);
    expect([first.token === shorter.token, shorter.expiresIn]).toEqual([false, 600]);
    await settings.reset(caller, 'tokens.accessTokenLifetime');
  });

  it('is counted at every answer, and seen as used', async () => {
    const issued = async () =>
      Number(
        /grantry_tokens_issued_total{grant_type="client_credentials",side="backoffice"} (\d+)/.exec(
          await (await test.send('/metrics')).text(),
        )?.[1],
      );
    const application = await make();
    await tokenOf(application);
    const before = await issued();
    const { storage } = test.services;
    const noted = vi.spyOn(storage.clientUsage, 'tokenIssued');
    await tokenOf(application);
    await tokenOf(application);
    expect(await issued()).toBe(before + 2);
    expect(noted.mock.calls.map(([id, secretId]) => [id, typeof secretId])).toEqual([
      [application.id, 'string'],
      [application.id, 'string'],
    ]);
    noted.mockRestore();
  });

  it('gets good tokens for many first requests at once, and one of them from then on', async () => {
    const application = await make();
    const tokens = await Promise.all(Array.from({ length: 30 }, () => tokenOf(application)));
    for (const token of new Set(tokens)) expect(await isGood(token)).toBe(true);
    const later = await Promise.all(Array.from({ length: 10 }, () => tokenOf(application)));
    expect(new Set(later).size).toBe(1);
    expect(tokens).toContain(later[0]);
  });
});

describe('token reuse', () => {
  it('is off unless it is switched on, and ends when it is switched off', async () => {
    const plain = await make({ tokenReuse: false });
    const left = await createApplication(test, {
      organizationId: people.organizations.a,
      owner: people.alice.ref,
      grantTypes: ['client_credentials'],
    });
    for (const each of [plain, left]) expect(await tokenOf(each)).not.toBe(await tokenOf(each));
    await change(plain, { tokenReuse: true });
    const token = await tokenOf(plain);
    expect(await tokenOf(plain)).toBe(token);
    await change(plain, { tokenReuse: false });
    expect(await tokenOf(plain)).not.toBe(token);
  });

  it('is for client credentials alone: people and refreshes get a token of their own every time', async () => {
    const application = await make({ grantTypes: ['client_credentials', 'password'] });
    const { name, password } = people.alice;
    const signIn = async (more: Record<string, string>) =>
      jsonOf(await test.token({ ...credentialsOf(application), ...more }));
    const person = { grant_type: 'password', username: name, password };
    const [one, two] = [await signIn(person), await signIn(person)];
    const three = await signIn({ grant_type: 'refresh_token', refresh_token: two.refresh_token ?? '' });
    const machine = await tokenOf(application);
    const tokens = [one, two, three].map(({ access_token }) => access_token ?? '');
    expect(new Set([...tokens, machine]).size).toBe(4);
    expect(tokens.map((token) => claimsOf(token).sub)).toEqual(Array(3).fill(`user:${people.alice.ref.id}`));
    expect(await tokenOf(application)).toBe(machine);
  });

  it('gives visitors a token of their own every time', async () => {
    const application = await make({
      side: 'storefront',
      owner: people.carol.ref,
      grantTypes: ['client_credentials', 'password'],
      guestsAllowed: true,
    });
    const guest = { grant_type: 'password', ...credentialsOf(application), username: 'guest', password: 'guest' };
    const subjects = await Promise.all(
      [1, 2].map(async () => claimsOf((await jsonOf(await test.token(guest))).access_token ?? '').sub),
    );
    expect(new Set(subjects).size).toBe(2);
  });

  it('of tokens that live a second or two never says that nothing is left', async () => {
    const { settings } = test.services.administrations;
    const application = await make();
    for (const seconds of [1, 2]) {
      await settings.change(caller, 'tokens.accessTokenLifetime', seconds);
      const told: number[] = [];
      pass(10);
      for (let step = 0; step < 20; step += 1) {
        told.push((await fetchToken(application)).expiresIn);
        pass(0.1);
      }
      expect([Math.min(...told), Math.max(...told)]).toEqual([1, seconds]);
    }
    await settings.reset(caller, 'tokens.accessTokenLifetime');
  });
});
