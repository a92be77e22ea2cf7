import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { context, may, type Side } from '../context.ts';
import type { Filter } from '../grid/grid-filters.tsx';
import { findRoles } from './role.ts';

/** Whether the roles of people are told to who is signed in. */
export const rolesShown = context.side === 'storefront' || may('roles', 'view', 'organization');

/** The filter by a role of one side, for those who may see roles. */
export function useRoleFilter(side: Side): Filter[] {
  const { t } = useTranslation();
  const { data = [] } = useQuery({
    queryKey: ['roles', 'choices', side],
    queryFn: () => findRoles(side),
    enabled: rolesShown,
  });
  const choices = data.map(({ attributes, id }) => ({ value: id, label: attributes.name }));
  return rolesShown ? [{ name: 'role', title: t('roles.one'), choices }] : [];
}
