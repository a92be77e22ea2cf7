import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createApplication,
  credentialsOf,
  jsonOf,
  type People,
  seedPeople,
  startTestServer,
  type TestServer,
} from '../fixtures/test-server.ts';

let test: TestServer;
let people: People;
let token: string;
let reader: string;

beforeAll(async () => {
  test = await startTestServer();
  people = await seedPeople(test);
  const shared = {
    organizationId: people.organizations.a,
    owner: people.alice.ref,
    grantTypes: ['client_credentials'],
  } as const;
  const fetchToken = async (client: Awaited<ReturnType<typeof createApplication>>) =>
    (await jsonOf(await test.token({ grant_type: 'client_credentials', ...credentialsOf(client) }))).access_token ?? '';
  token = await fetchToken(await createApplication(test, shared));
  reader = await fetchToken(await createApplication(test, { ...shared, access: { mode: 'read-only' } }));
});

afterAll(() => test.close());

const challengeOf = (response: Response) => response.headers.get('www-authenticate') ?? '';

describe('a bearer token at our APIs', () => {
  it.each(['Bearer', 'bearer', 'BEARER'])('is accepted with the scheme written %s (BR-01)', async (scheme) => {
    expect((await test.send('/api/users', { headers: { authorization: `${scheme} ${token}` } })).status).toBe(200);
  });

  it('that is missing gets a challenge without an error, and where to learn more (BR-02)', async () => {
    const response = await test.send('/api/users');
    expect(response.status).toBe(401);
    expect(challengeOf(response)).toBe(
      `Bearer resource_metadata="${test.url}/.well-known/oauth-protected-resource/api"`,
    );
    const metadata = await jsonOf(await test.send('/.well-known/oauth-protected-resource/api'));
    expect(metadata).toMatchObject({ resource: `${test.url}/api`, authorization_servers: [test.url] });
  });

  it('that is bad gets invalid_token, one without the scope gets insufficient_scope with the scope (BR-03)', async () => {
    const bad = await test.call('/api/users', 'nonsense');
    expect(bad.status).toBe(401);
    expect(challengeOf(bad)).toContain('error="invalid_token"');
    const attributes = { name: 'x', grantTypes: [] };
    const weak = await test.call('/api/oauthapplications', reader, {
      method: 'POST',
      headers: { 'content-type': 'application/vnd.api+json' },
      body: JSON.stringify({ data: { type: 'oauthapplications', attributes } }),
    });
    expect(weak.status).toBe(403);
    expect(challengeOf(weak)).toContain('error="insufficient_scope"');
    expect(challengeOf(weak)).toContain('scope="oauthapplications:write"');
  });

  it('is not read from the URL (BR-04)', async () => {
    expect((await test.send(`/api/users?access_token=${token}`)).status).toBe(401);
  });

  it('sent in two ways is refused (BR-05)', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = new URLSearchParams({ access_token: token });
    const twice = await test.call('/api/users', token, { method: 'POST', headers: form, body: body.toString() });
    expect(twice.status).toBe(400);
    expect(challengeOf(twice)).toContain('invalid_request');
    expect((await test.call(`/api/users?access_token=${token}`, token)).status).toBe(400);
  });

  it('is not read from a body or a cookie (BR-06, BR-07)', async () => {
    const json = JSON.stringify({ access_token: token });
    const type = 'application/json';
    expect(
      (await test.send('/api/users', { method: 'POST', headers: { 'content-type': type }, body: json })).status,
    ).toBe(401);
    expect(
      (await test.send('/api/users', { method: 'POST', body: new URLSearchParams({ access_token: token }) })).status,
    ).toBe(401);
    expect(
      (await test.send('/api/users', { headers: { cookie: `access_token=${token}; token=${token}` } })).status,
    ).toBe(401);
  });

  it('that is garbage is refused, never an error of the server (BR-08)', async () => {
    const header = fc
      .string({ unit: 'binary-ascii', maxLength: 300 })
      .map((text) => text.replace(/[^\x20-\x7e]/g, '.'));
    const shaped = fc.tuple(fc.base64String(), fc.base64String(), fc.base64String()).map((parts) => parts.join('.'));
    await fc.assert(
      fc.asyncProperty(fc.oneof(header, shaped), async (text) => {
        const response = await test.send('/api/users', { headers: { authorization: `Bearer ${text}` } });
        expect(response.status).toBe(401);
      }),
      { numRuns: 300 },
    );
  });

  it('gets a challenge that names each parameter once, in allowed characters (BR-09)', async () => {
    for (const response of [
      await test.call('/api/users', 'x"y\\z'),
      await test.call('/storefront/api/profile', token),
    ]) {
      const names = [...challengeOf(response).matchAll(/(\w+)="([^"\\]*)"/g)].map(([, name]) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(challengeOf(response)).toMatch(/^Bearer (?:\w+="[\x20-\x21\x23-\x5b\x5d-\x7e]*"(?:, )?)+$/);
    }
  });
});
