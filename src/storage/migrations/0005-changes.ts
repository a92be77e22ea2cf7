import { type Migration, sql } from 'kysely';

const simple = [
  { table: 'organizations', kind: 'organization' },
  { table: 'users', kind: 'user' },
  { table: 'customer_users', kind: 'customer-user' },
  { table: 'roles', kind: 'role' },
];

const statements = [
  sql`create table changes (
    id bigint generated always as identity primary key,
    xid xid8 not null default pg_current_xact_id(),
    kind text not null,
    key text not null,
    at timestamptz not null default clock_timestamp())`,
  sql`create index changes_by_xid on changes (xid)`,
  sql`create index changes_by_at on changes (at)`,

  sql`create function note_change(kind text, key text) returns void language plpgsql as $$
    begin
      insert into changes (kind, key) values (note_change.kind, note_change.key);
      perform pg_notify('grantry_changes', '');
    end $$`,

  sql`create function note_row_change() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' then
        perform note_change(tg_argv[0], old.id::text);
      else
        perform note_change(tg_argv[0], new.id::text);
      end if;
      return null;
    end $$`,
  ...simple.map(
    ({ table, kind }) => sql`create trigger ${sql.id(`${table}_note_changes`)}
      after insert or update or delete on ${sql.table(table)}
      for each row execute function note_row_change(${sql.lit(kind)})`,
  ),

  sql`create function note_membership_change() returns trigger language plpgsql as $$
    begin
      if tg_op <> 'INSERT' then perform note_change('user', old.user_id::text); end if;
      if tg_op <> 'DELETE' then perform note_change('user', new.user_id::text); end if;
      return null;
    end $$`,
  sql`create trigger memberships_note_changes after insert or update or delete on memberships
    for each row execute function note_membership_change()`,

  // Nothing that is cached depends on a customer's name.
  sql`create trigger customers_note_changes after update of enabled, deleted_at on customers
    for each row execute function note_row_change('customer')`,

  sql`create function note_client_change() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' then
        perform note_change('client', old.id || ':' || old.client_id);
      else
        perform note_change('client', new.id || ':' || new.client_id);
      end if;
      return null;
    end $$`,
  sql`create trigger clients_note_changes after insert or update or delete on clients
    for each row execute function note_client_change()`,

  sql`create function note_client_secret_change() returns trigger language plpgsql as $$
    declare
      changed uuid;
    begin
      if tg_op = 'DELETE' then changed := old.client_row_id; else changed := new.client_row_id; end if;
      perform note_change('client', clients.id || ':' || clients.client_id) from clients where clients.id = changed;
      return null;
    end $$`,
  // When a secret was last used changes often and is not cached.
  sql`create trigger client_secrets_note_changes
    after insert or delete or update of name, hash, expires_at, retired_at on client_secrets
    for each row execute function note_client_secret_change()`,

  sql`create function note_revocation() returns trigger language plpgsql as $$
    begin
      perform note_change('revocation', ceil(extract(epoch from new.expires_at) * 1000)::bigint || ':' || new.id);
      return null;
    end $$`,
  sql`create trigger revocations_note_changes after insert or update on revocations
    for each row execute function note_revocation()`,
];

/** The feed that tells every node what to forget; written by triggers, so that no statement can forget it. */
export const changes: Migration = {
  async up(database) {
    for (const statement of statements) await statement.execute(database);
  },
};
