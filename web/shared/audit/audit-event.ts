import type { GridSearch } from '../grid/grid-search.ts';
import { loadPage } from '../grid/load-page.ts';
import { callApi, type Resource } from '../json-api.ts';

/** What the details of an event hold: values of their own names. */
export type Details = Readonly<Record<string, unknown>>;

interface AuditEventAttributes {
  readonly at: string;
  /** What happened: `application.created`. */
  readonly event: string;
  readonly actor: { readonly kind: string; readonly id: string | null; readonly name: string | null };
  readonly subject: { readonly kind: string; readonly id: string; readonly name: string };
  readonly details: Details;
  /** The names of today of those who are mentioned, by their id. */
  readonly names: Readonly<Record<string, string>>;
  readonly address: string | null;
  readonly requestId: string | null;
}

/** Something that happened, as the JSON:API shows it. */
export type AuditEvent = Resource<AuditEventAttributes>;

export const auditKey = ['auditevents'] as const;

const path = '/auditevents';

/** The day after a day such as `2026-01-31`, so that a range of days holds its last one. */
function dayAfter(day: string): string {
  const next = new Date(`${day}T00:00:00`);
  next.setDate(next.getDate() + 1);
  return next.toISOString();
}

const isDay = (text: string | undefined): text is string =>
  text !== undefined && !Number.isNaN(Date.parse(`${text}T00:00:00`));

/** The moment before a day begins where the browser is: times of the API are after or before one, never at it. */
function beginOf(day: string): string {
  return new Date(new Date(`${day}T00:00:00`).getTime() - 1).toISOString();
}

/** The filters of the API that the address of the page stands for. */
export function auditFilters(search: GridSearch): Readonly<Record<string, string | undefined>> {
  const { actor, actorId, address, event, from, organization, subject, subjectId, to } = search;
  return {
    'filter[event]': event,
    'filter[actorName][contains]': actor,
    'filter[actor]': actorId,
    'filter[subjectName][starts-with]': subject,
    'filter[subject]': subjectId,
    'filter[organization]': organization,
    'filter[address][starts-with]': address,
    'filter[at][after]': isDay(from) ? beginOf(from) : undefined,
    'filter[at][before]': isDay(to) ? dayAfter(to) : undefined,
  };
}

/** A page of the audit log. @throws ApiFailure */
export function listAuditEvents(search: GridSearch) {
  return loadPage<AuditEvent>(path, search, auditFilters(search));
}

/** The latest events about something. @throws ApiFailure */
export async function latestAbout(kind: string, id: string, count: number): Promise<readonly AuditEvent[]> {
  const query = new URLSearchParams({ 'filter[subject]': id, 'page[size]': String(count) });
  const { document } = await callApi<readonly AuditEvent[]>(`${path}?${query}`);
  return document.data.filter(({ attributes }) => attributes.subject.kind === kind);
}

/** Reads one event. @throws ApiFailure */
export async function getAuditEvent(id: string): Promise<AuditEvent> {
  return (await callApi<AuditEvent>(`${path}/${id}`)).document.data;
}

/** The address of the whole list as a file, with the filters and order of the page. */
export function exportAddress(api: string, search: GridSearch): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(auditFilters(search))) if (value) query.set(name, value);
  if (search.sort !== undefined) query.set('sort', search.sort);
  return `${api}${path}/export${query.size > 0 ? `?${query}` : ''}`;
}
