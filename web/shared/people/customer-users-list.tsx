import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../grid/data-grid.tsx';
import type { Filter } from '../grid/grid-filters.tsx';
import type { RowsPage } from '../grid/load-page.ts';
import { ResourceList } from '../grid/resource-list.tsx';
import { useOpened } from '../grid/use-opened.ts';
import { PlusIcon } from '../icons.tsx';
import { lazily } from '../lazily.tsx';
import { listCustomerUsers } from './customer-user.ts';
import { useCustomerUserColumns, useCustomerUserFilters } from './customer-user-columns.tsx';
import { mayManage, type Person, personName } from './person.ts';
import { PersonMenu, type PersonOpened } from './person-menu.tsx';

const CustomerUserDialogs = lazily(async () => (await import('./customer-user-dialogs.tsx')).CustomerUserDialogs);
const createOpener = 'create-customer-user';

interface CustomerUsersListProps {
  /** What the people are called. */
  readonly title: string;
  readonly create: string;
  /** Where their pages are. */
  readonly pages: string;
  /** Whose people they are, where that is not to be chosen. */
  readonly customerId?: string;
  /** Columns after the name. */
  readonly more?: (page: RowsPage<Person>) => readonly Column<Person>[];
  readonly filters?: readonly Filter[];
  /** Puts the list, and the button to add somebody, where they belong. */
  readonly children: (list: ReactNode, create: ReactNode) => ReactNode;
}

/** Customer users: a list of them, and what can be done with them. */
export function CustomerUsersList(props: CustomerUsersListProps) {
  const { children, create, customerId, filters, more, pages, title } = props;
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { close, open, opened } = useOpened<PersonOpened>();
  const shared = useCustomerUserColumns(pages);
  const columns = (page: RowsPage<Person>) => [
    ...shared(page).slice(0, 2),
    ...(more?.(page) ?? []),
    ...shared(page).slice(2),
  ];
  const list = (
    <>
      <ResourceList
        label={title}
        queryKey={['customerusers', 'list', customerId ?? '']}
        load={(search) => listCustomerUsers(search, customerId === undefined ? {} : { 'filter[customer]': customerId })}
        columns={columns}
        filters={useCustomerUserFilters(filters)}
        defaultSort="email"
        idOf={({ id }) => id}
        nameOf={personName}
        empty={{ title: t('people.nobody') }}
        actions={(person) => <PersonMenu person={person} onOpen={open} page={`${pages}/${person.id}`} />}
      />
      {opened !== null && (
        <CustomerUserDialogs
          opened={opened}
          onClose={close}
          onCreated={({ id }) => navigate({ to: `${pages}/${id}` })}
          {...(customerId !== undefined && { customerId })}
        />
      )}
    </>
  );
  const add = mayManage('customerusers', 'create') && (
    <Button
      data-opener={createOpener}
      leftSection={<PlusIcon />}
      onClick={() => open({ kind: 'form', person: null }, createOpener)}
    >
      {create}
    </Button>
  );
  return children(list, add);
}
