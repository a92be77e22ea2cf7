import { Anchor, Menu } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Application, applicationsKey, listApplications, type Turn } from '../applications/application.ts';
import { ClientId, Status } from '../applications/columns.tsx';
import { applicationPath } from '../applications/paths.ts';
import { context, may } from '../context.ts';
import type { Column } from '../grid/data-grid.tsx';
import type { Filter } from '../grid/grid-filters.tsx';
import type { GridSearch } from '../grid/grid-search.ts';
import type { RowsPage } from '../grid/load-page.ts';
import { type EmptyTexts, ResourceList } from '../grid/resource-list.tsx';
import { RowMenu, rowOpener } from '../grid/row-menu.tsx';
import { useOpened } from '../grid/use-opened.ts';
import { formatTime } from '../i18n.ts';
import { lazily } from '../lazily.tsx';
import { Section } from '../section.tsx';

const AskDialog = lazily(async () => (await import('../applications/ask-dialog.tsx')).AskDialog);
const EditApplicationDialog = lazily(
  async () => (await import('../applications/edit-application-dialog.tsx')).EditApplicationDialog,
);

type Opened =
  | { readonly kind: 'edit'; readonly application: Application }
  | { readonly kind: 'ask'; readonly application: Application; readonly turn: Turn };

/** When an application last got a token or called the API; null for never. */
function lastUseOf({ attributes: { lastCallAt, lastTokenAt } }: Application): string | null {
  const times = [lastCallAt, lastTokenAt].filter((time) => time !== null).sort();
  return times.at(-1) ?? null;
}

/** The name of an application, which leads to its page. */
function ApplicationName({ application }: { readonly application: Application }) {
  return (
    <Anchor component={Link} to={applicationPath(application)} fw={600} size="sm" className="breakable">
      {application.attributes.name}
    </Anchor>
  );
}

function useColumns(): Column<Application>[] {
  const { t } = useTranslation();
  return [
    {
      name: 'name',
      title: t('applications.columns.name'),
      sort: 'name',
      show: (application) => <ApplicationName application={application} />,
    },
    {
      name: 'clientId',
      title: t('applications.columns.clientId'),
      sort: 'clientId',
      show: (application) => <ClientId application={application} />,
    },
    {
      name: 'status',
      title: t('applications.columns.status'),
      sort: 'active',
      show: ({ attributes }) => <Status active={attributes.active} />,
    },
    {
      name: 'lastUse',
      title: t('people.applications.lastUse'),
      sort: 'lastUsedAt',
      show: (application) => {
        const time = lastUseOf(application);
        return time === null ? t('people.applications.never') : formatTime(time);
      },
    },
  ];
}

interface ApplicationMenuProps {
  readonly application: Application;
  readonly onOpen: (opened: Opened, opener: string) => void;
}

function ApplicationMenu({ application, onOpen }: ApplicationMenuProps) {
  const { t } = useTranslation();
  const { attributes, id } = application;
  const path = applicationPath(application);
  const turn = attributes.active ? 'deactivate' : 'activate';
  const open = (opened: Opened) => onOpen(opened, rowOpener(id));
  return (
    <RowMenu id={id} name={attributes.name}>
      <Menu.Item component={Link} to={path}>
        {t('people.menu.view')}
      </Menu.Item>
      {may('oauthapplications', 'edit', 'customer') && (
        <>
          {context.side === 'backoffice' ? (
            <Menu.Item component={Link} to={`${path}/edit`}>
              {t('applications.menu.edit')}
            </Menu.Item>
          ) : (
            <Menu.Item onClick={() => open({ kind: 'edit', application })}>{t('applications.menu.edit')}</Menu.Item>
          )}
          <Menu.Item onClick={() => open({ kind: 'ask', application, turn })}>
            {t(`applications.menu.${turn}`)}
          </Menu.Item>
        </>
      )}
      {may('oauthapplications', 'delete', 'customer') && (
        <Menu.Item onClick={() => open({ kind: 'ask', application, turn: 'delete' })}>
          {t('applications.menu.delete')}
        </Menu.Item>
      )}
    </RowMenu>
  );
}

interface OthersApplicationsProps {
  readonly load: (search: GridSearch) => Promise<RowsPage<Application>>;
  /** Tells the lists apart in the cache. */
  readonly of: string;
  /** Columns after the name. */
  readonly more?: (page: RowsPage<Application>) => readonly Column<Application>[];
  readonly filters?: readonly Filter[];
  readonly empty: EmptyTexts;
}

/** A list of applications of others, with what one may do with them. */
export function OthersApplications({ empty, filters = [], load, more, of }: OthersApplicationsProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { close, open, opened } = useOpened<Opened>();
  const [name, ...columns] = useColumns();
  const choices = (['active', 'inactive'] as const).map((value) => ({
    value,
    label: t(`applications.status.${value}`),
  }));
  const refresh = () => queries.invalidateQueries({ queryKey: applicationsKey });
  return (
    <>
      <ResourceList
        label={t('applications.title')}
        queryKey={[...applicationsKey, 'of', of]}
        load={load}
        columns={(page) => [...(name ? [name] : []), ...(more?.(page) ?? []), ...columns]}
        filters={[
          { name: 'name', title: t('applications.columns.name') },
          ...filters,
          { name: 'status', title: t('applications.status.label'), choices },
        ]}
        defaultSort="name"
        idOf={({ id }) => id}
        nameOf={({ attributes }) => attributes.name}
        empty={empty}
        actions={(application) => <ApplicationMenu application={application} onOpen={open} />}
      />
      {opened?.kind === 'edit' && (
        <EditApplicationDialog application={opened.application} onClose={close} onChanged={refresh} />
      )}
      {opened?.kind === 'ask' && (
        <AskDialog application={opened.application} turn={opened.turn} onClose={close} onChanged={refresh} />
      )}
    </>
  );
}

/** The section of somebody's OAuth applications on their page. */
export function OwnedApplications({ ownerId }: { readonly ownerId: string }) {
  const { t } = useTranslation();
  return (
    <Section title={t('applications.title')}>
      <OthersApplications
        of={ownerId}
        load={(search) => listApplications(ownerId, search)}
        empty={{ title: t('people.applications.none') }}
      />
    </Section>
  );
}
