import { Button, Group, Menu, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Application, applicationsKey, type Turn } from '../../shared/applications/application.ts';
import { AskDialog } from '../../shared/applications/ask-dialog.tsx';
import { applicationPath, pathOf } from '../../shared/applications/paths.ts';
import { may, type Side } from '../../shared/context.ts';
import { ResourceList } from '../../shared/grid/resource-list.tsx';
import { RowMenu, rowOpener } from '../../shared/grid/row-menu.tsx';
import { useGridSearch } from '../../shared/grid/use-grid-search.ts';
import { useOpened } from '../../shared/grid/use-opened.ts';
import { DownloadIcon, PlusIcon } from '../../shared/icons.tsx';
import { NotFound } from '../../shared/not-found.tsx';
import { Page } from '../../shared/page.tsx';
import { administeredKey, administers, exportAddress, listAdministered } from './administered.ts';
import { BulkDialog } from './bulk-dialog.tsx';
import { useAdministeredColumns } from './use-administered-columns.tsx';
import { useAdministeredFilters } from './use-administered-filters.tsx';

/** What stands open over the page. */
interface Opened {
  readonly applications: readonly Application[];
  readonly turn: Turn;
  /** Whether rows were ticked for it; then they are no longer after it. */
  readonly clear?: () => void;
}

type Open = (opened: Opened, opener: string) => void;

const turns: readonly Turn[] = ['activate', 'deactivate', 'delete'];

const mayTurn = (turn: Turn) => may('oauthapplications', turn === 'delete' ? 'delete' : 'edit', 'organization');

function ApplicationMenu({ application, onOpen }: { readonly application: Application; readonly onOpen: Open }) {
  const { t } = useTranslation();
  const { attributes, id } = application;
  const path = applicationPath(application);
  const possible = turns.filter((turn) => mayTurn(turn) && turn !== (attributes.active ? 'activate' : 'deactivate'));
  return (
    <RowMenu id={id} name={attributes.name}>
      <Menu.Item component={Link} to={path}>
        {t('administeredApplications.menu.view')}
      </Menu.Item>
      {may('oauthapplications', 'edit', 'organization') && (
        <Menu.Item component={Link} to={`${path}/edit`}>
          {t('applications.menu.edit')}
        </Menu.Item>
      )}
      {possible.map((turn) => (
        <Menu.Item key={turn} onClick={() => onOpen({ applications: [application], turn }, rowOpener(id))}>
          {t(`applications.menu.${turn}`)}
        </Menu.Item>
      ))}
    </RowMenu>
  );
}

interface BulkBarProps {
  readonly ticked: readonly Application[];
  readonly clear: () => void;
  readonly onOpen: Open;
}

/** What can be done with the ticked rows. */
function BulkBar({ clear, onOpen, ticked }: BulkBarProps) {
  const { t } = useTranslation();
  return (
    <Group gap="xs" mb="sm" role="group" aria-label={t('administeredApplications.bulk.label')}>
      <Text size="sm" role="status">
        {t('grid.ticked', { count: ticked.length })}
      </Text>
      {turns.filter(mayTurn).map((turn) => (
        <Button
          key={turn}
          size="xs"
          variant="default"
          data-opener={`bulk-${turn}`}
          onClick={() => onOpen({ applications: ticked, turn, clear }, `bulk-${turn}`)}
        >
          {t(`applications.menu.${turn}`)}
        </Button>
      ))}
    </Group>
  );
}

function Actions({ side }: { readonly side: Side }) {
  const { t } = useTranslation();
  const { search } = useGridSearch();
  return (
    <>
      <Button
        component="a"
        href={exportAddress(side, search)}
        download
        variant="default"
        leftSection={<DownloadIcon />}
      >
        {t('administeredApplications.export')}
      </Button>
      {may('oauthapplications', 'create', 'organization') && (
        <Button component={Link} to={`${pathOf[side]}/create`} leftSection={<PlusIcon />}>
          {t('administeredApplications.create')}
        </Button>
      )}
    </>
  );
}

function ApplicationsPage({ side }: { readonly side: Side }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { close, open, opened } = useOpened<Opened>();
  const columns = useAdministeredColumns();
  const filters = useAdministeredFilters();
  const title = t(`administeredApplications.title.${side}`);
  const onChanged = () => queries.invalidateQueries({ queryKey: applicationsKey });
  const [first] = opened?.applications ?? [];
  return (
    <Page title={title} actions={<Actions side={side} />}>
      <ResourceList
        label={title}
        queryKey={administeredKey(side)}
        load={(search) => listAdministered(side, search)}
        columns={() => columns}
        filters={filters}
        defaultSort="name"
        idOf={({ id }) => id}
        nameOf={({ attributes }) => attributes.name}
        empty={{ title: t('administeredApplications.empty'), hint: t('administeredApplications.emptyHint') }}
        actions={(application) => <ApplicationMenu application={application} onOpen={open} />}
        bulk={(ticked, clear) => <BulkBar ticked={ticked} clear={clear} onOpen={open} />}
      />
      {opened !== null && first !== undefined && opened.clear === undefined && (
        <AskDialog application={first} turn={opened.turn} onClose={close} onChanged={onChanged} />
      )}
      {opened?.clear !== undefined && (
        <BulkDialog
          applications={opened.applications}
          turn={opened.turn}
          onClose={close}
          onChanged={() => {
            opened.clear?.();
            void onChanged();
          }}
        />
      )}
    </Page>
  );
}

/** Every application of the back-office that one looks after. */
export function OAuthApplicationsPage() {
  return administers ? <ApplicationsPage side="backoffice" /> : <NotFound />;
}

/** Every application of the storefront that one looks after. */
export function CustomerUserOAuthApplicationsPage() {
  return administers ? <ApplicationsPage side="storefront" /> : <NotFound />;
}
