import { startLoad } from '../processes.mjs';
import { median, toTable, whole } from '../report.mjs';
import { addApplications } from './applications.mjs';
import { makeInstallation } from './installation.mjs';
import { canTell, processorOf } from './processor.mjs';
import { ask, copyRows, withClient } from './rows.mjs';

const works = ['client-credentials', 'refresh', 'authorization-code'];

/** So many of each kind are added to see what they take. */
const added = 10_000;

const anyId = 'gen_random_uuid()';
const anyHash = 'sha256(uuid_send(gen_random_uuid()))';

/** What is kept, each with what differs between two of a kind. The works above leave one of each. */
const kept = {
  'refresh token': {
    table: 'refresh_token_families',
    columns: { id: anyId, handle_hash: anyHash, subject_id: anyId, scope: 'model.scope[1:1]' },
  },
  'authorization code': { table: 'authorization_codes', columns: { hash: anyHash, subject_id: anyId } },
  consent: { table: 'consents', columns: { id: anyId, person_id: anyId } },
  session: { table: 'sessions', columns: { id: anyId, hash: anyHash, person_id: anyId } },
};

const applicationTables = ['clients', 'client_secrets', 'client_usage'];

async function logPosition(url) {
  const [{ position }] = await ask(url, "select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as position");
  return position;
}

/** What PostgreSQL takes for each request of a work: microseconds of processor, bytes of its log. */
async function measureRequests(installation, work, context) {
  const { connections, databases, loadCore: core, seconds } = context;
  const { databaseUrl: url } = installation;
  return installation.whileServing(work, async ({ facts }) => {
    const load = await startLoad(facts, { connections, core, warmUp: 3 });
    const [processor, log] = [processorOf(databases.pid), await logPosition(url)];
    const { bad, good, seconds: elapsed } = await load.count(seconds);
    const used = { processor: processorOf(databases.pid) - processor, log: (await logPosition(url)) - log };
    await load.stop();
    const each = (figure) => figure / Math.max(1, good);
    return { perSecond: good / elapsed, bad, processor: each(used.processor), log: each(used.log) };
  });
}

async function sizeOf(client, tables) {
  const sum = 'select sum(pg_total_relation_size(name::regclass))::float8 as size from unnest($1::text[]) as name';
  return (await client.query(sum, [tables])).rows[0].size;
}

/** Bytes that one more of each takes, with its share of all indexes. */
async function measureKept(installation, tree) {
  const { databaseUrl: url } = installation;
  const bytes = {};
  await withClient(url, async (client) => {
    for (const [name, { columns, table }] of Object.entries(kept)) {
      const where = `ctid = (select max(ctid) from ${table})`;
      const before = await sizeOf(client, [table]);
      await copyRows(client, { table, where, columns, times: String(added) });
      bytes[name] = ((await sizeOf(client, [table])) - before) / added;
    }
    const before = await sizeOf(client, applicationTables);
    await addApplications(installation, added, tree);
    bytes['application with its secret'] = ((await sizeOf(client, applicationTables)) - before) / added;
  });
  return bytes;
}

/** What PostgreSQL has to be given for so many requests and grants. */
async function measureCapacity(context) {
  const installation = await makeInstallation(context, context.databases);
  const requests = Object.fromEntries(works.map((work) => [work, []]));
  try {
    for (let round = 0; round < context.rounds; round += 1) {
      for (const work of works) requests[work].push(await measureRequests(installation, work, context));
    }
    return { canTell, requests, kept: await measureKept(installation, context.tree) };
  } finally {
    await installation.remove();
  }
}

function describeCapacity({ canTell: told, kept: bytes, requests }) {
  const rows = Object.entries(requests).map(([work, runs]) => {
    const of = (name) => median(runs.map((run) => run[name]));
    const processor = of('processor');
    const figures = told ? [whole(processor), (processor / 1_000).toFixed(2)] : ['', ''];
    const log = of('log');
    return [work, whole(of('perSecond')), ...figures, whole(log), (log / 1_000).toFixed(2)];
  });
  const head = ['work', 'requests/s measured', 'CPU µs per request', 'cores per 1,000/s', 'log bytes per request'];
  return [
    'What PostgreSQL uses: processor time of all its processes, and bytes of its write-ahead log. An authorization code is two requests, one at the authorization endpoint and one for the tokens, and counted as one.',
    ...(told ? [] : ['', 'How much processor PostgreSQL takes can be told on Linux alone.']),
    '',
    toTable([...head, 'log MB/s per 1,000/s'], rows),
    '',
    'What one more takes in the database, with its share of the indexes; grants are of one scope each:',
    '',
    toTable(
      ['kept', 'bytes', 'MB for a million'],
      Object.entries(bytes).map(([name, size]) => [name, whole(size), whole(size / 1.048_576)]),
    ),
  ].join('\n');
}

/** What PostgreSQL needs. */
export const capacity = {
  title: 'What PostgreSQL needs',
  needsPostgres: true,
  measure: measureCapacity,
  describe: describeCapacity,
};
