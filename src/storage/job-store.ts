import { sql } from 'kysely';
import type { StoreContext } from './store-context.ts';

/** When jobs are due and which node works on them. Leases are counted by the clock of the database. */
export interface JobStore {
  /** Makes a job known. An earlier time than the known one counts. */
  plan(name: string, nextAt: Date): Promise<void>;
  /** Takes a due job for so many seconds. False where it is not due or another node has it. */
  claim(name: string, lease: string, seconds: number): Promise<boolean>;
  /** Keeps a job for so many seconds more. False where it has been lost. */
  renew(name: string, lease: string, seconds: number): Promise<boolean>;
  finish(name: string, lease: string, nextAt: Date): Promise<void>;
  /** Gives a job back that failed: it is due again after 10 seconds, and later with each failure, up to an hour. */
  fail(name: string, lease: string, error: string): Promise<void>;
}

/** Makes the store of jobs. */
export function createJobStore({ database }: StoreContext): JobStore {
  const held = (name: string, lease: string) =>
    database.updateTable('jobs').where('name', '=', name).where('lease', '=', lease);
  const released = { lease: null, leased_until: null };

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

    async claim(name, lease, seconds) {
      const { numAffectedRows } = await sql`
        update jobs set lease = ${lease}, leased_until = now() + make_interval(secs => ${seconds})
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
      const failed = { next_at: nextAt, failures: sql<number>`failures + 1`, last_error: error, ...released };
      await held(name, lease).set(failed).execute();
    },
  };
}
