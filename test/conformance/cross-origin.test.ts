import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverCaller } from '../../src/directory/caller-resolution.ts';
import { outcomeOf } from '../fixtures/test-directory.ts';
import {
  basicOf,
  createApplication,
  credentialsOf,
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

const configured = 'https://everywhere.example.com';
const own = 'https://shop.example.com';
const shared = () =>
  ({ organizationId: people.organizations.a, owner: people.alice.ref, grantTypes: ['client_credentials'] }) as const;

beforeAll(async () => {
  test = await startTestServer({ settings: { server: { corsOrigins: [configured] } } });
  people = await seedPeople(test);
  application = await createApplication(test, { ...shared(), corsOrigins: [own, 'http://localhost:3000'] });
  other = await createApplication(test, { ...shared(), corsOrigins: ['https://other.example.com'] });
});

afterAll(() => test.close());

const allowed = (response: Response) => response.headers.get('access-control-allow-origin');
const preflight = (origin: string, path = '/oauth2-token', method = 'POST') =>
  test.send(path, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': 'authorization' },
  });
const ask = (origin: string, client: TestApplication | null, path = '/oauth2-token') =>
  test.send(path, {
    method: 'POST',
    headers: { origin },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...(client && credentialsOf(client)), token: 'x' }),
  });
const paths = ['/oauth2-token', '/oauth2-token/revoke'];
const strangers = [
  'https://evil.example.com',
  'null',
  `${own}.evil.com`,
  'https://notshop.example.com',
  'http://shop.example.com',
];

describe('scripts of other origins', () => {
  it.each(paths)('may ask before they call %s from the origin of any active application (TOK-30)', async (path) => {
    for (const origin of [configured, own, 'http://localhost:3000', 'https://other.example.com']) {
      const answer = await preflight(origin, path);
      expect([origin, answer.status, allowed(answer)]).toEqual([origin, 204, origin]);
      expect(answer.headers.get('access-control-allow-methods')).toBe('POST');
      expect(answer.headers.get('vary')).toMatch(/origin/i);
    }
    for (const origin of [...strangers, 'http://localhost:3001', `${own}/`, own.toUpperCase()]) {
      expect([origin, allowed(await preflight(origin, path))]).toEqual([origin, null]);
    }
  });

  it.each(paths)('may read the answer of %s for their own application alone (TOK-30)', async (path) => {
    for (const [origin, client, expected] of [
      [configured, application, configured],
      [configured, null, configured],
      [own, application, own],
      [own, { ...application, secret: 'wrong' }, own],
      [own, other, null],
      [own, null, null],
      [own, { ...application, clientId: 'A'.repeat(32) }, null],
      ...strangers.map((origin) => [origin, application, null] as const),
    ] as const) {
      const answer = await ask(origin, client, path);
      expect([origin, client?.clientId, allowed(answer)]).toEqual([origin, client?.clientId, expected]);
      expect(answer.headers.get('vary')).toMatch(/origin/i);
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    }
    expect((await test.send(path, { method: 'POST' })).headers.get('vary')).toMatch(/origin/i);
  });

  it('are known by the header and the JSON body too (TOK-30)', async () => {
    const parameters = { grant_type: 'client_credentials' };
    const basic = await test.token(parameters, { origin: own, ...basicOf(application) });
    expect([basic.status, allowed(basic)]).toEqual([200, own]);
    const json = await test.tokenAsJson({ ...parameters, ...credentialsOf(application) }, { origin: own });
    expect([json.status, allowed(json)]).toEqual([200, own]);
  });

  it('lose what they may with the application, at once (TOK-30)', async () => {
    const origin = 'https://short.example.com';
    const client = await createApplication(test, { ...shared(), corsOrigins: [origin] });
    const both = async () => [allowed(await preflight(origin)), allowed(await ask(origin, client))];
    const { clients } = test.services.administrations;
    expect(await both()).toEqual([origin, origin]);
    await clients.update(serverCaller(), client.id, { active: false });
    expect(await both()).toEqual([null, null]);
    await clients.update(serverCaller(), client.id, { active: true });
    expect(await both()).toEqual([origin, origin]);
    await clients.update(serverCaller(), client.id, { corsOrigins: [] });
    expect(await both()).toEqual([null, null]);
  });

  it('may do nothing where people or servers call: authorization, introspection, APIs, pages (AZ-18)', async () => {
    for (const path of [
      '/oauth2-token/authorize',
      '/oauth2-token/introspect',
      '/api/users',
      '/',
      '/set-up',
      '/healthz',
    ]) {
      for (const origin of [configured, own]) {
        const got = await test.send(path, { headers: { origin } });
        const posted = await ask(origin, application, path);
        const answers = [got, posted, await preflight(origin, path), await preflight(origin, path, 'GET')];
        expect([path, answers.map(allowed)]).toEqual([path, [null, null, null, null]]);
      }
    }
  });

  it('may all read the public metadata and keys', async () => {
    for (const path of ['oauth-authorization-server', 'jwks.json', 'oauth-protected-resource/api']) {
      const answer = await test.send(`/.well-known/${path}`, { headers: { origin: 'https://evil.example.com' } });
      expect([answer.status, allowed(answer)]).toEqual([200, '*']);
    }
  });
});

describe('the origins of an application', () => {
  it('are https, or http on loopback, each written as browsers send it', async () => {
    const { clients } = test.services.administrations;
    const set = (origin: string) =>
      outcomeOf(clients.update(serverCaller(), application.id, { corsOrigins: [origin] }));
    for (const origin of [
      'https://app.example.com',
      'https://app.example.com:8443',
      'http://127.0.0.1:5173',
      'http://[::1]:5173',
      'http://localhost',
    ]) {
      expect([origin, await set(origin)]).toEqual([origin, 'done']);
    }
    for (const origin of [
      '*',
      'null',
      'http://app.example.com',
      'https://app.example.com/',
      'https://App.example.com',
      'https://app.example.com:443',
      'https://user@app.example.com',
      'https://*.example.com',
      'app.example.com',
      'ftp://app.example.com',
      'http://localhost.evil.com',
      '',
    ]) {
      expect([origin, await set(origin)]).toEqual([origin, expect.stringMatching(/^corsOrigins: Origin number 1/)]);
    }
  });
});
