import { type DialectAdapter, PostgresAdapter } from 'kysely';

/**
 * The adapter of both drivers. Kysely's own migration lock belongs to a session, which a connection pooler in
 * transaction mode does not keep; `migrate` takes one that belongs to its transaction instead.
 */
export function createDialectAdapter(): DialectAdapter {
  const adapter = new PostgresAdapter();
  adapter.acquireMigrationLock = async () => {};
  adapter.releaseMigrationLock = async () => {};
  return adapter;
}
