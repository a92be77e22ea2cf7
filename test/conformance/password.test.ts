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
import { spreadOf } from '../fixtures/timing.ts';

let test: TestServer;
let people: People;
let backoffice: TestApplication;
let storefront: TestApplication;
let withoutGuests: TestApplication;
const caller = serverCaller();
const roomy = {
  signInPerAccountAndNetwork: 5000,
  signInPerNetwork: 100_000,
  signInPerAccount: 100_000,
  guestsPerNetwork: 50,
};

beforeAll(async () => {
  test = await startTestServer({ settings: { server: { trustProxy: true }, rateLimits: roomy } });
  people = await seedPeople(test);
  const organizationId = people.organizations.a;
  backoffice = await createApplication(test, { organizationId, owner: people.alice.ref, grantTypes: ['password'] });
  storefront = await createApplication(test, { organizationId, owner: people.carol.ref, grantTypes: ['password'] });
  withoutGuests = await createApplication(test, {
    organizationId,
    owner: people.carol.ref,
    grantTypes: ['password'],
    guestsAllowed: false,
  });
});

afterAll(() => test.close());

const signIn = (application: TestApplication, username: string, password: string, address = '192.0.2.1') =>
  test.token(
    { grant_type: 'password', ...credentialsOf(application), username, password },
    { 'x-forwarded-for': address },
  );

async function expectRefused(response: Response, error = 'invalid_grant'): Promise<void> {
  expect({ status: response.status, error: (await jsonOf(response)).error }).toEqual({ status: 400, error });
}

describe('the password grant', () => {
  it('gives a token as the reference shows, as form and JSON (seed-004)', async () => {
    const { alice } = people;
    const parameters = {
      grant_type: 'password',
      ...credentialsOf(backoffice),
      username: alice.name,
      password: alice.password,
    };
    for (const response of [await test.token(parameters), await test.tokenAsJson(parameters)]) {
      const body = await jsonOf(response);
      expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600, refresh_token: expect.any(String) });
      expect(claimsOf(body.access_token ?? '').sub).toBe(`user:${alice.ref.id}`);
      const users = await test.call('/api/users', body.access_token ?? '', {
        headers: { accept: 'application/vnd.api+json' },
      });
      expect(users.headers.get('content-type')).toBe('application/vnd.api+json');
      expect(users.status).toBe(200);
    }
  });

  it('can be switched off for the whole server and is then in no metadata (PWD-01)', async () => {
    const off = await startTestServer({ settings: { grants: { password: false } } });
    const others = await seedPeople(off);
    const application = await createApplication(off, {
      organizationId: others.organizations.a,
      owner: others.alice.ref,
      grantTypes: ['password'],
    });
    const { name, password } = others.alice;
    await expectRefused(
      await off.token({ grant_type: 'password', ...credentialsOf(application), username: name, password }),
      'unsupported_grant_type',
    );
    const metadata = await jsonOf(await off.send('/.well-known/oauth-authorization-server'));
    expect(metadata.grant_types_supported).not.toContain('password');
    await off.close();
  });

  it('counts guesses before it looks at them, also parallel ones, and believes no forged address (PWD-02)', async () => {
    const strict = await startTestServer({
      settings: { rateLimits: { signInPerAccountAndNetwork: 5, signInPerNetwork: 100, signInPerAccount: 30 } },
    });
    const others = await seedPeople(strict);
    const application = await createApplication(strict, {
      organizationId: others.organizations.a,
      owner: others.alice.ref,
      grantTypes: ['password'],
    });
    const guess = (password: string, at = 0) =>
      strict.token(
        { grant_type: 'password', ...credentialsOf(application), username: 'alice', password },
        { 'x-forwarded-for': `203.0.113.${at}` },
      );
    const burst = await Promise.all(Array.from({ length: 60 }, (_, at) => guess(`guess-${at}`, at)));
    expect(burst.filter(({ status }) => status === 400)).toHaveLength(5);
    expect(burst.filter(({ status }) => status === 429)).toHaveLength(55);
    const late = await guess(others.alice.password);
    expect(late.status).toBe(429);
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
    await strict.close();
  });

  it('does not lock the victim out at another address while a guesser is stopped (PWD-03)', async () => {
    const strict = await startTestServer({
      settings: { server: { trustProxy: true }, rateLimits: { signInPerAccountAndNetwork: 3, signInPerAccount: 20 } },
    });
    const others = await seedPeople(strict);
    const application = await createApplication(strict, {
      organizationId: others.organizations.a,
      owner: others.alice.ref,
      grantTypes: ['password'],
    });
    const attempt = (password: string, address: string) =>
      strict.token(
        { grant_type: 'password', ...credentialsOf(application), username: 'alice', password },
        { 'x-forwarded-for': address },
      );
    for (let at = 0; at < 10; at += 1) await attempt('guess', '203.0.113.1');
    expect((await attempt('guess', '203.0.113.1')).status).toBe(429);
    expect((await attempt(others.alice.password, '198.51.100.7')).status).toBe(200);
    await strict.close();
  });

  it('refuses every unfit person with the same answer in the same time (PWD-04)', async () => {
    const { users } = test.services.administrations;
    const memberships = [{ organizationId: people.organizations.a, roleId: builtInRoles.member.id }];
    const password = 'a-password-of-somebody-disabled';
    const off = await users.create(caller, { username: 'off', email: 'off@example.com', memberships, password });
    await users.update(caller, off.id, { enabled: false });
    const unfit: Record<string, [string, string]> = {
      unknown: ['nobody', 'whatever-it-is'],
      wrong: [people.alice.name, 'whatever-it-is'],
      disabled: ['off', password],
      'another organization': [people.bob.name, people.bob.password],
    };
    const answers = new Set<string>();
    for (const [name, secret] of Object.values(unfit)) {
      const response = await signIn(backoffice, name, secret);
      answers.add(JSON.stringify([response.status, await response.text()]));
    }
    expect([...answers]).toHaveLength(1);
    const ways = Object.entries(unfit).map(
      ([name, [user, secret]]) => [name, () => signIn(backoffice, user, secret)] as const,
    );
    expect(await spreadOf(Object.fromEntries(ways), 15, 20)).toBeLessThan(20);
  });

  it('knows people of its own side only, and customer users by e-mail only (PWD-05)', async () => {
    expect((await signIn(backoffice, people.alice.name, people.alice.password)).status).toBe(200);
    expect((await signIn(backoffice, 'alice@example.com', people.alice.password)).status).toBe(200);
    expect((await signIn(storefront, people.carol.name, people.carol.password)).status).toBe(200);
    await expectRefused(await signIn(backoffice, people.carol.name, people.carol.password));
    await expectRefused(await signIn(storefront, people.alice.name, people.alice.password));
    await expectRefused(await signIn(storefront, 'alice@example.com', people.alice.password));
    await expectRefused(await signIn(storefront, 'carol', people.carol.password));
    await expectRefused(await signIn(storefront, people.dan.name, people.dan.password));
  });

  it('compares passwords exactly (PWD-07)', async () => {
    const { password } = people.alice;
    for (const wrong of [`${password} `, password.toUpperCase(), password.slice(0, -1), `${password}\0`]) {
      await expectRefused(await signIn(backoffice, people.alice.name, wrong));
    }
  });

  it('keeps passwords out of the log (PWD-09)', () => {
    expect(test.logLines.join('')).not.toContain('canary-8c1f');
    expect(test.logLines.join('')).not.toContain('whatever-it-is');
  });

  it('revokes what was issued when the password changes (PWD-10)', async () => {
    const first = await jsonOf(await signIn(backoffice, people.eve.name, people.eve.password));
    await test.services.administrations.users.resetPassword(
      serverCaller(people.organizations.all),
      people.eve.ref.id,
      'another-good-password',
    );
    expect((await test.call('/api/profile', first.access_token ?? '')).status).toBe(401);
    await expectRefused(
      await test.token({
        grant_type: 'refresh_token',
        ...credentialsOf(backoffice),
        refresh_token: first.refresh_token ?? '',
      }),
    );
    expect((await signIn(backoffice, people.eve.name, 'another-good-password')).status).toBe(200);
  });
});

describe('guest/guest', () => {
  it('gives a token for a new visitor of a storefront, without a refresh token (seed-004, RT-15)', async () => {
    const bodies = [
      await jsonOf(await signIn(storefront, 'guest', 'guest')),
      await jsonOf(await signIn(storefront, 'guest', 'guest')),
    ];
    const subjects = bodies.map(({ access_token }) => String(claimsOf(access_token ?? '').sub));
    for (const subject of subjects) expect(subject).toMatch(/^visitor:[0-9a-f-]{36}$/);
    expect(new Set(subjects).size).toBe(2);
    expect(bodies[0]).not.toHaveProperty('refresh_token');
    expect((await test.call('/storefront/api/profile', bodies[0]?.access_token ?? '')).status).toBe(200);
    expect((await test.call('/storefront/api/oauthapplications', bodies[0]?.access_token ?? '')).status).toBe(403);
  });

  it('is honoured nowhere else: not in the back-office, not where guests are not allowed, not in other grants (PWD-08, G3)', async () => {
    await expectRefused(await signIn(backoffice, 'guest', 'guest'));
    await expectRefused(await signIn(withoutGuests, 'guest', 'guest'));
    await expectRefused(
      await test.token({
        grant_type: 'client_credentials',
        ...credentialsOf(storefront),
        username: 'guest',
        password: 'guest',
      }),
      'unauthorized_client',
    );
  });

  it('does not shadow a real user of that name (PWD-08)', async () => {
    const memberships = [{ organizationId: people.organizations.a, roleId: builtInRoles.member.id }];
    const password = 'the-real-password-of-guest';
    const real = await test.services.administrations.users.create(caller, {
      username: 'guest',
      email: 'guest@example.com',
      memberships,
      password,
    });
    await expectRefused(await signIn(backoffice, 'guest', 'guest'));
    const body = await jsonOf(await signIn(backoffice, 'guest', password));
    expect(claimsOf(body.access_token ?? '').sub).toBe(`user:${real.id}`);
  });

  it('is bounded per network (G2)', async () => {
    const statuses: number[] = [];
    for (let at = 0; at < 60; at += 1)
      statuses.push((await signIn(storefront, 'guest', 'guest', '203.0.113.77')).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(50);
    expect(statuses.at(-1)).toBe(429);
  });
});
