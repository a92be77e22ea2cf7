import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonOf } from '../../fixtures/test-server.ts';
import { type Persona, type PersonasServer, startServerForPersonas } from './personas.ts';

let server: PersonasServer;
const told: string[] = [];
const path = '/api/resourceservers';
const identifier = 'https://orders.example.com/api';
const scopes = [{ scope: 'orders:read', sentence: 'See the orders.' }];

beforeAll(async () => {
  server = await startServerForPersonas();
});

afterAll(async () => {
  const log = server.test.logLines.join('\n');
  for (const secret of told) expect(log).not.toContain(secret);
  await server.test.close();
});

const create = (attributes: object, persona: Persona = 'administrator') =>
  server.send(persona, 'POST', path, { data: { type: 'resourceservers', attributes } });
const introspect = async (client_id: string, client_secret: string) => {
  const body = new URLSearchParams({ token: 'x', client_id, client_secret });
  return (await server.test.send('/oauth2-token/introspect', { method: 'POST', body })).status;
};

describe('registered APIs', () => {
  it('live from registration to removal, and their secret is told in two answers alone', async () => {
    const made = await create({ identifier, name: 'Orders', side: 'backoffice', scopes });
    expect([made.status, made.headers.get('location')]).toEqual([201, made.document.data.links.self]);
    const { id } = made.document.data;
    const secret = String(made.document.meta.secret);
    told.push(secret);
    expect(secret).toMatch(/^grs_rs_[0-9A-Za-z]{49}$/);
    expect(made.document.data.attributes).toMatchObject({ identifier, scopes, configured: false, hasSecret: true });
    expect(await introspect(id, secret)).toBe(200);

    const url = `${path}/${id}`;
    const changes = { name: 'All orders', scopes: [...scopes, { scope: 'orders:write', sentence: 'Change them.' }] };
    const changed = await server.send('administrator', 'PATCH', url, {
      data: { type: 'resourceservers', id, attributes: changes },
    });
    expect([changed.status, changed.document.data.attributes]).toEqual([200, expect.objectContaining(changes)]);

    const renewed = await server.send('administrator', 'POST', `${url}/secret`);
    expect(renewed.status).toBe(201);
    const next = String(renewed.document.meta.secret);
    told.push(next);
    expect([await introspect(id, secret), await introspect(id, next)]).toEqual([401, 200]);

    const list = await server.send('administrator', 'GET', `${path}?filter[name]=All%20orders`);
    expect(list.document.data).toHaveLength(1);
    for (const each of [changed, list]) expect(each.text).not.toMatch(/grs_rs_|hash/i);

    expect((await server.send('administrator', 'DELETE', url)).status).toBe(204);
    expect((await server.send('administrator', 'GET', url)).status).toBe(404);
    expect(await introspect(id, next)).toBe(401);
  });

  it('are told what is wrong with them', async () => {
    const good = { identifier, name: 'Orders', side: 'backoffice' };
    for (const [wrong, pointer] of [
      [{ ...good, identifier: 'http://orders.example.com' }, 'identifier'],
      [{ ...good, identifier: `${identifier}#part` }, 'identifier'],
      [{ ...good, identifier: '/api' }, 'identifier'],
      [{ ...good, identifier: 'com.example.app:/api' }, 'identifier'],
      [{ ...good, name: ' ' }, 'name'],
      [{ ...good, side: 'elsewhere' }, 'side'],
      [{ ...good, scopes: [{ scope: 'a b', sentence: 'x' }] }, 'scopes'],
      [{ ...good, scopes: [...scopes, ...scopes] }, 'scopes'],
      [{ ...good, scopes: [{ scope: 'a', sentence: ' ' }] }, 'scopes'],
      [{ ...good, scopes: Array.from({ length: 101 }, (_, at) => ({ scope: `s${at}`, sentence: 'x' })) }, 'scopes'],
    ] as const) {
      const { document, status } = await create(wrong);
      expect([wrong, status]).toEqual([wrong, 422]);
      expect(document.errors?.[0]?.source?.pointer).toMatch(new RegExp(`^/data/attributes/${pointer}`));
    }
    const first = await create({ ...good, identifier: 'http://localhost:4000/api' });
    told.push(String(first.document.meta.secret));
    expect(first.status).toBe(201);
    expect((await create({ ...good, identifier: 'http://localhost:4000/api' })).status).toBe(409);
  });

  it('are for who reaches every organization alone', async () => {
    for (const persona of ['organization administrator', 'member'] as const) {
      expect([persona, (await server.send(persona, 'GET', path)).status]).toEqual([persona, 403]);
      const { status } = await create({ identifier, name: 'Mine', side: 'backoffice' }, persona);
      expect([persona, status]).toEqual([persona, 403]);
    }
    expect((await server.test.send('/storefront/api/resourceservers')).status).toBe(404);
  });
});

describe('the APIs of an application', () => {
  it('are allowed by administrators, only known ones of its side, and only known scopes', async () => {
    const made = await create({ identifier, name: 'Orders', side: 'backoffice', scopes });
    const elsewhere = 'https://shop.example.com/api';
    const other = await create({ identifier: elsewhere, name: 'Shop', side: 'storefront', scopes });
    told.push(String(made.document.meta.secret), String(other.document.meta.secret));
    const application = (persona: Persona, apis: unknown) => {
      const attributes = {
        name: `With ${JSON.stringify(apis).slice(0, 90)}`,
        grantTypes: ['client_credentials'],
        apis,
      };
      const prefix = persona.startsWith('buyer') ? '/storefront/api' : '/api';
      return server.send(persona, 'POST', `${prefix}/oauthapplications`, {
        data: { type: 'oauthapplications', attributes },
      });
    };
    const good = [{ identifier, scopes: ['orders:read'] }];
    const allowed = await application('organization administrator', good);
    expect([allowed.status, allowed.document.data.attributes.apis]).toEqual([201, good]);
    const client_secret = String(allowed.document.meta.clientSecret);
    told.push(client_secret);
    const client_id = String(allowed.document.data.attributes.clientId);
    const parameters = { grant_type: 'client_credentials', client_id, client_secret, resource: identifier };
    expect((await jsonOf(await server.test.token(parameters))).scope).toBe('orders:read');

    for (const [persona, apis] of [
      ['organization administrator', [{ identifier: 'https://unknown.example.com', scopes: [] }]],
      ['organization administrator', [{ identifier: elsewhere, scopes: ['orders:read'] }]],
      ['organization administrator', [{ identifier, scopes: ['orders:write'] }]],
      ['organization administrator', [...good, ...good]],
      ['organization administrator', [{ identifier: `${server.test.url}/api`, scopes: ['users:read'] }]],
      ['member', good],
      ['buyer', [{ identifier: elsewhere, scopes: ['orders:read'] }]],
    ] as const) {
      const { document, status } = await application(persona, apis);
      expect([persona, apis, status]).toEqual([persona, apis, 422]);
      expect(document.errors?.[0]?.source?.pointer).toMatch(/^\/data\/attributes\/apis/);
    }
    const { id } = allowed.document.data;
    const update = (apis: unknown) =>
      server.send('organization administrator', 'PATCH', `/api/oauthapplications/${id}`, {
        data: { type: 'oauthapplications', id, attributes: { apis } },
      });
    expect((await update([])).document.data.attributes.apis).toEqual([]);
    expect((await jsonOf(await server.test.token(parameters))).error).toBe('invalid_target');
  });
});
