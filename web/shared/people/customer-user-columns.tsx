import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Column } from '../grid/data-grid.tsx';
import type { Filter } from '../grid/grid-filters.tsx';
import { findIncluded, type RowsPage } from '../grid/load-page.ts';
import { rolesShown, useRoleFilter } from '../roles/role-filter.tsx';
import { EnabledStatus, useEnabledFilter } from './enabled-status.tsx';
import type { Person } from './person.ts';

/** The columns of lists of customer users, made of a page of them. `pages` is where the pages of people are. */
export function useCustomerUserColumns(pages: string) {
  const { t } = useTranslation();
  return ({ included }: RowsPage<Person>): Column<Person>[] => [
    {
      name: 'email',
      title: t('people.fields.email'),
      sort: 'email',
      show: ({ attributes, id }) => (
        <Anchor component={Link} to={`${pages}/${id}`} fw={600} size="sm" className="breakable">
          {attributes.email}
        </Anchor>
      ),
    },
    {
      name: 'name',
      title: t('people.fields.name'),
      sort: 'lastName',
      show: ({ attributes: { firstName, lastName } }) => `${firstName} ${lastName}`.trim(),
    },
    ...(rolesShown
      ? [
          {
            name: 'role',
            title: t('roles.one'),
            show: ({ relationships }: Person) =>
              String(findIncluded(included, relationships?.role?.data)?.attributes.name ?? ''),
          },
        ]
      : []),
    {
      name: 'status',
      title: t('people.status.label'),
      sort: 'enabled',
      show: ({ attributes }) => <EnabledStatus enabled={attributes.enabled} />,
    },
  ];
}

/** The filters of lists of customer users; `more` stand in the middle. */
export function useCustomerUserFilters(more: readonly Filter[] = []): Filter[] {
  const { t } = useTranslation();
  const status = useEnabledFilter();
  const roles = useRoleFilter('storefront');
  return [
    { name: 'email', title: t('people.fields.email') },
    { name: 'name', title: t('people.fields.name') },
    ...more,
    ...roles,
    status,
  ];
}
