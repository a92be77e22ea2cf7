import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverCaller } from '../../../src/directory/caller-resolution.ts';
import { builtInRoles } from '../../../src/directory/role.ts';
import { freshNumber, type Persona, type PersonasServer, type ReadAnswer, startServerForPersonas } from './personas.ts';

/** An id of the right form that nothing has. */
const nobody = '00000000-0000-4000-8000-0000000000ff';

let server: PersonasServer;
let strangers: Awaited<ReturnType<typeof makeStrangers>>;
let before: string;

/** One row of each type in the organization B, and what is beyond one's customer in A. */
async function makeStrangers({ make, people }: PersonasServer) {
  const { b } = people.organizations;
  const user = await make.user(b);
  const customerUser = await make.customerUser(people.customers.b);
  const elsewhere = await make.customer(people.organizations.a);
  return {
    users: user,
    organizations: b,
    roles: await make.role(b),
    customers: await make.customer(b),
    customerusers: customerUser,
    oauthapplications: await make.application(b, { kind: 'user', id: user }),
    storefrontApplication: await make.application(b, { kind: 'customer-user', id: customerUser }),
    otherCustomersUser: await make.customerUser(elsewhere),
  };
}

type StrangerType = 'users' | 'organizations' | 'roles' | 'customers' | 'customerusers' | 'oauthapplications';
const strangerTypes = ['users', 'organizations', 'roles', 'customers', 'customerusers', 'oauthapplications'] as const;

/** Everything of the strangers that a change would show in, seen by the server itself. */
async function stateOfStrangers(): Promise<string> {
  const { clients, customers, customerUsers, organizations, roles, users } = server.test.services.administrations;
  const everyone = serverCaller();
  return JSON.stringify([
    await users.get(everyone, strangers.users),
    await organizations.get(everyone, strangers.organizations),
    await roles.get(everyone, strangers.roles),
    await customers.get(everyone, strangers.customers),
    await customerUsers.get(everyone, strangers.customerusers),
    (await clients.get(everyone, strangers.oauthapplications))?.client,
    (await clients.get(everyone, strangers.storefrontApplication))?.client,
    await customerUsers.get(everyone, strangers.otherCustomersUser),
  ]);
}

beforeAll(async () => {
  server = await startServerForPersonas();
  strangers = await makeStrangers(server);
  before = await stateOfStrangers();
});

afterAll(async () => {
  expect(await stateOfStrangers()).toBe(before);
  await server.test.close();
});

const pointTo = (type: string, id: string) => ({ data: { type, id } });

/** An answer without what differs from one request to the next, and with one id in place of another. */
function comparable({ status, text }: ReadAnswer, id: string) {
  return { status, text: text.replace(/"id":"[^"]*"/, '').replaceAll(id, nobody) };
}

const back: readonly Persona[] = [
  'organization administrator',
  'member',
  'read-only application',
  'application with chosen scopes',
];
const front: readonly Persona[] = [
  'buyer administrator',
  'buyer',
  'visitor',
  'read-only storefront application',
  'storefront application with chosen scopes',
];

interface Attempt {
  readonly method: string;
  readonly path: string;
  readonly document?: unknown;
}

/** Everything that can be tried with one resource by its id. */
function attemptsOn(prefix: string, type: string, id: string): Attempt[] {
  const url = `${prefix}/${type}/${id}`;
  const attributes = type.endsWith('users') ? { firstName: 'Changed' } : { name: 'Changed' };
  const password = { meta: { password: 'a password that is long' } };
  return [
    { method: 'GET', path: url },
    { method: 'HEAD', path: url },
    { method: 'PATCH', path: url, document: { data: { type, id, attributes } } },
    { method: 'DELETE', path: url },
    ...(type.endsWith('users') ? [{ method: 'POST', path: `${url}/password`, document: password }] : []),
    ...(type === 'oauthapplications'
      ? [
          { method: 'POST', path: `${url}/activate` },
          { method: 'POST', path: `${url}/deactivate` },
          { method: 'POST', path: `${url}/secrets`, document: { meta: { name: 'Mine' } } },
          { method: 'DELETE', path: `${url}/secrets/${nobody}` },
          { method: 'GET', path: `${url}/owner` },
          { method: 'GET', path: `${url}/relationships/owner` },
        ]
      : []),
    ...(type === 'users' ? [{ method: 'GET', path: `${url}/organizations` }] : []),
    ...(type === 'customers' ? [{ method: 'GET', path: `${url}/relationships/organization` }] : []),
    ...(type === 'customerusers' ? [{ method: 'GET', path: `${url}/relationships/role` }] : []),
  ];
}

/** Tries everything with what is out of reach and with what does not exist, and finds no difference. */
async function expectAbsent(persona: Persona, prefix: string, type: string, id: string): Promise<void> {
  const { send } = server;
  const twins = attemptsOn(prefix, type, nobody);
  for (const [at, { document, method, path }] of attemptsOn(prefix, type, id).entries()) {
    const answer = await send(persona, method, path, document);
    const twin = twins[at];
    expect([persona, method, path, [403, 404, 405].includes(answer.status)]).toEqual([persona, method, path, true]);
    const absent = await send(persona, twin?.method ?? '', twin?.path ?? '', twin?.document);
    expect([persona, method, path, comparable(answer, id)]).toEqual([
      persona,
      method,
      path,
      comparable(absent, nobody),
    ]);
  }
}

describe.each(back)('to the %s a row of another organization', (persona) => {
  it.each(strangerTypes)('of the type %s is as if it did not exist, by its address', async (type: StrangerType) => {
    await expectAbsent(persona, '/api', type, strangers[type]);
  });

  it('is found by no filter', async () => {
    const { bob, organizations } = server.people;
    const { b } = organizations;
    const filters = [
      `users?filter[id]=${strangers.users}`,
      `users?filter[organization]=${b}`,
      `users?filter[role]=${strangers.roles}`,
      'users?filter[username]=bob',
      'users?filter[email][contains]=bob@',
      `organizations?filter[id]=${b}`,
      'organizations?filter[name][starts-with]=organization b',
      `roles?filter[id]=${strangers.roles}`,
      `roles?filter[organization]=${b}`,
      `customers?filter[id]=${strangers.customers}`,
      `customers?filter[organization]=${b}`,
      `customerusers?filter[id]=${strangers.customerusers}`,
      `customerusers?filter[customer]=${server.people.customers.b}`,
      `customerusers?filter[organization]=${b}`,
      `oauthapplications?filter[id]=${strangers.oauthapplications},${strangers.storefrontApplication}`,
      `oauthapplications?filter[owner]=${strangers.users}`,
      `oauthapplications?filter[owner]=${strangers.customerusers},${bob.ref.id}`,
      `oauthapplications?filter[organization]=${b}`,
    ];
    for (const filter of filters) {
      const { document, status } = await server.send(persona, 'GET', `/api/${filter}`);
      if (status === 403) continue;
      expect([filter, status, document.meta, document.data]).toEqual([filter, 200, { total: 0 }, []]);
    }
  });

  it('is in no list, and is not included by what is', async () => {
    const lists = [
      'users?include=organizations,roles',
      'organizations?sort=-name',
      'roles?include=organization',
      'customers?include=organization',
      'customerusers?include=customer,role,organization,customer.organization',
      'oauthapplications?include=owner,organization,owner.organizations,owner.roles',
    ];
    const all = Object.values(strangers).filter((id) => id !== strangers.otherCustomersUser);
    for (const list of lists) {
      const { status, text } = await server.send(persona, 'GET', `/api/${list}&page[size]=100`);
      if (status === 403) continue;
      for (const id of all) expect([list, status, text.includes(id)]).toEqual([list, 200, false]);
    }
  });
});

describe.each(front)('to the %s', (persona) => {
  it('another customer’s people and applications are as if they did not exist', async () => {
    for (const id of [strangers.customerusers, strangers.otherCustomersUser]) {
      await expectAbsent(persona, '/storefront/api', 'customerusers', id);
    }
    for (const id of [strangers.storefrontApplication, strangers.oauthapplications]) {
      await expectAbsent(persona, '/storefront/api', 'oauthapplications', id);
    }
  });

  it('they are in no list and found by no filter', async () => {
    const { customerusers, oauthapplications, otherCustomersUser, storefrontApplication } = strangers;
    const lists = [
      'customerusers?page[size]=100',
      `customerusers?filter[id]=${customerusers},${otherCustomersUser}`,
      `customerusers?filter[customer]=${server.people.customers.b}`,
      `customerusers?filter[organization]=${server.people.organizations.b}`,
      'oauthapplications?page[size]=100&include=owner',
      `oauthapplications?filter[owner]=${customerusers},${otherCustomersUser}`,
      `oauthapplications?filter[id]=${oauthapplications},${storefrontApplication}`,
    ];
    for (const list of lists) {
      const { document, status } = await server.send(persona, 'GET', `/storefront/api/${list}`);
      if (status === 403) continue;
      const seen = [...document.data, ...(document.included ?? [])].map(({ id }) => id);
      for (const id of Object.values(strangers)) expect([list, seen.includes(id)]).toEqual([list, false]);
      if (list.includes('filter')) expect([list, document.meta]).toEqual([list, { total: 0 }]);
    }
  });
});

describe('what a document points to', () => {
  /** Documents of the administrator of A that point to an id of a type, with the path where they are sent. */
  function documentsPointingTo(type: string, id: string): Attempt[] {
    const { alice, organizations } = server.people;
    const number = freshNumber();
    const post = (path: string, attributes: object, relationships?: object): Attempt => ({
      method: 'POST',
      path: `/api/${path}`,
      document: { data: { type: path, attributes, ...(relationships && { relationships }) } },
    });
    const name = `Points elsewhere ${number}`;
    const email = `elsewhere-${number}@example.com`;
    const roleId = type === 'roles' ? id : builtInRoles.member.id;
    const organizationId = type === 'organizations' ? id : organizations.a;
    const memberships = [{ organizationId, roleId }];
    const grantTypes = ['client_credentials'];
    if (type === 'users' || type === 'customerusers') {
      return [post('oauthapplications', { name, grantTypes }, { owner: pointTo(type, id) })];
    }
    const role = pointTo('roles', type === 'roles' ? id : builtInRoles.buyer.id);
    const customer = pointTo('customers', type === 'customers' ? id : server.people.customers.a);
    const organization = pointTo('organizations', organizationId);
    const customerUser = post('customerusers', { email }, { customer, role });
    if (type === 'customers') return [customerUser];
    const userId = alice.ref.id;
    const change = { data: { type: 'users', id: userId, attributes: { memberships } } };
    return [
      post('users', { username: `elsewhere-${number}`, email, memberships }),
      { method: 'PATCH', path: `/api/users/${userId}`, document: change },
      ...(type === 'roles' ? [customerUser] : []),
      ...(type === 'organizations'
        ? [
            post('customers', { name }, { organization }),
            post('oauthapplications', { name, grantTypes }, { organization }),
          ]
        : []),
    ];
  }

  it.each(['users', 'organizations', 'roles', 'customers', 'customerusers'] as const)(
    'in another organization is refused exactly as what does not exist (%s)',
    async (type) => {
      const documents = documentsPointingTo(type, strangers[type]);
      const twins = documentsPointingTo(type, nobody);
      for (const [at, { document, method, path }] of documents.entries()) {
        const answer = await server.send('organization administrator', method, path, document);
        expect([method, path, answer.status]).toEqual([method, path, 422]);
        const twin = await server.send('organization administrator', method, path, twins[at]?.document);
        expect(comparable(answer, strangers[type])).toEqual(comparable(twin, nobody));
      }
    },
  );

  it('is a colleague of another customer: refused in the storefront as what does not exist', async () => {
    const document = (id: string) => ({
      data: {
        type: 'oauthapplications',
        attributes: { name: 'For a stranger', grantTypes: ['client_credentials'] },
        relationships: { owner: pointTo('customerusers', id) },
      },
    });
    const path = '/storefront/api/oauthapplications';
    const absent = await server.send('buyer administrator', 'POST', path, document(nobody));
    for (const id of [strangers.otherCustomersUser, strangers.customerusers]) {
      const answer = await server.send('buyer administrator', 'POST', path, document(id));
      expect([answer.status, comparable(answer, id)]).toEqual([422, comparable(absent, nobody)]);
    }
  });
});

describe('a token', () => {
  it.each([...back, 'administrator' as const])('of the %s opens nothing of the storefront', async (persona) => {
    for (const path of ['', '/customerusers', '/oauthapplications', '/profile', `/customerusers/${nobody}`]) {
      const answer = await server.send(persona, 'GET', `/storefront/api${path}`);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
      expect(answer.document.errors[0]?.detail).toContain('is for the back-office API');
    }
  });

  it.each(front)('of the %s opens nothing of the back-office', async (persona) => {
    for (const path of ['', ...strangerTypes.map((type) => `/${type}`), '/profile', `/users/${nobody}`]) {
      const answer = await server.send(persona, 'GET', `/api${path}`);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
      expect(answer.document.errors[0]?.detail).toContain('is for the storefront API');
    }
  });
});
