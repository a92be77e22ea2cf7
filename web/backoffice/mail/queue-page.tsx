import { Button, Menu, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProblemsAlert } from '../../shared/forms/problems-alert.tsx';
import { useSubmit } from '../../shared/forms/use-submit.ts';
import type { Column } from '../../shared/grid/data-grid.tsx';
import type { Filter } from '../../shared/grid/grid-filters.tsx';
import { ResourceList } from '../../shared/grid/resource-list.tsx';
import { RowMenu, rowOpener } from '../../shared/grid/row-menu.tsx';
import { useOpened } from '../../shared/grid/use-opened.ts';
import { formatTime } from '../../shared/i18n.ts';
import { lazily } from '../../shared/lazily.tsx';
import { notify } from '../../shared/notify.ts';
import { Page } from '../../shared/page.tsx';
import { StatusBadge } from '../../shared/status-badge.tsx';
import { useOrganizationFilter } from '../organizations/organization-filter.tsx';
import { mailEvents, mailStates } from './names.ts';
import { listMails, mailsKey, mayRetry, type QueuedMail, retryMail } from './queued-mail.ts';
import { useLanguageChoices, useMailWords, useNameChoices } from './words.ts';

const MailDialog = lazily(async () => (await import('./mail-dialog.tsx')).MailDialog);
const colors = { queued: 'blue', held: 'yellow', digested: 'gray', sent: 'green', failed: 'red' } as const;
const refreshEvery = 5_000;

function useColumns(): Column<QueuedMail>[] {
  const { t } = useTranslation();
  const words = useMailWords();
  const time = (at: string | null) => (at === null ? '–' : formatTime(at));
  return [
    {
      name: 'event',
      title: t('mail.queue.mail'),
      sort: 'event',
      show: ({ attributes: { event, subject } }) => (
        <Stack gap={2} maw={420}>
          <Text span fw={600} size="sm">
            {words(event)}
          </Text>
          {subject !== null && (
            <Text size="xs" className="breakable">
              {subject}
            </Text>
          )}
        </Stack>
      ),
    },
    {
      name: 'address',
      title: t('mail.queue.address'),
      sort: 'address',
      show: ({ attributes }) => <span className="breakable">{attributes.address}</span>,
    },
    {
      name: 'state',
      title: t('mail.queue.state'),
      sort: 'state',
      show: ({ attributes: { lastError, state } }) => (
        <Stack gap={2} maw={300}>
          <StatusBadge color={colors[state]}>{t(`mail.queue.states.${state}`)}</StatusBadge>
          {lastError !== null && state !== 'sent' && (
            <Text size="xs" c="var(--mantine-color-error)" className="breakable">
              {lastError}
            </Text>
          )}
        </Stack>
      ),
    },
    { name: 'attempts', title: t('mail.queue.attempts'), show: ({ attributes }) => attributes.attempts },
    {
      name: 'nextTryAt',
      title: t('mail.queue.nextTry'),
      sort: 'nextTryAt',
      show: ({ attributes }) => time(attributes.nextTryAt),
    },
    {
      name: 'createdAt',
      title: t('mail.queue.createdAt'),
      sort: 'createdAt',
      show: ({ attributes }) => time(attributes.createdAt),
    },
  ];
}

function useFilters(): Filter[] {
  const { t } = useTranslation();
  return [
    {
      name: 'state',
      title: t('mail.queue.state'),
      choices: mailStates.map((value) => ({ value, label: t(`mail.queue.states.${value}`) })),
    },
    { name: 'event', title: t('mail.queue.mail'), choices: useNameChoices([...mailEvents, 'digest', 'test']) },
    { name: 'address', title: t('mail.queue.address') },
    { name: 'language', title: t('mail.language'), choices: useLanguageChoices() },
    { name: 'from', title: t('mail.queue.from'), type: 'date' },
    { name: 'until', title: t('mail.queue.until'), type: 'date' },
    ...useOrganizationFilter('mails'),
  ];
}

interface MailMenuProps {
  readonly mail: QueuedMail;
  readonly onShow: () => void;
  readonly onRetry: () => void;
}

function MailMenu({ mail, onRetry, onShow }: MailMenuProps) {
  const { t } = useTranslation();
  const words = useMailWords();
  const { address, event } = mail.attributes;
  return (
    <RowMenu id={mail.id} name={`${words(event)}: ${address}`}>
      <Menu.Item onClick={onShow}>{t('mail.queue.show')}</Menu.Item>
      {mayRetry(mail) && <Menu.Item onClick={onRetry}>{t('mail.queue.retry')}</Menu.Item>}
    </RowMenu>
  );
}

/** System › Emails › Queue: what waits, was sent or was given up. */
export function MailQueuePage() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const columns = useColumns();
  const filters = useFilters();
  const { problems, submit } = useSubmit();
  const { close, open, opened } = useOpened<QueuedMail>();
  const refresh = () => queries.invalidateQueries({ queryKey: mailsKey });
  const onRetry = async ({ attributes: { address }, id }: QueuedMail) => {
    if (await submit(() => retryMail(id))) notify(t('mail.queue.retried', { address }));
    await refresh();
  };
  return (
    <Page
      title={t('mail.queue.title')}
      actions={
        <Button variant="default" onClick={refresh}>
          {t('mail.queue.refresh')}
        </Button>
      }
    >
      <Text size="sm" maw={800}>
        {t('mail.queue.explanation')}
      </Text>
      <ProblemsAlert problems={problems.others} />
      <ResourceList
        label={t('mail.queue.title')}
        queryKey={[...mailsKey, 'list']}
        load={listMails}
        columns={() => columns}
        filters={filters}
        defaultSort="-createdAt"
        idOf={({ id }) => id}
        nameOf={({ attributes }) => attributes.address}
        empty={{ title: t('mail.queue.empty') }}
        refreshEvery={refreshEvery}
        actions={(mail) => (
          <MailMenu mail={mail} onShow={() => open(mail, rowOpener(mail.id))} onRetry={() => onRetry(mail)} />
        )}
      />
      {opened !== null && <MailDialog mail={opened} onClose={close} />}
    </Page>
  );
}
