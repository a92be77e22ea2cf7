import { median, ratio, toTable, whole } from '../report.mjs';
import { makeInstallation, measureOnce } from './installation.mjs';
import { addRefreshing } from './people.mjs';
import { copyRows, prepareRows, withoutIndexes } from './rows.mjs';

const sizes = [1, 100, 10_000];
const table = 'refresh_token_families';

/** Gives everybody who has a family so many more that nobody uses. */
async function addFamilies(url, count) {
  if (count === 0) return;
  await prepareRows(url, [table], (client) =>
    withoutIndexes(client, table, () =>
      copyRows(client, {
        table,
        where: 'revoked_at is null',
        times: String(count),
        columns: { id: 'gen_random_uuid()', handle_hash: 'sha256(uuid_send(gen_random_uuid()))' },
      }),
    ),
  );
}

async function prepare(context, size) {
  const installation = await makeInstallation(context, context.databases);
  const refreshing = await addRefreshing(installation, context);
  await addFamilies(installation.databaseUrl, size - 1);
  return { installation, refreshing };
}

/** refresh by people of whom each has one, many and very many chains of refresh tokens. */
async function measureFamilies(context) {
  const { connections, largest, rounds } = context;
  const wanted = [...new Set(sizes.map((size) => Math.min(size, Math.ceil(largest / connections))))];
  const prepared = [];
  const results = wanted.map((size) => ({ size, runs: [] }));
  try {
    for (const size of wanted) prepared.push(await prepare(context, size));
    for (let round = 0; round < rounds; round += 1) {
      for (const [at, { installation, refreshing }] of prepared.entries()) {
        results[at].runs.push(await measureOnce(installation, refreshing, context));
      }
    }
  } finally {
    for (const { installation } of prepared) await installation.remove();
  }
  return { people: connections, results };
}

function describeFamilies({ people, results }) {
  const of = (runs, name) => median(runs.map((run) => run[name]));
  const rows = results.map(({ runs, size }) => [
    whole(size),
    whole(size * people),
    whole(of(runs, 'perSecond')),
    whole(of(runs, 'p50')),
    whole(of(runs, 'p99')),
    `${ratio(median(runs.map((run, round) => run.perSecond / results[0].runs[round].perSecond)))} ×`,
  ]);
  const head = ['refresh tokens of each person', 'of all', 'requests/s', 'p50 ms', 'p99 ms', 'against the first'];
  return [`refresh on PostgreSQL by ${people} people, each on a connection of its own.`, '', toTable(head, rows)].join(
    '\n',
  );
}

/** How the number of refresh tokens of a person counts. */
export const families = {
  title: 'Refresh tokens',
  needsPostgres: true,
  measure: measureFamilies,
  describe: describeFamilies,
};
