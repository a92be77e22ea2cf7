import type { Caller } from '../access/caller.ts';
import { differencesOf } from '../access/difference.ts';
import { createInputCheck, isId } from '../access/input-check.ts';
import type { ListPage, ListQuery } from '../access/list-query.ts';
import type { Action } from '../access/permission.ts';
import { AccessDenied, type Reach, requireReach } from '../access/reach.ts';
import type { Cryptography } from '../oauth/cryptography.ts';
import type { AccountStore } from './account.ts';
import type { CustomerStore } from './customer.ts';
import type { CustomerUser, CustomerUserChanges, CustomerUserStore } from './customer-user.ts';
import type { PasswordHasher, PasswordPolicy } from './password.ts';
import { displayName } from './person.ts';
import { checkPassword, checkPersonalInput } from './personal-input.ts';
import type { RoleStore } from './role.ts';
import { requireAuthorityOver, whyNotAssignable } from './role-assignment.ts';

export interface NewCustomerUser {
  readonly email: string;
  readonly firstName?: string;
  readonly lastName?: string;
  /** `en`, unless said. */
  readonly locale?: string;
  /** Yes, unless said. */
  readonly enabled?: boolean;
  /** The caller's own customer, unless said. The organization is the customer's. */
  readonly customerId?: string;
  readonly roleId: string;
  /** Without one the customer user cannot sign in until a password is set. */
  readonly password?: string;
}

/**
 * What can be done with customer users, from the back-office and from the storefront. Every operation checks the
 * caller first. Nobody passes on more than they hold.
 * @throws AccessDenied, RuleViolation
 */
export interface CustomerUserAdministration {
  list(caller: Caller, query: ListQuery): Promise<ListPage<CustomerUser>>;
  /** Null where the caller's reach for the action (to view, unless said) holds none of that id. */
  get(caller: Caller, id: string, action?: Action): Promise<CustomerUser | null>;
  create(caller: Caller, input: NewCustomerUser): Promise<CustomerUser>;
  update(caller: Caller, id: string, changes: CustomerUserChanges): Promise<CustomerUser | null>;
  /** Sets another's password and ends everything that was issued to them. */
  resetPassword(caller: Caller, id: string, password: string): Promise<boolean>;
  delete(caller: Caller, id: string): Promise<boolean>;
}

export interface CustomerUserAdministrationDependencies {
  readonly customerUsers: CustomerUserStore;
  readonly customers: CustomerStore;
  readonly accounts: AccountStore;
  readonly roles: RoleStore;
  readonly passwords: PasswordHasher;
  readonly passwordPolicy: PasswordPolicy;
  readonly cryptography: Cryptography;
  readonly clock: () => Date;
}

function isSelf(caller: Caller, customerUser: CustomerUser): boolean {
  return caller.person?.kind === 'customer-user' && caller.person.id === customerUser.id;
}

function eventAbout(caller: Caller, customerUser: CustomerUser) {
  return {
    organizationId: customerUser.organizationId,
    actor: caller.actor,
    subject: { kind: 'customer-user', id: customerUser.id, name: displayName(customerUser) },
    origin: caller.origin,
  } as const;
}

async function create(
  dependencies: CustomerUserAdministrationDependencies,
  caller: Caller,
  input: NewCustomerUser,
): Promise<CustomerUser> {
  const reach = requireReach(caller, 'customerusers', 'create');
  if (reach.level === 'own') throw new AccessDenied('Your role does not allow to create customer users here.', null);
  const check = createInputCheck();
  const personal = checkPersonalInput(check, input);
  const customerId = input.customerId ?? caller.customerId ?? '';
  const customer = isId(customerId) ? await dependencies.customers.get(reach, customerId) : null;
  if (customer === null) {
    check.refuse('customer', 'You may create customer users only for a customer that you reach.');
  } else {
    const { organizationId } = customer;
    const role = { roleId: input.roleId, organizationId, side: 'storefront' } as const;
    const why = await whyNotAssignable(dependencies.roles, caller, role);
    if (why !== null) check.refuse('role', why);
  }
  const { password } = input;
  if (password !== undefined) checkPassword(check, { password, about: [input.email] }, dependencies.passwordPolicy);
  check.finish();
  const now = dependencies.clock();
  const customerUser: CustomerUser = {
    id: dependencies.cryptography.randomId(),
    organizationId: customer?.organizationId ?? '',
    customerId,
    roleId: input.roleId,
    email: personal.email ?? '',
    firstName: personal.firstName ?? '',
    lastName: personal.lastName ?? '',
    locale: personal.locale ?? 'en',
    enabled: input.enabled ?? true,
    createdAt: now,
    updatedAt: now,
  };
  const hash = password === undefined ? null : await dependencies.passwords.hash(password);
  const event = {
    ...eventAbout(caller, customerUser),
    type: 'customer-user.created',
    details: { customerId },
  } as const;
  await dependencies.customerUsers.insert(customerUser, hash, event);
  return customerUser;
}

/** @throws AccessDenied for what somebody who may edit only themselves leaves to administrators. */
function requireMoreThanOwn(reach: Reach, { enabled, roleId }: CustomerUserChanges): void {
  if (reach.level === 'own' && (enabled ?? roleId) !== undefined) {
    throw new AccessDenied('Your role does not allow to change roles or who is enabled.', null);
  }
}

async function requireAuthority(
  { roles }: CustomerUserAdministrationDependencies,
  caller: Caller,
  customerUser: CustomerUser,
): Promise<void> {
  if (!isSelf(caller, customerUser)) await requireAuthorityOver(roles, caller, [customerUser]);
}

async function update(
  dependencies: CustomerUserAdministrationDependencies,
  caller: Caller,
  { id, changes }: { readonly id: string; readonly changes: CustomerUserChanges },
): Promise<CustomerUser | null> {
  const { customerUsers, roles } = dependencies;
  const reach = requireReach(caller, 'customerusers', 'edit');
  const current = isId(id) ? await customerUsers.get(reach, id) : null;
  if (current === null) return null;
  requireMoreThanOwn(reach, changes);
  const check = createInputCheck();
  const { enabled, roleId } = changes;
  const different = differencesOf<CustomerUserChanges>(current, {
    ...checkPersonalInput(check, changes),
    ...(enabled !== undefined && { enabled }),
    ...(roleId !== undefined && { roleId }),
  });
  const fields = Object.keys(different);
  if (fields.length > 0) await requireAuthority(dependencies, caller, current);
  if (different.enabled === false && isSelf(caller, current)) check.refuse('enabled', 'Nobody disables themselves.');
  if (different.roleId !== undefined) {
    const role = { roleId: different.roleId, organizationId: current.organizationId, side: 'storefront' } as const;
    const why = await whyNotAssignable(roles, caller, role);
    if (why !== null) check.refuse('role', why);
  }
  check.finish();
  if (fields.length === 0) return current;
  const about = eventAbout(caller, { ...current, ...different });
  return customerUsers.update(reach, id, different, { ...about, type: 'customer-user.edited', details: { fields } });
}

async function resetPassword(
  dependencies: CustomerUserAdministrationDependencies,
  caller: Caller,
  { id, password }: { readonly id: string; readonly password: string },
): Promise<boolean> {
  const reach = requireReach(caller, 'customerusers', 'edit');
  const current = isId(id) ? await dependencies.customerUsers.get(reach, id) : null;
  if (current === null) return false;
  if (isSelf(caller, current)) throw new AccessDenied('Change your own password in your profile.', null);
  await requireAuthority(dependencies, caller, current);
  const check = createInputCheck();
  checkPassword(check, { password, about: [current.email] }, dependencies.passwordPolicy);
  check.finish();
  const hash = await dependencies.passwords.hash(password);
  const event = { ...eventAbout(caller, current), type: 'customer-user.password-changed', details: {} } as const;
  return dependencies.accounts.setPassword({ kind: 'customer-user', id: current.id }, hash, event);
}

async function remove(
  dependencies: CustomerUserAdministrationDependencies,
  caller: Caller,
  id: string,
): Promise<boolean> {
  const reach = requireReach(caller, 'customerusers', 'delete');
  const current = isId(id) ? await dependencies.customerUsers.get(reach, id) : null;
  if (current === null) return false;
  if (isSelf(caller, current)) throw new AccessDenied('Nobody deletes themselves.', null);
  await requireAuthority(dependencies, caller, current);
  const event = { ...eventAbout(caller, current), type: 'customer-user.deleted', details: {} } as const;
  return dependencies.customerUsers.delete(reach, id, event);
}

/** Makes the operations on customer users that both JSON:APIs, the pages and the command line share. */
export function createCustomerUserAdministration(
  dependencies: CustomerUserAdministrationDependencies,
): CustomerUserAdministration {
  const { customerUsers } = dependencies;
  return {
    list: async (caller, query) => customerUsers.list(requireReach(caller, 'customerusers', 'view'), query),
    async get(caller, id, action = 'view') {
      const reach = requireReach(caller, 'customerusers', action);
      return isId(id) ? customerUsers.get(reach, id) : null;
    },
    create: (caller, input) => create(dependencies, caller, input),
    update: (caller, id, changes) => update(dependencies, caller, { id, changes }),
    resetPassword: (caller, id, password) => resetPassword(dependencies, caller, { id, password }),
    delete: (caller, id) => remove(dependencies, caller, id),
  };
}
