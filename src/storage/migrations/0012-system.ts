import { type Migration, sql } from 'kysely';

const statements = [
  sql`create table setting_values (
    name text collate "C" primary key,
    value jsonb not null,
    changed_at timestamptz not null)`,
  sql`create function note_setting_change() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' then
        perform note_change('setting', old.name);
      else
        perform note_change('setting', new.name);
      end if;
      return null;
    end $$`,
  sql`create trigger setting_values_note_changes after insert or update or delete on setting_values
    for each row execute function note_setting_change()`,
  sql`alter table jobs
    add column node text,
    add column started_at timestamptz,
    add column ended_at timestamptz`,
  sql`alter table signing_keys add column source text not null default 'database'`,
  // The first key of an installation came from the private key file; later ones were made by the server.
  sql`update signing_keys set source = 'file'
    where announced_at = (select min(announced_at) from signing_keys)`,
  sql`alter table signing_keys
    alter column source drop default,
    add check (source in ('file', 'database'))`,
];

/** Settings that administrators change while the server runs; what jobs did last, and where; where keys came from. */
export const system: Migration = {
  async up(database) {
    for (const statement of statements) await statement.execute(database);
  },
};
