import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonRef } from '../../../src/access/subject.ts';
import { builtInRoles } from '../../../src/directory/role.ts';
import { jsonApi } from './api-server.ts';
import { freshNumber, type Persona, type PersonasServer, type ReadAnswer, startServerForPersonas } from './personas.ts';

let server: PersonasServer;

beforeAll(async () => {
  server = await startServerForPersonas();
});

afterAll(() => server.test.close());

/**
 * What can be done, by letter: **L**ist (it is there), **R**ead, **C**reate, **U**pdate, set the **P**assword, turn
 * **O**n and off, add a **S**ecret, e**X**tinguish a secret, **D**elete.
 */
type Letter = 'L' | 'R' | 'C' | 'U' | 'P' | 'O' | 'S' | 'X' | 'D';

/** A row to try everything with, and how one like it is created. */
interface Row {
  readonly path: string;
  readonly type: string;
  readonly id: string;
  /** The attributes of a change. */
  readonly change: () => object;
  /** What creates another; left out where that has no address. */
  readonly create?: () => { readonly attributes: object; readonly relationships?: object };
}

const pointTo = (type: string, id: string) => ({ data: { type, id } });
const name = () => ({ name: `Name ${freshNumber()}` });
const firstName = () => ({ firstName: `Name ${freshNumber()}` });
const email = () => `new-${freshNumber()}@example.com`;

const member = (organizationId: string) => [{ organizationId, roleId: builtInRoles.member.id }];

/** A row for an application of somebody; its owner is left to the server where it is the caller. */
async function applicationRow(prefix: string, owner: PersonRef, isCaller: boolean, at?: string): Promise<Row> {
  const { make, people } = server;
  const organizationId = at ?? people.organizations.a;
  const type = owner.kind === 'user' ? 'users' : 'customerusers';
  return {
    path: `${prefix}/oauthapplications`,
    type: 'oauthapplications',
    id: await make.application(organizationId, owner),
    change: name,
    create: () => ({
      attributes: {
        ...name(),
        grantTypes: ['client_credentials'],
        access: { mode: 'chosen', scopes: ['oauthapplications:read'] },
      },
      relationships: {
        ...(!isCaller && { owner: pointTo(type, owner.id) }),
        ...(prefix === '/api' && { organization: pointTo('organizations', organizationId) }),
      },
    }),
  };
}

const profile = (prefix: string, id: string): Row => ({
  path: `${prefix}/profile`,
  type: 'profile',
  id,
  change: firstName,
});

/** Fresh rows of the organization A, and the caller's own. `callerId` is whose profile it is. */
async function backofficeRows(caller: PersonRef, home: string): Promise<Record<string, Row>> {
  const { make, people } = server;
  const { a } = people.organizations;
  const organization = pointTo('organizations', a);
  const colleague: PersonRef = { kind: 'user', id: await make.user(a) };
  return {
    users: {
      path: '/api/users',
      type: 'users',
      id: colleague.id,
      change: firstName,
      create: () => ({ attributes: { username: `new-${freshNumber()}`, email: email(), memberships: member(a) } }),
    },
    organizations: {
      path: '/api/organizations',
      type: 'organizations',
      id: a,
      change: name,
      create: () => ({ attributes: name() }),
    },
    roles: {
      path: '/api/roles',
      type: 'roles',
      id: await make.role(a),
      change: name,
      create: () => ({
        attributes: { ...name(), side: 'backoffice', permissions: {} },
        relationships: { organization },
      }),
    },
    customers: {
      path: '/api/customers',
      type: 'customers',
      id: await make.customer(a),
      change: name,
      create: () => ({ attributes: name(), relationships: { organization } }),
    },
    'customer users': {
      path: '/api/customerusers',
      type: 'customerusers',
      id: await make.customerUser(people.customers.a),
      change: firstName,
      create: () => ({
        attributes: { email: email() },
        relationships: {
          customer: pointTo('customers', people.customers.a),
          role: pointTo('roles', builtInRoles.buyer.id),
        },
      }),
    },
    'own applications': await applicationRow('/api', caller, true, home),
    'applications of colleagues': await applicationRow('/api', { kind: 'user', id: await make.user(a) }, false),
    'applications of the storefront': await applicationRow('/api', people.carol.ref, false),
    profile: profile('/api', caller.id),
  };
}

async function storefrontRows(caller: PersonRef): Promise<Record<string, Row>> {
  const { make, people } = server;
  const prefix = '/storefront/api';
  const create = () => ({
    attributes: { email: email() },
    relationships: { role: pointTo('roles', builtInRoles.buyer.id) },
  });
  const customerUsers = { path: `${prefix}/customerusers`, type: 'customerusers', change: firstName };
  const colleague: PersonRef = { kind: 'customer-user', id: await make.customerUser(people.customers.a) };
  return {
    oneself: { ...customerUsers, id: caller.id },
    colleagues: { ...customerUsers, id: await make.customerUser(people.customers.a), create },
    'own applications': await applicationRow(prefix, caller, true),
    'applications of colleagues': await applicationRow(prefix, colleague, false),
    profile: profile(prefix, caller.id),
  };
}

/** Makes sure that what is not allowed is refused in the documented way. */
function expectRefusal(about: unknown, { document, headers, status }: ReadAnswer): void {
  const [error] = document.errors ?? [];
  const challenge = headers.get('www-authenticate');
  expect([about, headers.get('content-type'), error?.status]).toEqual([about, jsonApi, String(status)]);
  expect([about, [403, 404, 405, 422].includes(status)]).toEqual([about, true]);
  if (error?.code === 'insufficient_scope') {
    expect([about, challenge]).toEqual([about, expect.stringMatching(/error="insufficient_scope".* scope="\w+:\w+"/)]);
  } else {
    expect([about, challenge]).toEqual([about, null]);
  }
}

function secretIdOf({ document }: ReadAnswer): string {
  const secrets = document.data?.attributes?.secrets as { id: string }[] | undefined;
  return secrets?.[0]?.id ?? '00000000-0000-4000-8000-0000000000ff';
}

/** Tries everything with a row and gives the letters of what was done. */
async function tryAll(persona: Persona, what: string, row: Row): Promise<string> {
  const { change, create, id, path, type } = row;
  const isProfile = type === 'profile';
  const url = isProfile ? path : `${path}/${id}`;
  let letters = '';
  const attempt = async (letter: Letter, method: string, address: string, document?: unknown): Promise<ReadAnswer> => {
    const answer = await server.send(persona, method, address, document);
    if (answer.status < 300) letters += letter;
    else expectRefusal([persona, what, letter, answer.text], answer);
    return answer;
  };
  if (!isProfile) {
    const list = await server.send(persona, 'GET', `${path}?filter[id]=${id}`);
    if (list.status !== 200) expectRefusal([persona, what, 'L'], list);
    else if (list.document.data.some((each) => each.id === id)) letters += 'L';
  }
  const read = await attempt('R', 'GET', url);
  if (create !== undefined) await attempt('C', 'POST', path, { data: { type, ...create() } });
  await attempt('U', 'PATCH', url, { data: { type, id, attributes: change() } });
  if (type === 'users' || type === 'customerusers') {
    await attempt('P', 'POST', `${url}/password`, { meta: { password: 'a password that is long' } });
  }
  if (type === 'oauthapplications') {
    await attempt('O', 'POST', `${url}/deactivate`);
    await attempt('S', 'POST', `${url}/secrets`, { meta: { name: 'Second' } });
    await attempt('X', 'DELETE', `${url}/secrets/${secretIdOf(read)}`);
  }
  if (!isProfile) await attempt('D', 'DELETE', url);
  return letters;
}

type Rights = Readonly<Record<string, string>>;

const all = 'LRCUOSXD';

const backoffice: readonly (readonly [Persona, Rights])[] = [
  [
    'administrator',
    {
      users: 'LRCUPD',
      organizations: 'LRCU',
      roles: 'LRCUD',
      customers: 'LRCUD',
      'customer users': 'LRCUPD',
      'own applications': all,
      'applications of colleagues': all,
      'applications of the storefront': all,
      profile: 'RU',
    },
  ],
  [
    'organization administrator',
    {
      users: 'LRCUPD',
      organizations: 'LRU',
      roles: 'LR',
      customers: 'LRCUD',
      'customer users': 'LRCUPD',
      'own applications': all,
      'applications of colleagues': all,
      'applications of the storefront': all,
      profile: 'RU',
    },
  ],
  [
    'member',
    {
      users: 'LR',
      organizations: 'LR',
      roles: '',
      customers: 'LR',
      'customer users': 'LR',
      'own applications': all,
      'applications of colleagues': '',
      'applications of the storefront': '',
      profile: 'RU',
    },
  ],
  [
    'read-only application',
    {
      users: 'LR',
      organizations: 'LR',
      roles: 'LR',
      customers: 'LR',
      'customer users': 'LR',
      'own applications': 'LR',
      'applications of colleagues': 'LR',
      'applications of the storefront': 'LR',
      profile: 'R',
    },
  ],
  [
    'application with chosen scopes',
    {
      users: '',
      organizations: '',
      roles: '',
      customers: '',
      'customer users': '',
      'own applications': all,
      // Colleagues may see more than the token, so that it can neither act in their name nor learn a secret.
      'applications of colleagues': 'LRUOXD',
      'applications of the storefront': all,
      profile: '',
    },
  ],
];

const storefront: readonly (readonly [Persona, Rights])[] = [
  [
    'buyer administrator',
    {
      oneself: 'LRU',
      colleagues: 'LRCUP',
      'own applications': all,
      'applications of colleagues': all,
      profile: 'RU',
    },
  ],
  [
    'buyer',
    { oneself: 'LR', colleagues: '', 'own applications': all, 'applications of colleagues': '', profile: 'RU' },
  ],
  ['visitor', { oneself: '', colleagues: '', 'own applications': '', 'applications of colleagues': '', profile: 'R' }],
  [
    'read-only storefront application',
    { oneself: 'LR', colleagues: 'LR', 'own applications': 'LR', 'applications of colleagues': 'LR', profile: 'R' },
  ],
  [
    'storefront application with chosen scopes',
    { oneself: 'LR', colleagues: 'LR', 'own applications': '', 'applications of colleagues': '', profile: '' },
  ],
];

/** As whom a persona acts, and in which organization it is. */
function callerOf(persona: Persona): { readonly person: PersonRef; readonly home: string } {
  const { administrator, alice, carol, eve, greta, organizations } = server.people;
  if (persona === 'administrator') return { person: administrator.ref, home: organizations.all };
  const home = organizations.a;
  if (persona === 'member') return { person: eve.ref, home };
  if (persona === 'buyer' || persona === 'visitor') return { person: carol.ref, home };
  return { person: persona.includes('storefront') || persona.startsWith('buyer') ? greta.ref : alice.ref, home };
}

describe('in the back-office', () => {
  it.each(backoffice)('the %s may do exactly what its role and token say', async (persona, rights) => {
    const { home, person } = callerOf(persona);
    const done: Record<string, string> = {};
    for (const [what, row] of Object.entries(await backofficeRows(person, home))) {
      done[what] = await tryAll(persona, what, row);
    }
    expect(done).toEqual(rights);
  });
});

describe('in the storefront', () => {
  it.each(storefront)('the %s may do exactly what its role and token say', async (persona, rights) => {
    const { person } = callerOf(persona);
    const done: Record<string, string> = {};
    for (const [what, row] of Object.entries(await storefrontRows(person)))
      done[what] = await tryAll(persona, what, row);
    expect(done).toEqual(rights);
  });
});
