import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Fact, Facts } from '../facts.tsx';
import { formatExactTime } from '../i18n.ts';
import { Loaded, Page } from '../page.tsx';
import { Section } from '../section.tsx';
import { auditKey, getAuditEvent, type NamedEvent } from './audit-event.ts';
import { AllAbout, useEventWords } from './event-words.tsx';
import { History } from './history.tsx';

function EventFacts({ event, organization }: NamedEvent) {
  const { t } = useTranslation();
  const words = useEventWords();
  const { actor, address, at, event: type, requestId, subject } = event.attributes;
  const details = words.details(event);
  return (
    <>
      <Section title={t('audit.eventTitle')}>
        <Facts>
          <Fact label={t('audit.columns.at')} value={<time dateTime={at}>{formatExactTime(at)}</time>} />
          <Fact
            label={t('audit.columns.actor')}
            value={
              <>
                <AllAbout filter="actorId" id={actor.id}>
                  {words.actor(event)}
                </AllAbout>
                {actor.name !== null && ` (${words.kind(actor.kind)})`}
              </>
            }
          />
          <Fact
            label={t('audit.columns.subject')}
            value={
              <>
                <AllAbout filter="subjectId" id={subject.id}>
                  {words.subject(event)}
                </AllAbout>{' '}
                ({words.kind(subject.kind)})
              </>
            }
          />
          <Fact label={t('audit.columns.organization')} value={organization ?? t('audit.installation')} />
          <Fact label={t('audit.columns.address')} value={address ?? t('audit.noAddress')} />
          <Fact label={t('audit.requestId')} value={requestId ?? t('audit.none')} />
          <Fact label={t('audit.type')} value={<span className="code">{type}</span>} />
        </Facts>
      </Section>
      {details.length > 0 && (
        <Section title={t('audit.detailsTitle')}>
          <Facts>
            {details.map(({ label, name, value }) => (
              <Fact key={name} label={label} value={value} />
            ))}
          </Facts>
        </Section>
      )}
      <History kind={subject.kind} id={subject.id} />
    </>
  );
}

/** One event of the audit log, with all that is known of it. */
export function AuditEventPage() {
  const { t } = useTranslation();
  const words = useEventWords();
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const query = useQuery({ queryKey: [...auditKey, id], queryFn: () => getAuditEvent(id) });
  const back = (
    <Anchor component={Link} to="/audit-log" size="sm">
      {t('audit.back')}
    </Anchor>
  );
  return (
    <Page
      title={query.data === undefined ? t('audit.eventTitle') : words.event(query.data.event.attributes.event)}
      actions={back}
    >
      <Loaded query={query}>{(named) => <EventFacts {...named} />}</Loaded>
    </Page>
  );
}
