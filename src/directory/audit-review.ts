import type { Caller } from '../access/caller.ts';
import type { ListPage, ListQuery } from '../access/list-query.ts';
import { type Reach, requireReach } from '../access/reach.ts';
import type { AuditEntry } from '../audit/audit-log.ts';

/** An event as people read it: with the name that its actor has today. */
export type ReviewedEvent = AuditEntry & { readonly actorName: string | null };

/** Where events are read. */
export interface AuditEventStore {
  list(reach: Reach, query: ListQuery): Promise<ListPage<ReviewedEvent>>;
}

/** Who did what to which application or person, when, and from where. Nobody changes it. @throws AccessDenied */
export interface AuditReview {
  list(caller: Caller, query: ListQuery): Promise<ListPage<ReviewedEvent>>;
  /** Null where the caller's reach holds none of that id. */
  get(caller: Caller, id: string): Promise<ReviewedEvent | null>;
}

/** Makes the reading of the audit log, bounded by what the caller may reach. */
export function createAuditReview({ auditEvents }: { readonly auditEvents: AuditEventStore }): AuditReview {
  async function list(caller: Caller, query: ListQuery): Promise<ListPage<ReviewedEvent>> {
    return auditEvents.list(requireReach(caller, 'auditevents', 'view'), query);
  }

  return {
    list,
    async get(caller, id) {
      const filters = [{ field: 'id', operator: 'equals', values: [id] }] as const;
      const { rows } = await list(caller, { filters, sort: [], page: { number: 1, size: 1 } });
      return rows[0] ?? null;
    },
  };
}
