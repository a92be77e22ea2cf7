import type { Caller } from '../access/caller.ts';
import { createInputCheck, type InputCheck, isId } from '../access/input-check.ts';
import type { ListPage, ListQuery } from '../access/list-query.ts';
import {
  actions,
  levelOf,
  type Permissions,
  type Protected,
  permissionLevels,
  protectedTypes,
} from '../access/permission.ts';
import { permissionBeyond } from '../access/permission-bound.ts';
import { AccessDenied, reachesOrganization, requireReach } from '../access/reach.ts';
import { RuleViolation } from '../access/rule-violation.ts';
import type { Side } from '../access/subject.ts';
import type { Cryptography } from '../oauth/cryptography.ts';
import type { OrganizationStore } from './organization.ts';
import type { Role, RoleChanges, RoleStore } from './role.ts';

export interface NewRole {
  readonly name: string;
  readonly side: Side;
  readonly permissions: Permissions;
  /** The caller's own, unless said; another needs a global reach. */
  readonly organizationId?: string;
}

/**
 * What can be done with roles. Every operation checks the caller first. Nobody puts more into a role than they hold.
 * @throws AccessDenied, RuleViolation
 */
export interface RoleAdministration {
  /** The roles of the organizations in reach, together with the built-in ones. */
  list(caller: Caller, query: ListQuery): Promise<ListPage<Role>>;
  get(caller: Caller, id: string): Promise<Role | null>;
  create(caller: Caller, input: NewRole): Promise<Role>;
  /** @throws RuleViolation for a built-in role. */
  update(caller: Caller, id: string, changes: RoleChanges): Promise<Role | null>;
  /** @throws RuleViolation for a built-in role and while somebody has it. */
  delete(caller: Caller, id: string): Promise<boolean>;
}

export interface RoleAdministrationDependencies {
  readonly roles: RoleStore;
  readonly organizations: OrganizationStore;
  readonly cryptography: Cryptography;
  readonly clock: () => Date;
}

const builtIn = 'The built-in roles are fixed. Make a role of your own instead.';

function checkPermissions(check: InputCheck, side: Side, permissions: Permissions): Permissions {
  for (const [type, levels] of Object.entries(permissions)) {
    if (!protectedTypes[side].includes(type as Protected)) {
      check.refuse('permissions', `There is nothing called ${printable(type)} on the ${side}.`);
      continue;
    }
    for (const [action, level] of Object.entries(levels ?? {})) {
      if (!actions.some((known) => known === action)) {
        check.refuse('permissions', `${printable(action)} is not one of ${actions.join(', ')}.`);
      } else if (!permissionLevels[side].includes(level)) {
        check.refuse('permissions', `The level of ${action} ${type} is one of ${permissionLevels[side].join(', ')}.`);
      }
    }
  }
  return compact(side, permissions);
}

/** Permissions in the one form in which they are kept: in order, and what is `none` left out. */
function compact(side: Side, permissions: Permissions): Permissions {
  const types = protectedTypes[side].map((type) => {
    const levels = actions.map((action) => [action, levelOf(permissions, type, action)] as const);
    return [type, Object.fromEntries(levels.filter(([, level]) => level !== 'none'))] as const;
  });
  return Object.fromEntries(types.filter(([, levels]) => Object.keys(levels).length > 0)) as Permissions;
}

function samePermissions(side: Side, one: Permissions, other: Permissions): boolean {
  return JSON.stringify(compact(side, one)) === JSON.stringify(compact(side, other));
}

/** A name from the input as a sentence may show it. */
function printable(name: string): string {
  return /^[A-Za-z]{1,32}$/.test(name) ? name : 'that';
}

interface RoleContent {
  readonly permissions: Permissions;
  readonly organizationId: string;
}

function checkBound(check: InputCheck, caller: Caller, { permissions, organizationId }: RoleContent): void {
  const beyond = permissionBeyond(caller, permissions, organizationId);
  if (beyond !== null) check.refuse('permissions', `A role cannot allow more than you may: ${beyond}.`);
}

async function create(
  { roles, organizations, cryptography, clock }: RoleAdministrationDependencies,
  caller: Caller,
  input: NewRole,
): Promise<Role> {
  const reach = requireReach(caller, 'roles', 'create');
  if (reach.level !== 'global' && reach.level !== 'organization') {
    throw new AccessDenied('Your role does not allow to create roles here.', null);
  }
  const check = createInputCheck();
  const name = check.line('name', input.name, 'A name');
  const organizationId = input.organizationId ?? caller.organization.id;
  const inReach = isId(organizationId) && reachesOrganization(reach, organizationId);
  if (!inReach || (await organizations.findById(organizationId)) === null) {
    check.refuse('organization', 'You may create roles only in an organization that you reach.');
  }
  const permissions = checkPermissions(check, input.side, input.permissions);
  check.finish();
  checkBound(check, caller, { permissions, organizationId });
  check.finish();
  const now = clock();
  const role: Role = {
    id: cryptography.randomId(),
    name,
    side: input.side,
    organizationId,
    builtIn: false,
    permissions,
    createdAt: now,
    updatedAt: now,
  };
  await roles.insert(role, {
    type: 'role.created',
    organizationId,
    actor: caller.actor,
    subject: { kind: 'role', id: role.id, name },
    details: {},
    origin: caller.origin,
  });
  return role;
}

/** A role that can be changed at all, with its organization. */
type OwnRole = Role & { readonly organizationId: string };

function requireOwn(role: Role): OwnRole {
  const { organizationId } = role;
  if (role.builtIn || organizationId === null) throw new RuleViolation([{ field: null, message: builtIn }], true);
  return { ...role, organizationId };
}

function requireHeld(caller: Caller, role: OwnRole): void {
  const beyond = permissionBeyond(caller, role.permissions, role.organizationId);
  if (beyond !== null) throw new AccessDenied(`This role allows more than you may: ${beyond}.`, null);
}

async function update(
  { roles }: RoleAdministrationDependencies,
  caller: Caller,
  { id, changes }: { readonly id: string; readonly changes: RoleChanges },
): Promise<Role | null> {
  const reach = requireReach(caller, 'roles', 'edit');
  const found = isId(id) ? await roles.get(reach, id) : null;
  if (found === null) return null;
  const current = requireOwn(found);
  requireHeld(caller, current);
  const check = createInputCheck();
  const name = changes.name === undefined ? current.name : check.line('name', changes.name, 'A name');
  const permissions =
    changes.permissions === undefined ? undefined : checkPermissions(check, current.side, changes.permissions);
  check.finish();
  if (permissions !== undefined) {
    checkBound(check, caller, { permissions, organizationId: current.organizationId });
    check.finish();
  }
  const different: RoleChanges = {
    ...(name !== current.name && { name }),
    ...(permissions !== undefined &&
      !samePermissions(current.side, permissions, current.permissions) && { permissions }),
  };
  const fields = Object.keys(different);
  if (fields.length === 0) return current;
  return roles.update(reach, id, different, {
    type: 'role.edited',
    organizationId: current.organizationId,
    actor: caller.actor,
    subject: { kind: 'role', id, name },
    details: { fields },
    origin: caller.origin,
  });
}

async function remove({ roles }: RoleAdministrationDependencies, caller: Caller, id: string): Promise<boolean> {
  const reach = requireReach(caller, 'roles', 'delete');
  const found = isId(id) ? await roles.get(reach, id) : null;
  if (found === null) return false;
  const current = requireOwn(found);
  requireHeld(caller, current);
  return roles.delete(reach, id, {
    type: 'role.deleted',
    organizationId: current.organizationId,
    actor: caller.actor,
    subject: { kind: 'role', id, name: current.name },
    details: {},
    origin: caller.origin,
  });
}

/** Makes the operations on roles that the JSON:API, the pages and the command line share. */
export function createRoleAdministration(dependencies: RoleAdministrationDependencies): RoleAdministration {
  const { roles } = dependencies;
  return {
    list: async (caller, query) => roles.list(requireReach(caller, 'roles', 'view'), query),
    async get(caller, id) {
      const reach = requireReach(caller, 'roles', 'view');
      return isId(id) ? roles.get(reach, id) : null;
    },
    create: (caller, input) => create(dependencies, caller, input),
    update: (caller, id, changes) => update(dependencies, caller, { id, changes }),
    delete: (caller, id) => remove(dependencies, caller, id),
  };
}
