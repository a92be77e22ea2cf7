import { Anchor, Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { may } from '../../shared/context.ts';
import type { Column } from '../../shared/grid/data-grid.tsx';
import { findIncluded, type RowsPage } from '../../shared/grid/load-page.ts';
import { ResourceList } from '../../shared/grid/resource-list.tsx';
import { useOpened } from '../../shared/grid/use-opened.ts';
import { formatTime } from '../../shared/i18n.ts';
import { PlusIcon } from '../../shared/icons.tsx';
import { lazily } from '../../shared/lazily.tsx';
import { Page } from '../../shared/page.tsx';
import { EnabledStatus, useEnabledFilter } from '../../shared/people/enabled-status.tsx';
import { organizationsShown, useOrganizationFilter } from '../organizations/organization-filter.tsx';
import { SwitchableMenu, type SwitchableOpened } from '../switchable.tsx';
import { type Customer, listCustomers } from './customer.ts';

const CustomerDialogs = lazily(async () => (await import('./customer-dialogs.tsx')).CustomerDialogs);
const createOpener = 'create-customer';

function useColumns() {
  const { t } = useTranslation();
  return ({ included }: RowsPage<Customer>): Column<Customer>[] => [
    {
      name: 'name',
      title: t('organizations.name'),
      sort: 'name',
      show: ({ attributes, id }) => (
        <Anchor component={Link} to={`/customers/${id}`} fw={600} size="sm" className="breakable">
          {attributes.name}
        </Anchor>
      ),
    },
    ...(organizationsShown('customers')
      ? [
          {
            name: 'organization',
            title: t('organizations.one'),
            show: ({ relationships }: Customer) =>
              String(findIncluded(included, relationships?.organization?.data)?.attributes.name ?? ''),
          },
        ]
      : []),
    {
      name: 'status',
      title: t('people.status.label'),
      sort: 'enabled',
      show: ({ attributes }) => <EnabledStatus enabled={attributes.enabled} />,
    },
    {
      name: 'createdAt',
      title: t('people.fields.createdAt'),
      sort: 'createdAt',
      show: ({ attributes }) => formatTime(attributes.createdAt),
    },
  ];
}

/** Customers › Customers. */
export function CustomersPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { close, open, opened } = useOpened<SwitchableOpened<Customer>>();
  const columns = useColumns();
  const filters = [
    { name: 'name', title: t('organizations.name') },
    ...useOrganizationFilter('customers'),
    useEnabledFilter(),
  ];
  const create = may('customers', 'create', 'organization') && (
    <Button
      data-opener={createOpener}
      leftSection={<PlusIcon />}
      onClick={() => open({ kind: 'form', row: null }, createOpener)}
    >
      {t('customers.create')}
    </Button>
  );
  return (
    <Page title={t('customers.title')} actions={create}>
      <ResourceList
        label={t('customers.title')}
        queryKey={['customers', 'list']}
        load={listCustomers}
        columns={columns}
        filters={filters}
        defaultSort="name"
        idOf={({ id }) => id}
        nameOf={({ attributes }) => attributes.name}
        empty={{ title: t('customers.empty'), hint: t('customers.emptyHint') }}
        actions={(row) => (
          <SwitchableMenu
            row={row}
            onOpen={open}
            page={`/customers/${row.id}`}
            mayEdit={may('customers', 'edit', 'organization')}
            mayDelete={may('customers', 'delete', 'organization')}
          />
        )}
      />
      {opened !== null && (
        <CustomerDialogs opened={opened} onClose={close} onCreated={({ id }) => navigate({ to: `/customers/${id}` })} />
      )}
    </Page>
  );
}
