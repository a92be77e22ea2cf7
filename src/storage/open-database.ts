import { Kysely } from 'kysely';
import { type ChangeFeed, createChangeFeed } from './change-feed.ts';
import { lockDatabase } from './database-lock.ts';
import { migrate } from './migrate.ts';
import { createPgliteDialect } from './pglite-dialect.ts';
import { listenForChanges } from './postgres-notifications.ts';
import { createPostgresDialect } from './postgres-pool.ts';
import type { Database, Schema } from './schema.ts';
import type { StorageLog } from './storage-log.ts';

export interface DatabaseOptions {
  /** Where the embedded database lives; unused with a `databaseUrl`. */
  readonly stateDir: string;
  /** A PostgreSQL server; without one the database is embedded. */
  readonly databaseUrl?: string;
  readonly poolSize?: number;
  /** Where this process takes commands; recorded in the lock of an embedded database. */
  readonly controlSocket?: string;
  /** The archive from which a new embedded database starts, where it is there. */
  readonly template?: string;
  readonly log: StorageLog;
}

/** A database with the feed of its changes, not yet migrated, the feed not yet started. */
export interface OpenDatabase {
  readonly database: Database;
  readonly isEmbedded: boolean;
  readonly feed: ChangeFeed;
  migrate(): Promise<void>;
  close(): Promise<void>;
}

const pollEvery = 500;
const currentFor = 5_000;
const statementTimeout = 10_000;
const tellEvery = 30_000;

/** While a database is away every attempt fails; that is told once in half a minute. */
function tellSeldom(log: StorageLog, message: string): (error: unknown) => void {
  let toldAt = Number.NEGATIVE_INFINITY;
  return (error) => {
    if (performance.now() - toldAt < tellEvery) return;
    toldAt = performance.now();
    log.warn({ err: error }, message);
  };
}

function openPostgres(url: string, { poolSize = 10, log }: DatabaseOptions): OpenDatabase {
  const onError = tellSeldom(log, 'a connection to the database failed');
  const dialect = createPostgresDialect({ url, poolSize, statementTimeout, onError });
  const database = new Kysely<Schema>({ dialect });
  const feed = createChangeFeed({
    database,
    pollEvery,
    currentFor,
    onError: tellSeldom(log, 'the changes of other nodes could not be read'),
  });
  const stopListening = listenForChanges(url, () => feed.catchUp(), onError);
  return {
    database,
    isEmbedded: false,
    feed,
    async migrate() {
      const patient = createPostgresDialect({ url, poolSize: 1, statementTimeout: 0, onError });
      const migrating = new Kysely<Schema>({ dialect: patient });
      await migrate(migrating).finally(() => migrating.destroy());
    },
    async close() {
      stopListening();
      feed.stop();
      await database.destroy();
    },
  };
}

async function openEmbedded(options: DatabaseOptions): Promise<OpenDatabase> {
  // On PostgreSQL nothing of it is read into memory.
  const { openEmbeddedDatabase, shippedTemplate } = await import('./embedded-database.ts');
  const { stateDir, controlSocket = null, template = shippedTemplate, log } = options;
  let lost = false;
  const onLost = () => {
    lost = true;
    log.error({ stateDir }, 'another process has taken over the embedded database; this one has stopped using it');
  };
  const lock = await lockDatabase({ stateDir, controlSocket, onLost });
  try {
    const pglite = await openEmbeddedDatabase(stateDir, template);
    const database = new Kysely<Schema>({ dialect: createPgliteDialect(pglite, () => !lost) });
    const onError = tellSeldom(log, 'the changes of the database could not be read');
    // Nobody else changes anything; this look merely gets over a failed one.
    const feed = createChangeFeed({ database, pollEvery: 1_000, currentFor: null, onError });
    await pglite.listen('grantry_changes', () => feed.catchUp());
    return {
      database,
      isEmbedded: true,
      feed,
      migrate: () => migrate(database),
      async close() {
        feed.stop();
        await database.destroy().finally(() => lock.release());
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/**
 * Opens the database of an installation.
 * @throws DatabaseInUse when another process has the embedded one.
 */
export async function openDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  const { databaseUrl } = options;
  return databaseUrl === undefined ? openEmbedded(options) : openPostgres(databaseUrl, options);
}
