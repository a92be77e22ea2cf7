import type { Caller } from '../access/caller.ts';
import { exportEvent } from '../access/list-export.ts';
import type { Batches, ListPage, ListQuery, WholeList } from '../access/list-query.ts';
import { type Reach, requireReach } from '../access/reach.ts';
import type { AuditEntry, AuditLog } from '../audit/audit-log.ts';

/** An event as people read it. */
export type ReviewedEvent = AuditEntry & {
  /** The name that its actor has today. */
  readonly actorName: string | null;
  /** The names that others have today whom the event mentions by their id. */
  readonly names: Readonly<Record<string, string>>;
};

/** Where events are read. */
export interface AuditEventStore {
  list(reach: Reach, query: ListQuery): Promise<ListPage<ReviewedEvent>>;
  batches(reach: Reach, query: WholeList): Batches<ReviewedEvent>;
}

/** Who did what to which application or person, when, and from where. Nobody changes it. @throws AccessDenied */
export interface AuditReview {
  list(caller: Caller, query: ListQuery): Promise<ListPage<ReviewedEvent>>;
  /** The whole list, which is an event itself. */
  export(caller: Caller, query: WholeList): Promise<Batches<ReviewedEvent>>;
  /** Null where the caller's reach holds none of that id. */
  get(caller: Caller, id: string): Promise<ReviewedEvent | null>;
}

interface AuditReviewDependencies {
  readonly auditEvents: AuditEventStore;
  readonly auditLog: AuditLog;
}

/** Makes the reading of the audit log, bounded by what the caller may reach. */
export function createAuditReview({ auditEvents, auditLog }: AuditReviewDependencies): AuditReview {
  async function list(caller: Caller, query: ListQuery): Promise<ListPage<ReviewedEvent>> {
    return auditEvents.list(requireReach(caller, 'auditevents', 'view'), query);
  }

  return {
    list,
    async export(caller, query) {
      const reach = requireReach(caller, 'auditevents', 'view');
      await auditLog.append(exportEvent(caller, 'auditevents', query));
      return auditEvents.batches(reach, query);
    },
    async get(caller, id) {
      const filters = [{ field: 'id', operator: 'equals', values: [id] }] as const;
      const { rows } = await list(caller, { filters, sort: [], page: { number: 1, size: 1 } });
      return rows[0] ?? null;
    },
  };
}
