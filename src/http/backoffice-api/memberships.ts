import type { Membership } from '../../directory/user.ts';
import type { Identifier } from '../json-api/resource-type.ts';

function identifiers(type: string, ids: readonly string[]): Identifier[] {
  return [...new Set(ids)].map((id) => ({ type, id }));
}

/** The organizations and roles of some memberships, as relationships. */
export function showMemberships(memberships: readonly Membership[]) {
  return {
    organizations: identifiers(
      'organizations',
      memberships.map(({ organizationId }) => organizationId),
    ),
    roles: identifiers(
      'roles',
      memberships.map(({ roleId }) => roleId),
    ),
  };
}
