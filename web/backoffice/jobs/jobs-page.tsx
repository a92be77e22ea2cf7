import { Button, Menu, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { mayEverywhere } from '../../shared/context.ts';
import { formatDuration } from '../../shared/duration.ts';
import { ProblemsAlert } from '../../shared/forms/problems-alert.tsx';
import { useSubmit } from '../../shared/forms/use-submit.ts';
import type { Column } from '../../shared/grid/data-grid.tsx';
import { ResourceList } from '../../shared/grid/resource-list.tsx';
import { RowMenu } from '../../shared/grid/row-menu.tsx';
import { formatTime } from '../../shared/i18n.ts';
import { notify } from '../../shared/notify.ts';
import { Page } from '../../shared/page.tsx';
import { StatusBadge } from '../../shared/status-badge.tsx';
import { type Job, type JobAttributes, jobStates, jobsKey, listJobs, runJob } from './job.ts';

const colors = { running: 'blue', succeeded: 'green', failed: 'red', interrupted: 'yellow' } as const;
const refreshEvery = 5_000;

/** The common patterns in words, others as they are. */
function scheduleText(schedule: string, t: TFunction): string {
  const [minute = '', hour = '', ...others] = schedule.split(' ');
  const isDaily = others.join(' ') === '* * *';
  if (isDaily && hour === '*') {
    const [, every = ''] = /^\*(?:\/(\d+))?$/.exec(minute) ?? [];
    if (minute === '*') return t('jobs.everyMinute');
    if (/^\d+$/.test(minute)) return t('jobs.hourly', { minute });
    if (every !== '') return t('jobs.every', { duration: formatDuration(Number(every), 'minutes') });
  }
  if (isDaily && /^\d+$/.test(minute) && /^\d+$/.test(hour)) {
    return t('jobs.daily', { time: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}` });
  }
  return t('jobs.pattern', { pattern: schedule });
}

function LastRun({ duration, error, failures, node, startedAt, state }: JobAttributes) {
  const { t } = useTranslation();
  if (state === null) return t('jobs.neverRun');
  return (
    <Stack gap={2} maw={360}>
      <StatusBadge color={colors[state]}>{t(`jobs.states.${state}`)}</StatusBadge>
      <Text size="xs">
        {startedAt !== null && formatTime(startedAt)}
        {duration !== null && ` · ${formatDuration(duration, 'milliseconds')}`}
      </Text>
      {node !== null && <Text size="xs">{node}</Text>}
      {error !== null && (
        <Text size="xs" c="var(--mantine-color-error)" className="breakable">
          {error} {failures > 1 && t('jobs.failures', { times: failures })}
        </Text>
      )}
    </Stack>
  );
}

function useJobColumns(): readonly Column<Job>[] {
  const { t } = useTranslation();
  const title = (name: string) => t(`jobs.columns.${name}`);
  return [
    {
      name: 'name',
      title: title('name'),
      sort: 'name',
      show: ({ attributes: { description, name } }) => (
        <Stack gap={2} maw={420}>
          <Text span fw={600} size="sm" className="breakable">
            {name}
          </Text>
          <Text size="xs">{t(`jobs.purposes.${name}`, { defaultValue: description })}</Text>
        </Stack>
      ),
    },
    { name: 'schedule', title: title('schedule'), show: ({ attributes }) => scheduleText(attributes.schedule, t) },
    {
      name: 'lastRun',
      title: title('lastRun'),
      sort: 'startedAt',
      show: ({ attributes }) => <LastRun {...attributes} />,
    },
    {
      name: 'nextAt',
      title: title('nextAt'),
      sort: 'nextAt',
      show: ({ attributes: { nextAt } }) => (nextAt === null ? '–' : formatTime(nextAt)),
    },
  ];
}

interface JobMenuProps {
  readonly job: Job;
  /** Whether one is being asked for already. */
  readonly busy: boolean;
  readonly onRun: () => void;
}

function JobMenu({ busy, job: { attributes, id }, onRun }: JobMenuProps) {
  const { t } = useTranslation();
  return (
    <RowMenu id={id} name={attributes.name}>
      <Menu.Item disabled={busy || attributes.state === 'running'} onClick={onRun}>
        {t('jobs.run')}
      </Menu.Item>
    </RowMenu>
  );
}

/** System › Scheduled Jobs: what the installation does by itself, how it went, and when it does so again. */
export function JobsPage() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const columns = useJobColumns();
  const { busy, problems, submit } = useSubmit();
  const refresh = () => queries.invalidateQueries({ queryKey: jobsKey });
  const onRun = async ({ attributes, id }: Job) => {
    if (await submit(() => runJob(id))) notify(t('jobs.requested', { name: attributes.name }));
    await refresh();
  };
  return (
    <Page
      title={t('jobs.title')}
      actions={
        <Button variant="default" onClick={refresh}>
          {t('jobs.refresh')}
        </Button>
      }
    >
      <Text size="sm" maw={800}>
        {t('jobs.explanation')}
      </Text>
      <ProblemsAlert problems={problems.others} />
      <ResourceList
        label={t('jobs.title')}
        queryKey={jobsKey}
        load={listJobs}
        columns={() => columns}
        filters={[
          {
            name: 'state',
            title: t('jobs.columns.lastRun'),
            choices: jobStates.map((state) => ({ value: state, label: t(`jobs.states.${state}`) })),
          },
        ]}
        defaultSort="name"
        idOf={({ id }) => id}
        nameOf={({ attributes }) => attributes.name}
        empty={{ title: t('jobs.empty') }}
        refreshEvery={refreshEvery}
        {...(mayEverywhere('jobs', 'edit') && {
          actions: (job: Job) => <JobMenu job={job} busy={busy} onRun={() => onRun(job)} />,
        })}
      />
    </Page>
  );
}
