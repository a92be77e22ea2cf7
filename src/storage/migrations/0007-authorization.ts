import { type Migration, sql } from 'kysely';

const statements = [
  sql`alter table clients add column pkce_required boolean not null default true`,

  sql`alter table visitors add column became_id uuid`,

  sql`create table authorization_requests (
    hash bytea primary key,
    client_row_id uuid not null references clients,
    redirect_uri text not null,
    redirect_uri_sent boolean not null,
    state text,
    scope text[],
    resource text not null,
    code_challenge text,
    prompts text[] not null,
    max_age integer,
    login_hint text,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    consumed_at timestamptz)`,
  sql`create index authorization_requests_by_expires_at on authorization_requests (expires_at)`,

  sql`create table authorization_codes (
    hash bytea primary key,
    client_row_id uuid not null references clients,
    subject_kind text not null,
    subject_id uuid not null,
    side text not null,
    organization_id uuid not null references organizations,
    redirect_uri text not null,
    redirect_uri_sent boolean not null,
    code_challenge text,
    resource text not null,
    scope text[] not null,
    epoch text not null,
    family_id uuid not null,
    issued_at timestamptz not null,
    expires_at timestamptz not null,
    consumed_at timestamptz,
    failures integer not null,
    forget_at timestamptz not null)`,
  sql`create index authorization_codes_by_challenge on authorization_codes (client_row_id, code_challenge)`,
  sql`create index authorization_codes_by_subject on authorization_codes (subject_id, client_row_id)`,
  sql`create index authorization_codes_by_forget_at on authorization_codes (forget_at)`,

  sql`create table consents (
    id uuid primary key default gen_random_uuid(),
    person_kind text not null,
    person_id uuid not null,
    client_row_id uuid not null references clients,
    organization_id uuid not null references organizations,
    resource text not null,
    scope text[] not null,
    granted_at timestamptz not null,
    updated_at timestamptz not null,
    constraint consents_once unique (person_id, client_row_id, resource))`,

  sql`create table sessions (
    id uuid primary key,
    hash bytea not null constraint sessions_hash_taken unique,
    person_kind text not null,
    person_id uuid not null,
    organization_id uuid not null references organizations,
    epoch integer not null,
    address text,
    user_agent text,
    authenticated_at timestamptz not null,
    seen_at timestamptz not null,
    expires_at timestamptz not null) with (fillfactor = 80)`,
  sql`create index sessions_by_person on sessions (person_id)`,
  sql`create index sessions_by_expires_at on sessions (expires_at)`,
];

/** What the authorization endpoint keeps: requests that wait, codes, consents, and the sessions of people. */
export const authorization: Migration = {
  async up(database) {
    for (const statement of statements) await statement.execute(database);
  },
};
