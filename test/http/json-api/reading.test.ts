import { beforeAll, describe, expect, it } from 'vitest';
import { serverCaller } from '../../../src/directory/caller-resolution.ts';
import { builtInRoles } from '../../../src/directory/role.ts';
import { type Answer, idsOf, issuer, type SentResource, useApiServer } from './api-server.ts';

const server = useApiServer();

let root: string;

const get = (url: string, authorization = root) => server().get(url, authorization);

/** The values of an attribute, in the order in which the resources came. */
function valuesOf({ document }: Answer, attribute: string): unknown[] {
  return document.data.map(({ attributes }) => attributes[attribute]);
}

async function usernames(query: string): Promise<unknown[]> {
  const answer = await get(`/api/users?${query}`);
  expect(answer.status, answer.text).toBe(200);
  return valuesOf(answer, 'username');
}

async function refusalOf(url: string) {
  const { status, document } = await get(url);
  expect(status).toBe(400);
  expect(document.errors).toHaveLength(1);
  const [error] = document.errors;
  return { parameter: error?.source?.parameter, detail: error?.detail };
}

beforeAll(async () => {
  const { people, organizations, directory, customers } = server();
  root = await server().signIn(people.root, organizations.all);
  await directory.administrations.customers.create(serverCaller(), {
    name: 'Smith, Jones & Co',
    organizationId: organizations.a,
  });
  await directory.administrations.users.update(serverCaller(), people.mia.id, { enabled: false });
  expect(customers.a).toBeDefined();
});

describe('a resource', () => {
  it('is answered as JSON:API 1.1 with type, id, attributes, relationships and its address', async () => {
    const { people, organizations } = server();
    const { status, headers, document } = await get(`/api/users/${people.alice.id}`);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/vnd.api+json');
    expect(document).toMatchObject({ jsonapi: { version: '1.1' } });
    expect(document.data).toEqual({
      type: 'users',
      id: people.alice.id,
      attributes: {
        username: 'alice',
        email: 'alice@example.com',
        firstName: 'alice',
        lastName: 'Test',
        locale: 'en',
        enabled: true,
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        memberships: [{ organizationId: organizations.a, roleId: builtInRoles.organizationAdministrator.id }],
      },
      relationships: {
        organizations: {
          links: {
            self: `${issuer}/api/users/${people.alice.id}/relationships/organizations`,
            related: `${issuer}/api/users/${people.alice.id}/organizations`,
          },
          data: [{ type: 'organizations', id: organizations.a }],
        },
        roles: {
          links: {
            self: `${issuer}/api/users/${people.alice.id}/relationships/roles`,
            related: `${issuer}/api/users/${people.alice.id}/roles`,
          },
          data: [{ type: 'roles', id: builtInRoles.organizationAdministrator.id }],
        },
      },
      links: { self: `${issuer}/api/users/${people.alice.id}` },
    });
  });

  it('never shows a password or a hash', async () => {
    const { text } = await get('/api/users?page[size]=100');
    expect(text).not.toMatch(/argon|hash|password/i);
  });

  it('that does not exist, or has an id of another form, is 404', async () => {
    for (const id of ['00000000-0000-4000-8000-0000000000ff', '1', 'root', '%00', '%F0%9F%92%A9', "1'or'1"]) {
      const { status, document } = await get(`/api/users/${id}`);
      expect([id, status, document.errors[0]?.code]).toEqual([id, 404, 'not_found']);
    }
  });

  it('is found by its id in capitals too', async () => {
    const { people } = server();
    const { status, document } = await get(`/api/users/${people.alice.id.toUpperCase()}`);
    expect([status, document.data.id]).toEqual([200, people.alice.id]);
  });

  it('shows only the fields that are asked for, of every type', async () => {
    const { people } = server();
    const url = `/api/users/${people.alice.id}?fields[users]=username,roles&include=roles&fields[roles]=name`;
    const { document } = await get(url);
    expect(document.data.attributes).toEqual({ username: 'alice' });
    expect(Object.keys(document.data.relationships)).toEqual(['roles']);
    expect(document.included.map(({ attributes }) => attributes)).toEqual([{ name: 'Organization administrator' }]);
  });

  it('is answered to HEAD with the headers alone', async () => {
    const { people } = server();
    const { send } = server();
    const answer = await send({
      method: 'HEAD',
      url: `/api/users/${people.alice.id}`,
      headers: { authorization: root },
    });
    expect([answer.status, answer.text]).toEqual([200, '']);
    expect(answer.headers.etag).toMatch(/^"[\w-]{27}"$/);
    expect(Number(answer.headers['content-length'])).toBeGreaterThan(100);
  });
});

describe('a list', () => {
  it('is filtered by equality, with alternatives separated by commas', async () => {
    expect(await usernames('filter[username]=alice,BOB')).toEqual(['alice', 'bob']);
  });

  it('is filtered by what a value is not, contains and starts with', async () => {
    expect(await usernames('filter[username][not]=alice,bob,gus,mia,root')).toEqual(['eve']);
    expect(await usernames('filter[email][contains]=OB@')).toEqual(['bob']);
    expect(await usernames('filter[username][starts-with]=a')).toEqual(['alice']);
  });

  it('takes percent signs and underscores in a filter as they are', async () => {
    expect(await usernames('filter[username][contains]=%25')).toEqual([]);
    expect(await usernames('filter[username][contains]=_')).toEqual([]);
  });

  it('is filtered by flags, choices and ids', async () => {
    const { organizations } = server();
    expect(await usernames('filter[enabled]=false')).toEqual(['mia']);
    expect(await usernames(`filter[organization]=${organizations.b}`)).toEqual(['bob', 'eve']);
    const roles = await get('/api/roles?filter[side]=storefront&sort=-name');
    expect(valuesOf(roles, 'name')).toEqual(['Buyer administrator', 'Buyer']);
  });

  it('is filtered by times, whose plus sign need not be encoded', async () => {
    expect(await usernames('filter[createdAt][after]=2000-01-01&filter[createdAt][before]=2000-01-02')).toEqual([]);
    const all = await usernames('filter[createdAt][after]=2000-01-01T00:00:00+02:00');
    expect(all).toHaveLength(6);
  });

  it('takes a comma with a backslash before it as a part of the value', async () => {
    const { document } = await get(`/api/customers?filter[name]=${encodeURIComponent('Smith\\, Jones & Co')}`);
    expect(document.data.map(({ attributes }) => attributes.name)).toEqual(['Smith, Jones & Co']);
    const separate = await get(`/api/customers?filter[name]=${encodeURIComponent('Smith, Jones & Co')}`);
    expect(separate.document.data).toEqual([]);
  });

  it('with several filters holds what fulfils all of them', async () => {
    expect(await usernames('filter[enabled]=true&filter[username][starts-with]=m')).toEqual([]);
  });

  it('is sorted by several fields, up and down', async () => {
    expect(await usernames('sort=-username')).toEqual(['root', 'mia', 'gus', 'eve', 'bob', 'alice']);
    expect((await usernames('sort=enabled,-username'))[0]).toBe('mia');
  });

  it('comes in pages, with links between them and the total of all', async () => {
    const first = await get('/api/users?page[size]=4&sort=username&filter[enabled]=true');
    expect(valuesOf(first, 'username')).toEqual(['alice', 'bob', 'eve', 'gus']);
    expect(first.document.meta).toEqual({ total: 5 });
    const { links } = first.document;
    expect(links.prev).toBeNull();
    const second = await get((links.next ?? '').slice(issuer.length));
    expect(valuesOf(second, 'username')).toEqual(['root']);
    expect(second.document.links.next).toBeNull();
    expect(new URL(second.document.links.prev ?? '').searchParams.get('page[number]')).toBe('1');
    expect(second.document.links.last).toBe(second.document.links.self);
    expect(new URL(links.first ?? '').searchParams.get('filter[enabled]')).toBe('true');
    expect(new URL(links.first ?? '').searchParams.get('sort')).toBe('username');
  });

  it('of 25 on a page where no size is asked for is empty beyond its end, with a way back', async () => {
    const beyond = await get('/api/users?page[number]=9');
    expect(beyond.document.data).toEqual([]);
    expect(beyond.document.meta).toEqual({ total: 6 });
    const links = beyond.document.links;
    expect(new URL(links.prev ?? '').searchParams.get('page[number]')).toBe('1');
    expect(new URL(links.first ?? '').searchParams.get('page[size]')).toBe('25');
  });
});

describe('included resources', () => {
  const typesAndIds = (resources: readonly SentResource[]) => resources.map(({ id, type }) => `${type}/${id}`);

  it('come once each, of every type, and only what is linked', async () => {
    const { organizations } = server();
    const { document } = await get('/api/users?include=organizations,roles');
    const included = typesAndIds(document.included);
    expect(new Set(included).size).toBe(included.length);
    expect(idsOf(document.included.filter(({ type }) => type === 'organizations'))).toEqual(
      [organizations.a, organizations.all, organizations.b].sort(),
    );
    const { administrator, member, organizationAdministrator } = builtInRoles;
    expect(idsOf(document.included.filter(({ type }) => type === 'roles'))).toEqual(
      [administrator.id, organizationAdministrator.id, member.id].sort(),
    );
  });

  it('may be two steps away, and the step between comes too', async () => {
    const { customers, organizations, people } = server();
    const { document } = await get(`/api/customerusers/${people.carol.id}?include=customer.organization`);
    expect(typesAndIds(document.included)).toEqual([`customers/${customers.a}`, `organizations/${organizations.a}`]);
  });

  it('are there as an empty list where nothing is linked', async () => {
    const { document } = await get(`/api/roles/${builtInRoles.member.id}?include=organization`);
    expect(document.data.relationships.organization?.data).toBeNull();
    expect(document.included).toEqual([]);
  });

  it('are an empty list where none are asked for by name, and absent where none are asked for at all', async () => {
    const { people } = server();
    for (const url of [`/api/users/${people.alice.id}`, '/api/users']) {
      expect((await get(`${url}?include=`)).document.included).toEqual([]);
      expect(Object.hasOwn((await get(url)).document, 'included')).toBe(false);
    }
  });

  it('never repeat what is already among the data', async () => {
    const { people, organizations } = server();
    const input = { name: 'Own', grantTypes: ['client_credentials'], organizationId: organizations.a } as const;
    const { clients } = server().directory.administrations;
    await clients.create(serverCaller(), { ...input, owner: people.alice, grantTypes: ['client_credentials'] });
    const { document } = await get('/api/oauthapplications?include=owner,owner.organizations,organization');
    expect(typesAndIds(document.included)).toEqual([`users/${people.alice.id}`, `organizations/${organizations.a}`]);
  });
});

describe('a relationship', () => {
  it('has an address that tells to what it points', async () => {
    const { organizations, people } = server();
    const { document, status } = await get(`/api/users/${people.eve.id}/relationships/organizations`);
    expect(status).toBe(200);
    expect(idsOf(document.data)).toEqual([organizations.a, organizations.b].sort());
    expect(document.links.related).toBe(`${issuer}/api/users/${people.eve.id}/organizations`);
  });

  it('leads to a list that can be filtered, sorted and paged like any other', async () => {
    const { people, organizations } = server();
    const { document } = await get(`/api/users/${people.eve.id}/organizations?sort=-name&page[size]=1`);
    expect(document.data.map(({ id }) => id)).toEqual([organizations.b]);
    expect(document.meta.total).toBe(2);
    expect(document.links.next).toContain(`/api/users/${people.eve.id}/organizations?`);
    const none = await get(`/api/users/${people.eve.id}/organizations?filter[name]=Headquarters`);
    expect(none.document.data).toEqual([]);
  });

  it('leads to one resource, or to null where it points to nothing', async () => {
    const { customers, people } = server();
    const customer = await get(`/api/customerusers/${people.carol.id}/customer?include=organization`);
    expect(customer.document.data).toMatchObject({ type: 'customers', id: customers.a });
    expect(customer.document.included).toHaveLength(1);
    expect(customer.document.links.self).toContain(`/api/customerusers/${people.carol.id}/customer`);
    const nothing = await get(`/api/roles/${builtInRoles.member.id}/organization`);
    expect([nothing.status, nothing.document.data]).toEqual([200, null]);
  });
});

describe('what is unknown in a query', () => {
  it.each([
    ['/api/users?fliter[name]=x', 'fliter[name]', 'There is no “fliter[name]” here. Did you mean filter[…]?'],
    ['/api/users?filter[usrname]=x', 'filter[usrname]', 'There is no “usrname” here. Did you mean username?'],
    [
      '/api/users?filter[username][contians]=x',
      'filter[username][contians]',
      'There is no “contians” here. Did you mean contains?',
    ],
    [
      '/api/users?filter[username][after]=x',
      'filter[username][after]',
      'There is no “after” here. There are: equals, not, contains, starts-with.',
    ],
    ['/api/users?filter[createdAt]=2026-01-01', 'filter[createdAt]', 'Say how to compare: after, before.'],
    [
      '/api/users?filter[createdAt][after]=yesterday',
      'filter[createdAt][after]',
      'The value is a time such as 2026-01-31T12:00:00Z, or a day such as 2026-01-31.',
    ],
    ['/api/users?filter[createdAt][after]=2026-02-30', 'filter[createdAt][after]', expect.stringContaining('a day')],
    ['/api/users?filter[createdAt][after]=0000-01-01', 'filter[createdAt][after]', expect.stringContaining('a day')],
    [
      '/api/users?filter[createdAt][before]=9999-12-31T23:59:59-14:00',
      'filter[createdAt][before]',
      expect.stringContaining('a time'),
    ],
    ['/api/users?filter[enabled]=yes', 'filter[enabled]', 'The value is true or false.'],
    ['/api/roles?filter[side]=storefrnt', 'filter[side]', 'There is no “storefrnt” here. Did you mean storefront?'],
    ['/api/users?filter[__proto__]=x', 'filter[__proto__]', expect.stringContaining('There is no “__proto__” here.')],
    ['/api/users?filter=x', 'filter', 'There is no “filter” here. Did you mean filter[…]?'],
    ['/api/users?sort=usrname', 'sort', 'There is no “usrname” here. Did you mean username?'],
    ['/api/users?sort=', 'sort', expect.stringContaining('There is no “” here.')],
    ['/api/users?sort=username,-username', 'sort', 'Sort by a field once.'],
    ['/api/users?page[size]=101', 'page[size]', 'The value is a whole number from 1 to 100.'],
    ['/api/users?page[size]=0', 'page[size]', 'The value is a whole number from 1 to 100.'],
    ['/api/users?page[number]=-1', 'page[number]', 'The value is a whole number from 1 to 10000000.'],
    ['/api/users?page[number]=1e3', 'page[number]', 'The value is a whole number from 1 to 10000000.'],
    ['/api/users?page[number]=9999999', 'page[number]', 'No list is that long. Filter it instead.'],
    ['/api/users?page=2', 'page', expect.stringContaining('Did you mean')],
    ['/api/users?include=organisations', 'include', 'There is no “organisations” here. Did you mean organizations?'],
    ['/api/customerusers?include=customer.nope', 'include', 'There is no “nope” here. There are: organization.'],
    ['/api/customerusers?include=customer.organization.x', 'include', 'A path has at most 2 names.'],
    ['/api/users?fields[user]=email', 'fields[user]', 'There is no “user” here. Did you mean users?'],
    ['/api/users?fields[users]=emial', 'fields[users]', 'There is no “emial” here. Did you mean email?'],
    ['/api/users?fields[users]=password', 'fields[users]', expect.stringContaining('There is no “password” here.')],
    ['/api/users?sort=email&sort=username', 'sort', 'Give the parameter once, with commas between several values.'],
  ])('%s is refused by name, with the nearest known one', async (url, parameter, detail) => {
    expect(await refusalOf(url)).toEqual({ parameter, detail });
  });

  it('is refused where one resource is read, too', async () => {
    const { people } = server();
    expect((await refusalOf(`/api/users/${people.root.id}?sort=username`)).parameter).toBe('sort');
  });
});

describe('the entry', () => {
  it('tells where everything is', async () => {
    const { document, status } = await get('/api');
    expect(status).toBe(200);
    expect(Object.keys(document.links)).toEqual([
      'self',
      'describedby',
      'users',
      'organizations',
      'roles',
      'customers',
      'customerusers',
      'oauthapplications',
      'statistics',
      'refusals',
      'resourceservers',
      'signingkeys',
      'settings',
      'jobs',
      'auditevents',
      'profile',
      'sessions',
      'connectedapplications',
    ]);
    for (const [name, link] of Object.entries(document.links)) {
      expect([name, (await get(link.slice(issuer.length))).status]).toEqual([name, 200]);
    }
  });

  it('of the storefront does the same', async () => {
    const { people, organizations, signIn } = server();
    const { document } = await get('/storefront/api', await signIn(people.carol, organizations.a));
    expect(Object.keys(document.links)).toEqual([
      'self',
      'describedby',
      'customerusers',
      'oauthapplications',
      'statistics',
      'refusals',
      'profile',
      'sessions',
      'connectedapplications',
    ]);
  });
});
