import { type Migration, sql } from 'kysely';

const statements = [
  sql`alter table client_secrets
    add column warned_days integer,
    add column expired_use_at timestamptz`,
  sql`create index client_secrets_by_expires_at on client_secrets (expires_at)
    where expires_at is not null and retired_at is null`,
  sql`create table client_networks (
    client_row_id uuid not null references clients,
    network text not null,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    primary key (client_row_id, network)) with (fillfactor = 80)`,
  sql`create index client_networks_by_last_seen_at on client_networks (last_seen_at)`,
];

/** Of which expiry people were warned, whether a secret was used after it, and from which networks applications come. */
export const secretWatch: Migration = {
  async up(database) {
    for (const statement of statements) await statement.execute(database);
  },
};
