import { startLoad } from '../processes.mjs';
import { median, ratio, toTable, whole } from '../report.mjs';
import { makeInstallation } from './installation.mjs';
import { addRefreshing } from './people.mjs';
import { canTell, pinFamily, processorOf } from './processor.mjs';

const works = ['client_credentials', 'refresh'];

/** Measures a server and how much of a core each took: the server with its workers, PostgreSQL, and the load. */
async function measureCores(server, { connections, core, postgres, seconds }) {
  const load = await startLoad(server.facts, { connections, core, warmUp: 3 });
  const who = { server: server.child.pid, postgres, load: load.child.pid };
  const readAll = () => Object.entries(who).map(([name, pid]) => [name, processorOf(pid)]);
  const before = Object.fromEntries(readAll());
  const result = await load.count(seconds);
  const cores = readAll().map(([name, used]) => [name, (used - before[name]) / (result.seconds * 1_000_000)]);
  await load.stop();
  return { ...result, cores: Object.fromEntries(cores) };
}

/** One process on its core, or two on both cores, which PostgreSQL and the load then need as well. */
async function measureOnce(installation, work, { context, workers }) {
  const { connections, databases, loadCore, seconds, serverCore } = context;
  const both = [...new Set([serverCore, loadCore])].join(',');
  const place = workers === 1 ? { core: serverCore, others: loadCore } : { core: both, others: both };
  pinFamily(databases.pid, place.others);
  const server = await installation.start(work, { core: place.core, workers: String(workers) });
  try {
    return await measureCores(server, { connections, seconds, core: place.others, postgres: databases.pid });
  } finally {
    await server.stop();
    pinFamily(databases.pid, loadCore);
  }
}

/** Two processes on one PostgreSQL against one. */
async function measureProcesses(context) {
  const installation = await makeInstallation(context, context.databases);
  const results = Object.fromEntries(works.map((work) => [work, { one: [], two: [] }]));
  try {
    const makers = { client_credentials: 'client-credentials', refresh: await addRefreshing(installation, context) };
    for (let round = 0; round < context.rounds; round += 1) {
      for (const work of works) {
        results[work].one.push(await measureOnce(installation, makers[work], { context, workers: 1 }));
        results[work].two.push(await measureOnce(installation, makers[work], { context, workers: 2 }));
      }
    }
  } finally {
    await installation.remove();
  }
  return { canTell, results };
}

const perSecond = ({ good, seconds }) => good / seconds;
/** Requests that a core of the server's own answers in a second. */
const perCore = (run) => perSecond(run) / run.cores.server;

function describeProcesses({ canTell: told, results }) {
  const rows = works.flatMap((work) => {
    const { one, two } = results[work];
    const against = (figure) => `${ratio(median(two.map((run, round) => figure(run) / figure(one[round]))))} ×`;
    const cells = (runs) => {
      const cores = (name) => (told ? ratio(median(runs.map((run) => run.cores[name]))) : '');
      const rate = whole(median(runs.map(perSecond)));
      return [rate, whole(median(runs.map(({ p99 }) => p99))), ...['server', 'postgres', 'load'].map(cores)];
    };
    const derived = told ? `${ratio(2 * median(two.map((run, round) => perCore(run) / perCore(one[round]))))} ×` : '';
    return [
      [`${work}, one process on one core`, ...cells(one), '', ''],
      [`${work}, two processes on both cores`, ...cells(two), against(perSecond), derived],
    ];
  });
  return [
    'Nothing but two cores was there: one process had a core of its own, and the load and PostgreSQL the other; two processes shared both with the load and PostgreSQL. So the ratio that was measured is of what was left. The ratio with a core each is derived from it: twice what the two processes answered per second of their own processor time, against the one. It leaves out what they may wait for in PostgreSQL.',
    ...(told ? [] : ['', 'How much processor each takes can be told on Linux alone.']),
    '',
    toTable(
      [
        'work',
        'requests/s',
        'p99 ms',
        'cores: server',
        'PostgreSQL',
        'load',
        'two against one, load counted',
        'with a core each, derived',
      ],
      rows,
    ),
  ].join('\n');
}

/** What a second process gives. */
export const processes = {
  title: 'Two processes',
  needsPostgres: true,
  measure: measureProcesses,
  describe: describeProcesses,
};
