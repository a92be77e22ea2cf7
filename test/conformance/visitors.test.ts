import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPkce, obtainCode, requestOf } from '../fixtures/browsing.ts';
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

const callback = 'https://shop.example/cb';
let test: TestServer;
let people: People;
let shop: TestApplication;

beforeAll(async () => {
  test = await startTestServer();
  people = await seedPeople(test);
  shop = await create({ guestsAllowed: true });
});

afterAll(() => test.close());

const create = (given: object = {}) =>
  createApplication(test, {
    organizationId: people.organizations.a,
    owner: people.carol.ref,
    grantTypes: ['authorization_code', 'password'],
    redirectUris: [callback],
    confidential: false,
    ...given,
  });

const pkce = createPkce();
const visit = (client: TestApplication, given: Record<string, string> = {}) =>
  test.send(
    `/oauth2-token/authorize-visitor?${new URLSearchParams({ ...requestOf(client, pkce.challenge), ...given } as Record<string, string>)}`,
  );

async function visitorTokens(client = shop) {
  const location = new URL((await visit(client)).headers.get('location') ?? '');
  const code = location.searchParams.get('code') ?? '';
  const exchange = { grant_type: 'authorization_code', code, code_verifier: pkce.verifier, ...credentialsOf(client) };
  return jsonOf(await test.token(exchange));
}

const transfersOf = async () =>
  (await test.services.storage.auditLog.after('0', 1000)).filter(({ type }) => type === 'visitor.signed-in');

describe('a visitor', () => {
  it('gets a code at once, which becomes a token for a new visitor', async () => {
    const response = await visit(shop);
    expect(response.status).toBe(303);
    const location = new URL(response.headers.get('location') ?? '');
    expect([location.searchParams.get('state'), location.searchParams.get('iss')]).toEqual(['state-1', test.url]);
    const [one, two] = [await visitorTokens(), await visitorTokens()];
    const claims = claimsOf(one.access_token ?? '');
    expect(claims).toMatchObject({ side: 'storefront', org: people.organizations.a, scope: 'profile:read' });
    expect(claims.sub).toMatch(/^visitor:/);
    expect(claimsOf(two.access_token ?? '').sub).not.toBe(claims.sub);
    expect(one).not.toHaveProperty('refresh_token');
    expect((await test.call('/storefront/api/profile', one.access_token ?? '')).status).toBe(200);
    expect((await test.call('/storefront/api/customerusers', one.access_token ?? '')).status).toBe(403);
  });

  it('is served by storefront applications that allow guests, and by no others (G3)', async () => {
    const closed = await create({ guestsAllowed: false });
    const backoffice = await create({ owner: people.alice.ref });
    for (const client of [closed, backoffice]) {
      const response = await visit(client);
      expect([response.status, response.headers.get('location')]).toEqual([400, null]);
    }
  });

  it('is checked like everybody else: PKCE, redirect URI, scope', async () => {
    expect((await visit(shop, { redirect_uri: 'https://evil.example' })).headers.get('location')).toBeNull();
    const wrong: Record<string, string>[] = [
      { code_challenge: '' },
      { response_type: 'token' },
      { scope: 'customerusers:read' },
    ];
    for (const given of wrong) {
      const location = new URL((await visit(shop, given)).headers.get('location') ?? '');
      expect(location.searchParams.get('error')).toMatch(/^(invalid_request|unsupported_response_type|invalid_scope)$/);
    }
  });

  it('that signs in is told to those who keep its data, once, and its token ends (G4)', async () => {
    const { access_token: visitor_access_token = '' } = await visitorTokens();
    const { code, verifier } = await obtainCode(test, shop, people.carol);
    const exchange = { grant_type: 'authorization_code', code, code_verifier: verifier, ...credentialsOf(shop) };
    const before = (await transfersOf()).length;
    const tokens = await jsonOf(await test.token({ ...exchange, visitor_access_token }));
    expect(claimsOf(tokens.access_token ?? '').sub).toBe(`customer-user:${people.carol.ref.id}`);
    const transfers = await transfersOf();
    expect(transfers).toHaveLength(before + 1);
    expect(transfers.at(-1)).toMatchObject({
      organizationId: people.organizations.a,
      actor: people.carol.ref,
      details: { visitorId: String(claimsOf(visitor_access_token).sub).split(':')[1] },
    });
    expect((await test.call('/storefront/api/profile', visitor_access_token)).status).toBe(401);
  });

  it('becomes one person, also when two sign in with its token at once (G4)', async () => {
    const { access_token: visitor_access_token = '' } = await visitorTokens();
    const { name, password } = people.carol;
    const body = { grant_type: 'password', username: name, password, visitor_access_token, ...credentialsOf(shop) };
    const before = (await transfersOf()).length;
    await Promise.all(Array.from({ length: 5 }, () => test.token(body)));
    expect(await transfersOf()).toHaveLength(before + 1);
  });

  it('of another organization, a person, or a guest that stays one moves nothing (G4, T3)', async () => {
    const other = await create({ organizationId: people.organizations.b, owner: people.dan.ref, guestsAllowed: true });
    const { access_token: foreign = '' } = await visitorTokens(other);
    const { name, password } = people.carol;
    const body = { grant_type: 'password', username: name, password, ...credentialsOf(shop) };
    const { access_token: person = '' } = await jsonOf(await test.token(body));
    for (const visitor_access_token of [foreign, person, 'x']) {
      const refused = await test.token({ ...body, visitor_access_token });
      expect([refused.status, (await jsonOf(refused)).error]).toEqual([400, 'invalid_request']);
    }
    const { access_token: visitor_access_token = '' } = await visitorTokens();
    const guest = { grant_type: 'password', username: 'guest', password: 'guest', ...credentialsOf(shop) };
    expect((await test.token({ ...guest, visitor_access_token })).status).toBe(400);
  });
});
