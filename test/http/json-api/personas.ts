import type { PersonRef } from '../../../src/access/subject.ts';
import { serverCaller } from '../../../src/directory/caller-resolution.ts';
import { builtInRoles } from '../../../src/directory/role.ts';
import type { ClientAccess } from '../../../src/oauth/client.ts';
import {
  createApplication,
  credentialsOf,
  jsonOf,
  seedPeople,
  startTestServer,
  type TestPerson,
  type TestServer,
} from '../../fixtures/test-server.ts';
import { jsonApi, type SentDocument } from './api-server.ts';

/** An answer of the running server, read whole. */
export interface ReadAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly document: SentDocument;
}

let made = 0;

/** A number that nothing else has. */
export function freshNumber(): number {
  made += 1;
  return made;
}

/** Makes rows that a test may do anything with. */
function createBuilders({ services }: TestServer) {
  const { administrations } = services;
  const server = serverCaller();
  return {
    async user(organizationId: string): Promise<string> {
      const username = `made-${freshNumber()}`;
      const memberships = [{ organizationId, roleId: builtInRoles.member.id }];
      const email = `${username}@example.com`;
      return (await administrations.users.create(server, { username, email, memberships })).id;
    },
    async role(organizationId: string): Promise<string> {
      const input = { name: `Role ${freshNumber()}`, side: 'backoffice', permissions: {}, organizationId } as const;
      return (await administrations.roles.create(server, input)).id;
    },
    async customer(organizationId: string): Promise<string> {
      const input = { name: `Customer ${freshNumber()}`, organizationId };
      return (await administrations.customers.create(server, input)).id;
    },
    async customerUser(customerId: string, roleId: string = builtInRoles.buyer.id): Promise<string> {
      const email = `made-${freshNumber()}@example.com`;
      return (await administrations.customerUsers.create(server, { email, customerId, roleId })).id;
    },
    async application(organizationId: string, owner: PersonRef): Promise<string> {
      const access: ClientAccess = { mode: 'chosen', scopes: ['oauthapplications:read'] };
      const name = `Made application ${freshNumber()}`;
      const input = { name, organizationId, owner, access, grantTypes: ['client_credentials'] } as const;
      return (await administrations.clients.create(server, input)).client.id;
    },
  };
}

/** Who calls: the name of a row in the tables of rights. */
export type Persona =
  | 'administrator'
  | 'organization administrator'
  | 'member'
  | 'read-only application'
  | 'application with chosen scopes'
  | 'buyer administrator'
  | 'buyer'
  | 'visitor'
  | 'read-only storefront application'
  | 'storefront application with chosen scopes';

async function fetchToken(test: TestServer, parameters: Record<string, string>): Promise<string> {
  const answer = await jsonOf(await test.token(parameters));
  if (answer.access_token === undefined) throw new Error(`no token: ${JSON.stringify(answer)}`);
  return answer.access_token;
}

async function createTokens(test: TestServer, people: Awaited<ReturnType<typeof seedMore>>) {
  const { a, all } = people.organizations;
  const signIn = async (person: TestPerson, organizationId: string) => {
    const side = person.ref.kind === 'user' ? 'backoffice' : 'storefront';
    const application = await createApplication(test, { organizationId, side, owner: null, grantTypes: ['password'] });
    const { name: username, password } = person;
    return fetchToken(test, { grant_type: 'password', username, password, ...credentialsOf(application) });
  };
  const actFor = async ({ ref: owner }: TestPerson, access: ClientAccess) => {
    const input = { organizationId: a, owner, access, grantTypes: ['client_credentials'] } as const;
    return fetchToken(test, {
      grant_type: 'client_credentials',
      ...credentialsOf(await createApplication(test, input)),
    });
  };
  const guest = { ref: people.carol.ref, name: 'guest', password: 'guest' };
  const own = ['oauthapplications:read', 'oauthapplications:write'];
  return {
    administrator: await signIn(people.administrator, all),
    'organization administrator': await signIn(people.alice, a),
    member: await signIn(people.eve, a),
    'read-only application': await actFor(people.alice, { mode: 'read-only' }),
    'application with chosen scopes': await actFor(people.alice, { mode: 'chosen', scopes: own }),
    'buyer administrator': await signIn(people.greta, a),
    buyer: await signIn(people.carol, a),
    visitor: await signIn(guest, a),
    'read-only storefront application': await actFor(people.greta, { mode: 'read-only' }),
    'storefront application with chosen scopes': await actFor(people.greta, {
      mode: 'chosen',
      scopes: ['customerusers:read'],
    }),
  } satisfies Record<Persona, string>;
}

/** The shared people and greta, who administrates the customer of carol. */
async function seedMore(test: TestServer) {
  const { customerUsers } = test.services.administrations;
  const people = await seedPeople(test);
  const carol = await customerUsers.get(serverCaller(), people.carol.ref.id);
  const dan = await customerUsers.get(serverCaller(), people.dan.ref.id);
  if (carol === null || dan === null) throw new Error('the fixtures lack somebody');
  const password = 'canary-8c1f-password-of-greta';
  const email = 'greta@example.com';
  const roleId = builtInRoles.buyerAdministrator.id;
  const { customerId } = carol;
  const created = await customerUsers.create(serverCaller(), { email, customerId, roleId, password });
  const greta: TestPerson = { ref: { kind: 'customer-user', id: created.id }, name: email, password };
  return { ...people, greta, customers: { a: customerId, b: dan.customerId } };
}

/** Starts a server with somebody of every kind, each with a real token. */
export async function startServerForPersonas() {
  const test = await startTestServer();
  const people = await seedMore(test);
  const tokens = await createTokens(test, people);
  async function send(persona: Persona, method: string, path: string, document?: unknown): Promise<ReadAnswer> {
    const response = await test.call(path, tokens[persona], {
      method,
      ...(document !== undefined && { body: JSON.stringify(document), headers: { 'content-type': jsonApi } }),
    });
    const text = await response.text();
    const isJson = text !== '';
    return {
      status: response.status,
      headers: response.headers,
      text,
      document: (isJson ? JSON.parse(text) : {}) as SentDocument,
    };
  }
  return { test, people, make: createBuilders(test), send };
}

export type PersonasServer = Awaited<ReturnType<typeof startServerForPersonas>>;
