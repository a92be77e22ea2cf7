import type { Caller } from '../access/caller.ts';
import { isId } from '../access/input-check.ts';
import type { ListFilter, ListPage, ListQuery } from '../access/list-query.ts';
import { requireReach } from '../access/reach.ts';
import type { CustomerUserStore } from './customer-user.ts';
import type { Role, RoleStore } from './role.ts';

/**
 * The roles of the storefront, as its people see them: those that customer users of their organization can have. Who
 * sees only themselves sees only the role they have.
 * @throws AccessDenied
 */
export interface StorefrontRoles {
  list(caller: Caller, query: ListQuery): Promise<ListPage<Role>>;
  /** Null where the caller sees none of that id. */
  get(caller: Caller, id: string): Promise<Role | null>;
}

export interface StorefrontRolesDependencies {
  readonly roles: RoleStore;
  readonly customerUsers: CustomerUserStore;
}

/** Makes the reading of roles for the storefront. */
export function createStorefrontRoles({ customerUsers, roles }: StorefrontRolesDependencies): StorefrontRoles {
  /** What a caller sees of the roles of its organization, as conditions of a list. */
  async function filtersFor(caller: Caller): Promise<readonly ListFilter[]> {
    const reach = requireReach(caller, 'customerusers', 'view');
    const side: ListFilter = { field: 'side', operator: 'equals', values: ['storefront'] };
    if (reach.level !== 'own') return [side];
    const self = await customerUsers.get(reach, reach.person.id);
    return [side, { field: 'id', operator: 'equals', values: self === null ? [] : [self.roleId] }];
  }

  async function list(caller: Caller, query: ListQuery): Promise<ListPage<Role>> {
    const filters = [...query.filters, ...(await filtersFor(caller))];
    return roles.list({ level: 'organization', organizationId: caller.organization.id }, { ...query, filters });
  }

  return {
    list,
    async get(caller, id) {
      const filters: readonly ListFilter[] = [{ field: 'id', operator: 'equals', values: [id] }];
      const { rows } = await list(caller, { filters, sort: [], page: { number: 1, size: 1 } });
      return isId(id) ? (rows[0] ?? null) : null;
    },
  };
}
