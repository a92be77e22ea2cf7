import type { AuditEvent } from './audit-event.ts';

/** An event as it was stored. */
export type AuditEntry = AuditEvent & { readonly id: string; readonly at: Date };

/**
 * The append-only log. Stores that change something take the event and append it in their own transaction;
 * this port is for events that accompany no other change, and for readers.
 */
export interface AuditLog {
  append(event: AuditEvent): Promise<void>;
  /** Events after an id, oldest first: the outbox that notifications read. */
  after(id: string, limit: number): Promise<readonly AuditEntry[]>;
}
