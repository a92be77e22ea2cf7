import { context, may, mayEverywhere } from '../../shared/context.ts';
import type { GridSearch } from '../../shared/grid/grid-search.ts';
import { loadPage } from '../../shared/grid/load-page.ts';
import { flagOf } from '../../shared/grid/yes-or-no.ts';
import type { Resource } from '../../shared/json-api.ts';
import { enabledFilter } from '../../shared/people/person.ts';

export interface OrganizationAttributes {
  readonly name: string;
  /** Whether who works in it may see and choose the others. */
  readonly global: boolean;
  readonly enabled: boolean;
  /** ISO 8601. */
  readonly createdAt: string;
  /** ISO 8601. */
  readonly updatedAt: string;
}

export type Organization = Resource<OrganizationAttributes>;

/** A page of organizations. @throws ApiFailure */
export function listOrganizations(search: GridSearch) {
  return loadPage<Organization>('/organizations', search, {
    'filter[name][contains]': search.name,
    'filter[global]': flagOf(search.global),
    'filter[enabled]': enabledFilter(search.status),
  });
}

export const mayCreateOrganization = mayEverywhere('organizations', 'create');

/** Whether one may change an organization: a global one only with a reach of everything. */
export function mayEditOrganization({ attributes }: Organization): boolean {
  return attributes.global ? mayEverywhere('organizations', 'edit') : may('organizations', 'edit', 'organization');
}

/** Nobody disables the organization that they work in. */
export const maySwitchOrganization = (organization: Organization) =>
  organization.id !== context.organization.id && mayEditOrganization(organization);
