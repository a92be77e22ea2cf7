import { Anchor, Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { context, may } from '../context.ts';
import type { Column } from '../grid/data-grid.tsx';
import type { Filter } from '../grid/grid-filters.tsx';
import type { RowsPage } from '../grid/load-page.ts';
import { ResourceList } from '../grid/resource-list.tsx';
import { useGridSearch } from '../grid/use-grid-search.ts';
import { formatExactTime } from '../i18n.ts';
import { Page } from '../page.tsx';
import {
  type AuditEvent,
  auditKey,
  exportAddress,
  listAuditEvents,
  listOrganizations,
  organizationOf,
} from './audit-event.ts';
import { AllAbout, useEventWords } from './event-words.tsx';

/** Who works in a global organization reads of the others too. */
const readsAll = context.organization.global && context.permissions.auditevents?.view === 'global';

function useColumns() {
  const { t } = useTranslation();
  const words = useEventWords();
  const title = (name: string) => t(`audit.columns.${name}`);
  return ({ included }: RowsPage<AuditEvent>): readonly Column<AuditEvent>[] => [
    {
      name: 'at',
      title: title('at'),
      sort: 'at',
      show: ({ attributes: { at } }) => <time dateTime={at}>{formatExactTime(at)}</time>,
    },
    {
      name: 'event',
      title: title('event'),
      sort: 'event',
      show: ({ attributes, id }) => (
        <Anchor component={Link} to={`/audit-log/${id}`} size="sm" fw={600}>
          {words.event(attributes.event)}
        </Anchor>
      ),
    },
    {
      name: 'subject',
      title: title('subject'),
      show: (event) => (
        <>
          <AllAbout filter="subjectId" id={event.attributes.subject.id}>
            {words.subject(event)}
          </AllAbout>{' '}
          <Text span size="xs">
            {words.kind(event.attributes.subject.kind)}
          </Text>
        </>
      ),
    },
    {
      name: 'actor',
      title: title('actor'),
      show: (event) => (
        <AllAbout filter="actorId" id={event.attributes.actor.id}>
          {words.actor(event)}
        </AllAbout>
      ),
    },
    ...(readsAll
      ? [
          {
            name: 'organization',
            title: title('organization'),
            show: (event: AuditEvent) => organizationOf(event, included) ?? t('audit.installation'),
          },
        ]
      : []),
    {
      name: 'address',
      title: title('address'),
      show: ({ attributes }) => attributes.address ?? t('audit.noAddress'),
    },
  ];
}

function useFilters(): readonly Filter[] {
  const { t } = useTranslation();
  const words = useEventWords();
  const title = (name: string) => t(`audit.columns.${name}`);
  const { data: organizations = [] } = useQuery({
    queryKey: ['organizations', 'choices'],
    queryFn: listOrganizations,
    enabled: readsAll && may('organizations', 'view'),
  });
  return [
    { name: 'event', title: title('event'), choices: words.allEvents() },
    { name: 'actor', title: title('actor') },
    { name: 'subject', title: t('audit.subjectBegins') },
    ...(organizations.length > 1
      ? [{ name: 'organization', title: title('organization'), choices: organizations }]
      : []),
    { name: 'address', title: t('audit.addressBegins') },
    { name: 'from', title: t('audit.from'), type: 'date' },
    { name: 'to', title: t('audit.to'), type: 'date' },
  ];
}

/** Says that only events of somebody or about something are shown, which a link led to. */
function OnlyAbout() {
  const { t } = useTranslation();
  const { filter, search } = useGridSearch();
  if (search.actorId === undefined && search.subjectId === undefined) return null;
  const only = search.actorId === undefined ? 'audit.onlySubject' : 'audit.onlyActor';
  return (
    <Group gap="sm">
      <Text size="sm">{t(only)}</Text>
      <Button variant="default" size="compact-sm" onClick={() => filter({ actorId: undefined, subjectId: undefined })}>
        {t('audit.showAll')}
      </Button>
    </Group>
  );
}

/** Who did what to which application or person, when, and from where. */
export function AuditLogPage() {
  const { t } = useTranslation();
  const words = useEventWords();
  const columns = useColumns();
  const filters = useFilters();
  const { search } = useGridSearch();
  const download = (
    <Button component="a" variant="default" href={exportAddress(context.api, search)} download>
      {t('audit.export')}
    </Button>
  );
  return (
    <Page title={t('audit.title')} actions={download}>
      <OnlyAbout />
      <ResourceList
        label={t('audit.title')}
        queryKey={auditKey}
        load={listAuditEvents}
        columns={columns}
        filters={filters}
        defaultSort="-at"
        idOf={({ id }) => id}
        nameOf={({ attributes }) => words.event(attributes.event)}
        empty={{ title: t('audit.empty') }}
      />
    </Page>
  );
}
