import { type Migration, sql } from 'kysely';

const statements = [
  sql`create index audit_events_by_at on audit_events (at, id)`,
  sql`create index audit_events_by_organization_and_at on audit_events (organization_id, at, id)`,
  sql`create index audit_events_by_type on audit_events (type, at, id)`,
  sql`create index audit_events_by_actor on audit_events (actor_id, at, id)`,
];

/** What reading the audit log by time, kind and person needs, so that a long one stays quick. */
export const auditReview: Migration = {
  async up(database) {
    for (const statement of statements) await statement.execute(database);
  },
};
