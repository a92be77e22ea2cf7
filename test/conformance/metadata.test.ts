import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
  type TestServer,
} from '../fixtures/test-server.ts';

let test: TestServer;
let people: People;
/** A server behind a proxy that ends TLS, published under a path. */
let tenant: TestServer;

const issuer = 'https://oauth.example.com/tenant1';
const address = '/.well-known/oauth-authorization-server';

beforeAll(async () => {
  test = await startTestServer();
  people = await seedPeople(test);
  tenant = await startTestServer({ settings: { server: { publicUrl: issuer, trustProxy: true } } });
});

afterAll(() => Promise.all([test.close(), tenant.close()]));

const shared = () => ({ organizationId: people.organizations.a, owner: people.alice.ref }) as const;
const read = async (server = test, path = address, headers: Record<string, string> = {}) =>
  jsonOf(await server.send(path, { headers }));
const listOf = (metadata: Record<string, unknown>, name: string) => metadata[name] as string[];

describe('the metadata of the server', () => {
  it('is JSON at its well-known address, to be kept for a while (MD-01)', async () => {
    const response = await test.send(address);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
    expect((await test.send(address, { method: 'POST' })).status).toBe(404);
  });

  it('names the issuer under which it was found, as tokens do (MD-02)', async () => {
    expect((await read()).issuer).toBe(test.url);
    const told = await read(tenant, `${address}/tenant1`);
    expect(told.issuer).toBe(issuer);
    const derived = new URL(String(told.issuer));
    expect([derived.protocol, derived.search, derived.hash]).toEqual(['https:', '', '']);
    const own = await seedPeople(tenant);
    const client = await createApplication(tenant, {
      organizationId: own.organizations.a,
      owner: own.alice.ref,
      grantTypes: ['client_credentials'],
    });
    const headers = { 'x-forwarded-proto': 'https' };
    const parameters = { grant_type: 'client_credentials', ...credentialsOf(client) };
    const { access_token } = await jsonOf(await tenant.token(parameters, headers));
    expect(claimsOf(access_token ?? '')).toMatchObject({ iss: issuer, aud: `${issuer}/api` });
  });

  it('stands before the path of an issuer that has one, and so does that of its APIs (MD-03)', async () => {
    const plain = await (await tenant.send(address)).text();
    expect(await (await tenant.send(`${address}/tenant1`)).text()).toBe(plain);
    for (const path of ['/tenant2', '/tenant1/', '/']) {
      expect([path, (await tenant.send(address + path)).status]).toEqual([path, 404]);
    }
    expect((await test.send(`${address}/tenant1`)).status).toBe(404);
    for (const path of ['/api', '/storefront/api']) {
      const url = `/.well-known/oauth-protected-resource/tenant1${path}`;
      expect((await read(tenant, url)).resource).toBe(issuer + path);
      const refused = await tenant.send(`${path}/profile`, { headers: { 'x-forwarded-proto': 'https' } });
      expect(refused.headers.get('www-authenticate')).toContain(`resource_metadata="https://oauth.example.com${url}"`);
    }
  });

  it('advertises the endpoints, grants and methods that work (MD-04)', async () => {
    const metadata = await read();
    const client = await createApplication(test, { ...shared(), grantTypes: ['client_credentials', 'password'] });
    const open = await createApplication(test, { ...shared(), grantTypes: ['password'], confidential: false });
    const person = { username: people.alice.name, password: people.alice.password };
    const post = (url: unknown, parameters: Record<string, string>, headers: Record<string, string> = {}) =>
      fetch(String(url), { method: 'POST', body: new URLSearchParams(parameters), headers });
    const signIn = await jsonOf(
      await post(metadata.token_endpoint, { grant_type: 'password', ...person, ...credentialsOf(client) }),
    );
    const parametersOf: Record<string, Record<string, string>> = {
      client_credentials: {},
      password: person,
      refresh_token: { refresh_token: signIn.refresh_token ?? '' },
    };
    for (const grant of listOf(metadata, 'grant_types_supported').filter((each) => each in parametersOf)) {
      const parameters = { grant_type: grant, ...parametersOf[grant], ...credentialsOf(client) };
      expect([grant, (await post(metadata.token_endpoint, parameters)).status]).toEqual([grant, 200]);
    }
    const ways: Record<string, [Record<string, string>, Record<string, string>]> = {
      client_secret_basic: [{}, basicOf(client)],
      client_secret_post: [credentialsOf(client), {}],
      none: [credentialsOf(open), {}],
    };
    for (const [endpoint, given] of [
      ['token_endpoint', { grant_type: 'password', ...person }],
      ['revocation_endpoint', { token: 'x' }],
      ['introspection_endpoint', { token: 'x' }],
    ] as const) {
      const offered = listOf(metadata, `${endpoint}_auth_methods_supported`);
      for (const [way, [credentials, headers]] of Object.entries(ways)) {
        const { status } = await post(metadata[endpoint], { ...given, ...credentials }, headers);
        expect([endpoint, way, status]).toEqual([endpoint, way, offered.includes(way) ? 200 : 401]);
      }
    }
    expect((await jsonOf(await fetch(String(metadata.jwks_uri)))).keys).toHaveLength(1);
    expect((await fetch(String(metadata.service_documentation))).status).toBe(200);
  });

  it('advertises nothing that is switched off, or that there is not (MD-04)', async () => {
    const off = await startTestServer({ settings: { grants: { password: false, refreshToken: false } } });
    const metadata = await read(off);
    for (const grant of ['password', 'refresh_token']) {
      expect(listOf(metadata, 'grant_types_supported')).not.toContain(grant);
    }
    await off.close();
    const told = await read();
    for (const grant_type of [
      'implicit',
      'urn:ietf:params:oauth:grant-type:device_code',
      'urn:ietf:params:oauth:grant-type:jwt-bearer',
    ]) {
      expect(listOf(told, 'grant_types_supported')).not.toContain(grant_type);
      const client = await createApplication(test, { ...shared(), grantTypes: ['client_credentials'] });
      const { error } = await jsonOf(await test.token({ grant_type, ...credentialsOf(client) }));
      expect(error).toBe('unsupported_grant_type');
    }
    for (const name of ['registration_endpoint', 'userinfo_endpoint', 'pushed_authorization_request_endpoint']) {
      expect(told).not.toHaveProperty(name);
    }
    for (const path of ['/.well-known/openid-configuration', '/oauth2-token/register', '/oauth2-token/par']) {
      expect([path, (await test.send(path)).status]).toEqual([path, 404]);
    }
  });

  it('is not moved by what a request says of its host, directly or through a trusted proxy (MD-05)', async () => {
    const evil = {
      'x-forwarded-host': 'evil.example.com',
      'x-forwarded-proto': 'http',
      'x-forwarded-port': '666',
      'x-forwarded-prefix': '/evil',
      forwarded: 'host=evil.example.com;proto=http',
      'x-original-url': '/evil',
    };
    for (const server of [test, tenant]) {
      const honest = await (await server.send(address)).text();
      expect(await (await server.send(address, { headers: evil })).text()).toBe(honest);
      const answered = await new Promise<string>((resolve, reject) => {
        const asking = request(server.url + address, { headers: { host: 'evil.example.com' } }, (response) => {
          let text = '';
          response.on('data', (chunk: Buffer) => {
            text += chunk.toString();
          });
          response.on('end', () => resolve(text));
        });
        asking.on('error', reject).end();
      });
      expect(answered).toBe(honest);
      const refused = await server.send('/api/profile', { headers: { ...evil, 'x-forwarded-proto': 'https' } });
      expect(JSON.stringify([...refused.headers]) + (await refused.text())).not.toContain('evil');
    }
  });

  it('leaves empty lists out (MD-06)', async () => {
    for (const path of [address, '/.well-known/oauth-protected-resource/api']) {
      for (const [name, value] of Object.entries(await read(test, path))) {
        expect([name, Array.isArray(value) && value.length === 0]).toEqual([name, false]);
        expect(value).not.toBeNull();
      }
    }
  });

  it('tells of registered APIs on its own origin, and leaves those elsewhere to themselves', async () => {
    const { apis } = test.services.administrations;
    const here = `${test.url}/orders`;
    const there = 'https://orders.example.com/api';
    const scopes = [{ scope: 'orders:read', sentence: 'See the orders.' }];
    for (const identifier of [here, there]) {
      await apis.create(serverCaller(), { identifier, name: 'Orders', side: 'backoffice', scopes });
    }
    const told = await read();
    expect(told.protected_resources).toEqual([`${test.url}/api`, `${test.url}/storefront/api`, here]);
    expect(listOf(told, 'scopes_supported')).toContain('orders:read');
    const metadata = await read(test, '/.well-known/oauth-protected-resource/orders');
    expect(metadata).toMatchObject({ resource: here, scopes_supported: ['orders:read'], resource_name: 'Orders' });
    expect(JSON.stringify(told)).not.toContain(there);
  });
});
