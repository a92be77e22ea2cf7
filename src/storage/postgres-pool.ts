import { type Dialect, PostgresDialect, type PostgresPoolClient, type PostgresQueryResult } from 'kysely';
import pg from 'pg';
import { columnReaders, toParameter } from './column-values.ts';
import { createDialectAdapter } from './dialect-adapter.ts';
import { StorageUnavailable, translateFailure } from './storage-error.ts';

export interface PostgresOptions {
  readonly url: string;
  readonly poolSize: number;
  /** Milliseconds after which a statement is given up; 0 for never. */
  readonly statementTimeout: number;
  readonly onError: (error: Error) => void;
}

const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && columnReaders[oid]) || pg.types.getTypeParser(oid, format),
};

/** The settings every connection to PostgreSQL has. Nothing is sent at start-up that a pooler would refuse. */
export function connectionSettings(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    types: types as pg.CustomTypesConfig,
    application_name: 'grantry',
  };
}

/** Makes failures of the connection recognisable and keeps a broken connection from being used again. */
function guardClient(client: pg.PoolClient): PostgresPoolClient {
  let broken: unknown;
  const guarded = {
    async query<Row>(statement: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<Row>> {
      if (broken !== undefined) throw broken;
      try {
        const { command, rowCount, rows } = await client.query(statement, parameters.map(toParameter));
        return { command: command as 'SELECT', rowCount: rowCount ?? 0, rows };
      } catch (error) {
        const translated = translateFailure(error);
        if (translated instanceof StorageUnavailable) broken = translated;
        throw translated;
      }
    },
    release: () => client.release(broken !== undefined),
  };
  return guarded as PostgresPoolClient;
}

/** Makes the dialect for a PostgreSQL server, with a pool that connects when first used. */
export function createPostgresDialect({ url, poolSize, statementTimeout, onError }: PostgresOptions): Dialect {
  const pool = new pg.Pool({
    ...connectionSettings(url),
    max: poolSize,
    idleTimeoutMillis: 30_000,
    ...(statementTimeout > 0 && { query_timeout: statementTimeout }),
  });
  pool.on('error', onError);
  // A connection that breaks while it is in use also fails its statement; without a listener it would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  const connect = async () => {
    try {
      return guardClient(await pool.connect());
    } catch (error) {
      throw translateFailure(error);
    }
  };
  const dialect = new PostgresDialect({ pool: { connect, end: () => pool.end() } });
  dialect.createAdapter = createDialectAdapter;
  return dialect;
}
