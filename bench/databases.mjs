import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { startTestPostgres } from '../scripts/test-postgres.mjs';

/**
 * Starts a PostgreSQL of its own and makes empty databases on it; null where there is no PostgreSQL here.
 * @param {string[]} settings of PostgreSQL, as `name=value`, where the usual ones are not meant
 */
export async function openDatabases(settings = []) {
  const server = await startTestPostgres(settings);
  if (server === null) {
    console.error('There is no PostgreSQL here: only the embedded database is measured.');
    return null;
  }
  const administer = async (statement) => {
    const client = new pg.Client(server.url);
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  return {
    pid: server.pid,
    async create() {
      const name = `bench_${randomUUID().replaceAll('-', '')}`;
      await administer(`create database ${name}`);
      const url = new URL(server.url);
      url.pathname = `/${name}`;
      return { url: url.href, drop: () => administer(`drop database if exists ${name} with (force)`) };
    },
    close: () => server.stop(),
  };
}
