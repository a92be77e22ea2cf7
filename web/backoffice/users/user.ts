import { context } from '../../shared/context.ts';
import type { GridSearch } from '../../shared/grid/grid-search.ts';
import { findIncluded, type Included } from '../../shared/grid/load-page.ts';
import { listPeople, type Membership, type Person } from '../../shared/people/person.ts';
import { rolesShown } from '../../shared/roles/role-filter.tsx';
import { organizationsShown } from '../organizations/organization-filter.tsx';

/** What comes with users: whatever their memberships point to. */
export const userInclude = [
  ...(organizationsShown('users') ? ['organizations'] : []),
  ...(rolesShown ? ['roles'] : []),
];

/** A page of users. `fixed` are filters of the API that the address has no part in. @throws ApiFailure */
export function listUsers(search: GridSearch, fixed: Readonly<Record<string, string>> = {}) {
  return listPeople('users', search, {
    'filter[username][contains]': search.username,
    'filter[organization]': search.organization,
    include: userInclude.join(','),
    ...fixed,
  });
}

/** A membership with the names of what it is about, as far as these are told. */
export interface NamedMembership extends Membership {
  readonly organization: string;
  readonly role: string;
}

/** The memberships of a user by the name of the organization. */
export function namedMemberships(user: Person, included: readonly Included[]): NamedMembership[] {
  const nameOf = (type: string, id: string) => String(findIncluded(included, { type, id })?.attributes.name ?? '');
  const named = (user.attributes.memberships ?? []).map(({ organizationId, roleId }) => {
    const isHere = organizationId === context.organization.id;
    const organization = isHere ? context.organization.name : nameOf('organizations', organizationId);
    return { organizationId, roleId, organization, role: nameOf('roles', roleId) };
  });
  return named.sort((one, other) => one.organization.localeCompare(other.organization));
}
