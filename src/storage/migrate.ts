import { Migrator, sql } from 'kysely';
import { comparisonKey } from '../directory/person.ts';
import { builtInRoles } from '../directory/role.ts';
import { allMigrations } from './migrations/all-migrations.ts';
import type { Database } from './schema.ts';

/** Any number that nobody else locks; all nodes use this one. */
const migrationLock = 7_247_826_839;

/** As `server_version_num` writes it. */
const oldestServer = 150_000;

function createMigrator(database: Database): Migrator {
  return new Migrator({
    db: database,
    provider: { getMigrations: async () => ({ ...allMigrations }) },
    disableTransactions: true,
  });
}

/** Built-in roles follow the code: a new version may bring other permissions. */
async function writeBuiltInRoles(connection: Database): Promise<void> {
  for (const role of Object.values(builtInRoles)) {
    const permissions = JSON.stringify(role.permissions);
    await sql`
      insert into roles (id, name, name_key, side, organization_id, built_in, permissions, created_at, updated_at)
      values (${role.id}, ${role.name}, ${comparisonKey(role.name)}, ${role.side}, null, true, ${permissions}::jsonb,
        now(), now())
      on conflict (id) do update set name = excluded.name, name_key = excluded.name_key,
        permissions = excluded.permissions, updated_at = excluded.updated_at
      where (roles.name, roles.permissions) is distinct from (excluded.name, excluded.permissions)
    `.execute(connection);
  }
}

/** Kysely's migrator refuses a transaction of Kysely's, so this one is begun and ended by hand. */
async function inTransaction(database: Database, work: (connection: Database) => Promise<void>): Promise<void> {
  await database.connection().execute(async (connection) => {
    await sql`begin`.execute(connection);
    try {
      await work(connection);
      await sql`commit`.execute(connection);
    } catch (error) {
      await sql`rollback`.execute(connection).catch(() => {});
      throw error;
    }
  });
}

/** The names of the migrations that a database remembers. */
async function readApplied(database: Database): Promise<string[]> {
  const found = await sql<{ known: boolean }>`
    select to_regclass('kysely_migration') is not null as known`.execute(database);
  if (found.rows[0]?.known !== true) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(database);
  return rows.map(({ name }) => name);
}

/** @throws Error that says what to do about a database that cannot be used. */
async function requireUsable(database: Database): Promise<void> {
  const { rows } = await sql<{ version: number; encoding: string }>`
    select current_setting('server_version_num')::integer as version,
      current_setting('server_encoding') as encoding`.execute(database);
  const { version = 0, encoding = '' } = rows[0] ?? {};
  if (version < oldestServer) {
    throw new Error(`PostgreSQL ${Math.floor(version / 10_000)} is too old; this needs PostgreSQL 15 or newer.`);
  }
  if (encoding !== 'UTF8') {
    throw new Error(`The database has the encoding ${encoding}; make one with the encoding UTF8.`);
  }
  const newer = (await readApplied(database)).find((name) => !Object.hasOwn(allMigrations, name));
  if (newer !== undefined) {
    throw new Error(`The database was set up by a newer version (${newer}); start that version or a newer one.`);
  }
}

/**
 * Brings the schema up to date, all of it or nothing. Nodes that start at once do it one after the other.
 * @throws Error when a migration fails, the server is older than PostgreSQL 15, or the database newer than this version.
 */
export async function migrate(database: Database): Promise<void> {
  await inTransaction(database, async (connection) => {
    await sql`select pg_advisory_xact_lock(${migrationLock})`.execute(connection);
    await requireUsable(connection);
    // The migrator looks at the whole catalogue, which is a good part of a start on the embedded database.
    if (!(await isMigrated(connection))) {
      const { error } = await createMigrator(connection).migrateToLatest();
      if (error !== undefined) throw error;
    }
    await writeBuiltInRoles(connection);
  });
}

/** Tells whether every migration of this version has been applied. */
export async function isMigrated(database: Database): Promise<boolean> {
  const applied = new Set(await readApplied(database));
  return Object.keys(allMigrations).every((name) => applied.has(name));
}
