import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ResourceList } from '../../shared/grid/resource-list.tsx';
import { useOpened } from '../../shared/grid/use-opened.ts';
import { PlusIcon } from '../../shared/icons.tsx';
import { lazily } from '../../shared/lazily.tsx';
import { Page } from '../../shared/page.tsx';
import { mayManage, personName } from '../../shared/people/person.ts';
import { PersonMenu, type PersonOpened } from '../../shared/people/person-menu.tsx';
import { listUsers } from './user.ts';
import { useUserColumns, useUserFilters } from './user-columns.tsx';

const UserDialogs = lazily(async () => (await import('./user-dialogs.tsx')).UserDialogs);
const createOpener = 'create-user';

/** System › User Management › Users. */
export function UsersPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { close, open, opened } = useOpened<PersonOpened>();
  const columns = useUserColumns();
  const filters = useUserFilters();
  const create = mayManage('users', 'create') && (
    <Button
      data-opener={createOpener}
      leftSection={<PlusIcon />}
      onClick={() => open({ kind: 'form', person: null }, createOpener)}
    >
      {t('people.users.create')}
    </Button>
  );
  return (
    <Page title={t('people.users.title')} actions={create}>
      <ResourceList
        label={t('people.users.title')}
        queryKey={['users', 'list']}
        load={(search) => listUsers(search)}
        columns={columns}
        filters={filters}
        defaultSort="username"
        idOf={({ id }) => id}
        nameOf={personName}
        empty={{ title: t('people.users.empty') }}
        actions={(user) => <PersonMenu person={user} onOpen={open} page={`/users/${user.id}`} />}
      />
      {opened !== null && (
        <UserDialogs opened={opened} onClose={close} onCreated={({ id }) => navigate({ to: `/users/${id}` })} />
      )}
    </Page>
  );
}
