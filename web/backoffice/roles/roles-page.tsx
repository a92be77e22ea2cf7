import { Anchor, Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../shared/grid/data-grid.tsx';
import type { Filter } from '../../shared/grid/grid-filters.tsx';
import type { RowsPage } from '../../shared/grid/load-page.ts';
import { ResourceList } from '../../shared/grid/resource-list.tsx';
import { useOpened } from '../../shared/grid/use-opened.ts';
import { useYesOrNo } from '../../shared/grid/yes-or-no.ts';
import { PlusIcon } from '../../shared/icons.tsx';
import { lazily } from '../../shared/lazily.tsx';
import { Page } from '../../shared/page.tsx';
import type { Role } from '../../shared/roles/role.ts';
import { useOrganizationColumn, useOrganizationFilter } from '../organizations/organization-filter.tsx';
import { RoleMenu, type RoleOpened } from './role-menu.tsx';
import { listRoles, mayCreateRoles } from './roles.ts';

const RoleDialogs = lazily(async () => (await import('./role-dialogs.tsx')).RoleDialogs);
const createOpener = 'create-role';

function useColumns() {
  const { t } = useTranslation();
  const organizationColumn = useOrganizationColumn<Role>('roles', t('roles.everywhere'));
  return ({ included }: RowsPage<Role>): Column<Role>[] => [
    {
      name: 'name',
      title: t('organizations.name'),
      sort: 'name',
      show: ({ attributes, id }) => (
        <Anchor component={Link} to={`/roles/${id}`} fw={600} size="sm" className="breakable">
          {attributes.name}
        </Anchor>
      ),
    },
    {
      name: 'side',
      title: t('roles.side'),
      sort: 'side',
      show: ({ attributes }) => t(`roles.sides.${attributes.side}`),
    },
    {
      name: 'builtIn',
      title: t('roles.builtIn'),
      sort: 'builtIn',
      show: ({ attributes }) => t(attributes.builtIn ? 'organizations.yes' : 'organizations.no'),
    },
    ...organizationColumn(included),
  ];
}

function useFilters(): Filter[] {
  const { t } = useTranslation();
  const sides = (['backoffice', 'storefront'] as const).map((value) => ({ value, label: t(`roles.sides.${value}`) }));
  return [
    { name: 'name', title: t('organizations.name') },
    { name: 'side', title: t('roles.side'), choices: sides },
    { name: 'builtIn', title: t('roles.builtIn'), choices: useYesOrNo() },
    ...useOrganizationFilter('roles'),
  ];
}

/** System › User Management › Roles: those of both sides. */
export function RolesPage() {
  const { t } = useTranslation();
  const { close, open, opened } = useOpened<RoleOpened>();
  const columns = useColumns();
  const filters = useFilters();
  const create = mayCreateRoles && (
    <Button
      data-opener={createOpener}
      leftSection={<PlusIcon />}
      onClick={() => open({ kind: 'create' }, createOpener)}
    >
      {t('roles.create')}
    </Button>
  );
  return (
    <Page title={t('roles.title')} actions={create}>
      <ResourceList
        label={t('roles.title')}
        queryKey={['roles', 'list']}
        load={listRoles}
        columns={columns}
        filters={filters}
        defaultSort="name"
        idOf={({ id }) => id}
        nameOf={({ attributes }) => attributes.name}
        empty={{ title: t('roles.empty') }}
        actions={(role) => <RoleMenu role={role} onOpen={open} />}
      />
      {opened !== null && <RoleDialogs opened={opened} onClose={close} />}
    </Page>
  );
}
