import { useQuery } from '@tanstack/react-query';
import { context, type Side } from '../context.ts';
import { callApi, type Resource } from '../json-api.ts';
import type { Permissions } from './permission.ts';

interface RoleAttributes {
  readonly name: string;
  /** Told in the back-office; all roles that the storefront tells are its own. */
  readonly side?: Side;
  /** Whether every installation has it. */
  readonly builtIn: boolean;
  readonly permissions: Permissions;
  /** ISO 8601. */
  readonly createdAt: string;
  /** ISO 8601. */
  readonly updatedAt: string;
}

export type Role = Resource<RoleAttributes>;

async function find(filters: Readonly<Record<string, string>>): Promise<readonly Role[]> {
  const query = new URLSearchParams({ 'page[size]': '100', sort: 'name', ...filters });
  return (await callApi<readonly Role[]>(`/roles?${query}`)).document.data;
}

/** The first 100 roles of one side that one sees, by name. @throws ApiFailure */
export const findRoles = (side: Side) => find(context.side === 'storefront' ? {} : { 'filter[side]': side });

async function findOfOrganization(side: Side, organizationId: string): Promise<readonly Role[]> {
  if (context.side === 'storefront') return findRoles(side);
  const shared = await find({ 'filter[side]': side, 'filter[builtIn]': 'true' });
  const own = await find({ 'filter[side]': side, 'filter[organization]': organizationId });
  return [...shared, ...own];
}

/** The roles that people of one side can have in an organization. None is asked for while that is not chosen. */
export function useRoles(side: Side, organizationId: string) {
  return useQuery({
    queryKey: ['roles', 'of', side, organizationId],
    queryFn: () => findOfOrganization(side, organizationId),
    enabled: organizationId !== '',
  });
}
