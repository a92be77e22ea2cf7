import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { context } from '../context.ts';
import { formatTime } from '../i18n.ts';
import type { AuditEvent } from './audit-event.ts';

const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/;
const mentionsOne = /^(?:[a-z-]+:)?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** Details whose values are words of the system. */
const worded: Readonly<Record<string, string>> = {
  fields: 'fields',
  side: 'sides',
  grantTypes: 'grants',
  because: 'reasons',
};

/** The words for every verb of every noun. */
type EventTexts = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Makes the functions that put an event into words. */
export function useEventWords() {
  const { i18n, t } = useTranslation();

  function word(group: string, value: string): string {
    return t(`audit.${group}.${value}`, { defaultValue: value });
  }

  /** A value of the details: what people read, with the names of those who are mentioned. */
  function detailValue(name: string, value: unknown, names: Readonly<Record<string, string>>): string {
    if (Array.isArray(value)) {
      return value.length === 0 ? t('audit.none') : value.map((each) => detailValue(name, each, names)).join(', ');
    }
    if (value === null || value === undefined || value === '') return t('audit.none');
    if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no');
    if (typeof value === 'object') return JSON.stringify(value);
    const text = String(value);
    const group = worded[name];
    if (group !== undefined) return word(group, text);
    if (isTime.test(text)) return formatTime(text);
    const id = mentionsOne.exec(text)?.[1];
    return (id === undefined ? undefined : names[id]) ?? text;
  }

  return {
    /** Every kind of event there is, in the order of their words. */
    allEvents(): { readonly value: string; readonly label: string }[] {
      const nouns: EventTexts = i18n.getResource(i18n.language, 'translation', 'audit.events') ?? {};
      return Object.entries(nouns)
        .flatMap(([noun, verbs]) => Object.entries(verbs).map(([verb, label]) => ({ value: `${noun}.${verb}`, label })))
        .sort((one, other) => one.label.localeCompare(other.label, context.locale));
    },
    /** What happened. */
    event: (type: string) => word('events', type),
    /** What kind of thing or person. */
    kind: (kind: string) => word('kinds', kind),
    /** Who did it. */
    actor: ({ attributes: { actor } }: AuditEvent) => actor.name ?? word('kinds', actor.kind),
    /** To whom or what it was done. */
    subject: ({ attributes: { subject } }: AuditEvent) =>
      subject.kind === 'list' ? word('lists', subject.name) : subject.name,
    /** What is known beside: each with its name. */
    details: ({ attributes: { details, names } }: AuditEvent) =>
      Object.entries(details).map(([name, value]) => ({
        name,
        label: word('details', name),
        value: detailValue(name, value, names),
      })),
  };
}

interface AllAboutProps {
  /** The filter: who did it, or what it was done to. */
  readonly filter: 'actorId' | 'subjectId';
  readonly id: string | null;
  readonly children: string;
}

/** Leads to all events of somebody or about something. */
export function AllAbout({ children, filter, id }: AllAboutProps) {
  if (id === null) return children;
  return (
    <Anchor component={Link} to="/audit-log" search={{ [filter]: id } as never} size="sm" className="breakable">
      {children}
    </Anchor>
  );
}
