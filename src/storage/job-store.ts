import { type Selectable, sql } from 'kysely';
import type { JobRecord, JobRecordStore, JobState } from '../directory/job-administration.ts';
import { appendEvent } from './audit-log.ts';
import type { JobTable } from './operations-tables.ts';
import type { StoreContext } from './store-context.ts';

/** How a node takes a job. */
interface JobClaim {
  readonly lease: string;
  readonly seconds: number;
  /** What people call the node. */
  readonly node: string;
}

const longestError = 1_000;

function stateOf({ ended_at, last_error, started_at }: Selectable<JobTable>, isLeased: boolean): JobState | null {
  if (started_at === null) return null;
  if (ended_at === null || ended_at < started_at) return isLeased ? 'running' : 'interrupted';
  return last_error === null ? 'succeeded' : 'failed';
}

function toRecord(row: Selectable<JobTable> & { readonly leased: boolean }): JobRecord {
  const state = stateOf(row, row.leased);
  const isOver = row.started_at !== null && row.ended_at !== null && row.ended_at >= row.started_at;
  return {
    name: row.name,
    state,
    nextAt: row.next_at,
    startedAt: row.started_at,
    endedAt: isOver ? row.ended_at : null,
    node: row.node,
    error: state === 'running' ? null : row.last_error,
    failures: row.failures,
    succeededAt: row.finished_at,
  };
}

/** When jobs are due and which node works on them. Leases are counted by the clock of the database. */
export interface JobStore extends JobRecordStore {
  /** Makes a job known. An earlier time than the known one counts. */
  plan(name: string, nextAt: Date): Promise<void>;
  /** Takes a due job for so many seconds. False where it is not due or another node has it. */
  claim(name: string, claim: JobClaim): Promise<boolean>;
  /** Keeps a job for so many seconds more. False where it has been lost. */
  renew(name: string, lease: string, seconds: number): Promise<boolean>;
  finish(name: string, lease: string, nextAt: Date): Promise<void>;
  /** Gives a job back that failed: it is due again after 10 seconds, and later with each failure, up to an hour. */
  fail(name: string, lease: string, error: string): Promise<void>;
}

/** Makes the store of jobs. */
export function createJobStore({ database, change, now }: StoreContext): JobStore {
  const held = (name: string, lease: string) =>
    database.updateTable('jobs').where('name', '=', name).where('lease', '=', lease);
  const released = { lease: null, leased_until: null, ended_at: sql<Date>`now()` };

  return {
    async plan(name, nextAt) {
      await database
        .insertInto('jobs')
        .values({ name, next_at: nextAt })
        .onConflict((conflict) =>
          conflict.column('name').doUpdateSet({ next_at: sql`least(jobs.next_at, excluded.next_at)` }),
        )
        .execute();
    },

    async claim(name, { lease, node, seconds }) {
      const { numAffectedRows } = await sql`
        update jobs set lease = ${lease}, leased_until = now() + make_interval(secs => ${seconds}),
          node = ${node}, started_at = now()
        where name = (
          select name from jobs
          where name = ${name} and next_at <= now() and (leased_until is null or leased_until < now())
          for update skip locked)`.execute(database);
      return numAffectedRows === 1n;
    },

    async renew(name, lease, seconds) {
      const until = sql<Date>`now() + make_interval(secs => ${seconds})`;
      const { numUpdatedRows } = await held(name, lease).set({ leased_until: until }).executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async finish(name, lease, nextAt) {
      const done = { next_at: nextAt, failures: 0, last_error: null, finished_at: sql<Date>`now()`, ...released };
      await held(name, lease).set(done).execute();
    },

    async fail(name, lease, error) {
      const wait = sql`least(make_interval(secs => 10 * power(2, least(failures, 10))), interval '1 hour')`;
      const nextAt = sql<Date>`now() + ${wait}`;
      const failed = {
        next_at: nextAt,
        failures: sql<number>`failures + 1`,
        last_error: error.slice(0, longestError),
        ...released,
      };
      await held(name, lease).set(failed).execute();
    },

    async records() {
      const leased = sql<boolean>`coalesce(leased_until >= now(), false)`.as('leased');
      const rows = await database.selectFrom('jobs').selectAll().select(leased).orderBy('name').execute();
      return rows.map(toRecord);
    },

    request: (name, event) =>
      change(async (transaction) => {
        const { numAffectedRows } = await sql`
          insert into jobs (name, next_at) values (${name}, now())
          on conflict (name) do update set next_at = least(jobs.next_at, excluded.next_at)
          where jobs.leased_until is null or jobs.leased_until < now()`.execute(transaction);
        if (numAffectedRows !== 1n) return false;
        await appendEvent(transaction, event, now());
        return true;
      }),
  };
}
