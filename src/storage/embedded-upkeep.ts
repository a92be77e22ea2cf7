import { sql } from 'kysely';
import type { Job } from './jobs.ts';
import type { Database } from './schema.ts';

const mostLog = 32 * 1024 * 1024;

/**
 * Makes the jobs that PostgreSQL's background processes do on a server. An embedded database has none: without them its
 * write-ahead log and its tables would grow for as long as it is open.
 */
export function createEmbeddedUpkeep(database: Database): readonly Job[] {
  return [
    {
      name: 'checkpoint',
      description: 'Keeps the write-ahead log of the embedded database short.',
      schedule: '* * * * *',
      async run() {
        const { rows } = await sql<{ due: boolean }>`
          select written > ${mostLog} or (written > 65536 and checkpoint_time < now() - interval '10 minutes') as due
          from pg_control_checkpoint(), lateral (
            select pg_wal_lsn_diff(pg_current_wal_lsn(), checkpoint_lsn) as written) as log`.execute(database);
        if (rows[0]?.due === true) await sql`checkpoint`.execute(database);
      },
    },
    {
      name: 'vacuum',
      description: 'Frees space in the tables of the embedded database and keeps its statistics fresh.',
      schedule: '*/15 * * * *',
      async run(signal) {
        await sql`select pg_stat_force_next_flush()`.execute(database);
        const { rows } = await sql<{ name: string }>`
          select relname as name from pg_stat_user_tables
          where n_dead_tup > 500 + 0.1 * n_live_tup or n_mod_since_analyze > 500 + 0.1 * n_live_tup`.execute(database);
        for (const { name } of rows) {
          if (!signal.aborted) await sql`vacuum (analyze) ${sql.table(name)}`.execute(database);
        }
      },
    },
  ];
}
