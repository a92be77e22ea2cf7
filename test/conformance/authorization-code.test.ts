import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverCaller } from '../../src/directory/caller-resolution.ts';
import { createPkce, obtainCode, openBrowsing, requestOf } from '../fixtures/browsing.ts';
import {
  claimsOf,
  createApplication,
  createCodeApplication,
  credentialsOf,
  jsonOf,
  type People,
  seedPeople,
  startTestServer,
  type TestApplication,
  type TestServer,
} from '../fixtures/test-server.ts';

const callback = 'https://client.example/cb';
const refused = '400 invalid_grant';
let test: TestServer;
let people: People;
let application: TestApplication;
let open: TestApplication;
let withoutPkce: TestApplication;

beforeAll(async () => {
  test = await startTestServer();
  people = await seedPeople(test);
  application = await create();
  open = await create({ confidential: false });
  withoutPkce = await create({ pkceRequired: false });
});

afterAll(() => test.close());

const create = (given: object = {}) => createCodeApplication(test, people, given);

type Obtained = Awaited<ReturnType<typeof obtainCode>>;

/** Redeems a code; a value of null leaves a parameter out. */
function redeem({ code, verifier }: Pick<Obtained, 'code' | 'verifier'>, client: TestApplication, given = {}) {
  const all = { grant_type: 'authorization_code', code, code_verifier: verifier, ...credentialsOf(client), ...given };
  return test.token(Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)));
}

async function verdictOf(response: Response): Promise<string> {
  return response.status === 200 ? 'redeemed' : `${response.status} ${(await jsonOf(response)).error}`;
}

const statusAt = async (token: string | undefined) => (await test.call('/api/profile', token ?? '')).status;

describe('an authorization code', () => {
  it('becomes tokens of the person, at the API of the application, in its organization (RFC 6749 §4.1.4)', async () => {
    const obtained = await obtainCode(test, application, people.alice, { scope: 'profile:read' });
    const tokens = await jsonOf(await redeem(obtained, application));
    expect(claimsOf(tokens.access_token ?? '')).toMatchObject({
      sub: `user:${people.alice.ref.id}`,
      org: people.organizations.a,
      side: 'backoffice',
      aud: `${test.url}/api`,
      scope: 'profile:read',
      client_id: application.clientId,
    });
    const again = {
      grant_type: 'refresh_token',
      refresh_token: tokens.refresh_token ?? '',
      ...credentialsOf(application),
    };
    expect((await jsonOf(await test.token(again))).scope).toBe('profile:read');
  });

  it('of the storefront is for its customer users and its API', async () => {
    const shop = await create({ owner: people.carol.ref });
    const tokens = await jsonOf(await redeem(await obtainCode(test, shop, people.carol), shop));
    expect(claimsOf(tokens.access_token ?? '')).toMatchObject({
      sub: `customer-user:${people.carol.ref.id}`,
      aud: `${test.url}/storefront/api`,
      side: 'storefront',
    });
    expect(await statusAt(tokens.access_token)).toBe(401);
  });

  it('works once, and coming back ends what it issued (CD-01, CD-02)', async () => {
    const obtained = await obtainCode(test, application, people.alice);
    const tokens = await jsonOf(await redeem(obtained, application));
    expect(await statusAt(tokens.access_token)).toBe(200);
    expect(await verdictOf(await redeem(obtained, application))).toBe(refused);
    expect(await statusAt(tokens.access_token)).toBe(401);
    const again = {
      grant_type: 'refresh_token',
      refresh_token: tokens.refresh_token ?? '',
      ...credentialsOf(application),
    };
    expect(await verdictOf(await test.token(again))).toBe(refused);
  });

  it('ends nothing when it comes back in a request that is not good (CD-03)', async () => {
    const obtained = await obtainCode(test, application, people.alice);
    const tokens = await jsonOf(await redeem(obtained, application));
    await redeem(obtained, application, { code_verifier: createPkce().verifier });
    await redeem(obtained, application, { client_secret: 'wrong' });
    await redeem(obtained, open);
    expect(await statusAt(tokens.access_token)).toBe(200);
  });

  it('is bound to its client (CD-05)', async () => {
    for (const thief of [open, withoutPkce]) {
      expect(await verdictOf(await redeem(await obtainCode(test, application, people.alice), thief))).toBe(refused);
    }
    expect(await verdictOf(await redeem(await obtainCode(test, open, people.alice), application))).toBe(refused);
  });

  it.each([
    { name: 'sent before and now', before: callback, now: callback, withPkce: 'redeemed', without: 'redeemed' },
    { name: 'sent before, another now', before: callback, now: `${callback}/`, withPkce: refused, without: refused },
    { name: 'sent before, not now', before: callback, now: null, withPkce: 'redeemed', without: refused },
    { name: 'not sent before, nor now', before: null, now: null, withPkce: 'redeemed', without: 'redeemed' },
    { name: 'not sent before, but now', before: null, now: callback, withPkce: 'redeemed', without: 'redeemed' },
    { name: 'another one now', before: null, now: 'https://evil.example', withPkce: refused, without: refused },
  ])('is bound to its redirect URI: $name (CD-06)', async ({ before, now, withPkce, without }) => {
    const given = { redirect_uri: now };
    const obtained = await obtainCode(test, application, people.alice, { redirect_uri: before });
    expect(await verdictOf(await redeem(obtained, application, given))).toBe(withPkce);
    const none = { code_challenge: null, code_challenge_method: null, redirect_uri: before };
    const plain = await obtainCode(test, withoutPkce, people.alice, none);
    expect(await verdictOf(await redeem(plain, withoutPkce, { ...given, code_verifier: null }))).toBe(without);
  });

  it('needs the client id of a public client (CD-07)', async () => {
    const obtained = await obtainCode(test, open, people.alice);
    expect(await verdictOf(await redeem(obtained, open, { client_id: null }))).toBe('401 invalid_client');
    expect(await verdictOf(await redeem(obtained, open))).toBe('redeemed');
  });

  it('is worth nothing once person, application or organization are disabled (CD-09, X9)', async () => {
    const { users, clients, organizations } = test.services.administrations;
    const caller = serverCaller();
    // Of somebody else, since applications end with their owner.
    const client = await create({ owner: people.eve.ref, organizationId: people.organizations.b });
    const toggles = [
      (on: boolean) => users.update(caller, people.bob.ref.id, { enabled: on }),
      (on: boolean) => clients.update(caller, client.id, { active: on }),
      (on: boolean) => organizations.update(caller, people.organizations.b, { enabled: on }),
    ];
    for (const toggle of toggles) {
      const obtained = await obtainCode(test, client, people.bob);
      await toggle(false);
      expect(await verdictOf(await redeem(obtained, client))).not.toBe('redeemed');
      await toggle(true);
      expect(await verdictOf(await redeem(obtained, client))).toBe(refused);
    }
  });

  it('says nothing of what it stands for (CD-10, TOK-27)', async () => {
    const { code } = await obtainCode(test, application, people.alice);
    expect(code).toMatch(/^gac_[A-Za-z0-9_-]{43}$/);
    expect(code.length).toBeLessThanOrEqual(128);
  });

  it('dies after three redemptions that failed (CD-11)', async () => {
    const lucky = await obtainCode(test, application, people.alice);
    const unlucky = await obtainCode(test, application, people.alice);
    const wrong = { code_verifier: createPkce().verifier };
    for (let count = 0; count < 2; count += 1) await redeem(lucky, application, wrong);
    for (let count = 0; count < 3; count += 1) await redeem(unlucky, application, wrong);
    expect(await verdictOf(await redeem(lucky, application))).toBe('redeemed');
    expect(await verdictOf(await redeem(unlucky, application))).toBe(refused);
  });

  it('is nothing elsewhere, nor is anything else a code (CD-12)', async () => {
    const obtained = await obtainCode(test, application, people.alice);
    const { code } = obtained;
    const refresh = { grant_type: 'refresh_token', refresh_token: code, ...credentialsOf(application) };
    expect(await verdictOf(await test.token(refresh))).toBe(refused);
    expect(await statusAt(code)).toBe(401);
    const tokens = await jsonOf(await redeem(obtained, application));
    const handle = /request=([^"&]+)/.exec(
      (await openBrowsing(test).authorize(requestOf(application, 'x'.repeat(43)))).url,
    );
    const others = [
      tokens.access_token,
      tokens.refresh_token,
      handle?.[1],
      obtained.browsing.cookies.get('grantry-backoffice'),
    ];
    for (const other of others) {
      expect(other).toBeTruthy();
      const swapped = { code: String(other), verifier: obtained.verifier };
      expect(await verdictOf(await redeem(swapped, application))).toBe(refused);
    }
  });

  it('lives for a minute, or as long as is configured (CD-04)', async () => {
    expect(test.config.tokens.authorizationCodeLifetime).toBe(60);
    const short = await startTestServer({ settings: { tokens: { authorizationCodeLifetime: 1 } } });
    try {
      const others = await seedPeople(short);
      const owner = { organizationId: others.organizations.a, owner: others.alice.ref };
      const client = await createApplication(short, {
        ...owner,
        grantTypes: ['authorization_code'],
        redirectUris: [callback],
      });
      const { code, verifier } = await obtainCode(short, client, others.alice);
      await new Promise((resolve) => setTimeout(resolve, 1100));
      const exchange = { grant_type: 'authorization_code', code, code_verifier: verifier, ...credentialsOf(client) };
      expect(await verdictOf(await short.token(exchange))).toBe(refused);
    } finally {
      await short.close();
    }
  });
});

describe('PKCE', () => {
  const challenged = (given: Record<string, string | null>, client = application) =>
    openedFor(people).then((browsing) => browsing.authorize(requestOf(client, createPkce().challenge, given)));
  async function openedFor({ alice }: People) {
    return (await obtainCode(test, application, alice)).browsing;
  }
  const errorOf = async (given: Record<string, string | null>, client = application) =>
    (await challenged(given, client)).location?.searchParams.get('error') ?? null;

  it('is required of every client, with S256 alone (PK-01, PK-02, PK-03, PK-08)', async () => {
    const none = { code_challenge: null, code_challenge_method: null };
    for (const client of [application, open]) expect(await errorOf(none, client)).toBe('invalid_request');
    expect(await errorOf({ code_challenge: '' })).toBe('invalid_request');
    expect(await errorOf({ code_challenge_method: 'plain' })).toBe('invalid_request');
    expect(await errorOf({ code_challenge_method: null })).toBe('invalid_request');
    expect(await errorOf({ code_challenge_method: 's256' })).toBe('invalid_request');
  });

  it('is lifted by administrators alone, for confidential applications alone, and that is written down (PK-02)', async () => {
    await expect(create({ pkceRequired: false, confidential: false })).rejects.toThrow();
    const { browsing } = await obtainCode(test, application, people.alice);
    const none = { code_challenge: null, code_challenge_method: null };
    const { location } = await browsing.authorize(requestOf(withoutPkce, '', none));
    expect(location?.searchParams.get('code')).toMatch(/^gac_/);
    await test.services.administrations.clients.update(serverCaller(), withoutPkce.id, { pkceRequired: true });
    await test.services.administrations.clients.update(serverCaller(), withoutPkce.id, { pkceRequired: false });
    const events = await test.services.storage.auditLog.after('0', 1000);
    expect(
      events.filter(({ type, subject }) => type === 'application.edited' && subject.id === withoutPkce.id),
    ).toHaveLength(2);
  });

  it.each([42, 129, 44])('refuses a challenge of %i characters (PK-04)', async (length) => {
    expect(await errorOf({ code_challenge: 'x'.repeat(length) })).toBe('invalid_request');
  });

  it('refuses a challenge with other characters (PK-04)', async () => {
    expect(await errorOf({ code_challenge: `${'x'.repeat(42)}+` })).toBe('invalid_request');
  });

  it.each([
    ['another verifier (PK-05)', createPkce().verifier],
    ['no verifier (PK-06)', null],
    ['an empty verifier (PK-08)', ''],
    ['one of 42 characters (PK-04)', 'x'.repeat(42)],
    ['one of 129 characters (PK-04)', 'x'.repeat(129)],
  ])('refuses %s', async (_name, code_verifier) => {
    const obtained = await obtainCode(test, application, people.alice);
    expect(await verdictOf(await redeem(obtained, application, { code_verifier }))).toBe(refused);
    const flipped = obtained.verifier.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    expect(await verdictOf(await redeem(obtained, application, { code_verifier: flipped }))).toBe(refused);
  });

  it('cannot be slipped in afterwards, nor skipped by a public client with a secret (PK-07, PK-08)', async () => {
    const none = { code_challenge: null, code_challenge_method: null };
    const plain = await obtainCode(test, withoutPkce, people.alice, none);
    expect(await verdictOf(await redeem(plain, withoutPkce))).toBe(refused);
    const obtained = await obtainCode(test, open, people.alice);
    const withSecret = { client_secret: 'anything', code_verifier: null };
    expect(await verdictOf(await redeem(obtained, open, withSecret))).toBe('401 invalid_client');
  });

  it('tells when a client sends the same challenge again and again (PK-09)', async () => {
    const { challenge } = createPkce();
    const { browsing } = await obtainCode(test, application, people.alice);
    for (let count = 0; count < 3; count += 1) await browsing.authorize(requestOf(application, challenge));
    const events = await test.services.storage.auditLog.after('0', 1000);
    expect(events.filter(({ type }) => type === 'code-challenge.repeated')).toHaveLength(1);
  });
});
