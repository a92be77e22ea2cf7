import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Reach } from '../access/reach.ts';
import type { AuditEntry } from '../audit/audit-log.ts';
import type { AuditEventStore, ReviewedEvent } from '../directory/audit-review.ts';
import { toEntry } from './audit-log.ts';
import { idsMentioned, readNames, withActorIds } from './audit-names.ts';
import { nothing } from './reach-conditions.ts';
import { readBatches } from './row-batches.ts';
import { isRowId } from './row-ids.ts';
import { type ListFields, readPage } from './row-lists.ts';
import type { Database } from './schema.ts';
import type { StoreContext } from './store-context.ts';

/** Ids follow the time at which events were written, so that their index serves both. */
const fields: ListFields = {
  id: { type: 'number', column: sql.ref('audit_events.id') },
  at: { type: 'time', column: sql.ref('audit_events.at') },
  event: { type: 'choice', column: sql.ref('audit_events.type') },
  organization: { type: 'id', column: sql.ref('audit_events.organization_id'), optional: true },
  actor: { type: 'choice', column: sql.ref('audit_events.actor_id'), optional: true },
  subject: { type: 'choice', column: sql.ref('audit_events.subject_id') },
  subjectName: { type: 'name', column: sql.ref('audit_events.subject_key') },
  address: { type: 'name', column: sql`audit_events.address collate "C"`, optional: true },
};

/** Nobody turns more pages than that; a narrower filter finds what is beyond. */
const countTo = 10_000;

/** The events a reach holds: all, those of its organization, or what one did oneself there. */
function eventsWithin(reach: Reach): RawBuilder<SqlBool> {
  if (reach.level === 'global') return sql`true`;
  if (!isRowId(reach.organizationId) || reach.level === 'customer') return nothing;
  const here = sql<SqlBool>`audit_events.organization_id = ${reach.organizationId}`;
  return reach.level === 'organization' ? here : sql`${here} and audit_events.actor_id = ${reach.person.id}`;
}

async function review(database: Database, entries: readonly AuditEntry[]): Promise<readonly ReviewedEvent[]> {
  const names = await readNames(database, entries.flatMap(idsMentioned));
  return entries.map((entry) => {
    const { actor } = entry;
    const actorName = actor.kind === 'command-line' ? actor.id : (names.get(actor.id ?? '') ?? null);
    const mentioned = idsMentioned(entry).flatMap((id) => (names.has(id) ? [[id, names.get(id) ?? '']] : []));
    return { ...entry, actorName, names: Object.fromEntries(mentioned) };
  });
}

/** Makes the reader of audit events. */
export function createAuditEventStore({ database }: StoreContext): AuditEventStore {
  const select = (reach: Reach) => database.selectFrom('audit_events').where(eventsWithin(reach));

  async function readRows(ids: readonly number[]) {
    const rows =
      ids.length === 0 ? [] : await database.selectFrom('audit_events').selectAll().where('id', 'in', ids).execute();
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  return {
    // Ids first: indexes hold all that is asked, so that what lies before a late page is never read.
    async list(reach, query) {
      const filters = await withActorIds(database, query.filters);
      const { rows: found, ...counted } = await readPage(
        select(reach).select('id'),
        fields,
        { ...query, filters },
        countTo,
      );
      const rows = await readRows(found.map(({ id }) => id));
      return { ...counted, rows: await review(database, rows.map(toEntry)) };
    },

    async *batches(reach, query) {
      const filters = await withActorIds(database, query.filters);
      for await (const rows of readBatches(select(reach).selectAll(), fields, { ...query, filters })) {
        yield await review(database, rows.map(toEntry));
      }
    },
  };
}
