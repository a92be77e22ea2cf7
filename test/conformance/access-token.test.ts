import { createHmac, createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SigningAlgorithm } from '../../src/oauth/signing-key.ts';
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

interface Side {
  readonly machine: TestApplication;
  readonly token: string;
}

let test: TestServer;
let people: People;
let backoffice: Side;
let storefront: Side;
let key: KeyObject;

async function machineOf(server: TestServer, organizationId: string, owner: People['alice']): Promise<Side> {
  const machine = await createApplication(server, {
    organizationId,
    owner: owner.ref,
    grantTypes: ['client_credentials'],
  });
  const response = await server.token({ grant_type: 'client_credentials', ...credentialsOf(machine) });
  return { machine, token: (await jsonOf(response)).access_token ?? '' };
}

beforeAll(async () => {
  test = await startTestServer();
  people = await seedPeople(test);
  backoffice = await machineOf(test, people.organizations.a, people.alice);
  storefront = await machineOf(test, people.organizations.a, people.carol);
  key = createPrivateKey(await readFile(join(test.stateDir, 'oauth_private.key')));
});

afterAll(() => test.close());

const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const headerOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as Record<string, unknown>;

/** A token with changed header and claims, signed with the server's own key: only the change can be what is refused. */
function forge(header: Record<string, unknown>, claims: Record<string, unknown>, signer: KeyObject = key): string {
  const input = `${encode({ ...headerOf(backoffice.token), ...header })}.${encode({ ...claimsOf(backoffice.token), ...claims })}`;
  return `${input}.${sign('sha256', Buffer.from(input), signer).toString('base64url')}`;
}

const statusOf = async (token: string, path = '/api/users') => (await test.call(path, token)).status;

describe('an access token', () => {
  it('has the header of RFC 9068 and nothing that points to a key (JW-01)', () => {
    const header = headerOf(backoffice.token);
    expect(header).toEqual({ typ: 'at+jwt', alg: 'RS256', kid: expect.any(String) });
  });

  it('has the claims of RFC 9068, with whole numbers for times (JW-02, JW-03)', () => {
    const claims = claimsOf(backoffice.token);
    for (const name of ['iss', 'aud', 'sub', 'client_id', 'jti', 'scope', 'org', 'side'])
      expect(typeof claims[name]).toBe('string');
    expect(Number.isInteger(claims.iat) && Number.isInteger(claims.exp)).toBe(true);
    expect(claims.iss).toBe(test.url);
  });

  it('names the API it is for, never the client (JW-04)', () => {
    expect(claimsOf(backoffice.token).aud).toBe(`${test.url}/api`);
    expect(claimsOf(storefront.token).aud).toBe(`${test.url}/storefront/api`);
  });

  it('of one side is refused by the other, which says why (JW-05, B1)', async () => {
    expect(await statusOf(backoffice.token)).toBe(200);
    expect(await statusOf(storefront.token, '/storefront/api/profile')).toBe(200);
    const wrong = await test.call('/storefront/api/profile', backoffice.token);
    expect(wrong.status).toBe(401);
    expect(wrong.headers.get('www-authenticate')).toContain('This token is for the back-office API.');
    const reverse = await test.call('/api/users', storefront.token);
    expect(reverse.status).toBe(401);
    expect(reverse.headers.get('www-authenticate')).toContain('This token is for the storefront API.');
  });

  it('of one side is refused by the other even when its audience was changed by the key holder (JW-05)', async () => {
    expect(await statusOf(forge({}, {}))).toBe(200);
    expect(await statusOf(forge({}, { aud: `${test.url}/storefront/api` }), '/storefront/api/profile')).toBe(401);
    expect(
      await statusOf(forge({}, { aud: `${test.url}/storefront/api`, side: 'storefront' }), '/storefront/api/profile'),
    ).toBe(401);
  });

  it('is verified with the algorithm of its key alone (JW-06)', async () => {
    const publicPem = await readFile(join(test.stateDir, 'oauth_public.key'));
    const [, claims] = backoffice.token.split('.');
    const kid = headerOf(backoffice.token).kid;
    const hmac = (input: string) => createHmac('sha256', publicPem).update(input).digest('base64url');
    const hs256 = `${encode({ typ: 'at+jwt', alg: 'HS256', kid })}.${claims}`;
    const none = `${encode({ typ: 'at+jwt', alg: 'none', kid })}.${claims}.`;
    const forgeries = [
      none,
      `${hs256}.${hmac(hs256)}`,
      ...['PS256', 'ES256', 'RS512', 'EdDSA', 'x'].map((alg) => forge({ alg }, {})),
    ];
    for (const forgery of forgeries) expect(await statusOf(forgery)).toBe(401);
  });

  it('is refused with a damaged, empty, re-encoded or foreign signature (JW-07)', async () => {
    const [header = '', claims = '', signature = ''] = backoffice.token.split('.');
    const flipped = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const signatures = [
      '',
      flipped,
      signature.slice(0, -4),
      `${signature}=`,
      `${signature}AA`,
      ` ${signature}`,
      signature.replaceAll('-', '+'),
      encode('x'.repeat(256)),
    ];
    for (const each of signatures.filter((each) => each !== signature))
      expect(await statusOf(`${header}.${claims}.${each}`)).toBe(401);
    expect(await statusOf(forge({}, {}, foreign))).toBe(401);
    for (const odd of [`${header}.${claims}`, `${header}.${claims}.${signature}.x`, `.${claims}.${signature}`, '..'])
      expect(await statusOf(odd)).toBe(401);
  });

  it('is refused when a member stands in it twice, even under a good signature (JW-07)', async () => {
    const text = JSON.stringify(claimsOf(backoffice.token)).replace('{', '{"sub":"user:someone",');
    const input = `${encode(headerOf(backoffice.token))}.${encode(text)}`;
    expect(await statusOf(`${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`)).toBe(401);
  });

  it.each(['../../etc/passwd', "' or 1=1 --", 'x'.repeat(5_000), 'unknown', ''])(
    'has its key looked up and nothing else done with its id: %j (JW-08)',
    async (kid) => {
      expect(await statusOf(forge({ kid }, {}))).toBe(401);
    },
  );

  it('is refused without a good expiry, from the future, or from another issuer (JW-09)', async () => {
    const now = Math.floor(Date.now() / 1000);
    const wrong = [
      { exp: undefined },
      { exp: now - 1 },
      { exp: String(now + 60) },
      { iat: now + 120 },
      { nbf: now + 120 },
      { iss: 'https://evil.example.com' },
      { iss: undefined },
      { jti: undefined },
      { aud: [`${test.url}/api`] },
    ];
    for (const claims of wrong) expect(await statusOf(forge({}, claims)), JSON.stringify(claims)).toBe(401);
    expect(await statusOf(forge({}, { iat: now + 30 }))).toBe(200);
  });

  it('cannot be another kind of JWT (JW-10)', async () => {
    for (const typ of ['JWT', 'at+JWT ', undefined, 'logout+jwt', 'application/at+jwt'])
      expect(await statusOf(forge({ typ }, {}))).toBe(401);
    expect(await statusOf(forge({ crit: ['x'], x: 1 }, {}))).toBe(401);
  });

  it('speaks for a subject that is never given to somebody else (JW-11, B2)', async () => {
    for (const sub of [
      `user:${people.bob.ref.id}`,
      `customer-user:${people.carol.ref.id}`,
      `application:${storefront.machine.id}`,
      'user:',
      'nobody',
      `visitor:${people.alice.ref.id}`,
    ]) {
      expect(await statusOf(forge({}, { sub })), sub).toBe(401);
    }
  });

  it('holds nothing personal and no secret, and is small (JW-12)', () => {
    expect(backoffice.token.length).toBeLessThan(4096);
    const text = JSON.stringify(claimsOf(backoffice.token));
    for (const personal of ['alice', 'example.com', backoffice.machine.secret, 'Organization A'])
      expect(text).not.toContain(personal);
  });

  it('has an id that no other has (JW-13)', async () => {
    const request = { grant_type: 'client_credentials', ...credentialsOf(backoffice.machine) };
    const ids = await Promise.all(
      Array.from(
        { length: 300 },
        async () => claimsOf((await jsonOf(await test.token(request))).access_token ?? '').jti,
      ),
    );
    expect(new Set(ids).size).toBe(300);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
});

describe('access tokens of every algorithm', () => {
  it.each<SigningAlgorithm>(['RS256', 'ES256', 'EdDSA'])(
    '%s verify with the published keys in an independent library (JW-14)',
    async (algorithm) => {
      const server = await startTestServer({ settings: { tokens: { algorithm } } });
      const others = await seedPeople(server);
      const { token } = await machineOf(server, others.organizations.a, others.alice);
      const keys = createRemoteJWKSet(new URL(`${server.url}/.well-known/jwks.json`));
      const { protectedHeader } = await jwtVerify(token, keys, {
        typ: 'at+jwt',
        issuer: server.url,
        audience: `${server.url}/api`,
      });
      expect(protectedHeader.alg).toBe(algorithm);
      expect((await server.call('/api/users', token)).status).toBe(200);
      await server.close();
    },
  );
});
