import type { GridSearch } from '../../shared/grid/grid-search.ts';
import { loadPage } from '../../shared/grid/load-page.ts';
import type { Resource } from '../../shared/json-api.ts';
import { enabledFilter } from '../../shared/people/person.ts';
import { organizationsShown } from '../organizations/organization-filter.tsx';

export interface CustomerAttributes {
  readonly name: string;
  readonly enabled: boolean;
  /** ISO 8601. */
  readonly createdAt: string;
  /** ISO 8601. */
  readonly updatedAt: string;
}

export type Customer = Resource<CustomerAttributes>;

/** What comes with customers. */
export const customerInclude = organizationsShown('customers') ? ['organization'] : [];

/** A page of customers. @throws ApiFailure */
export function listCustomers(search: GridSearch) {
  return loadPage<Customer>('/customers', search, {
    'filter[name][contains]': search.name,
    'filter[organization]': search.organization,
    'filter[enabled]': enabledFilter(search.status),
    include: customerInclude.join(','),
  });
}
