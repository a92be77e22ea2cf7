import { randomBytes, randomUUID } from 'node:crypto';
import type { ListFilter, ListQuery, ListSort } from '../../src/access/list-query.ts';
import type { Reach } from '../../src/access/reach.ts';
import type { AuditEvent } from '../../src/audit/audit-event.ts';
import type { Customer } from '../../src/directory/customer.ts';
import type { CustomerUser } from '../../src/directory/customer-user.ts';
import type { Organization } from '../../src/directory/organization.ts';
import { builtInRoles, type Role } from '../../src/directory/role.ts';
import type { User } from '../../src/directory/user.ts';
import type { Client, ClientSecret } from '../../src/oauth/client.ts';
import type { RefreshTokenFamily } from '../../src/oauth/refresh-token.ts';
import type { Storage } from '../../src/storage/open-storage.ts';

export const instant = new Date('2026-03-01T12:00:00.125Z');

export const everywhere: Reach = { level: 'global' };

/** An id that nothing has. */
export const nobody = '99999999-9999-4999-8999-999999999999';

/** Texts that are no ids; stores find nothing under them instead of failing. */
export const strangeIds = ['', 'x', "' or 1=1 --", 'a\0b', `${nobody}x`, '{}', '\ud800', '€\udc00'];

/** An event like any other; each store appends it with what it tells of. */
export function event(name = 'something'): AuditEvent {
  return {
    type: 'application.edited',
    organizationId: null,
    actor: { kind: 'server', id: null },
    subject: { kind: 'application', id: randomUUID(), name },
    details: { fields: ['name'] },
    origin: { address: '192.0.2.1', requestId: 'request-1' },
  };
}

/** A query for the first 100 rows. */
export function query(filters: readonly ListFilter[] = [], sort: readonly ListSort[] = []): ListQuery {
  return { filters, sort, page: { number: 1, size: 100 } };
}

/** A filter for one value. */
export function where(field: string, value: string, operator: ListFilter['operator'] = 'equals'): ListFilter {
  return { field, operator, values: [value] };
}

export function buildOrganization(given: Partial<Organization> = {}): Organization {
  const id = randomUUID();
  const times = { createdAt: instant, updatedAt: instant };
  return { id, name: `Organization ${id}`, global: false, enabled: true, epoch: 0, ...times, ...given };
}

export function buildRole(organizationId: string, given: Partial<Role> = {}): Role {
  const id = randomUUID();
  return {
    id,
    name: `Role ${id}`,
    side: 'backoffice',
    organizationId,
    builtIn: false,
    permissions: { users: { view: 'organization' } },
    createdAt: instant,
    updatedAt: instant,
    ...given,
  };
}

function personalData(id: string) {
  return {
    id,
    email: `${id}@example.com`,
    firstName: 'Ada',
    lastName: 'Lovelace',
    locale: 'en',
    enabled: true,
    createdAt: instant,
    updatedAt: instant,
  };
}

export function buildUser(organizationId: string, given: Partial<User> = {}): User {
  const id = given.id ?? randomUUID();
  const memberships = [{ organizationId, roleId: builtInRoles.member.id }];
  return { ...personalData(id), username: `user-${id}`, memberships, ...given };
}

export function buildCustomer(organizationId: string, given: Partial<Customer> = {}): Customer {
  const id = randomUUID();
  const times = { createdAt: instant, updatedAt: instant };
  return { id, organizationId, name: `Customer ${id}`, enabled: true, ...times, ...given };
}

export function buildCustomerUser(customer: Customer, given: Partial<CustomerUser> = {}): CustomerUser {
  const { organizationId, id: customerId } = customer;
  return { ...personalData(randomUUID()), organizationId, customerId, roleId: builtInRoles.buyer.id, ...given };
}

export function buildSecret(given: Partial<ClientSecret> = {}): ClientSecret {
  const hash = new Uint8Array(randomBytes(32));
  return { id: randomUUID(), name: 'first', hash, createdBy: null, createdAt: instant, expiresAt: null, ...given };
}

export function buildClient(organizationId: string, given: Partial<Client> = {}): Client {
  const id = randomUUID();
  return {
    id,
    clientId: randomBytes(24).toString('base64url'),
    name: `Application ${id}`,
    side: 'backoffice',
    organizationId,
    owner: null,
    grantTypes: ['client_credentials'],
    redirectUris: [],
    confidential: true,
    skipConsent: false,
    pkceRequired: true,
    tokenReuse: false,
    guestsAllowed: false,
    active: true,
    access: { mode: 'everything' },
    apis: [],
    corsOrigins: [],
    epoch: 0,
    secrets: [buildSecret()],
    createdBy: null,
    updatedBy: null,
    createdAt: instant,
    updatedAt: instant,
    ...given,
  };
}

const day = 24 * 60 * 60 * 1000;

/** A time relative to now, in milliseconds. */
export const fromNow = (milliseconds: number) => new Date(Date.now() + milliseconds);

export function buildFamily(client: Client, given: Partial<RefreshTokenFamily> = {}): RefreshTokenFamily {
  return {
    id: randomUUID(),
    handleHash: new Uint8Array(randomBytes(32)),
    clientRowId: client.id,
    subject: { kind: 'user', id: randomUUID() },
    side: client.side,
    organizationId: client.organizationId,
    resource: 'https://grantry.example/api',
    scope: ['users:read', 'profile:read'],
    epoch: '0.0.0',
    sequence: 0,
    rotatedAt: fromNow(0),
    idleExpiresAt: fromNow(day),
    expiresAt: fromNow(30 * day),
    revokedAt: null,
    ...given,
  };
}

/** One organization with one of everything in it. */
export interface Tenant {
  readonly organization: Organization;
  readonly role: Role;
  readonly user: User;
  readonly customer: Customer;
  readonly customerUser: CustomerUser;
  /** Of the user. */
  readonly client: Client;
  /** Of the customer user. */
  readonly storefrontClient: Client;
  /** Everything in the organization. */
  readonly reach: Reach;
  readonly ofCustomer: Reach;
  readonly ofUser: Reach;
  readonly ofCustomerUser: Reach;
}

/** Builds what a tenant holds, without storing it. */
export function buildTenant(): Tenant {
  const organization = buildOrganization();
  const organizationId = organization.id;
  const user = buildUser(organizationId);
  const customer = buildCustomer(organizationId);
  const customerUser = buildCustomerUser(customer);
  const person = { kind: 'user', id: user.id } as const;
  const buyer = { kind: 'customer-user', id: customerUser.id } as const;
  return {
    organization,
    role: buildRole(organizationId),
    user,
    customer,
    customerUser,
    client: buildClient(organizationId, { owner: person, createdBy: person }),
    storefrontClient: buildClient(organizationId, { owner: buyer, side: 'storefront' }),
    reach: { level: 'organization', organizationId },
    ofCustomer: { level: 'customer', organizationId, customerId: customer.id },
    ofUser: { level: 'own', organizationId, person },
    ofCustomerUser: { level: 'own', organizationId, person: buyer },
  };
}

/** Stores a tenant. Two of them show that neither sees anything of the other. */
export async function insertTenant(storage: Storage): Promise<Tenant> {
  const tenant = buildTenant();
  await storage.organizations.insert(tenant.organization, event());
  await storage.roles.insert(tenant.role, event());
  await storage.users.insert(tenant.user, 'hash-of-user', event());
  await storage.customers.insert(tenant.customer, event());
  await storage.customerUsers.insert(tenant.customerUser, 'hash-of-buyer', event());
  await storage.clients.insert(tenant.client, event());
  await storage.clients.insert(tenant.storefrontClient, event());
  return tenant;
}
