import type { ListPage, ListQuery } from '../access/list-query.ts';
import type { Permissions } from '../access/permission.ts';
import type { Reach } from '../access/reach.ts';
import type { Side } from '../access/subject.ts';
import type { AuditEvent } from '../audit/audit-event.ts';

/** A named set of permissions that a membership or a customer user has. */
export interface Role {
  readonly id: string;
  readonly name: string;
  readonly side: Side;
  /** The organization that made it; null for the built-in ones, which all organizations share. */
  readonly organizationId: string | null;
  readonly builtIn: boolean;
  readonly permissions: Permissions;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface RoleChanges {
  readonly name?: string;
  readonly permissions?: Permissions;
}

export interface RoleStore {
  get(reach: Reach, id: string): Promise<Role | null>;
  /** The roles an organization has, together with the built-in ones. */
  list(reach: Reach, query: ListQuery): Promise<ListPage<Role>>;
  insert(role: Role, event: AuditEvent): Promise<void>;
  /** Null where the reach holds no such role or it is built in. */
  update(reach: Reach, id: string, changes: RoleChanges, event: AuditEvent): Promise<Role | null>;
  /** @throws RuleViolation (conflict) while somebody has it. False where there is none or it is built in. */
  delete(reach: Reach, id: string, event: AuditEvent): Promise<boolean>;
}

const all = (level: 'own' | 'customer' | 'organization' | 'global') =>
  ({ view: level, create: level, edit: level, delete: level }) as const;

const ownProfile = { view: 'own', edit: 'own' } as const;

interface BuiltInRole {
  readonly id: string;
  readonly name: string;
  readonly side: Side;
  readonly permissions: Permissions;
}

/** The roles every installation has. Their ids are fixed, so that two nodes that start at once agree. */
export const builtInRoles = {
  administrator: {
    id: '00000000-0000-4000-8000-000000000001',
    name: 'Administrator',
    side: 'backoffice',
    permissions: {
      users: all('global'),
      organizations: all('global'),
      roles: all('global'),
      customers: all('global'),
      customerusers: all('global'),
      oauthapplications: all('global'),
      resourceservers: all('global'),
      signingkeys: { view: 'global', create: 'global', edit: 'global' },
      settings: { view: 'global', edit: 'global' },
      jobs: { view: 'global', edit: 'global' },
      auditevents: { view: 'global' },
      profile: ownProfile,
    },
  },
  organizationAdministrator: {
    id: '00000000-0000-4000-8000-000000000002',
    name: 'Organization administrator',
    side: 'backoffice',
    permissions: {
      users: all('organization'),
      organizations: { view: 'organization', edit: 'organization' },
      roles: { view: 'organization' },
      customers: all('organization'),
      customerusers: all('organization'),
      oauthapplications: all('organization'),
      auditevents: { view: 'organization' },
      profile: ownProfile,
    },
  },
  member: {
    id: '00000000-0000-4000-8000-000000000003',
    name: 'Member',
    side: 'backoffice',
    permissions: {
      users: { view: 'organization' },
      organizations: { view: 'organization' },
      customers: { view: 'organization' },
      customerusers: { view: 'organization' },
      oauthapplications: all('own'),
      profile: ownProfile,
    },
  },
  buyerAdministrator: {
    id: '00000000-0000-4000-8000-000000000004',
    name: 'Buyer administrator',
    side: 'storefront',
    permissions: {
      customerusers: { view: 'customer', create: 'customer', edit: 'customer' },
      oauthapplications: all('customer'),
      profile: ownProfile,
    },
  },
  buyer: {
    id: '00000000-0000-4000-8000-000000000005',
    name: 'Buyer',
    side: 'storefront',
    permissions: {
      customerusers: { view: 'own' },
      oauthapplications: all('own'),
      profile: ownProfile,
    },
  },
} as const satisfies Record<string, BuiltInRole>;

/** What visitors may do: look at their own profile. */
export const visitorPermissions: Permissions = { profile: { view: 'own' } };
