import type { GridSearch } from '../grid/grid-search.ts';
import { findIncluded, type Included, loadPage } from '../grid/load-page.ts';
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

const withOrganization = { include: 'organization', 'fields[organizations]': 'name' } as const;

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
  return loadPage<AuditEvent>(path, search, { ...auditFilters(search), ...withOrganization });
}

/** The latest events about something. @throws ApiFailure */
export async function latestAbout(kind: string, id: string, count: number): Promise<readonly AuditEvent[]> {
  const query = new URLSearchParams({ 'filter[subject]': id, 'page[size]': String(count) });
  const { document } = await callApi<readonly AuditEvent[]>(`${path}?${query}`);
  return document.data.filter(({ attributes }) => attributes.subject.kind === kind);
}

/** An event with the name of its organization; null where it is about all of them. */
export interface NamedEvent {
  readonly event: AuditEvent;
  readonly organization: string | null;
}

/** Reads one event. @throws ApiFailure */
export async function getAuditEvent(id: string): Promise<NamedEvent> {
  const { document } = await callApi<AuditEvent>(`${path}/${id}?${new URLSearchParams(withOrganization)}`);
  return { event: document.data, organization: organizationOf(document.data, document.included ?? []) };
}

/** The name of the organization of an event, or its id where one may not see it; null where it is about all of them. */
export function organizationOf({ relationships }: AuditEvent, included: readonly Included[]): string | null {
  const identifier = relationships?.organization?.data;
  if (!identifier || !('id' in identifier)) return null;
  const name = findIncluded(included, identifier)?.attributes.name;
  return typeof name === 'string' ? name : identifier.id;
}

/** Every organization that one may see, up to 100, to choose one. @throws ApiFailure */
export async function listOrganizations(): Promise<{ readonly value: string; readonly label: string }[]> {
  const query = new URLSearchParams({ sort: 'name', 'page[size]': '100', 'fields[organizations]': 'name' });
  const { document } = await callApi<readonly Resource<{ name: string }>[]>(`/organizations?${query}`);
  return document.data.map(({ attributes, id }) => ({ value: id, label: attributes.name }));
}

/** The address of the whole list as a file, with the filters and order of the page. */
export function exportAddress(api: string, search: GridSearch): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(auditFilters(search))) if (value) query.set(name, value);
  if (search.sort !== undefined) query.set('sort', search.sort);
  return `${api}${path}/export${query.size > 0 ? `?${query}` : ''}`;
}
