import { Anchor, Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../shared/grid/data-grid.tsx';
import { ResourceList } from '../../shared/grid/resource-list.tsx';
import { useOpened } from '../../shared/grid/use-opened.ts';
import { useYesOrNo } from '../../shared/grid/yes-or-no.ts';
import { formatTime } from '../../shared/i18n.ts';
import { PlusIcon } from '../../shared/icons.tsx';
import { lazily } from '../../shared/lazily.tsx';
import { Page } from '../../shared/page.tsx';
import { EnabledStatus, useEnabledFilter } from '../../shared/people/enabled-status.tsx';
import { SwitchableMenu, type SwitchableOpened } from '../switchable.tsx';
import {
  listOrganizations,
  mayCreateOrganization,
  mayEditOrganization,
  maySwitchOrganization,
  type Organization,
} from './organization.ts';

const OrganizationDialogs = lazily(async () => (await import('./organization-dialogs.tsx')).OrganizationDialogs);
const createOpener = 'create-organization';

function useColumns(): Column<Organization>[] {
  const { t } = useTranslation();
  return [
    {
      name: 'name',
      title: t('organizations.name'),
      sort: 'name',
      show: ({ attributes, id }) => (
        <Anchor component={Link} to={`/organizations/${id}`} fw={600} size="sm" className="breakable">
          {attributes.name}
        </Anchor>
      ),
    },
    {
      name: 'global',
      title: t('organizations.global'),
      sort: 'global',
      show: ({ attributes }) => t(attributes.global ? 'organizations.yes' : 'organizations.no'),
    },
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

/** System › User Management › Organizations. */
export function OrganizationsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { close, open, opened } = useOpened<SwitchableOpened<Organization>>();
  const columns = useColumns();
  const filters = [
    { name: 'name', title: t('organizations.name') },
    { name: 'global', title: t('organizations.global'), choices: useYesOrNo() },
    useEnabledFilter(),
  ];
  const create = mayCreateOrganization && (
    <Button
      data-opener={createOpener}
      leftSection={<PlusIcon />}
      onClick={() => open({ kind: 'form', row: null }, createOpener)}
    >
      {t('organizations.create')}
    </Button>
  );
  return (
    <Page title={t('organizations.title')} actions={create}>
      <ResourceList
        label={t('organizations.title')}
        queryKey={['organizations', 'list']}
        load={listOrganizations}
        columns={() => columns}
        filters={filters}
        defaultSort="name"
        idOf={({ id }) => id}
        nameOf={({ attributes }) => attributes.name}
        empty={{ title: t('organizations.empty') }}
        actions={(row) => (
          <SwitchableMenu
            row={row}
            onOpen={open}
            page={`/organizations/${row.id}`}
            mayEdit={mayEditOrganization(row)}
            maySwitch={maySwitchOrganization(row)}
          />
        )}
      />
      {opened !== null && (
        <OrganizationDialogs
          opened={opened}
          onClose={close}
          onCreated={({ id }) => navigate({ to: `/organizations/${id}` })}
        />
      )}
    </Page>
  );
}
