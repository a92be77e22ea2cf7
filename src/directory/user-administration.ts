import type { Caller } from '../access/caller.ts';
import { differencesOf } from '../access/difference.ts';
import { createInputCheck, isId } from '../access/input-check.ts';
import type { ListPage, ListQuery } from '../access/list-query.ts';
import type { Action } from '../access/permission.ts';
import { AccessDenied, everywhere, type Reach, reachesOrganization, requireReach } from '../access/reach.ts';
import type { Cryptography } from '../oauth/cryptography.ts';
import type { AccountStore } from './account.ts';
import { checkMemberships, sameMemberships } from './membership-rules.ts';
import type { OrganizationStore } from './organization.ts';
import type { PasswordHasher, PasswordPolicy } from './password.ts';
import { displayName } from './person.ts';
import { checkPassword, checkPersonalInput, checkUsername } from './personal-input.ts';
import type { RoleStore } from './role.ts';
import { requireAuthorityOver } from './role-assignment.ts';
import type { Membership, User, UserChanges, UserStore } from './user.ts';

export interface NewUser {
  readonly username: string;
  readonly email: string;
  readonly firstName?: string;
  readonly lastName?: string;
  /** `en`, unless said. */
  readonly locale?: string;
  /** Yes, unless said. */
  readonly enabled?: boolean;
  /** At least one. */
  readonly memberships: readonly Membership[];
  /** Without one the user cannot sign in until a password is set. */
  readonly password?: string;
}

/**
 * What can be done with users. Every operation checks the caller first. Nobody passes on more than they hold, and who
 * belongs to organizations beyond the caller's reach can only be given or taken memberships within it.
 * @throws AccessDenied, RuleViolation
 */
export interface UserAdministration {
  list(caller: Caller, query: ListQuery): Promise<ListPage<User>>;
  /** Null where the caller's reach for the action (to view, unless said) holds none of that id. */
  get(caller: Caller, id: string, action?: Action): Promise<User | null>;
  create(caller: Caller, input: NewUser): Promise<User>;
  /** Memberships given replace those within the caller's reach. */
  update(caller: Caller, id: string, changes: UserChanges): Promise<User | null>;
  /** Sets another's password and ends everything that was issued to them. */
  resetPassword(caller: Caller, id: string, password: string): Promise<boolean>;
  delete(caller: Caller, id: string): Promise<boolean>;
}

export interface UserAdministrationDependencies {
  readonly users: UserStore;
  readonly accounts: AccountStore;
  readonly organizations: OrganizationStore;
  readonly roles: RoleStore;
  readonly passwords: PasswordHasher;
  readonly passwordPolicy: PasswordPolicy;
  readonly cryptography: Cryptography;
  readonly clock: () => Date;
}

/** A user as somebody with a reach sees it, and whole: with the memberships beyond that reach. */
interface FoundUser {
  readonly shown: User;
  readonly whole: User;
}

interface UserUpdate {
  readonly id: string;
  readonly changes: UserChanges;
}

function isSelf(caller: Caller, user: User): boolean {
  return caller.person?.kind === 'user' && caller.person.id === user.id;
}

async function find(users: UserStore, reach: Reach, id: string): Promise<FoundUser | null> {
  const shown = isId(id) ? await users.get(reach, id) : null;
  const whole = shown === null ? null : await users.get(everywhere, id);
  return shown === null || whole === null ? null : { shown, whole };
}

/** The facts that every event about a user shares. It is read where the caller works, if the user belongs there. */
function eventAbout(caller: Caller, user: User) {
  const home = user.memberships.some(({ organizationId }) => organizationId === caller.organization.id);
  return {
    organizationId: home ? caller.organization.id : (user.memberships[0]?.organizationId ?? null),
    actor: caller.actor,
    subject: { kind: 'user', id: user.id, name: displayName(user) },
    origin: caller.origin,
  } as const;
}

/** @throws AccessDenied where the user reaches further than the caller; then only memberships can be changed. */
async function requireWholeUser(
  { roles }: UserAdministrationDependencies,
  caller: Caller,
  on: FoundUser & { reach: Reach },
) {
  if (isSelf(caller, on.whole)) return;
  if (!on.whole.memberships.every(({ organizationId }) => reachesOrganization(on.reach, organizationId))) {
    const message = 'This user also belongs to organizations that you do not reach; you can only change memberships.';
    throw new AccessDenied(message, null);
  }
  await requireAuthorityOver(roles, caller, on.whole.memberships);
}

async function create(dependencies: UserAdministrationDependencies, caller: Caller, input: NewUser): Promise<User> {
  const reach = requireReach(caller, 'users', 'create');
  if (reach.level === 'own') throw new AccessDenied('Your role does not allow to create users here.', null);
  const check = createInputCheck();
  const username = checkUsername(check, input.username);
  const personal = checkPersonalInput(check, input);
  const memberships = input.memberships.map(({ organizationId, roleId }) => ({ organizationId, roleId }));
  await checkMemberships(dependencies, caller, { check, reach, wanted: memberships, held: [] });
  const { password } = input;
  const about = [username, input.email];
  if (password !== undefined) checkPassword(check, { password, about }, dependencies.passwordPolicy);
  check.finish();
  const now = dependencies.clock();
  const user: User = {
    id: dependencies.cryptography.randomId(),
    username,
    email: personal.email ?? '',
    firstName: personal.firstName ?? '',
    lastName: personal.lastName ?? '',
    locale: personal.locale ?? 'en',
    enabled: input.enabled ?? true,
    memberships,
    createdAt: now,
    updatedAt: now,
  };
  const hash = password === undefined ? null : await dependencies.passwords.hash(password);
  await dependencies.users.insert(user, hash, {
    ...eventAbout(caller, user),
    type: 'user.created',
    details: { username },
  });
  return user;
}

/** @throws AccessDenied for what somebody who may edit only themselves leaves to administrators. */
function requireMoreThanOwn(reach: Reach, changes: UserChanges): void {
  const { username, enabled, memberships } = changes;
  if (reach.level === 'own' && (username ?? enabled ?? memberships) !== undefined) {
    throw new AccessDenied('Your role does not allow to change user names, memberships or who is enabled.', null);
  }
}

async function update(
  dependencies: UserAdministrationDependencies,
  caller: Caller,
  { id, changes }: UserUpdate,
): Promise<User | null> {
  const { users } = dependencies;
  const reach = requireReach(caller, 'users', 'edit');
  const found = await find(users, reach, id);
  if (found === null) return null;
  requireMoreThanOwn(reach, changes);
  const { whole } = found;
  const check = createInputCheck();
  const { enabled, username, memberships: wanted } = changes;
  const personal = differencesOf<UserChanges>(whole, {
    ...checkPersonalInput(check, changes),
    ...(username !== undefined && { username: checkUsername(check, username) }),
    ...(enabled !== undefined && { enabled }),
  });
  if (Object.keys(personal).length > 0) await requireWholeUser(dependencies, caller, { ...found, reach });
  if (personal.enabled === false && isSelf(caller, whole)) check.refuse('enabled', 'Nobody disables themselves.');
  const memberships = wanted?.map(({ organizationId, roleId }) => ({ organizationId, roleId }));
  if (memberships !== undefined) {
    await checkMemberships(dependencies, caller, { check, reach, held: whole.memberships, wanted: memberships });
  }
  check.finish();
  const moved = memberships !== undefined && !sameMemberships(memberships, found.shown.memberships);
  const different: UserChanges = { ...personal, ...(moved && { memberships }) };
  const fields = Object.keys(different);
  if (fields.length === 0) return found.shown;
  const event = { ...eventAbout(caller, { ...whole, ...personal }), type: 'user.edited', details: { fields } } as const;
  const updated = await users.update(reach, id, different, event);
  // Who lost the last membership within the reach is out of it, and was changed all the same.
  return updated ?? (await users.get(everywhere, id).then((gone) => gone && { ...gone, memberships: [] }));
}

async function resetPassword(
  dependencies: UserAdministrationDependencies,
  caller: Caller,
  { id, password }: { readonly id: string; readonly password: string },
): Promise<boolean> {
  const reach = requireReach(caller, 'users', 'edit');
  const found = await find(dependencies.users, reach, id);
  if (found === null) return false;
  const { whole } = found;
  if (isSelf(caller, whole)) throw new AccessDenied('Change your own password in your profile.', null);
  await requireWholeUser(dependencies, caller, { ...found, reach });
  const check = createInputCheck();
  checkPassword(check, { password, about: [whole.username, whole.email] }, dependencies.passwordPolicy);
  check.finish();
  const hash = await dependencies.passwords.hash(password);
  const event = { ...eventAbout(caller, whole), type: 'user.password-changed', details: {} } as const;
  return dependencies.accounts.setPassword({ kind: 'user', id: whole.id }, hash, event);
}

async function remove(dependencies: UserAdministrationDependencies, caller: Caller, id: string): Promise<boolean> {
  const reach = requireReach(caller, 'users', 'delete');
  const found = await find(dependencies.users, reach, id);
  if (found === null) return false;
  if (isSelf(caller, found.whole)) throw new AccessDenied('Nobody deletes themselves.', null);
  await requireWholeUser(dependencies, caller, { ...found, reach });
  const event = { ...eventAbout(caller, found.whole), type: 'user.deleted', details: {} } as const;
  return dependencies.users.delete(reach, id, event);
}

/** Makes the operations on users that the JSON:API, the pages and the command line share. */
export function createUserAdministration(dependencies: UserAdministrationDependencies): UserAdministration {
  const { users } = dependencies;
  return {
    list: async (caller, query) => users.list(requireReach(caller, 'users', 'view'), query),
    async get(caller, id, action = 'view') {
      const reach = requireReach(caller, 'users', action);
      return isId(id) ? users.get(reach, id) : null;
    },
    create: (caller, input) => create(dependencies, caller, input),
    update: (caller, id, changes) => update(dependencies, caller, { id, changes }),
    resetPassword: (caller, id, password) => resetPassword(dependencies, caller, { id, password }),
    delete: (caller, id) => remove(dependencies, caller, id),
  };
}
