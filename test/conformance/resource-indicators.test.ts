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

let test: TestServer;
let people: People;
let application: TestApplication;
let plain: TestApplication;
let shopper: TestApplication;

const orders = 'https://orders.example.com/api';
const stock = 'https://stock.example.com/api';
const shop = 'https://shop.example.com/api';

const scopes = [
  { scope: 'orders:read', sentence: 'See the orders.' },
  { scope: 'orders:write', sentence: 'Change the orders.' },
  { scope: 'users:read', sentence: 'See who ordered.' },
];

beforeAll(async () => {
  test = await startTestServer();
  people = await seedPeople(test);
  const { apis } = test.services.administrations;
  await apis.create(serverCaller(), { identifier: orders, name: 'Orders', side: 'backoffice', scopes });
  await apis.create(serverCaller(), { identifier: stock, name: 'Stock', side: 'backoffice' });
  await apis.create(serverCaller(), { identifier: shop, name: 'Shop', side: 'storefront', scopes });
  const shared = { organizationId: people.organizations.a, grantTypes: ['password', 'client_credentials'] } as const;
  application = await createApplication(test, {
    ...shared,
    owner: people.alice.ref,
    apis: [{ identifier: orders, scopes: ['orders:read', 'orders:write'] }],
  });
  plain = await createApplication(test, { ...shared, owner: people.alice.ref });
  shopper = await createApplication(test, { ...shared, owner: people.carol.ref, side: 'storefront' });
});

afterAll(() => test.close());

const fetchToken = (parameters: Record<string, string>, client = application) =>
  test.token({ grant_type: 'client_credentials', ...credentialsOf(client), ...parameters });
const errorOf = async (response: Response) => (await jsonOf(response)).error;
const accessOf = async (response: Promise<Response>) => claimsOf((await jsonOf(await response)).access_token ?? '');

describe('the resource of a token request', () => {
  it('is an absolute URI without a fragment, else invalid_target (RS-01)', async () => {
    expect(await accessOf(fetchToken({ resource: orders }))).toMatchObject({ aud: orders });
    for (const resource of [
      'orders',
      '/api',
      '//orders.example.com/api',
      `${orders}#part`,
      `${orders}#`,
      'https:',
      'https://orders.example.com/a b',
      'https://orders.example.com/\u00e9',
      `${orders}?${'a'.repeat(3000)}`,
    ]) {
      const response = await fetchToken({ resource });
      expect([resource.slice(0, 40), response.status, await errorOf(response)]).toEqual([
        resource.slice(0, 40),
        400,
        'invalid_target',
      ]);
    }
  });

  it('stays what the grant is bound to, at every refresh, and is never widened (RS-02)', async () => {
    const person = { username: people.alice.name, password: people.alice.password };
    const signIn = (resource: string) =>
      fetchToken({ grant_type: 'password', ...person, resource, scope: 'orders:read' });
    let { refresh_token } = await jsonOf(await signIn(orders));
    const refresh = (others: Record<string, string> = {}) =>
      fetchToken({ grant_type: 'refresh_token', refresh_token: refresh_token ?? '', ...others });
    for (const resource of [`${test.url}/api`, stock, shop]) {
      expect(await errorOf(await refresh({ resource }))).toBe('invalid_target');
    }
    expect(await errorOf(await refresh({ scope: 'orders:write' }))).toBe('invalid_scope');
    const repeats: Record<string, string>[] = [{}, { resource: orders }];
    for (const others of repeats) {
      const body = await jsonOf(await refresh(others));
      expect(claimsOf(body.access_token ?? '')).toMatchObject({ aud: orders, scope: 'orders:read' });
      refresh_token = body.refresh_token;
    }
    const own = await jsonOf(await fetchToken({ grant_type: 'password', ...person }));
    refresh_token = own.refresh_token;
    expect(await errorOf(await refresh({ resource: orders }))).toBe('invalid_target');
  });

  it('is one that the application was allowed: none beside our own where nothing was said (RS-03)', async () => {
    for (const [client, resource] of [
      [application, stock],
      [application, shop],
      [application, `${test.url}/storefront/api`],
      [application, 'https://unknown.example.com/'],
      [plain, orders],
      [shopper, `${test.url}/api`],
      [shopper, shop],
      [shopper, orders],
    ] as const) {
      expect([resource, await errorOf(await fetchToken({ resource }, client))]).toEqual([resource, 'invalid_target']);
    }
    expect(await accessOf(fetchToken({ resource: `${test.url}/api` }, plain))).toMatchObject({
      aud: `${test.url}/api`,
    });
  });

  it('is our own API of the side where none is named, and one at a time (RS-04)', async () => {
    expect(await accessOf(fetchToken({}))).toMatchObject({ aud: `${test.url}/api` });
    expect(await accessOf(fetchToken({}, shopper))).toMatchObject({ aud: `${test.url}/storefront/api` });
    const two = new URLSearchParams({ grant_type: 'client_credentials', ...credentialsOf(application) });
    for (const resource of [orders, `${test.url}/api`]) two.append('resource', resource);
    const response = await test.send('/oauth2-token', { method: 'POST', body: two });
    expect(await errorOf(response)).toBe('invalid_target');
  });

  it('decides which scopes there are (RS-05)', async () => {
    expect(await accessOf(fetchToken({ resource: orders }))).toMatchObject({ scope: 'orders:read orders:write' });
    expect(await errorOf(await fetchToken({ scope: 'orders:read' }))).toBe('invalid_scope');
    expect(await errorOf(await fetchToken({ resource: orders, scope: 'roles:read' }))).toBe('invalid_scope');
    // The API has it, and so has ours, but the application was not allowed it there.
    expect(await errorOf(await fetchToken({ resource: orders, scope: 'users:read' }))).toBe('invalid_scope');
    const token = (await jsonOf(await fetchToken({ resource: orders }))).access_token ?? '';
    const refused = await test.call('/api/profile', token);
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringContaining('This token is for another API.'),
    ]);
  });

  it('is asked for at authorization, told on the consent page, and stays that of the code (RS-01, RS-02)', async () => {
    const client = await createCodeApplication(test, people, {
      apis: [{ identifier: orders, scopes: ['orders:read'] }],
    });
    const browsing = openBrowsing(test);
    const ask = (resource: string) => browsing.authorize(requestOf(client, createPkce().challenge, { resource }));
    const { html } = await browsing.signIn(await ask(orders), people.alice);
    for (const text of ['Orders', 'See the orders.']) expect(html).toContain(text);
    for (const text of ['Change the orders.', 'See who ordered.']) expect(html).not.toContain(text);

    for (const resource of [stock, shop, `${orders}#part`, 'orders', `${test.url}/storefront/api`]) {
      const { location } = await ask(resource);
      expect([resource, location?.searchParams.get('error')]).toEqual([resource, 'invalid_target']);
    }

    const redeem = async (resource?: string) => {
      const { code, verifier } = await obtainCode(test, client, people.alice, { resource: orders });
      const parameters = { grant_type: 'authorization_code', code, code_verifier: verifier };
      return fetchToken({ ...parameters, ...(resource !== undefined && { resource }) }, client);
    };
    for (const resource of [`${test.url}/api`, stock])
      expect(await errorOf(await redeem(resource))).toBe('invalid_target');
    for (const resource of [orders, undefined]) {
      const { access_token, refresh_token = '' } = await jsonOf(await redeem(resource));
      expect(claimsOf(access_token ?? '')).toMatchObject({ aud: orders, scope: 'orders:read' });
      const refresh = { grant_type: 'refresh_token', refresh_token };
      expect(await errorOf(await fetchToken({ ...refresh, resource: `${test.url}/api` }, client))).toBe(
        'invalid_target',
      );
      expect(await accessOf(fetchToken(refresh, client))).toMatchObject({ aud: orders, scope: 'orders:read' });
    }
  });

  it('ends with what the application was allowed, and with the API itself', async () => {
    const { administrations } = test.services;
    const identifier = 'https://short.example.com/api';
    const caller = serverCaller();
    const { api } = await administrations.apis.create(caller, {
      identifier,
      name: 'Short',
      side: 'backoffice',
      scopes,
    });
    const apis = [{ identifier, scopes: ['orders:read', 'orders:write'] }];
    const client = await createApplication(test, {
      organizationId: people.organizations.a,
      owner: people.alice.ref,
      grantTypes: ['client_credentials'],
      apis,
    });
    const told = async (token: string) => {
      const body = new URLSearchParams({ token, ...credentialsOf(client) });
      const { active, scope } = await jsonOf(await test.send('/oauth2-token/introspect', { method: 'POST', body }));
      return active ? scope : 'inactive';
    };
    const token = (await jsonOf(await fetchToken({ resource: identifier }, client))).access_token ?? '';
    expect(await told(token)).toBe('orders:read orders:write');
    const narrower = [{ identifier, scopes: ['orders:read'] }];
    await administrations.clients.update(caller, client.id, { apis: narrower });
    expect(await told(token)).toBe('orders:read');
    await administrations.apis.delete(caller, api.id);
    expect(await told(token)).toBe('inactive');
    await administrations.apis.create(caller, { identifier, name: 'Another', side: 'backoffice', scopes });
    expect(await errorOf(await fetchToken({ resource: identifier }, client))).toBe('invalid_target');
    expect(await told(token)).toBe('inactive');
  });
});

describe('the metadata of an API', () => {
  const paths = ['/api', '/storefront/api'];

  it('is at its well-known address and names the API and its issuer (PR-01, PR-03)', async () => {
    for (const path of paths) {
      const metadata = await jsonOf(await test.send(`/.well-known/oauth-protected-resource${path}`));
      expect(metadata).toMatchObject({
        resource: test.url + path,
        authorization_servers: [test.url],
        bearer_methods_supported: ['header'],
      });
      expect(JSON.stringify(metadata)).not.toContain('none');
      const { scopes_supported } = metadata as unknown as { scopes_supported: string[] };
      expect(scopes_supported).toContain('profile:read');
    }
    for (const path of ['', '/', '/other', '/api/', '/orders.example.com/api']) {
      expect((await test.send(`/.well-known/oauth-protected-resource${path}`)).status).toBe(404);
    }
  });

  it('is where every refusal leads (PR-02)', async () => {
    for (const path of paths) {
      const refused = await test.send(`${path}/profile`);
      const address = /resource_metadata="([^"]+)"/.exec(refused.headers.get('www-authenticate') ?? '')?.[1] ?? '';
      expect(address).toBe(`${test.url}/.well-known/oauth-protected-resource${path}`);
      expect(((await (await fetch(address)).json()) as { resource: string }).resource).toBe(test.url + path);
    }
  });

  it('is not moved by what a request says of its host (PR-04)', async () => {
    for (const path of paths) {
      const url = `/.well-known/oauth-protected-resource${path}`;
      const headers = { 'x-forwarded-host': 'evil.example.com', forwarded: 'host=evil.example.com;proto=https' };
      const evil = await (await test.send(url, { headers })).text();
      expect(evil).toBe(await (await test.send(url)).text());
      expect(evil).not.toContain('evil');
    }
  });
});
