import type { Results } from '@electric-sql/pglite';
import type { OpenedPglite } from './embedded-database.ts';
import { databaseFault, StorageUnavailable, translateFailure } from './storage-error.ts';

/** The one connection to an embedded database. */
export interface EmbeddedConnection {
  /** Opens the database again where it has failed. @throws StorageUnavailable while that does not succeed. */
  ensureOpen(): Promise<void>;
  query<Row>(statement: string, parameters: readonly unknown[]): Promise<Results<Row>>;
  /** The whole database as a compressed archive. */
  dump(): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface EmbeddedEvents {
  /** False once another process has the database: nothing is done with it any more. */
  readonly isOurs?: () => boolean;
  readonly onNotification?: () => void;
  readonly onFailed?: (error: unknown) => void;
  readonly onReopened?: () => void;
}

/** PGlite's errors carry the parameters of the statement, among them hashes; none of that may reach a log. */
function withoutParameters(error: unknown): unknown {
  if (error instanceof Error) {
    for (const name of ['params', 'query', 'queryOptions']) Reflect.deleteProperty(error, name);
  }
  return error;
}

/** After a panic PGlite never answers again, and even blocks the process that asks. */
function isEnd(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (!('severity' in error)) return error.name === 'RuntimeError';
  return error.severity === 'PANIC' || error.severity === 'FATAL';
}

/**
 * Opens the connection. When the database fails as a whole (a full or broken disk), it is left alone and opened again,
 * which recovers it from its log, as soon as somebody needs it.
 */
export async function openEmbeddedConnection(
  open: () => Promise<OpenedPglite>,
  { isOurs = () => true, onNotification, onFailed, onReopened }: EmbeddedEvents = {},
): Promise<EmbeddedConnection> {
  async function start(): Promise<OpenedPglite> {
    const opened = await open();
    if (onNotification !== undefined) await opened.pglite.listen('grantry_changes', onNotification);
    return opened;
  }

  let current: OpenedPglite | null = await start();

  function fail(error: unknown): void {
    current?.abandon();
    current = null;
    onFailed?.(error);
  }

  async function ask<Row>({ pglite }: OpenedPglite, statement: string, parameters: readonly unknown[]) {
    try {
      const results = await pglite.query<Row>(statement, [...parameters]);
      // A crash inside PGlite looks like an answer without the word that ends every answer.
      if (results.command !== undefined) return results;
    } catch (error) {
      const cleaned = withoutParameters(error);
      if (isEnd(cleaned)) fail(cleaned);
      throw databaseFault(cleaned) === null && current !== null ? cleaned : translateFailure(cleaned);
    }
    const crash = new StorageUnavailable('the embedded database broke off');
    fail(crash);
    throw crash;
  }

  return {
    async ensureOpen() {
      if (!isOurs()) throw new StorageUnavailable('another process has the embedded database');
      if (current !== null) return;
      try {
        current = await start();
      } catch (error) {
        throw translateFailure(withoutParameters(error));
      }
      onReopened?.();
    },
    async query(statement, parameters) {
      if (current === null) throw new StorageUnavailable('the embedded database has failed');
      return ask(current, statement, parameters);
    },
    async dump() {
      if (current === null) throw new StorageUnavailable('the embedded database has failed');
      const archive = await current.pglite.dumpDataDir('gzip');
      return new Uint8Array(await archive.arrayBuffer());
    },
    async close() {
      await current?.pglite.close();
      current = null;
    },
  };
}
