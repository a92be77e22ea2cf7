import { type Migration, sql } from 'kysely';

const statements = [
  sql`create table clients (
    id uuid primary key,
    client_id text collate "C" not null constraint clients_client_id_taken unique,
    name text not null,
    name_key text collate "C" not null,
    side text not null check (side in ('backoffice', 'storefront')),
    organization_id uuid not null references organizations,
    owner_user_id uuid references users,
    owner_customer_user_id uuid references customer_users,
    grant_types text[] not null,
    redirect_uris text[] not null,
    confidential boolean not null,
    skip_consent boolean not null,
    guests_allowed boolean not null,
    active boolean not null,
    access jsonb not null,
    epoch integer not null default 0,
    created_by_kind text,
    created_by_id uuid,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    deleted_at timestamptz,
    check (owner_user_id is null or owner_customer_user_id is null))`,
  sql`create unique index clients_name_taken
    on clients (organization_id, coalesce(owner_user_id, owner_customer_user_id), name_key) nulls not distinct
    where deleted_at is null`,
  sql`create index clients_by_organization_and_name on clients (organization_id, name_key, id) where deleted_at is null`,
  sql`create index clients_by_organization_and_created_at on clients (organization_id, created_at, id)
    where deleted_at is null`,
  sql`create index clients_by_organization_and_updated_at on clients (organization_id, updated_at, id)
    where deleted_at is null`,
  sql`create index clients_by_organization_and_client_id on clients (organization_id, client_id)
    where deleted_at is null`,
  sql`create index clients_by_name on clients (name_key, id) where deleted_at is null`,
  sql`create index clients_by_created_at on clients (created_at, id) where deleted_at is null`,
  sql`create index clients_by_updated_at on clients (updated_at, id) where deleted_at is null`,
  sql`create index clients_by_owner_user on clients (owner_user_id, name_key) where owner_user_id is not null`,
  sql`create index clients_by_owner_customer_user on clients (owner_customer_user_id, name_key)
    where owner_customer_user_id is not null`,

  sql`create table client_secrets (
    id uuid primary key,
    client_row_id uuid not null references clients,
    name text not null,
    hash bytea not null,
    created_at timestamptz not null,
    expires_at timestamptz,
    retired_at timestamptz,
    last_used_at timestamptz,
    last_used_address text) with (fillfactor = 80)`,
  sql`create index client_secrets_by_client on client_secrets (client_row_id)`,

  sql`create table client_usage (
    client_row_id uuid primary key references clients,
    last_token_at timestamptz,
    last_call_at timestamptz) with (fillfactor = 70)`,
];

/** Applications, their secrets and when they were last used. A deleted application leaves a tombstone. */
export const clients: Migration = {
  async up(database) {
    for (const statement of statements) await statement.execute(database);
  },
};
