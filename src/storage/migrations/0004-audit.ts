import { type Migration, sql } from 'kysely';

const statements = [
  sql`create table audit_events (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    type text not null,
    organization_id uuid,
    actor_kind text not null,
    actor_id text,
    subject_kind text not null,
    subject_id text not null,
    subject_name text not null,
    details jsonb not null,
    address text,
    request_id text)`,
  sql`create index audit_events_by_organization on audit_events (organization_id, id)`,
  sql`create index audit_events_by_subject on audit_events (subject_kind, subject_id, id)`,
  sql`create function refuse_audit_change() returns trigger language plpgsql as $$
    begin
      raise exception 'audit events are never changed or removed' using errcode = 'insufficient_privilege';
    end $$`,
  sql`create trigger audit_events_are_append_only before update or delete on audit_events
    for each row execute function refuse_audit_change()`,
  sql`create trigger audit_events_are_never_truncated before truncate on audit_events
    for each statement execute function refuse_audit_change()`,
];

/** The append-only log. */
export const audit: Migration = {
  async up(database) {
    for (const statement of statements) await statement.execute(database);
  },
};
