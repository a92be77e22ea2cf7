import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Reach } from '../access/reach.ts';
import type { AuditEventStore } from '../directory/audit-review.ts';
import { toEntry } from './audit-log.ts';
import { nothing } from './reach-conditions.ts';
import { isRowId } from './row-ids.ts';
import { type ListFields, readPage } from './row-lists.ts';
import type { StoreContext } from './store-context.ts';

const whole = sql.ref('audit_events.id');

/** Ids follow the time at which events were written, so that their index serves both. */
const fields: ListFields = {
  id: { type: 'choice', column: sql`${whole}::text` },
  at: { type: 'time', column: sql.ref('audit_events.at') },
  event: { type: 'choice', column: sql.ref('audit_events.type') },
  organization: { type: 'id', column: sql.ref('audit_events.organization_id'), optional: true },
  actor: { type: 'choice', column: sql.ref('audit_events.actor_id'), optional: true },
  subject: { type: 'choice', column: sql.ref('audit_events.subject_id') },
};

/** The events a reach holds: all, those of its organization, or what one did oneself there. */
function eventsWithin(reach: Reach): RawBuilder<SqlBool> {
  if (reach.level === 'global') return sql`true`;
  if (!isRowId(reach.organizationId) || reach.level === 'customer') return nothing;
  const here = sql<SqlBool>`audit_events.organization_id = ${reach.organizationId}`;
  return reach.level === 'organization' ? here : sql`${here} and audit_events.actor_id = ${reach.person.id}`;
}

const actorName = sql<string | null>`case audit_events.actor_kind
  when 'user' then (select username from users where users.id::text = audit_events.actor_id)
  when 'customer-user' then (select email from customer_users where customer_users.id::text = audit_events.actor_id)
  when 'application' then (select name from clients where clients.id::text = audit_events.actor_id)
  when 'command-line' then audit_events.actor_id
  end`;

/** Makes the reader of audit events. */
export function createAuditEventStore({ database }: StoreContext): AuditEventStore {
  return {
    async list(reach, query) {
      const base = database
        .selectFrom('audit_events')
        .selectAll()
        .select(actorName.as('actor_name'))
        .where(eventsWithin(reach));
      const { rows, total } = await readPage(base, fields, query);
      return { rows: rows.map((row) => ({ ...toEntry(row), actorName: row.actor_name })), total };
    },
  };
}
