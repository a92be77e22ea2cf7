import { setTimeout as sleep } from 'node:timers/promises';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { activityKept } from './activity.ts';
import type { Job } from './jobs.ts';
import type { Database } from './schema.ts';
import type { StorageLog } from './storage-log.ts';

const batchSize = 1_000;
const pause = 25;
const hour = 60 * 60 * 1000;
const day = 24 * hour;

interface Rule {
  readonly table: string;
  readonly isOver: (now: Date) => RawBuilder<SqlBool>;
}

const before = (column: string, instant: Date): RawBuilder<SqlBool> => sql`${sql.ref(column)} < ${instant}`;
const ago = (now: Date, milliseconds: number) => new Date(now.getTime() - milliseconds);

/** What is over, each found by an index. Nothing here decides what is valid; that is asked where it is used. */
const rules: readonly Rule[] = [
  { table: 'refresh_token_families', isOver: (now) => before('expires_at', now) },
  { table: 'authorization_requests', isOver: (now) => before('expires_at', now) },
  { table: 'authorization_codes', isOver: (now) => before('forget_at', now) },
  { table: 'sessions', isOver: (now) => before('expires_at', now) },
  { table: 'revocations', isOver: (now) => before('expires_at', now) },
  { table: 'changes', isOver: (now) => before('at', ago(now, hour)) },
  { table: 'rate_limits', isOver: (now) => sql`expire < ${now.getTime()}` },
  ...(['hour', 'day', 'month'] as const).map((period) => ({
    table: 'activity_counts',
    isOver: (now: Date) => sql<SqlBool>`period = ${period} and ${before('starts_at', ago(now, activityKept[period]))}`,
  })),
  { table: 'refusals', isOver: (now) => before('last_at', ago(now, 30 * day)) },
  { table: 'set_up_tokens', isOver: (now) => before('expires_at', ago(now, day)) },
  {
    table: 'visitors',
    isOver: (now) => {
      const longAgo = ago(now, 90 * day);
      return sql`${before('first_seen_at', longAgo)} and ${before('last_seen_at', longAgo)}`;
    },
  },
];

async function pruneBatch(database: Database, { table, isOver }: Rule, now: Date): Promise<number> {
  const rows = sql.table(table);
  const { numAffectedRows = 0n } = await sql`
    delete from ${rows} where ctid = any(array(
      select ctid from ${rows} where ${isOver(now)} limit ${batchSize} for update skip locked))`.execute(database);
  return Number(numAffectedRows);
}

/** Walks through all families by id: when a family was last used is not indexed, so that rotation stays cheap. */
async function pruneIdleFamilies(database: Database, now: Date, signal: AbortSignal): Promise<number> {
  let pruned = 0;
  for (let last = '00000000-0000-0000-0000-000000000000'; !signal.aborted; await sleep(pause)) {
    const { rows } = await sql<{ last: string | null; pruned: number }>`
      with page as (
        select id, idle_expires_at from refresh_token_families where id > ${last}::uuid order by id limit ${batchSize}),
      gone as (
        delete from refresh_token_families using page
        where refresh_token_families.id = page.id and refresh_token_families.idle_expires_at < ${ago(now, day)}
        returning 1)
      select (select id from page order by id desc limit 1) as last, (select count(*) from gone) as pruned
    `.execute(database);
    const [page] = rows;
    pruned += page?.pruned ?? 0;
    if (page === undefined || page.last === null) break;
    last = page.last;
  }
  return pruned;
}

interface PruningOptions {
  readonly database: Database;
  readonly log: StorageLog;
  readonly now: () => Date;
}

/** Makes the jobs that delete what is over, in batches of 1,000 with a pause after each, so that others get on. */
export function createPruningJobs({ database, log, now }: PruningOptions): readonly Job[] {
  const tell = (table: string, pruned: number) => {
    if (pruned > 0) log.info({ table, pruned }, 'deleted what was over');
  };
  return [
    {
      name: 'prune',
      description: 'Deletes what is over: expired sessions, codes, refresh tokens, revocations and the like.',
      schedule: '* * * * *',
      async run(signal) {
        for (const rule of rules) {
          let total = 0;
          for (let pruned = batchSize; pruned === batchSize && !signal.aborted; await sleep(pause)) {
            pruned = await pruneBatch(database, rule, now());
            total += pruned;
          }
          tell(rule.table, total);
        }
      },
    },
    {
      name: 'prune-idle-families',
      description: 'Deletes refresh tokens that nobody has used for longer than they may rest.',
      schedule: '20 3 * * *',
      run: async (signal) => tell('refresh_token_families', await pruneIdleFamilies(database, now(), signal)),
    },
  ];
}
