import { ActionIcon, Badge, Group, Menu, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { context } from '../context.ts';
import { CopyButton } from '../copy-button.tsx';
import { type Column, DataGrid } from '../grid/data-grid.tsx';
import type { GridState } from '../grid/use-grid-search.ts';
import { MoreIcon } from '../icons.tsx';
import type { Application, Turn } from './application.ts';
import { hasSeveralOrganizations } from './application-filters.tsx';

/** What marks the button that opens the menu of an application. */
export const openerOf = ({ id }: Application) => `more-${id}`;

interface RowActions {
  readonly onEdit: (application: Application) => void;
  readonly onTurn: (application: Application, turn: Turn) => void;
}

function ApplicationMenu({ application, onEdit, onTurn }: RowActions & { readonly application: Application }) {
  const { t } = useTranslation();
  const { active, name } = application.attributes;
  const turn = active ? 'deactivate' : 'activate';
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          c="var(--mantine-color-text)"
          size="lg"
          data-opener={openerOf(application)}
          title={t('actions.moreOptions')}
          aria-label={`${t('actions.moreOptions')}: ${name}`}
        >
          <MoreIcon />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onEdit(application)}>{t('applications.menu.edit')}</Menu.Item>
        <Menu.Item onClick={() => onTurn(application, turn)}>{t(`applications.menu.${turn}`)}</Menu.Item>
        <Menu.Item onClick={() => onTurn(application, 'delete')}>{t('applications.menu.delete')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function organizationName({ relationships }: Application): string {
  const data = relationships?.organization?.data;
  const id = data && 'id' in data ? data.id : '';
  return context.organizations.find((each) => each.id === id)?.name ?? '';
}

function ClientId({ application }: { readonly application: Application }) {
  const { t } = useTranslation();
  const { clientId, name } = application.attributes;
  return (
    <Group gap={4} wrap="nowrap">
      <span className="code breakable">{clientId}</span>
      <CopyButton value={clientId} label={`${t('applications.created.copyId')}: ${name}`} />
    </Group>
  );
}

function Status({ active }: { readonly active: boolean }) {
  const { t } = useTranslation();
  return (
    <Badge variant="dot" color={active ? 'green' : 'gray'} c="var(--mantine-color-text)" tt="none" size="lg">
      {t(active ? 'applications.status.active' : 'applications.status.inactive')}
    </Badge>
  );
}

function useColumns(): readonly Column<Application>[] {
  const { t } = useTranslation();
  const title = (name: string) => t(`applications.columns.${name}`);
  const organization = { name: 'organization', title: title('organization'), show: organizationName };
  return [
    {
      name: 'name',
      title: title('name'),
      sort: 'name',
      show: ({ attributes }) => (
        <Text span fw={600} size="sm" className="breakable">
          {attributes.name}
        </Text>
      ),
    },
    ...(hasSeveralOrganizations ? [organization] : []),
    {
      name: 'clientId',
      title: title('clientId'),
      sort: 'clientId',
      show: (application) => <ClientId application={application} />,
    },
    {
      name: 'status',
      title: title('status'),
      sort: 'active',
      show: ({ attributes }) => <Status active={attributes.active} />,
    },
  ];
}

interface ApplicationsGridProps extends RowActions {
  readonly grid: GridState;
  readonly rows: readonly Application[];
  readonly busy: boolean;
}

/** The grid of OAuth applications. */
export function ApplicationsGrid({ busy, grid, onEdit, onTurn, rows }: ApplicationsGridProps) {
  const { t } = useTranslation();
  const columns = useColumns();
  return (
    <DataGrid
      label={t('applications.title')}
      columns={columns}
      rows={rows}
      idOf={({ id }) => id}
      sort={grid.search.sort ?? 'name'}
      onSort={grid.sort}
      busy={busy}
      actions={(application) => <ApplicationMenu application={application} onEdit={onEdit} onTurn={onTurn} />}
    />
  );
}
