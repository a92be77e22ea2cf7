import type { GridSearch } from '../../shared/grid/grid-search.ts';
import { listPeople } from '../../shared/people/person.ts';
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
