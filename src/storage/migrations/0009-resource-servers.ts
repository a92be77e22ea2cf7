import { type Migration, sql } from 'kysely';

const statements = [
  sql`create table resource_servers (
    id uuid primary key,
    identifier text collate "C" not null,
    name text not null,
    name_key text collate "C" not null,
    side text not null check (side in ('backoffice', 'storefront')),
    scopes jsonb not null,
    configured boolean not null,
    secret_hash bytea,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    deleted_at timestamptz)`,
  sql`create unique index resource_servers_identifier_taken on resource_servers (identifier) where deleted_at is null`,
  sql`create trigger resource_servers_note_changes after insert or update or delete on resource_servers
    for each row execute function note_row_change('resource-server')`,
  sql`alter table clients
    add column apis jsonb not null default '[]',
    add column cors_origins text[] not null default '{}'`,
  sql`create index clients_by_cors_origin on clients using gin (cors_origins)
    where cors_origins <> '{}' and active and deleted_at is null`,
];

/** Registered APIs, and what applications are allowed of them; the origins whose scripts may fetch tokens. */
export const resourceServers: Migration = {
  async up(database) {
    for (const statement of statements) await statement.execute(database);
  },
};
