import { type Migration, sql } from 'kysely';

const statements = [
  sql`create table settings (
    key text primary key,
    value text not null)`,
  sql`create table set_up_tokens (
    hash bytea primary key,
    expires_at timestamptz not null,
    consumed_at timestamptz)`,
  sql`create table jobs (
    name text primary key,
    next_at timestamptz not null,
    leased_until timestamptz,
    lease text,
    failures integer not null default 0,
    last_error text,
    finished_at timestamptz) with (fillfactor = 70)`,
  // The columns are those that rate-limiter-flexible reads and writes.
  sql`create table rate_limits (
    key varchar(255) primary key,
    points integer not null default 0,
    expire bigint) with (fillfactor = 70)`,
  sql`create index rate_limits_by_expire on rate_limits (expire)`,
];

/** Settings, set-up tokens, jobs and counted attempts. */
export const operations: Migration = {
  async up(database) {
    for (const statement of statements) await statement.execute(database);
  },
};
