import type { GridSearch } from '../grid/grid-search.ts';
import { loadPage } from '../grid/load-page.ts';
import { callApi, type Resource } from '../json-api.ts';

interface SessionAttributes {
  /** Whether it is the one that shows this page. */
  readonly current: boolean;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly authenticatedAt: string;
  readonly seenAt: string;
  readonly expiresAt: string;
}

/** A browser in which one is signed in. */
export type Session = Resource<SessionAttributes>;

export const sessionsKey = ['sessions'] as const;

const path = '/sessions';

/** A page of one's own sessions. @throws ApiFailure */
export function listSessions(search: GridSearch) {
  return loadPage<Session>(path, search, {});
}

/** Signs one out there. @throws ApiFailure */
export async function endSession(id: string): Promise<void> {
  await callApi<null>(`${path}/${id}`, { method: 'DELETE' });
}

/** The session that shows this page; null where it is none of the first. @throws ApiFailure */
async function findCurrent(): Promise<Session | null> {
  const { document } = await callApi<readonly Session[]>(`${path}?sort=-seenAt&page[size]=100`);
  return document.data.find(({ attributes }) => attributes.current) ?? null;
}

/** Signs one out everywhere but here; tells how many sessions that were. @throws ApiFailure */
export async function endOtherSessions(): Promise<number> {
  const current = await findCurrent();
  if (current === null) return 0;
  const { document } = await callApi<undefined, { ended: number }>(`${path}/${current.id}/end-others`, {
    method: 'POST',
  });
  return document.meta?.ended ?? 0;
}
