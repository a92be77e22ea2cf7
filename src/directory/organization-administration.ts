import type { Caller } from '../access/caller.ts';
import { createInputCheck, isId } from '../access/input-check.ts';
import type { ListPage, ListQuery } from '../access/list-query.ts';
import { AccessDenied, requireReach } from '../access/reach.ts';
import type { AuditEvent } from '../audit/audit-event.ts';
import type { Cryptography } from '../oauth/cryptography.ts';
import type { Organization, OrganizationChanges, OrganizationStore } from './organization.ts';

export interface NewOrganization {
  readonly name: string;
  /** Whether who works in it may see and choose the others; no, unless said. */
  readonly global?: boolean;
  /** Yes, unless said. */
  readonly enabled?: boolean;
}

/**
 * What can be done with organizations. Every operation checks the caller first.
 * @throws AccessDenied, RuleViolation
 */
export interface OrganizationAdministration {
  list(caller: Caller, query: ListQuery): Promise<ListPage<Organization>>;
  /** Null where the caller's reach holds none of that id. */
  get(caller: Caller, id: string): Promise<Organization | null>;
  /** Only with a global reach. */
  create(caller: Caller, input: NewOrganization): Promise<Organization>;
  /** A global organization is changed only with a global reach; nobody disables the one they work in. */
  update(caller: Caller, id: string, changes: OrganizationChanges): Promise<Organization | null>;
}

export interface OrganizationAdministrationDependencies {
  readonly organizations: OrganizationStore;
  readonly cryptography: Cryptography;
  readonly clock: () => Date;
}

async function create(
  { organizations, cryptography, clock }: OrganizationAdministrationDependencies,
  caller: Caller,
  input: NewOrganization,
): Promise<Organization> {
  if (requireReach(caller, 'organizations', 'create').level !== 'global') {
    throw new AccessDenied('Only who reaches every organization may create another.', null);
  }
  const check = createInputCheck();
  const name = check.line('name', input.name, 'A name');
  check.finish();
  const now = clock();
  const organization: Organization = {
    id: cryptography.randomId(),
    name,
    global: input.global ?? false,
    enabled: input.enabled ?? true,
    epoch: 0,
    createdAt: now,
    updatedAt: now,
  };
  await organizations.insert(organization, {
    type: 'organization.created',
    organizationId: organization.id,
    actor: caller.actor,
    subject: { kind: 'organization', id: organization.id, name },
    details: { global: organization.global },
    origin: caller.origin,
  });
  return organization;
}

function differences(current: Organization, changes: OrganizationChanges): OrganizationChanges {
  return {
    ...(changes.name !== undefined && changes.name !== current.name && { name: changes.name }),
    ...(changes.enabled !== undefined && changes.enabled !== current.enabled && { enabled: changes.enabled }),
  };
}

async function update(
  { organizations }: OrganizationAdministrationDependencies,
  caller: Caller,
  { id, changes }: { readonly id: string; readonly changes: OrganizationChanges },
): Promise<Organization | null> {
  const reach = requireReach(caller, 'organizations', 'edit');
  const current = isId(id) ? await organizations.get(reach, id) : null;
  if (current === null) return null;
  if (current.global && reach.level !== 'global') {
    throw new AccessDenied('Only who reaches every organization may change a global one.', null);
  }
  const check = createInputCheck();
  const name = changes.name === undefined ? undefined : check.line('name', changes.name, 'A name');
  if (changes.enabled === false && current.id === caller.organization.id) {
    check.refuse('enabled', 'You are working in this organization; somebody in another one has to disable it.');
  }
  check.finish();
  const different = differences(current, { ...changes, ...(name !== undefined && { name }) });
  const fields = Object.keys(different);
  if (fields.length === 0) return current;
  const event: AuditEvent = {
    type: 'organization.edited',
    organizationId: id,
    actor: caller.actor,
    subject: { kind: 'organization', id, name: different.name ?? current.name },
    details: { fields },
    origin: caller.origin,
  };
  return organizations.update(reach, id, different, event);
}

/** Makes the operations on organizations that the JSON:API, the pages and the command line share. */
export function createOrganizationAdministration(
  dependencies: OrganizationAdministrationDependencies,
): OrganizationAdministration {
  const { organizations } = dependencies;
  return {
    list: async (caller, query) => organizations.list(requireReach(caller, 'organizations', 'view'), query),
    async get(caller, id) {
      const reach = requireReach(caller, 'organizations', 'view');
      return isId(id) ? organizations.get(reach, id) : null;
    },
    create: (caller, input) => create(dependencies, caller, input),
    update: (caller, id, changes) => update(dependencies, caller, { id, changes }),
  };
}
