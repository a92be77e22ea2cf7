import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import { createDialectAdapter } from './dialect-adapter.ts';
import type { EmbeddedConnection } from './embedded-connection.ts';
import { createTurns } from './turns.ts';

const changing = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

function createConnection(embedded: EmbeddedConnection): DatabaseConnection {
  return {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery) {
      const { rows, command, affectedRows } = await embedded.query<Row>(sql, parameters);
      if (!changing.has(command ?? '')) return { rows };
      return { rows, numAffectedRows: BigInt(affectedRows ?? 0) };
    },
    streamQuery() {
      throw new Error('the embedded database does not stream');
    },
  };
}

/** PGlite is one connection: whoever has it keeps it until the end of the transaction, the others take turns. */
function createDriver(embedded: EmbeddedConnection): Driver {
  const connection = createConnection(embedded);
  const turns = createTurns();
  const run = async (command: string) => {
    await connection.executeQuery(CompiledQuery.raw(command));
  };
  return {
    init: async () => {},
    acquireConnection: async () => {
      await turns.take();
      try {
        await embedded.ensureOpen();
      } catch (error) {
        turns.pass();
        throw error;
      }
      return connection;
    },
    beginTransaction: () => run('begin'),
    commitTransaction: () => run('commit'),
    rollbackTransaction: () => run('rollback'),
    releaseConnection: async () => turns.pass(),
    destroy: () => embedded.close(),
  };
}

/** Lets Kysely speak to an embedded database. */
export function createPgliteDialect(embedded: EmbeddedConnection): Dialect {
  return {
    createAdapter: createDialectAdapter,
    createDriver: () => createDriver(embedded),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}
