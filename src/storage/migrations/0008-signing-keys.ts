import { type Migration, sql } from 'kysely';

const statements = [
  sql`create table signing_keys (
    kid text primary key,
    alg text not null,
    public_jwk jsonb not null,
    private_key bytea,
    token_lifetime integer not null,
    announced_at timestamptz not null,
    signs_from timestamptz not null,
    retired_at timestamptz,
    ends_at timestamptz,
    revoked_at timestamptz,
    deleted_at timestamptz,
    check ((retired_at is null) = (ends_at is null)),
    check (private_key is not null or retired_at is not null),
    check (private_key is null or (revoked_at is null and deleted_at is null)))`,
  // Whoever announces a successor says when the last key retires: there is never more than one successor.
  sql`create unique index signing_keys_one_last on signing_keys ((true)) where retired_at is null`,
  sql`create function note_signing_key_change() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' then
        perform note_change('signing-key', old.kid);
      else
        perform note_change('signing-key', new.kid);
      end if;
      return null;
    end $$`,
  sql`create trigger signing_keys_note_changes after insert or update or delete on signing_keys
    for each row execute function note_signing_key_change()`,
];

/** The signing keys that all nodes share; private ones are encrypted. */
export const signingKeys: Migration = {
  async up(database) {
    for (const statement of statements) await statement.execute(database);
  },
};
