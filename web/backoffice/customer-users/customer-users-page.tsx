import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ResourcePicker } from '../../shared/forms/resource-picker.tsx';
import type { Column } from '../../shared/grid/data-grid.tsx';
import type { Filter } from '../../shared/grid/grid-filters.tsx';
import { findIncluded, type RowsPage } from '../../shared/grid/load-page.ts';
import { Page } from '../../shared/page.tsx';
import { customersShown } from '../../shared/people/customer-user.ts';
import { CustomerUsersList } from '../../shared/people/customer-users-list.tsx';
import type { Person } from '../../shared/people/person.ts';
import { relatedId } from '../../shared/resources.ts';
import { useOrganizationFilter } from '../organizations/organization-filter.tsx';

function useCustomerFilter(): Filter[] {
  const { t } = useTranslation();
  const title = t('customers.one');
  const field: Filter['field'] = (value, onChange) => (
    <ResourcePicker label={title} type="customers" value={value} onChange={onChange} />
  );
  return customersShown ? [{ name: 'customer', title, field }] : [];
}

/** Customers › Customer Users. */
export function CustomerUsersPage() {
  const { t } = useTranslation();
  const filters = [...useOrganizationFilter('customerusers'), ...useCustomerFilter()];
  const more = ({ included }: RowsPage<Person>): Column<Person>[] => [
    {
      name: 'customer',
      title: t('customers.one'),
      show: (person) => (
        <Anchor component={Link} to={`/customers/${relatedId(person, 'customer')}`} size="sm">
          {String(findIncluded(included, person.relationships?.customer?.data)?.attributes.name ?? '')}
        </Anchor>
      ),
    },
  ];
  return (
    <CustomerUsersList
      title={t('people.customerUsers.title')}
      create={t('people.customerUsers.create')}
      pages="/customer-users"
      filters={filters}
      {...(customersShown && { more })}
    >
      {(list, create) => (
        <Page title={t('people.customerUsers.title')} actions={create}>
          {list}
        </Page>
      )}
    </CustomerUsersList>
  );
}
