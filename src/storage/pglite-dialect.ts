import { setImmediate as nextRound } from 'node:timers/promises';
import type { PGlite, Results } from '@electric-sql/pglite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import { toParameter } from './column-values.ts';
import { createDialectAdapter } from './dialect-adapter.ts';
import { endProcess } from './embedded-end.ts';
import { databaseFault, StorageUnavailable, translateFailure } from './storage-error.ts';
import { createTurns } from './turns.ts';

const changing = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

/** PGlite's errors carry the parameters of the statement, among them hashes; none of that may reach a log. */
function withoutParameters(error: unknown): unknown {
  if (error instanceof Error) {
    for (const name of ['params', 'query', 'queryOptions']) Reflect.deleteProperty(error, name);
  }
  return error;
}

/** An error that the whole database does not survive. */
function isEnd(error: unknown): error is Error {
  return error instanceof Error && 'severity' in error && (error.severity === 'PANIC' || error.severity === 'FATAL');
}

async function ask<Row>(pglite: PGlite, { sql, parameters }: CompiledQuery): Promise<Results<Row>> {
  try {
    return await pglite.query<Row>(sql, parameters.map(toParameter));
  } catch (error) {
    const cleaned = withoutParameters(error);
    if (isEnd(cleaned)) endProcess(cleaned.message);
    throw databaseFault(cleaned) === null ? cleaned : translateFailure(cleaned);
  }
}

/** For how long timers and sockets may wait, in milliseconds. */
const pauseEvery = 10;

/**
 * Makes the pauses of whoever asks again and again. PGlite computes on this very thread and answers without a look at
 * anything else, so that a long row of statements would keep the whole process from everything else it does.
 */
function createPauses(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < pauseEvery) return;
    await nextRound();
    last = performance.now();
  };
}

function createConnection(pglite: PGlite): DatabaseConnection {
  const pause = createPauses();
  return {
    async executeQuery<Row>(query: CompiledQuery) {
      await pause();
      const { rows, command, affectedRows } = await ask<Row>(pglite, query);
      // A crash inside PGlite looks like an answer without the word that ends every answer.
      if (command === undefined) endProcess('it broke off');
      return changing.has(command) ? { rows, numAffectedRows: BigInt(affectedRows ?? 0) } : { rows };
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
