import { type Migration, sql } from 'kysely';

const live = sql`deleted_at is null`;

/** Orders of the list of applications, each for the whole installation and within one organization. */
const orders = {
  active: sql`active`,
  side: sql`side`,
  grant_types: sql`grant_types`,
  owner: sql`owner_name_key nulls first`,
};

const indexes = Object.entries(orders).flatMap(([name, column]) => [
  sql`create index ${sql.id(`clients_by_${name}`)} on clients (${column}, id) where ${live}`,
  sql`create index ${sql.id(`clients_by_organization_and_${name}`)} on clients (organization_id, ${column}, id)
    where ${live}`,
]);

const people = [
  { table: 'users', column: 'owner_user_id' },
  { table: 'customer_users', column: 'owner_customer_user_id' },
];

const statements = [
  sql`create function name_key_of(first_name_key text, last_name_key text, email_key text) returns text
    language sql immutable as $$
      select coalesce(nullif(btrim(first_name_key || ' ' || last_name_key), ''), email_key) $$`,

  // The name of the owner goes with the application, so that an index can put a long list in its order.
  sql`alter table clients
    add column owner_name_key text collate "C",
    add column updated_by_kind text,
    add column updated_by_id uuid`,
  ...people.map(
    ({ table, column }) => sql`update clients
      set owner_name_key = name_key_of(owner.first_name_key, owner.last_name_key, owner.email_key)
      from ${sql.table(table)} as owner where owner.id = clients.${sql.id(column)}`,
  ),
  sql`create function name_owner_of_client() returns trigger language plpgsql as $$
    begin
      new.owner_name_key := (
        select name_key_of(owner.first_name_key, owner.last_name_key, owner.email_key)
        from users as owner where owner.id = new.owner_user_id
        union all
        select name_key_of(owner.first_name_key, owner.last_name_key, owner.email_key)
        from customer_users as owner where owner.id = new.owner_customer_user_id);
      return new;
    end $$`,
  sql`create trigger clients_name_owner
    before insert or update of owner_user_id, owner_customer_user_id on clients
    for each row execute function name_owner_of_client()`,
  sql`create function rename_owner_of_clients() returns trigger language plpgsql as $$
    begin
      execute format('update clients set owner_name_key = $1 where %I = $2 and owner_name_key <> $1', tg_argv[0])
        using name_key_of(new.first_name_key, new.last_name_key, new.email_key), new.id;
      return null;
    end $$`,
  ...people.map(
    ({ table, column }) => sql`create trigger ${sql.id(`${table}_rename_owner_of_clients`)}
      after update of first_name_key, last_name_key, email_key on ${sql.table(table)}
      for each row execute function rename_owner_of_clients(${sql.lit(column)})`,
  ),
  sql`create index clients_by_owner_id on clients (coalesce(owner_user_id, owner_customer_user_id), name_key)
    where ${live}`,
  sql`create index clients_by_organization on clients (organization_id, id) where ${live}`,
  ...indexes,

  // Every living application has a row of usage that names its organization, so that the order of their last use can be
  // read from there alone.
  sql`alter table client_usage
    add column organization_id uuid references organizations,
    add column last_used_at timestamptz generated always as (greatest(last_token_at, last_call_at)) stored`,
  sql`delete from client_usage using clients where clients.id = client_row_id and clients.deleted_at is not null`,
  sql`insert into client_usage (client_row_id, organization_id)
    select id, organization_id from clients where ${live}
    on conflict (client_row_id) do update set organization_id = excluded.organization_id`,
  sql`alter table client_usage alter column organization_id set not null`,
  sql`create function keep_client_usage() returns trigger language plpgsql as $$
    begin
      if new.deleted_at is null then
        insert into client_usage (client_row_id, organization_id) values (new.id, new.organization_id)
          on conflict do nothing;
      else
        delete from client_usage where client_row_id = new.id;
      end if;
      return null;
    end $$`,
  sql`create trigger clients_keep_usage after insert or update of deleted_at on clients
    for each row execute function keep_client_usage()`,
  sql`create index client_usage_by_last_used_at on client_usage (last_used_at nulls first, client_row_id)`,
  sql`create index client_usage_by_organization_and_last_used_at
    on client_usage (organization_id, last_used_at nulls first, client_row_id)`,

  sql`alter table client_secrets add column created_by_kind text, add column created_by_id uuid`,
  sql`create index refresh_token_families_by_client on refresh_token_families (client_row_id)
    where revoked_at is null`,
];

/** What administrating very many applications needs: orders by index, who changed what, and what is still in use. */
export const applicationReview: Migration = {
  async up(database) {
    for (const statement of statements) await statement.execute(database);
  },
};
