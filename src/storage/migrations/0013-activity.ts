import { type Migration, sql } from 'kysely';

const statements = [
  sql`create table activity_counts (
    period text not null check (period in ('hour', 'day', 'month')),
    starts_at timestamptz not null,
    client_row_id uuid references clients on delete cascade,
    organization_id uuid,
    side text,
    grant_type text not null,
    outcome text not null,
    amount bigint not null,
    unique nulls not distinct (period, starts_at, client_row_id, grant_type, outcome)) with (fillfactor = 70)`,
  sql`create index activity_counts_by_client on activity_counts (client_row_id, period, starts_at)`,
  sql`create index activity_counts_by_organization on activity_counts (organization_id, period, starts_at)`,
  sql`create table refusals (
    id uuid primary key default gen_random_uuid(),
    client_row_id uuid references clients on delete cascade,
    fingerprint bytea not null,
    endpoint text not null,
    code text not null,
    cause text not null,
    reason text not null,
    reason_about_person text,
    address text,
    request_id text,
    parameters jsonb not null,
    first_at timestamptz not null,
    last_at timestamptz not null,
    times bigint not null,
    unique nulls not distinct (client_row_id, fingerprint)) with (fillfactor = 70)`,
  sql`create index refusals_by_client on refusals (client_row_id, last_at, id)`,
  sql`create index refusals_by_time on refusals (last_at, id)`,
];

/** What happened how often, and the last refusals of each application. */
export const activity: Migration = {
  async up(database) {
    for (const statement of statements) await statement.execute(database);
  },
};
