import { setTimeout as sleep } from 'node:timers/promises';
import { startLoad } from '../processes.mjs';
import { median, ratio, toTable, whole } from '../report.mjs';
import { formRequest } from '../servers/listen.mjs';
import { addApplications } from './applications.mjs';
import { makeInstallation } from './installation.mjs';
import { addRefreshing } from './people.mjs';
import { pinFamily } from './processor.mjs';
import { ask, copyRows, prepareRows, withoutIndexes } from './rows.mjs';

const most = 10_000_000;
/** Whose refresh tokens they are. */
const [applicationCount, peopleCount] = [1_000, 1_000_000];
const table = 'refresh_token_families';
/** After so many minutes it is not waited for any longer. */
const patience = 60;
const kinds = ['client_credentials', 'refresh'];

/** Refresh tokens that ended within the last 30 days, in the order in which they were given, as they end in use. */
export async function addExpired(url, count, clientIds) {
  await prepareRows(url, [table], (client) =>
    withoutIndexes(client, table, async () => {
      const { rows } = await client.query('select id from clients where client_id = any($1)', [clientIds]);
      const owners = `('{${rows.map(({ id }) => id).join(',')}}'::uuid[])[1 + number % ${rows.length}]`;
      await copyRows(client, {
        table,
        where: `id = (select min(id::text)::uuid from ${table})`,
        times: String(count),
        columns: {
          id: "md5('expired ' || number)::uuid",
          handle_hash: 'sha256(int4send(number))',
          client_row_id: owners,
          // The person of the demo may do everything; applications rarely ask for all of it.
          scope: 'model.scope[1:5]',
          subject_id: `md5('owner ' || number % ${peopleCount})::uuid`,
          rotated_at: "model.rotated_at - interval '120 days'",
          idle_expires_at: "model.rotated_at - interval '60 days'",
          expires_at: `now() - interval '1 minute' - interval '30 days' * (1 - number / ${count}.0)`,
        },
      });
    }),
  );
}

/** Keeps the job from beginning by itself, as if another node had it. */
const holdJob = (url) =>
  ask(
    url,
    `insert into jobs (name, next_at, lease, leased_until) values ('prune', now(), 'bench', now() + interval '1 day')
     on conflict (name) do update set lease = excluded.lease, leased_until = excluded.leased_until`,
  );

const releaseJob = (url) =>
  ask(
    url,
    `update jobs set lease = null, leased_until = null, next_at = now(), started_at = null, ended_at = null
     where name = 'prune'`,
  );

async function readProgress(url) {
  const [job] = await ask(
    url,
    `select started_at is not null as begun, ended_at >= started_at as over, last_error as error,
       extract(epoch from ended_at - started_at)::float8 as seconds from jobs where name = 'prune'`,
  );
  const deleted = 'select n_tup_del::float8 as pruned from pg_stat_user_tables where relname = $1';
  const [{ pruned }] = await ask(url, deleted, [table]);
  return { ...job, pruned };
}

/** Counts on both loads at the same time. */
async function countBoth(loads, seconds) {
  const counted = await Promise.all(loads.map((load) => load.count(seconds)));
  return Object.fromEntries(kinds.map((kind, at) => [kind, counted[at]]));
}

/** Counts while the job runs, from its beginning to its end. */
async function countDuring(loads, url, seconds) {
  const windows = [];
  const { pruned: before } = await readProgress(url);
  const end = performance.now() + patience * 60_000;
  await releaseJob(url);
  let progress = { over: false };
  while (!progress.over && performance.now() < end) {
    const window = await countBoth(loads, seconds);
    progress = await readProgress(url);
    if (progress.error !== null) throw new Error(`The job failed: ${progress.error}`);
    if (progress.begun) windows.push({ ...window, pruned: progress.pruned - before });
  }
  const [{ left }] = await ask(url, `select count(*)::float8 as left from ${table} where expires_at < now()`);
  return { windows, left, seconds: progress.seconds ?? patience * 60 };
}

async function measureUnderLoad(installation, refreshing, context) {
  const { application, databaseUrl: url } = installation;
  const { connections, loadCore: core, rounds, seconds } = context;
  const { clientId, clientSecret } = application('client_credentials');
  const credentials = { client_id: clientId, client_secret: clientSecret };
  const request = formRequest('/oauth2-token', { grant_type: 'client_credentials', ...credentials });
  return installation.whileServing(refreshing, async ({ facts }) => {
    const how = { connections: connections / 2, core, warmUp: 3 };
    const loads = await Promise.all([startLoad({ url: facts.url, kind: 'same', request }, how), startLoad(facts, how)]);
    try {
      const before = [];
      for (let round = 0; round < rounds; round += 1) before.push(await countBoth(loads, seconds));
      return { before, during: await countDuring(loads, url, seconds) };
    } finally {
      await Promise.all(loads.map((load) => load.stop()));
    }
  });
}

/** Two works while the job deletes what has expired, against the same before. */
async function measurePruning(context) {
  const count = Math.min(most, context.largest);
  const installation = await makeInstallation(context, context.databases);
  try {
    const refreshing = await addRefreshing(installation, context);
    const applications = await addApplications(installation, applicationCount, context.tree);
    const clientIds = applications.map(({ clientId }) => clientId);
    const begin = performance.now();
    // Nothing is measured yet, and indexes are made on several cores.
    pinFamily(context.databases.pid, [...new Set([context.serverCore, context.loadCore])].join(','));
    await addExpired(installation.databaseUrl, count, clientIds);
    pinFamily(context.databases.pid, context.loadCore);
    console.error(
      `${count} expired refresh tokens were there after ${Math.round((performance.now() - begin) / 1000)} s`,
    );
    await holdJob(installation.databaseUrl);
    await sleep(1_000);
    return { count, ...(await measureUnderLoad(installation, refreshing, context)) };
  } finally {
    await installation.remove();
  }
}

function describePruning({ before, count, during }) {
  const { left, seconds, windows } = during;
  const figures = (runs, kind) => {
    const of = (name) => runs.map((run) => run[kind][name]);
    return {
      perSecond: median(runs.map((run) => run[kind].good / run[kind].seconds)),
      p50: median(of('p50')),
      p99: median(of('p99')),
      worst: Math.max(...of('p99')),
      pause: Math.max(...of('longestPause')),
      stall: Math.max(...of('longestStall')),
    };
  };
  const rows = kinds.flatMap((kind) => {
    const [usual, then] = [figures(before, kind), figures(windows, kind)];
    const cells = ({ p50, p99, pause, perSecond, stall, worst }) =>
      [perSecond, p50, p99, worst, pause, stall].map(whole);
    return [
      [`${kind}, before`, ...cells(usual), ''],
      [`${kind}, while the job runs`, ...cells(then), `${ratio(then.p99 / usual.p99)} ×`],
    ];
  });
  const rest = left === 0 ? '' : ` ${whole(left)} were left when it was not waited for any longer.`;
  return [
    `The job deleted ${whole(count - left)} expired refresh tokens of ${whole(applicationCount)} applications in ${whole(seconds)} seconds, ${whole((count - left) / seconds)} a second.${rest} Both works go on at the same time, each with half of the connections. The worst p99 is that of one window; the longest pause is the longest time without any answer. The load itself stands still too while PostgreSQL has its core.`,
    '',
    toTable(
      [
        'work',
        'requests/s',
        'p50 ms',
        'p99 ms',
        'worst p99 ms',
        'longest pause ms',
        'of the load itself',
        'p99 against before',
      ],
      rows,
    ),
  ].join('\n');
}

/** Whether anybody notices that much is deleted. */
export const pruning = {
  title: 'Deleting what has expired',
  needsPostgres: true,
  measure: measurePruning,
  describe: describePruning,
};
