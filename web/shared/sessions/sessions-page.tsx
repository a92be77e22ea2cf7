import { Badge, Button, Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../forms/confirm-dialog.tsx';
import type { Column } from '../grid/data-grid.tsx';
import { ResourceList } from '../grid/resource-list.tsx';
import { useOpened } from '../grid/use-opened.ts';
import { formatTime } from '../i18n.ts';
import { notify } from '../notify.ts';
import { Page } from '../page.tsx';
import { endOtherSessions, endSession, listSessions, type Session, sessionsKey } from './session.ts';
import { readUserAgent } from './user-agent.ts';

const othersOpener = 'end-other-sessions';
const openerOf = ({ id }: Session) => `end-session-${id}`;

/** Says what kind of browser a session is in. */
function useDeviceText() {
  const { t } = useTranslation();
  return ({ attributes }: Session): string => {
    const { browser, system } = readUserAgent(attributes.userAgent);
    if (browser !== null && system !== null) return t('account.sessions.browserOn', { browser, system });
    return browser ?? system ?? t('account.sessions.unknown');
  };
}

function Device({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const deviceText = useDeviceText();
  return (
    <Group gap="xs">
      <Text span fw={600} size="sm" title={session.attributes.userAgent ?? undefined}>
        {deviceText(session)}
      </Text>
      {session.attributes.current && (
        <Badge variant="outline" color="green" c="var(--mantine-color-text)" tt="none">
          {t('account.sessions.current')}
        </Badge>
      )}
    </Group>
  );
}

function useColumns(): readonly Column<Session>[] {
  const { t } = useTranslation();
  const title = (name: string) => t(`account.sessions.columns.${name}`);
  return [
    { name: 'device', title: title('device'), show: (session) => <Device session={session} /> },
    { name: 'address', title: title('address'), show: ({ attributes }) => attributes.address ?? '' },
    {
      name: 'started',
      title: title('started'),
      sort: 'authenticatedAt',
      show: ({ attributes }) => formatTime(attributes.authenticatedAt),
    },
    { name: 'seen', title: title('seen'), sort: 'seenAt', show: ({ attributes }) => formatTime(attributes.seenAt) },
    { name: 'ends', title: title('ends'), show: ({ attributes }) => formatTime(attributes.expiresAt) },
  ];
}

/** Where one is signed in, and how to end that. */
export function SessionsPage() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const deviceText = useDeviceText();
  const columns = useColumns();
  const { close, open, opened } = useOpened<Session | 'others'>();
  const refresh = () => queries.invalidateQueries({ queryKey: sessionsKey });
  const end = async (session: Session) => {
    await endSession(session.id);
    notify(t('account.sessions.ended', { count: 1 }));
    await refresh();
  };
  const endOthers = async () => {
    notify(t('account.sessions.ended', { count: await endOtherSessions() }));
    await refresh();
  };
  const endAll = (
    <Button variant="default" data-opener={othersOpener} onClick={() => open('others', othersOpener)}>
      {t('account.sessions.endOthers')}
    </Button>
  );
  return (
    <Page title={t('account.sessions.title')} actions={endAll}>
      <Text size="sm">{t('account.sessions.about')}</Text>
      <ResourceList
        label={t('account.sessions.title')}
        queryKey={sessionsKey}
        load={listSessions}
        columns={() => columns}
        defaultSort="-authenticatedAt"
        idOf={({ id }) => id}
        nameOf={deviceText}
        empty={{ title: t('account.sessions.empty') }}
        actions={(session) =>
          session.attributes.current ? null : (
            <Button
              variant="default"
              size="compact-sm"
              data-opener={openerOf(session)}
              aria-label={t('account.sessions.endNamed', {
                device: deviceText(session),
                time: formatTime(session.attributes.authenticatedAt),
              })}
              onClick={() => open(session, openerOf(session))}
            >
              {t('account.sessions.end')}
            </Button>
          )
        }
      />
      {opened === 'others' && (
        <ConfirmDialog
          title={t('account.sessions.endOthersTitle')}
          confirm={t('account.sessions.endOthers')}
          onConfirm={endOthers}
          onClose={close}
        >
          <Text size="sm">{t('account.sessions.endOthersEffect')}</Text>
        </ConfirmDialog>
      )}
      {opened !== null && opened !== 'others' && (
        <ConfirmDialog
          title={t('account.sessions.endTitle', { device: deviceText(opened) })}
          confirm={t('account.sessions.end')}
          onConfirm={() => end(opened)}
          onClose={close}
        >
          <Text size="sm">{t('account.sessions.endEffect')}</Text>
        </ConfirmDialog>
      )}
    </Page>
  );
}
