import type { Caller } from '../access/caller.ts';
import { differencesOf } from '../access/difference.ts';
import { createInputCheck } from '../access/input-check.ts';
import { levelOf, scopeFor } from '../access/permission.ts';
import { AccessDenied, everywhere, type Reach, requireReach } from '../access/reach.ts';
import { RuleViolation } from '../access/rule-violation.ts';
import type { PersonRef } from '../access/subject.ts';
import type { AuditEvent } from '../audit/audit-event.ts';
import type { AccountStore } from './account.ts';
import { type AttemptLimiter, type AttemptRule, TooManyAttempts } from './attempt-limiter.ts';
import type { CustomerUser, CustomerUserStore } from './customer-user.ts';
import type { PasswordHasher, PasswordPolicy } from './password.ts';
import { displayName } from './person.ts';
import { checkPassword, checkPersonalInput } from './personal-input.ts';
import type { User, UserStore } from './user.ts';
import type { Visitor, VisitorStore } from './visitor.ts';

/** Who one is: a user, a customer user, or a visitor without an account. */
export type Profile =
  | { readonly kind: 'user'; readonly user: User }
  | { readonly kind: 'customer-user'; readonly customerUser: CustomerUser }
  | { readonly kind: 'visitor'; readonly visitor: Visitor };

/** What people change of themselves. User name, role and memberships are for administrators. */
export interface ProfileChanges {
  readonly email?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly locale?: string;
  /** Proves who changes the e-mail address, to which mails go that could let somebody in. Never kept. */
  readonly currentPassword?: string;
}

/**
 * One's own profile. For an application that acts for its owner it is the owner's.
 * @throws AccessDenied, RuleViolation
 */
export interface ProfileOperations {
  /** Null where the person has been deleted in the meantime. Notes that a visitor was there. */
  get(caller: Caller): Promise<Profile | null>;
  /** @throws RuleViolation as well where a new e-mail address comes without the right password; TooManyAttempts. */
  update(caller: Caller, changes: ProfileChanges): Promise<Profile | null>;
  /**
   * Ends everything that was issued to the person before, but for the session in which it is done. False where the person has been deleted in the meantime.
   * @throws RuleViolation when the current password is wrong; TooManyAttempts.
   */
  changePassword(caller: Caller, current: string, next: string): Promise<boolean>;
}

export interface ProfileDependencies {
  readonly users: UserStore;
  readonly customerUsers: CustomerUserStore;
  readonly visitors: VisitorStore;
  readonly accounts: AccountStore;
  readonly passwords: PasswordHasher;
  readonly passwordPolicy: PasswordPolicy;
  readonly attempts: AttemptLimiter;
}

/** Guesses at the current password by somebody who found a session open. */
const guesses: AttemptRule = { name: 'change-password', limit: 10, seconds: 15 * 60 };

function requirePerson(caller: Caller): PersonRef {
  if (caller.person === null) throw new AccessDenied('Only people with an account have a profile to change.', null);
  return caller.person;
}

/** A visitor has a profile to look at, although it is nobody who could have a reach. */
function requireView(caller: Caller): void {
  const visits = caller.actor.kind === 'visitor' && levelOf(caller.permissions, 'profile', 'view') !== 'none';
  if (!visits || !caller.scopes.has(scopeFor('profile', 'view'))) requireReach(caller, 'profile', 'view');
}

/** One's own memberships elsewhere are shown only where the others can be chosen too. */
function ownReach({ organization }: Caller, person: PersonRef): Reach {
  return organization.global ? everywhere : { level: 'own', organizationId: organization.id, person };
}

async function find({ users, customerUsers, visitors }: ProfileDependencies, caller: Caller): Promise<Profile | null> {
  if (caller.actor.kind === 'visitor' && caller.actor.id !== null) {
    return { kind: 'visitor', visitor: await visitors.seen(caller.actor.id, caller.organization.id) };
  }
  const person = requirePerson(caller);
  const reach = ownReach(caller, person);
  if (person.kind === 'user') {
    const user = await users.get(reach, person.id);
    return user && { kind: 'user', user };
  }
  const customerUser = await customerUsers.get(reach, person.id);
  return customerUser && { kind: 'customer-user', customerUser };
}

/** @throws RuleViolation when it is wrong; TooManyAttempts. */
async function proveCurrentPassword(
  { accounts, passwords, attempts }: ProfileDependencies,
  person: PersonRef,
  current: string,
): Promise<void> {
  const wait = await attempts.take(guesses, person.id);
  if (wait > 0) throw new TooManyAttempts(wait);
  const hash = await accounts.passwordHash(person);
  const right = hash === null ? await passwords.verifyNothing(current) : await passwords.verify(current, hash);
  if (!right) {
    const message = 'The current password is wrong.';
    throw new RuleViolation([{ field: 'currentPassword', message, broken: { rule: 'password_wrong' } }]);
  }
  await attempts.giveBack(guesses, person.id);
}

async function update(
  dependencies: ProfileDependencies,
  caller: Caller,
  changes: ProfileChanges,
): Promise<Profile | null> {
  requireReach(caller, 'profile', 'edit');
  const person = requirePerson(caller);
  const found = await find(dependencies, caller);
  if (found === null || found.kind === 'visitor') return null;
  const current = found.kind === 'user' ? found.user : found.customerUser;
  const check = createInputCheck();
  const different = differencesOf<ProfileChanges>(current, checkPersonalInput(check, changes));
  const { currentPassword } = changes;
  if (different.email !== undefined && currentPassword === undefined) {
    check.refuse('currentPassword', 'A new e-mail address needs your current password.');
  }
  check.finish();
  if (different.email !== undefined) await proveCurrentPassword(dependencies, person, currentPassword ?? '');
  const fields = Object.keys(different);
  if (fields.length === 0) return found;
  const reach: Reach = { level: 'own', organizationId: caller.organization.id, person };
  const about = {
    organizationId: caller.organization.id,
    actor: caller.actor,
    origin: caller.origin,
    subject: { kind: person.kind, id: person.id, name: displayName({ ...current, ...different }) },
    details: { fields },
  } as const;
  const { users, customerUsers } = dependencies;
  const changed =
    person.kind === 'user'
      ? await users.update(reach, person.id, different, { ...about, type: 'user.edited' })
      : await customerUsers.update(reach, person.id, different, { ...about, type: 'customer-user.edited' });
  return changed && find(dependencies, caller);
}

async function changePassword(
  dependencies: ProfileDependencies,
  caller: Caller,
  { current, next }: { readonly current: string; readonly next: string },
): Promise<boolean> {
  requireReach(caller, 'profile', 'edit');
  const person = requirePerson(caller);
  const found = await find(dependencies, caller);
  if (found === null || found.kind === 'visitor') return false;
  const about = found.kind === 'user' ? [found.user.username, found.user.email] : [found.customerUser.email];
  const check = createInputCheck();
  checkPassword(check, { password: next, about }, dependencies.passwordPolicy);
  if (next === current) check.refuse('password', 'The new password must be another one.');
  check.finish();
  await proveCurrentPassword(dependencies, person, current);
  const { passwords, accounts } = dependencies;
  const name = displayName(found.kind === 'user' ? found.user : found.customerUser);
  const event: AuditEvent = {
    type: `${person.kind}.password-changed`,
    organizationId: caller.organization.id,
    actor: caller.actor,
    subject: { kind: person.kind, id: person.id, name },
    details: {},
    origin: caller.origin,
  };
  return accounts.setPassword(person, await passwords.hash(next), event, caller.sessionId);
}

/** Makes the operations on one's own profile that both JSON:APIs and the pages share. */
export function createProfile(dependencies: ProfileDependencies): ProfileOperations {
  return {
    async get(caller) {
      requireView(caller);
      return find(dependencies, caller);
    },
    update: (caller, changes) => update(dependencies, caller, changes),
    changePassword: (caller, current, next) => changePassword(dependencies, caller, { current, next }),
  };
}
