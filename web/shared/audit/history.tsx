import { Anchor, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { may } from '../context.ts';
import { formatTime } from '../i18n.ts';
import { Loaded } from '../page.tsx';
import { Section } from '../section.tsx';
import { type AuditEvent, auditKey, latestAbout } from './audit-event.ts';
import { useEventWords } from './event-words.tsx';

const shown = 10;

function HistoryEvent({ event }: { readonly event: AuditEvent }) {
  const { t } = useTranslation();
  const words = useEventWords();
  const { address, at, event: type } = event.attributes;
  return (
    <li>
      <Group gap="xs" justify="space-between">
        <Anchor component={Link} to={`/audit-log/${event.id}`} size="sm">
          {words.event(type)}
        </Anchor>
        <Text size="sm">
          <time dateTime={at}>{formatTime(at)}</time>
        </Text>
      </Group>
      <Text size="sm" className="breakable" lineClamp={2}>
        {address === null
          ? t('audit.history.by', { name: words.actor(event) })
          : t('audit.history.byFrom', { name: words.actor(event), address })}
        {words.details(event).map(({ label, name, value }) => (
          <span key={name}>
            {' · '}
            {label}: {value}
          </span>
        ))}
      </Text>
    </li>
  );
}

interface HistoryProps {
  /** The kind of subject: `application`, `user`, `customer-user`, `customer`, `organization`, `role`. */
  readonly kind: string;
  readonly id: string;
}

/** The latest events about something, for those who may read the audit log; nothing for others. */
export function History({ id, kind }: HistoryProps) {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: [...auditKey, 'about', kind, id],
    queryFn: () => latestAbout(kind, id, shown),
    enabled: may('auditevents', 'view'),
  });
  if (!may('auditevents', 'view')) return null;
  const all = (
    <Anchor component={Link} to="/audit-log" search={{ subjectId: id } as never} size="sm">
      {t('audit.history.all')}
    </Anchor>
  );
  return (
    <Section title={t('audit.history.title')} actions={all}>
      <Loaded query={query}>
        {(events) =>
          events.length === 0 ? (
            <Text size="sm">{t('audit.history.empty')}</Text>
          ) : (
            <ol className="history">
              {events.map((event) => (
                <HistoryEvent key={event.id} event={event} />
              ))}
            </ol>
          )
        }
      </Loaded>
    </Section>
  );
}
