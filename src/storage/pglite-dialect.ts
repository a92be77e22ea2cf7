import type { PGlite } from '@electric-sql/pglite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import { createDialectAdapter } from './dialect-adapter.ts';
import { StorageUnavailable } from './storage-error.ts';
import { createTurns } from './turns.ts';

const changing = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

/** PGlite's errors carry the parameters of the statement, among them hashes; none of that may reach a log. */
function withoutParameters(error: unknown): unknown {
  if (error instanceof Error) {
    for (const name of ['params', 'query', 'queryOptions']) Reflect.deleteProperty(error, name);
  }
  return error;
}

function createConnection(pglite: PGlite): DatabaseConnection {
  return {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery) {
      try {
        const { rows, command, affectedRows } = await pglite.query<Row>(sql, [...parameters]);
        if (!changing.has(command ?? '')) return { rows };
        return { rows, numAffectedRows: BigInt(affectedRows ?? 0) };
      } catch (error) {
        throw withoutParameters(error);
      }
    },
    streamQuery() {
      throw new Error('the embedded database does not stream');
    },
  };
}

/** PGlite is one connection: whoever has it keeps it until the end of the transaction, the others take turns. */
function createDriver(pglite: PGlite, isOurs: () => boolean): Driver {
  const connection = createConnection(pglite);
  const turns = createTurns();
  const run = async (command: string) => {
    await connection.executeQuery(CompiledQuery.raw(command));
  };
  return {
    init: async () => {},
    acquireConnection: async () => {
      if (!isOurs()) throw new StorageUnavailable('another process has the database');
      await turns.take();
      return connection;
    },
    beginTransaction: () => run('begin'),
    commitTransaction: () => run('commit'),
    rollbackTransaction: () => run('rollback'),
    releaseConnection: async () => turns.pass(),
    destroy: () => pglite.close(),
  };
}

/** Lets Kysely speak to an open PGlite, for as long as it is this process's. */
export function createPgliteDialect(pglite: PGlite, isOurs: () => boolean = () => true): Dialect {
  return {
    createAdapter: createDialectAdapter,
    createDriver: () => createDriver(pglite, isOurs),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}
