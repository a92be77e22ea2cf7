import { beforeAll, describe, expect, it } from 'vitest';
import type { Side } from '../../../src/access/subject.ts';
import { builtInRoles, visitorPermissions } from '../../../src/directory/role.ts';
import { callerFor, testPassword } from '../../fixtures/test-directory.ts';
import { useApiServer } from './api-server.ts';

const server = useApiServer();

let root: string;
let alice: string;
let carol: string;

beforeAll(async () => {
  const { organizations, people, signIn } = server();
  root = await signIn(people.root, organizations.all);
  alice = await signIn(people.alice, organizations.a);
  carol = await signIn(people.carol, organizations.a);
});

const document = (type: string, attributes: object, relationships?: object) => ({
  data: { type, attributes, ...(relationships && { relationships }) },
});

const change = (type: string, id: string, attributes: object, relationships?: object) => ({
  data: { type, id, attributes, ...(relationships && { relationships }) },
});

const pointTo = (type: string, id: string) => ({ data: { type, id } });

let attempts = 0;

/** What comes of a password: `proved` or `refused`. */
async function outcomeOfPassword(side: Side, username: string, password: string): Promise<string> {
  attempts += 1;
  const { directory, organizations } = server();
  const address = `192.0.2.${attempts}`;
  const attempt = { side, organizationId: organizations.a, username, password, address };
  return (await directory.signIn.authenticate(attempt)).outcome;
}

describe('users', () => {
  it('are created, changed, given a password, disabled and deleted', async () => {
    const { organizations, write } = server();
    const memberships = [{ organizationId: organizations.a, roleId: builtInRoles.member.id }];
    const attributes = { username: 'nina', email: 'nina@example.com', memberships, password: testPassword };
    const created = await write('POST', '/api/users', alice, document('users', attributes));
    expect(created.status, created.text).toBe(201);
    const shown = { username: 'nina', locale: 'en', enabled: true, memberships };
    expect(created.document.data.attributes).toMatchObject(shown);
    expect(created.text).not.toContain(testPassword);
    expect(await outcomeOfPassword('backoffice', 'nina', testPassword)).toBe('proved');
    const { id } = created.document.data;
    const url = `/api/users/${id}`;
    const changed = await write('PATCH', url, alice, change('users', id, { firstName: 'Nina', locale: 'uk' }));
    expect(changed.document.data.attributes).toMatchObject({ firstName: 'Nina', locale: 'uk' });
    const next = 'another horse battery';
    expect((await write('POST', `${url}/password`, alice, { meta: { password: next } })).status).toBe(204);
    expect(await outcomeOfPassword('backoffice', 'nina', testPassword)).toBe('refused');
    expect(await outcomeOfPassword('backoffice', 'nina', next)).toBe('proved');
    const disabled = await write('PATCH', url, alice, change('users', id, { enabled: false }));
    expect(disabled.document.data.attributes.enabled).toBe(false);
    expect(await outcomeOfPassword('backoffice', 'nina', next)).toBe('refused');
    expect((await write('DELETE', url, alice)).status).toBe(204);
  });

  it('keep the memberships that the caller does not reach', async () => {
    const { directory, organizations, people, write } = server();
    const roleId = builtInRoles.member.id;
    const memberships = [{ organizationId: organizations.a, roleId }];
    const answer = await write(
      'PATCH',
      `/api/users/${people.eve.id}`,
      alice,
      change('users', people.eve.id, { memberships }),
    );
    expect(answer.status).toBe(200);
    const eve = await directory.storage.users.get({ level: 'global' }, people.eve.id);
    expect(eve?.memberships).toHaveLength(2);
  });
});

describe('organizations', () => {
  it('are created and changed by those who reach all of them, and never deleted', async () => {
    const { write } = server();
    const created = await write('POST', '/api/organizations', root, document('organizations', { name: 'Northwind' }));
    expect(created.document.data.attributes).toMatchObject({ name: 'Northwind', global: false, enabled: true });
    const { id } = created.document.data;
    const url = `/api/organizations/${id}`;
    const changed = await write('PATCH', url, root, change('organizations', id, { name: 'Southwind', enabled: false }));
    expect(changed.document.data.attributes).toMatchObject({ name: 'Southwind', enabled: false });
    expect((await write('PATCH', url, root, change('organizations', id, { global: true }))).status).toBe(422);
    const refused = await write('DELETE', url, root);
    expect([refused.status, refused.headers.allow]).toEqual([405, 'GET, PATCH, HEAD, OPTIONS']);
    expect((await write('POST', '/api/organizations', alice, document('organizations', { name: 'x' }))).status).toBe(
      403,
    );
  });
});

describe('roles', () => {
  it('are created with a matrix of permissions, changed and deleted', async () => {
    const { organizations, write } = server();
    const permissions = { users: { view: 'organization' }, oauthapplications: { view: 'own', create: 'own' } };
    const attributes = { name: 'Support', side: 'backoffice', permissions };
    const relationships = { organization: pointTo('organizations', organizations.a) };
    const created = await write('POST', '/api/roles', root, document('roles', attributes, relationships));
    expect(created.status, created.text).toBe(201);
    expect(created.document.data.attributes).toMatchObject({ ...attributes, builtIn: false });
    expect(created.document.data.relationships.organization?.data).toEqual(relationships.organization.data);
    const { id } = created.document.data;
    const fewer = { permissions: { users: { view: 'own' } } };
    const changed = await write('PATCH', `/api/roles/${id}`, root, change('roles', id, fewer));
    expect(changed.document.data.attributes.permissions).toEqual(fewer.permissions);
    expect((await write('DELETE', `/api/roles/${id}`, root)).status).toBe(204);
  });

  it.each([
    [{ spaceships: { view: 'own' } }, 400, '/data/attributes/permissions/spaceships'],
    [{ users: { fly: 'own' } }, 400, '/data/attributes/permissions/users/fly'],
    [{ users: { view: 'everything' } }, 422, '/data/attributes/permissions/users/view'],
    [{ users: 'all' }, 422, '/data/attributes/permissions/users'],
    [{ users: { view: 'customer' } }, 422, '/data/attributes/permissions'],
    ['all', 422, '/data/attributes/permissions'],
  ])('refuse the permissions %j with %i and say where', async (permissions, expected, pointer) => {
    const attributes = { name: 'Wrong', side: 'backoffice', permissions };
    const { document: refused, status } = await server().write(
      'POST',
      '/api/roles',
      root,
      document('roles', attributes),
    );
    expect([status, refused.errors.map(({ source }) => source?.pointer)]).toEqual([expected, [pointer]]);
  });

  it('that are built in stay as they are', async () => {
    const { write } = server();
    const { id } = builtInRoles.member;
    expect((await write('PATCH', `/api/roles/${id}`, root, change('roles', id, { name: 'x' }))).status).toBe(409);
    expect((await write('DELETE', `/api/roles/${id}`, root)).status).toBe(409);
  });
});

describe('customers', () => {
  it('are created in one’s own organization where none is named', async () => {
    const { organizations, write } = server();
    const created = await write('POST', '/api/customers', alice, document('customers', { name: 'Contoso' }));
    expect(created.document.data.relationships.organization?.data).toEqual({
      type: 'organizations',
      id: organizations.a,
    });
  });

  it('are refused in an organization out of reach', async () => {
    const { organizations, write } = server();
    const relationships = { organization: pointTo('organizations', organizations.b) };
    const refused = await write('POST', '/api/customers', alice, document('customers', { name: 'x' }, relationships));
    expect(refused.status).toBe(422);
    expect(refused.document.errors[0]?.source?.pointer).toBe('/data/relationships/organization');
  });
});

describe('customer users', () => {
  it('are created by the back-office for a customer, moved to another role and deleted', async () => {
    const { customers, write } = server();
    const relationships = {
      customer: pointTo('customers', customers.a),
      role: pointTo('roles', builtInRoles.buyer.id),
    };
    const attributes = { email: 'pia@example.com', password: testPassword };
    const created = await write(
      'POST',
      '/api/customerusers',
      alice,
      document('customerusers', attributes, relationships),
    );
    expect(created.status, created.text).toBe(201);
    expect(created.document.data.relationships.customer?.data).toEqual(relationships.customer.data);
    expect(await outcomeOfPassword('storefront', 'pia@example.com', testPassword)).toBe('proved');
    const { id } = created.document.data;
    const role = pointTo('roles', builtInRoles.buyerAdministrator.id);
    const changed = await write('PATCH', `/api/customerusers/${id}`, alice, change('customerusers', id, {}, { role }));
    expect(changed.document.data.relationships.role?.data).toEqual(role.data);
    expect((await write('DELETE', `/api/customerusers/${id}`, alice)).status).toBe(204);
  });

  it('need a customer and a role', async () => {
    const answer = await server().write(
      'POST',
      '/api/customerusers',
      root,
      document('customerusers', { email: 'a@b.c' }),
    );
    expect(answer.document.errors.map(({ meta, source }) => [source?.pointer, meta?.member])).toEqual([
      ['/data', '/data/relationships/customer'],
      ['/data', '/data/relationships/role'],
    ]);
  });

  it('of the storefront are those of one’s own customer, and are added to no other', async () => {
    const { customers, get, people, write } = server();
    const listed = await get('/storefront/api/customerusers', carol);
    expect(listed.document.data.map(({ attributes }) => attributes.email)).toEqual([
      'carol@example.com',
      'cleo@example.com',
    ]);
    expect((await get(`/storefront/api/customerusers/${people.otto.id}`, carol)).status).toBe(404);
    const role = pointTo('roles', builtInRoles.buyer.id);
    const created = await write(
      'POST',
      '/storefront/api/customerusers',
      carol,
      document('customerusers', { email: 'zoe@example.com' }, { role }),
    );
    expect(created.document.data.relationships.customer?.data).toEqual({ type: 'customers', id: customers.a });
    const customer = pointTo('customers', customers.otherA);
    const elsewhere = document('customerusers', { email: 'y@example.com' }, { role, customer });
    const refused = await write('POST', '/storefront/api/customerusers', carol, elsewhere);
    expect([refused.status, refused.document.errors[0]?.code]).toEqual([422, 'read_only']);
    const { id } = created.document.data;
    const named = await write(
      'PATCH',
      `/storefront/api/customerusers/${id}`,
      carol,
      change('customerusers', id, { firstName: 'Zoe' }),
    );
    expect(named.document.data.attributes.firstName).toBe('Zoe');
  });
});

describe('the profile', () => {
  it('of a user tells who it is, and lets it change that', async () => {
    const { get, organizations, people, signIn, write } = server();
    const eve = await signIn(people.eve, organizations.a);
    const { document: mine, headers } = await get('/api/profile?include=organizations', eve);
    expect(mine.data).toMatchObject({ type: 'profile', id: people.eve.id, attributes: { username: 'eve' } });
    expect(mine.included.map(({ id }) => id)).toEqual([organizations.a]);
    const { id } = mine.data;
    const send = (ifMatch: string) =>
      server().send({
        method: 'PATCH',
        url: '/api/profile',
        headers: { authorization: eve, 'content-type': 'application/vnd.api+json', 'if-match': ifMatch },
        payload: JSON.stringify(change('profile', id, { firstName: 'Eva' })),
      });
    expect((await send('"other"')).status).toBe(412);
    const changed = await send(headers.etag ?? '');
    expect(changed.document.data.attributes.firstName).toBe('Eva');
    expect((await write('PATCH', '/api/profile', eve, change('profile', people.alice.id, {}))).status).toBe(409);
    expect((await write('PATCH', '/api/profile', eve, change('profile', id, { username: 'x' }))).status).toBe(422);
    expect((await get('/api/profile/organizations', eve)).document.data).toHaveLength(1);
  });

  it('changes the password of those who know the present one', async () => {
    const { organizations, people, signIn, write } = server();
    const mia = await signIn(people.mia, organizations.a);
    const send = (currentPassword: string, password: string) =>
      write('POST', '/api/profile/password', mia, { meta: { currentPassword, password } });
    const wrong = await send('not my password', 'a whole new password');
    expect([wrong.status, wrong.document.errors[0]?.source?.pointer]).toEqual([422, '/meta/currentPassword']);
    expect((await send(testPassword, 'a whole new password')).status).toBe(204);
    expect(await outcomeOfPassword('backoffice', 'mia', 'a whole new password')).toBe('proved');
  });

  it('refuses to try passwords for ever, and says how long to wait', async () => {
    const { organizations, people, signIn, write } = server();
    const gus = await signIn(people.gus, organizations.a);
    const guess = { meta: { currentPassword: 'a wrong password', password: 'a whole new password' } };
    let answer = await write('POST', '/api/profile/password', gus, guess);
    for (let tries = 0; answer.status === 422 && tries < 20; tries += 1) {
      answer = await write('POST', '/api/profile/password', gus, guess);
    }
    expect([answer.status, answer.document.errors[0]?.code]).toEqual([429, 'too_many_attempts']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('of a customer user shows the customer', async () => {
    const { customers, get, people } = server();
    const { document: mine } = await get('/storefront/api/profile', carol);
    expect(mine.data).toMatchObject({ type: 'profile', id: people.carol.id });
    expect(mine.data.relationships.customer?.data).toEqual({ type: 'customers', id: customers.a });
  });

  it('of a visitor is a resource of the type visitors, and nothing else is open to it', async () => {
    const { as, directory, get, organizations, people, write } = server();
    const carolsCaller = await callerFor(directory, people.carol, organizations.a);
    const id = '7d3a5f10-9b2c-4e68-a041-c5f8e2b7d963';
    const visitor = as({
      ...carolsCaller,
      actor: { kind: 'visitor', id },
      person: null,
      customerId: null,
      permissions: visitorPermissions,
      scopes: new Set(['profile:read']),
    });
    const { document: mine, status, headers } = await get('/storefront/api/profile', visitor);
    expect(status).toBe(200);
    expect(mine.data).toEqual({
      type: 'visitors',
      id,
      attributes: { firstSeenAt: expect.any(String), lastSeenAt: expect.any(String) },
      links: { self: 'https://oauth.example.com/storefront/api/profile' },
    });
    expect(headers.etag).toMatch(/^"/);
    const sparse = await get('/storefront/api/profile?fields[visitors]=lastSeenAt', visitor);
    expect(Object.keys(sparse.document.data.attributes)).toEqual(['lastSeenAt']);
    expect((await write('PATCH', '/storefront/api/profile', visitor, change('visitors', id, {}))).status).toBe(403);
    expect((await get('/storefront/api/customerusers', visitor)).status).toBe(403);
    expect((await get('/storefront/api/oauthapplications', visitor)).status).toBe(403);
    expect((await get('/storefront/api/profile/customer', visitor)).status).toBe(404);
    expect((await get('/storefront/api/profile/relationships/customer', visitor)).document.data).toBeNull();
  });
});
