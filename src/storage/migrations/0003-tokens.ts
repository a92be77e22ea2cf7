import { type Migration, sql } from 'kysely';

const statements = [
  // Rotation changes sequence, rotated_at and idle_expires_at. None of them is indexed and pages keep free room, so
  // that a rotation stays on its page (heap-only update) and touches no index.
  sql`create table refresh_token_families (
    id uuid primary key,
    handle_hash bytea not null constraint refresh_token_families_handle_taken unique,
    client_row_id uuid not null references clients,
    subject_kind text not null,
    subject_id uuid not null,
    side text not null,
    organization_id uuid not null references organizations,
    resource text not null,
    scope text[] not null,
    epoch text not null,
    sequence integer not null,
    rotated_at timestamptz not null,
    idle_expires_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz) with (fillfactor = 70)`,
  sql`create index refresh_token_families_by_subject on refresh_token_families (subject_id, subject_kind)`,
  sql`create index refresh_token_families_by_expires_at on refresh_token_families (expires_at)`,

  sql`create table revocations (
    id text collate "C" primary key,
    expires_at timestamptz not null)`,
  sql`create index revocations_by_expires_at on revocations (expires_at)`,
];

/** Refresh-token families, one row each, and what was revoked before it expired. */
export const tokens: Migration = {
  async up(database) {
    for (const statement of statements) await statement.execute(database);
  },
};
