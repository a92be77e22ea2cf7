import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ResourceList } from '../../shared/grid/resource-list.tsx';
import { useOpened } from '../../shared/grid/use-opened.ts';
import { PlusIcon } from '../../shared/icons.tsx';
import { Page } from '../../shared/page.tsx';
import { mayManage, personName } from '../../shared/people/person.ts';
import { PersonDialogs } from '../../shared/people/person-dialogs.tsx';
import { PersonMenu, type PersonOpened } from '../../shared/people/person-menu.tsx';
import { MembershipsDialog } from './memberships-dialog.tsx';
import { listUsers } from './user.ts';
import { useUserColumns, useUserFilters } from './user-columns.tsx';
import { UserDialog } from './user-dialog.tsx';

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
      <PersonDialogs
        opened={opened}
        onClose={close}
        form={(user) => (
          <UserDialog
            user={user}
            onClose={close}
            {...(user === null && { onSaved: ({ id }) => navigate({ to: `/users/${id}` }) })}
          />
        )}
        memberships={(user) => <MembershipsDialog user={user} onClose={close} />}
      />
    </Page>
  );
}
