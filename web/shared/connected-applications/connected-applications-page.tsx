import { Button, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { context } from '../context.ts';
import { ConfirmDialog } from '../forms/confirm-dialog.tsx';
import type { Column } from '../grid/data-grid.tsx';
import { ResourceList } from '../grid/resource-list.tsx';
import { useOpened } from '../grid/use-opened.ts';
import { formatTime } from '../i18n.ts';
import { notify } from '../notify.ts';
import { Page } from '../page.tsx';
import { type ConnectedApplication, connectedKey, listConnected, revokeConnected } from './connected-application.ts';

const openerOf = ({ id }: ConnectedApplication) => `revoke-${id}`;

/** How many permissions are shown before somebody asks for more. */
const atOnce = 4;

function Words({ words }: { readonly words: readonly string[] }) {
  if (words.length === 0) return null;
  return (
    <ul className="words">
      {words.map((each) => (
        <li key={each}>{each}</li>
      ))}
    </ul>
  );
}

/** What the application may do: at our own API in the language of the page, elsewhere as the API describes itself. */
function Permissions({ connected: { attributes } }: { readonly connected: ConnectedApplication }) {
  const { t } = useTranslation();
  const { permissions, resourceName, scopes } = attributes;
  const words = scopes.map((scope, at) =>
    resourceName === null
      ? t(`applications.scopes.${context.side}.${scope}`, { defaultValue: permissions[at] ?? scope })
      : (permissions[at] ?? scope),
  );
  return (
    <>
      {resourceName !== null && <Text size="sm">{t('account.connected.at', { name: resourceName })}</Text>}
      {words.length === 0 && <Text size="sm">{t('account.connected.nothing')}</Text>}
      <Words words={words.slice(0, atOnce)} />
      {words.length > atOnce && (
        <details>
          <summary>{t('account.connected.more', { count: words.length - atOnce })}</summary>
          <Words words={words.slice(atOnce)} />
        </details>
      )}
    </>
  );
}

function useColumns(): readonly Column<ConnectedApplication>[] {
  const { t } = useTranslation();
  const title = (name: string) => t(`account.connected.columns.${name}`);
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
    { name: 'organization', title: title('organization'), show: ({ attributes }) => attributes.organizationName },
    {
      name: 'owner',
      title: title('owner'),
      show: ({ attributes }) => attributes.ownerName ?? t('account.connected.nobody'),
    },
    { name: 'permissions', title: title('permissions'), show: (connected) => <Permissions connected={connected} /> },
    { name: 'since', title: title('since'), show: ({ attributes }) => formatTime(attributes.createdAt) },
    {
      name: 'used',
      title: title('used'),
      show: ({ attributes: { lastTokenAt } }) =>
        lastTokenAt === null ? t('account.connected.unknown') : formatTime(lastTokenAt),
    },
  ];
}

/** The applications that one let in, and how to shut them out again. */
export function ConnectedApplicationsPage() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const columns = useColumns();
  const { close, open, opened } = useOpened<ConnectedApplication>();
  const revoke = async (connected: ConnectedApplication) => {
    await revokeConnected(connected.id);
    notify(t('account.connected.revoked', { name: connected.attributes.name }));
    await queries.invalidateQueries({ queryKey: connectedKey });
  };
  return (
    <Page title={t('account.connected.title')}>
      <Text size="sm">{t('account.connected.about')}</Text>
      <ResourceList
        label={t('account.connected.title')}
        queryKey={connectedKey}
        load={listConnected}
        columns={() => columns}
        filters={[{ name: 'name', title: t('account.connected.columns.name') }]}
        defaultSort="-updatedAt"
        idOf={({ id }) => id}
        nameOf={({ attributes }) => attributes.name}
        empty={{ title: t('account.connected.empty'), hint: t('account.connected.emptyHint') }}
        actions={(connected) => (
          <Button
            variant="default"
            size="compact-sm"
            data-opener={openerOf(connected)}
            aria-label={t('account.connected.revokeNamed', { name: connected.attributes.name })}
            onClick={() => open(connected, openerOf(connected))}
          >
            {t('account.connected.revoke')}
          </Button>
        )}
      />
      {opened !== null && (
        <ConfirmDialog
          title={t('account.connected.revokeTitle', { name: opened.attributes.name })}
          confirm={t('account.connected.revoke')}
          grave
          onConfirm={() => revoke(opened)}
          onClose={close}
        >
          <Text size="sm">{t('account.connected.revokeEffect', { name: opened.attributes.name })}</Text>
          {opened.attributes.lastTokenAt !== null && (
            <Text size="sm">
              {t('account.connected.lastUsed', { time: formatTime(opened.attributes.lastTokenAt) })}
            </Text>
          )}
        </ConfirmDialog>
      )}
    </Page>
  );
}
