import { context, may } from '../context.ts';
import type { GridSearch } from '../grid/grid-search.ts';
import { rolesShown } from '../roles/role-filter.tsx';
import { listPeople } from './person.ts';

/** Whether the customers of customer users are told to who is signed in: on the storefront all have the same. */
export const customersShown = context.side === 'backoffice' && may('customers', 'view', 'organization');

/** What comes with customer users. */
export const customerUserInclude = [...(customersShown ? ['customer'] : []), ...(rolesShown ? ['role'] : [])];

/** A page of customer users. `fixed` are filters of the API that the address has no part in. @throws ApiFailure */
export function listCustomerUsers(search: GridSearch, fixed: Readonly<Record<string, string | undefined>> = {}) {
  return listPeople('customerusers', search, {
    'filter[customer]': search.customer,
    ...(context.side === 'backoffice' && { 'filter[organization]': search.organization }),
    include: customerUserInclude.join(','),
    ...fixed,
  });
}
