import { Button, Menu } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { ResourceList } from '../grid/resource-list.tsx';
import { RowMenu, rowOpener } from '../grid/row-menu.tsx';
import { useOpened } from '../grid/use-opened.ts';
import { PlusIcon } from '../icons.tsx';
import { Section } from '../section.tsx';
import { type Application, applicationsKey, listApplications, type Turn } from './application.ts';
import { useOwnApplications } from './columns.tsx';
import { applicationPath } from './paths.ts';

// What stands over the page is fetched when it is opened.
const AddApplicationDialog = lazy(async () => {
  const { AddApplicationDialog: dialog } = await import('./add-application-dialog.tsx');
  return { default: dialog };
});
const AskDialog = lazy(async () => ({ default: (await import('./ask-dialog.tsx')).AskDialog }));
const EditApplicationDialog = lazy(async () => {
  const { EditApplicationDialog: dialog } = await import('./edit-application-dialog.tsx');
  return { default: dialog };
});

const addOpener = 'add-application';

/** What stands open over the page. */
type Opened =
  | { readonly kind: 'add' }
  | { readonly kind: 'edit'; readonly application: Application }
  | { readonly kind: 'ask'; readonly application: Application; readonly turn: Turn };

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
  const navigate = useNavigate();
  const showRefusals = () => navigate({ to: '/refused-requests', search: { application: id } as never });
  return (
    <RowMenu id={id} name={attributes.name}>
      <Menu.Item component={Link} to={path}>
        {t('administeredApplications.menu.view')}
      </Menu.Item>
      <Menu.Item component={Link} to={path} hash="secrets">
        {t('secrets.menu')}
      </Menu.Item>
      <Menu.Item onClick={() => open({ kind: 'edit', application })}>{t('applications.menu.edit')}</Menu.Item>
      <Menu.Item onClick={() => open({ kind: 'ask', application, turn })}>{t(`applications.menu.${turn}`)}</Menu.Item>
      <Menu.Item onClick={showRefusals}>{t('refusals.menu')}</Menu.Item>
      <Menu.Item onClick={() => open({ kind: 'ask', application, turn: 'delete' })}>
        {t('applications.menu.delete')}
      </Menu.Item>
    </RowMenu>
  );
}

/** The section of one's own OAuth applications: the grid and everything that can be done there. */
export function ApplicationsSection({ ownerId }: { readonly ownerId: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { close, open, opened } = useOpened<Opened>();
  const { columns, filters } = useOwnApplications();
  const refresh = () => queries.invalidateQueries({ queryKey: applicationsKey });
  const add = (
    <Button data-opener={addOpener} leftSection={<PlusIcon />} onClick={() => open({ kind: 'add' }, addOpener)}>
      {t('applications.add')}
    </Button>
  );
  return (
    <Section title={t('applications.title')} actions={add}>
      <ResourceList
        label={t('applications.title')}
        queryKey={[...applicationsKey, ownerId]}
        load={(search) => listApplications(ownerId, search)}
        columns={() => columns}
        filters={filters}
        defaultSort="name"
        idOf={({ id }) => id}
        nameOf={({ attributes }) => attributes.name}
        empty={{ title: t('applications.empty'), hint: t('applications.emptyHint') }}
        actions={(application) => <ApplicationMenu application={application} onOpen={open} />}
      />
      <Suspense>
        {opened?.kind === 'add' && <AddApplicationDialog onClose={close} onCreated={refresh} />}
        {opened?.kind === 'edit' && (
          <EditApplicationDialog application={opened.application} onClose={close} onChanged={refresh} />
        )}
        {opened?.kind === 'ask' && (
          <AskDialog application={opened.application} turn={opened.turn} onClose={close} onChanged={refresh} />
        )}
      </Suspense>
    </Section>
  );
}
