import type { Insertable, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { AuditEvent } from '../audit/audit-event.ts';
import type { AuditEntry, AuditLog } from '../audit/audit-log.ts';
import { comparisonKey } from '../directory/person.ts';
import type { AuditEventTable, DatabaseTransaction } from './schema.ts';
import type { StoreContext } from './store-context.ts';

/** Any number that nobody else locks. */
const auditLock = 7_247_826_840;

/**
 * Appends an event in the transaction that does what it tells of; the last statement of it. Events are written one
 * transaction after the other, so that their ids follow the order in which they become visible and a reader that
 * goes on from the last id it saw misses none.
 */
export async function appendEvent(transaction: DatabaseTransaction, event: AuditEvent, at: Date): Promise<void> {
  await appendEvents(transaction, [event], at);
}

const mostAtOnce = 1_000;

/** Appends several events, in their order, as `appendEvent` does. */
export async function appendEvents(
  transaction: DatabaseTransaction,
  events: readonly AuditEvent[],
  at: Date,
): Promise<void> {
  if (events.length === 0) return;
  await sql`select pg_advisory_xact_lock(${auditLock})`.execute(transaction);
  for (let from = 0; from < events.length; from += mostAtOnce) {
    const rows = events.slice(from, from + mostAtOnce).map((event) => toRow(event, at));
    await transaction.insertInto('audit_events').values(rows).execute();
  }
}

function toRow(event: AuditEvent, at: Date): Insertable<AuditEventTable> {
  return {
    at,
    type: event.type,
    organization_id: event.organizationId,
    actor_kind: event.actor.kind,
    actor_id: event.actor.id,
    subject_kind: event.subject.kind,
    subject_id: event.subject.id,
    subject_name: event.subject.name,
    subject_key: comparisonKey(event.subject.name),
    details: JSON.stringify(event.details),
    address: event.origin.address,
    request_id: event.origin.requestId,
  };
}

/** An event as it was read. */
export function toEntry(row: Selectable<AuditEventTable>): AuditEntry {
  return {
    id: String(row.id),
    at: row.at,
    type: row.type,
    organizationId: row.organization_id,
    actor: { kind: row.actor_kind, id: row.actor_id },
    subject: { kind: row.subject_kind, id: row.subject_id, name: row.subject_name },
    details: row.details,
    origin: { address: row.address, requestId: row.request_id },
  } as AuditEntry;
}

/** Makes the append-only log. Ids are whole numbers; `after('0', …)` starts at the beginning. */
export function createAuditLog({ database, change, now }: StoreContext): AuditLog {
  return {
    append: (event) => change((transaction) => appendEvent(transaction, event, now())),
    async after(id, limit) {
      const rows = await database
        .selectFrom('audit_events')
        .selectAll()
        .where('id', '>', /^\d{1,15}$/.test(id) ? Number(id) : 0)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(toEntry);
    },
  };
}
