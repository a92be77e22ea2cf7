import type { Caller } from '../access/caller.ts';
import type { ListPage, ListQuery } from '../access/list-query.ts';
import type { PersonRef, Side } from '../access/subject.ts';
import { serverCaller } from '../directory/caller-resolution.ts';
import type { CustomerAdministration } from '../directory/customer-administration.ts';
import type { CustomerUserAdministration } from '../directory/customer-user-administration.ts';
import type { OrganizationAdministration } from '../directory/organization-administration.ts';
import type { UserAdministration } from '../directory/user-administration.ts';
import type { RegisteredGrantType } from '../oauth/client.ts';
import type { ClientRegistration } from '../oauth/client-registration.ts';
import type { Cryptography } from '../oauth/cryptography.ts';
import {
  type DemoOrganization,
  demoApplications,
  demoCustomer,
  demoCustomerUsers,
  demoMailDomain,
  demoOrganizations,
  demoRedirectUri,
  demoUsers,
} from './demo-people.ts';

/** A user of the demo as `demo.json` names it. */
export interface DemoUserCredentials {
  readonly username: string;
  readonly email: string;
  readonly password: string;
  readonly role: string;
  readonly organizations: readonly string[];
}

/** A customer user of the demo as `demo.json` names it. */
export interface DemoCustomerUserCredentials {
  readonly email: string;
  readonly password: string;
  readonly customer: string;
  readonly organization: string;
}

/** An application of the demo as `demo.json` names it. */
export interface DemoApplicationCredentials {
  readonly name: string;
  readonly grant: RegisteredGrantType;
  readonly organization: string;
  readonly owner: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** How to get into a demo installation: the content of `demo.json`. */
export interface DemoCredentials {
  readonly url: string;
  readonly backoffice: {
    readonly users: readonly DemoUserCredentials[];
    readonly applications: readonly DemoApplicationCredentials[];
  };
  readonly storefront: {
    readonly users: readonly DemoCustomerUserCredentials[];
    readonly applications: readonly DemoApplicationCredentials[];
  };
}

/** What demo data is made with. */
export interface DemoServices {
  /** Where the server can be reached, for `demo.json`. */
  readonly url: string;
  readonly administrations: {
    readonly organizations: OrganizationAdministration;
    readonly users: UserAdministration;
    readonly customers: CustomerAdministration;
    readonly customerUsers: CustomerUserAdministration;
    readonly clients: ClientRegistration;
  };
  readonly cryptography: Cryptography;
}

type Administrations = DemoServices['administrations'];
type Ids<Key extends string> = Readonly<Record<Key, string>>;

const caller = serverCaller();
const passwordAlphabet = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789';
const passwordLength = 20;

function generatePassword(cryptography: Cryptography): string {
  return cryptography.randomText(passwordLength, passwordAlphabet);
}

/** Finds the one thing that an attempt that was cut off has left, if it came so far. */
async function findLeft<Row>(
  list: (caller: Caller, query: ListQuery) => Promise<ListPage<Row>>,
  wanted: Readonly<Record<string, string>>,
): Promise<Row | undefined> {
  const filters = Object.entries(wanted).map(
    ([field, value]) => ({ field, operator: 'equals', values: [value] }) as const,
  );
  return (await list(caller, { filters, sort: [], page: { number: 1, size: 1 } })).rows[0];
}

async function makeOrganizations({ organizations }: Administrations): Promise<Ids<DemoOrganization>> {
  const make = async (key: DemoOrganization) => {
    const { name, global } = demoOrganizations[key];
    const left = await findLeft(organizations.list, { name });
    return (left ?? (await organizations.create(caller, { name, global }))).id;
  };
  return { group: await make('group'), retail: await make('retail'), supply: await make('supply') };
}

interface MadePerson {
  readonly ref: PersonRef;
  readonly password: string;
}

async function makeUsers({ administrations, cryptography }: DemoServices, organizations: Ids<DemoOrganization>) {
  const { users } = administrations;
  const made = new Map<string, MadePerson>();
  for (const { username, role, organizations: memberOf, ...names } of demoUsers) {
    const password = generatePassword(cryptography);
    const memberships = memberOf.map((key) => ({ organizationId: organizations[key], roleId: role.id }));
    const email = `${username}@${demoMailDomain}`;
    const left = await findLeft(users.list, { username });
    const input = { ...names, username, email, memberships, password };
    const { id } = left ?? (await users.create(caller, input));
    if (left !== undefined) await users.resetPassword(caller, id, password);
    made.set(username, { ref: { kind: 'user', id }, password });
  }
  return made;
}

async function makeCustomerUsers(
  { administrations, cryptography }: DemoServices,
  organizations: Ids<DemoOrganization>,
) {
  const { customers, customerUsers } = administrations;
  const { name } = demoCustomer;
  const organizationId = organizations[demoCustomer.organization];
  const wanted = { name, organization: organizationId };
  const leftCustomer = await findLeft(customers.list, wanted);
  const { id: customerId } = leftCustomer ?? (await customers.create(caller, { name, organizationId }));
  const made = new Map<string, MadePerson>();
  for (const { role, ...person } of demoCustomerUsers) {
    const password = generatePassword(cryptography);
    const left = await findLeft(customerUsers.list, {
      email: person.email,
      customer: customerId,
    });
    const input = { ...person, customerId, roleId: role.id, password };
    const { id } = left ?? (await customerUsers.create(caller, input));
    if (left !== undefined) await customerUsers.resetPassword(caller, id, password);
    made.set(person.email, { ref: { kind: 'customer-user', id }, password });
  }
  return made;
}

interface Made {
  readonly organizations: Ids<DemoOrganization>;
  readonly people: ReadonlyMap<string, MadePerson>;
}

function find(people: ReadonlyMap<string, MadePerson>, name: string): MadePerson {
  const person = people.get(name);
  if (person === undefined) throw new Error(`the demo has no ${name}`);
  return person;
}

async function makeApplications(
  { clients }: Administrations,
  side: Side,
  { organizations, people }: Made,
): Promise<DemoApplicationCredentials[]> {
  const made: DemoApplicationCredentials[] = [];
  for (const { name, grant, organization, owner } of demoApplications[side]) {
    const organizationId = organizations[organization];
    const left = await findLeft(clients.list, { name, side, organization: organizationId });
    // Its secret is lost with the attempt that was cut off.
    if (left !== undefined) await clients.delete(caller, left.client.id);
    const { client, secret } = await clients.create(caller, {
      name,
      side,
      organizationId,
      owner: find(people, owner).ref,
      grantTypes: [grant],
      redirectUris: grant === 'authorization_code' ? [demoRedirectUri] : [],
    });
    const organizationName = demoOrganizations[organization].name;
    const clientSecret = secret ?? '';
    made.push({ name, grant, organization: organizationName, owner, clientId: client.clientId, clientSecret });
  }
  return made;
}

/**
 * Makes the demo: three organizations, people of every role, a customer, and an application for each grant and side.
 * Passwords and secrets are random. What an attempt that was cut off has left is taken over with fresh ones, so that
 * it can be called again until it comes through.
 */
export async function createDemoData(services: DemoServices): Promise<DemoCredentials> {
  const { administrations, url } = services;
  const organizations = await makeOrganizations(administrations);
  const users = await makeUsers(services, organizations);
  const customerUsers = await makeCustomerUsers(services, organizations);
  const backofficeApplications = await makeApplications(administrations, 'backoffice', {
    organizations,
    people: users,
  });
  const storefrontApplications = await makeApplications(administrations, 'storefront', {
    organizations,
    people: customerUsers,
  });
  return {
    url,
    backoffice: {
      users: demoUsers.map(({ username, role, organizations: memberOf }) => ({
        username,
        email: `${username}@${demoMailDomain}`,
        password: find(users, username).password,
        role: role.name,
        organizations: memberOf.map((key) => demoOrganizations[key].name),
      })),
      applications: backofficeApplications,
    },
    storefront: {
      users: demoCustomerUsers.map(({ email }) => ({
        email,
        password: find(customerUsers, email).password,
        customer: demoCustomer.name,
        organization: demoOrganizations[demoCustomer.organization].name,
      })),
      applications: storefrontApplications,
    },
  };
}
