import { context, may } from '../../shared/context.ts';
import type { GridSearch } from '../../shared/grid/grid-search.ts';
import { loadPage } from '../../shared/grid/load-page.ts';
import { flagOf } from '../../shared/grid/yes-or-no.ts';
import { relatedId } from '../../shared/resources.ts';
import { mayPassOnAll } from '../../shared/roles/permission.ts';
import type { Role } from '../../shared/roles/role.ts';
import { organizationsShown } from '../organizations/organization-filter.tsx';

/** What comes with roles. */
export const roleInclude = organizationsShown('roles') ? ['organization'] : [];

/** A page of roles. @throws ApiFailure */
export function listRoles(search: GridSearch) {
  return loadPage<Role>('/roles', search, {
    'filter[name][contains]': search.name,
    'filter[side]': search.side,
    'filter[builtIn]': flagOf(search.builtIn),
    'filter[organization]': search.organization,
    include: roleInclude.join(','),
  });
}

export const mayCreateRoles = may('roles', 'create', 'organization');

/** Whether a role allows no more than one may oneself: only then can it be changed, deleted or given. */
export function isWithinReach(role: Role): boolean {
  return mayPassOnAll(role.attributes.permissions, relatedId(role, 'organization') || context.organization.id);
}

/** Whether one may change or delete a role. The built-in ones are fixed. */
export function mayChangeRole(role: Role, action: 'edit' | 'delete'): boolean {
  return !role.attributes.builtIn && may('roles', action, 'organization') && isWithinReach(role);
}
