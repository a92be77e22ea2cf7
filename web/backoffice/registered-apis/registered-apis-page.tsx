import { Button, Menu, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { mayEverywhere } from '../../shared/context.ts';
import { ConfirmDialog } from '../../shared/forms/confirm-dialog.tsx';
import type { Column } from '../../shared/grid/data-grid.tsx';
import type { Filter } from '../../shared/grid/grid-filters.tsx';
import { ResourceList } from '../../shared/grid/resource-list.tsx';
import { RowMenu, rowOpener } from '../../shared/grid/row-menu.tsx';
import { useOpened } from '../../shared/grid/use-opened.ts';
import { formatTime } from '../../shared/i18n.ts';
import { PlusIcon } from '../../shared/icons.tsx';
import { NotFound } from '../../shared/not-found.tsx';
import { notify } from '../../shared/notify.ts';
import { Page } from '../../shared/page.tsx';
import { ApiDialog, ApiSecretDialog } from './api-dialog.tsx';
import { apisKey, deleteApi, listRegisteredApis, type RegisteredApi, renewSecret } from './registered-api.ts';

/** What stands open over the page. */
type Opened =
  | { readonly kind: 'form'; readonly api: RegisteredApi | null }
  | { readonly kind: 'renew' | 'delete'; readonly api: RegisteredApi }
  | { readonly kind: 'secret'; readonly name: string; readonly secret: string };

type Open = (opened: Opened, opener: string) => void;

const addOpener = 'add-api';

function useColumns(): readonly Column<RegisteredApi>[] {
  const { t } = useTranslation();
  const title = (name: string) => t(`registeredApis.columns.${name}`);
  return [
    {
      name: 'name',
      title: title('name'),
      sort: 'name',
      show: ({ attributes: { configured, name } }) => (
        <>
          <Text span fw={600} size="sm" className="breakable">
            {name}
          </Text>
          {configured && <Text size="xs">{t('registeredApis.configured')}</Text>}
        </>
      ),
    },
    {
      name: 'identifier',
      title: title('identifier'),
      sort: 'identifier',
      show: ({ attributes }) => <span className="code breakable">{attributes.identifier}</span>,
    },
    {
      name: 'side',
      title: title('side'),
      sort: 'side',
      show: ({ attributes }) => t(`administeredApplications.view.sides.${attributes.side}`),
    },
    {
      name: 'scopes',
      title: t('registeredApis.scopes'),
      show: ({ attributes }) => attributes.scopes.map(({ scope }) => scope).join(', '),
    },
    {
      name: 'createdAt',
      title: title('createdAt'),
      sort: 'createdAt',
      show: ({ attributes }) => formatTime(attributes.createdAt),
    },
  ];
}

function useFilters(): readonly Filter[] {
  const { t } = useTranslation();
  const choices = ['backoffice', 'storefront'].map((side) => ({
    value: side,
    label: t(`administeredApplications.view.sides.${side}`),
  }));
  return [
    { name: 'name', title: t('registeredApis.columns.name') },
    { name: 'side', title: t('registeredApis.columns.side'), choices },
  ];
}

/** What can be done with an API; one that the configuration names is changed there alone. */
function ApiMenu({ api, onOpen }: { readonly api: RegisteredApi; readonly onOpen: Open }) {
  const { t } = useTranslation();
  const { configured, name } = api.attributes;
  const item = (opened: Opened, label: string) => (
    <Menu.Item onClick={() => onOpen(opened, rowOpener(api.id))}>{label}</Menu.Item>
  );
  return (
    <RowMenu id={api.id} name={name}>
      {!configured &&
        mayEverywhere('resourceservers', 'edit') &&
        item({ kind: 'form', api }, t('applications.menu.edit'))}
      {mayEverywhere('resourceservers', 'edit') && item({ kind: 'renew', api }, t('registeredApis.renew'))}
      {!configured &&
        mayEverywhere('resourceservers', 'delete') &&
        item({ kind: 'delete', api }, t('applications.menu.delete'))}
    </RowMenu>
  );
}

interface DialogsProps {
  readonly opened: Opened | null;
  readonly onOpen: Open;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

function Dialogs({ onChanged, onClose, onOpen, opened }: DialogsProps) {
  const { t } = useTranslation();
  if (opened === null) return null;
  if (opened.kind === 'form') return <ApiDialog api={opened.api} onClose={onClose} onChanged={onChanged} />;
  if (opened.kind === 'secret') return <ApiSecretDialog name={opened.name} secret={opened.secret} onClose={onClose} />;
  const { api, kind } = opened;
  const { name } = api.attributes;
  const onConfirm = async () => {
    if (kind === 'renew') {
      const secret = await renewSecret(api.id);
      onChanged();
      return onOpen({ kind: 'secret', name, secret }, rowOpener(api.id));
    }
    await deleteApi(api.id);
    notify(t('applications.changed.deleted', { name }));
    onChanged();
    onClose();
  };
  return (
    <ConfirmDialog
      title={t(`registeredApis.${kind}Title`, { name })}
      confirm={kind === 'renew' ? t('registeredApis.renew') : t('applications.menu.delete')}
      grave={kind === 'delete'}
      onConfirm={onConfirm}
      onClose={onClose}
      staysOpen
    >
      <Text size="sm">{t(`registeredApis.${kind}Effect`)}</Text>
    </ConfirmDialog>
  );
}

function ListOfApis() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { close, open, opened } = useOpened<Opened>();
  const columns = useColumns();
  const filters = useFilters();
  const add = mayEverywhere('resourceservers', 'create') && (
    <Button
      data-opener={addOpener}
      leftSection={<PlusIcon />}
      onClick={() => open({ kind: 'form', api: null }, addOpener)}
    >
      {t('registeredApis.add')}
    </Button>
  );
  return (
    <Page title={t('registeredApis.title')} actions={add}>
      <ResourceList
        label={t('registeredApis.title')}
        queryKey={[...apisKey, 'list']}
        load={listRegisteredApis}
        columns={() => columns}
        filters={filters}
        defaultSort="name"
        idOf={({ id }) => id}
        nameOf={({ attributes }) => attributes.name}
        empty={{ title: t('registeredApis.empty'), hint: t('registeredApis.emptyHint') }}
        actions={(api) => <ApiMenu api={api} onOpen={open} />}
      />
      <Dialogs
        opened={opened}
        onOpen={open}
        onClose={close}
        onChanged={() => void queries.invalidateQueries({ queryKey: apisKey })}
      />
    </Page>
  );
}

/** The APIs of others that take our tokens. */
export function RegisteredApisPage() {
  return mayEverywhere('resourceservers', 'view') ? <ListOfApis /> : <NotFound />;
}
