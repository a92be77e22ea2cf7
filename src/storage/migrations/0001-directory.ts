import { type Migration, sql } from 'kysely';

const person = sql`
  email text not null,
  email_key text collate "C" not null,
  first_name text not null,
  first_name_key text collate "C" not null,
  last_name text not null,
  last_name_key text collate "C" not null,
  locale text not null,
  enabled boolean not null,
  epoch integer not null default 0,
  password_hash text,
  locked_until timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz`;

const statements = [
  sql`create table organizations (
    id uuid primary key,
    name text not null,
    name_key text collate "C" not null constraint organizations_name_taken unique,
    global boolean not null,
    enabled boolean not null,
    epoch integer not null default 0,
    created_at timestamptz not null,
    updated_at timestamptz not null)`,

  sql`create table roles (
    id uuid primary key,
    name text not null,
    name_key text collate "C" not null,
    side text not null check (side in ('backoffice', 'storefront')),
    organization_id uuid references organizations,
    built_in boolean not null,
    permissions jsonb not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    deleted_at timestamptz)`,
  sql`create unique index roles_name_taken on roles (organization_id, side, name_key) nulls not distinct
    where deleted_at is null`,

  sql`create table users (
    id uuid primary key,
    username text not null,
    username_key text collate "C" not null,
    ${person})`,
  sql`create unique index users_username_taken on users (username_key) where deleted_at is null`,
  sql`create unique index users_email_taken on users (email_key) where deleted_at is null`,
  sql`create index users_by_last_name on users (last_name_key, id) where deleted_at is null`,
  sql`create index users_by_created_at on users (created_at, id) where deleted_at is null`,

  sql`create table memberships (
    user_id uuid not null references users,
    organization_id uuid not null references organizations,
    role_id uuid not null references roles,
    primary key (user_id, organization_id))`,
  sql`create index memberships_by_organization on memberships (organization_id, user_id)`,
  sql`create index memberships_by_role on memberships (role_id)`,

  sql`create table customers (
    id uuid primary key,
    organization_id uuid not null references organizations,
    name text not null,
    name_key text collate "C" not null,
    enabled boolean not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    deleted_at timestamptz)`,
  sql`create unique index customers_name_taken on customers (organization_id, name_key) where deleted_at is null`,
  sql`create index customers_by_name on customers (name_key, id) where deleted_at is null`,
  sql`create index customers_by_created_at on customers (organization_id, created_at, id) where deleted_at is null`,

  sql`create table customer_users (
    id uuid primary key,
    organization_id uuid not null references organizations,
    customer_id uuid not null references customers,
    role_id uuid not null references roles,
    ${person})`,
  sql`create unique index customer_users_email_taken on customer_users (organization_id, email_key)
    where deleted_at is null`,
  sql`create index customer_users_by_customer on customer_users (customer_id, email_key, id) where deleted_at is null`,
  sql`create index customer_users_by_email on customer_users (email_key, id) where deleted_at is null`,
  sql`create index customer_users_by_last_name on customer_users (organization_id, last_name_key, id)
    where deleted_at is null`,
  sql`create index customer_users_by_created_at on customer_users (organization_id, created_at, id)
    where deleted_at is null`,
  sql`create index customer_users_by_role on customer_users (role_id)`,

  sql`create table visitors (
    id uuid primary key,
    organization_id uuid not null references organizations,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null) with (fillfactor = 80)`,
  sql`create index visitors_by_first_seen_at on visitors (first_seen_at)`,
];

/** Organizations, roles, people, customers and visitors. People, customers and roles leave a tombstone (`deleted_at`). */
export const directory: Migration = {
  async up(database) {
    for (const statement of statements) await statement.execute(database);
  },
};
