import { median, ratio, toTable, whole } from '../report.mjs';
import { formRequest } from '../servers/listen.mjs';
import { load, makeInstallation, measureOnce } from './installation.mjs';
import { copyRows, prepareRows, withoutIndexes } from './rows.mjs';

const sizes = [10, 10_000, 1_000_000];

/** Twice as many as the server remembers, so that one that comes round again has been forgotten. */
const mostUsed = 40_000;

/** Rows with secrets that nobody knows belong to nobody's load, and are hashed from nothing. */
const unknownHash = 'sha256(convert_to(number::text, $$UTF8$$))';

/**
 * Copies an application of the demo so many times, with a secret each, as the server keeps them.
 * @returns {Promise<{ clientId: string, clientSecret: string }[]>} those that a load can be, 40,000 at most
 */
export async function addApplications(installation, count, tree) {
  const cryptography = await installation.cryptography();
  const { generateClientSecret, hashClientSecret } = await load(tree, 'oauth/client-secret.js');
  const { clientId } = installation.application('client_credentials');
  const number = (at) => String(at).padStart(32, '0');
  const used = Array.from({ length: Math.min(count, mostUsed) }, (_, at) => {
    return { clientId: number(at + 1), clientSecret: generateClientSecret('backoffice', cryptography) };
  });
  const id = (purpose) => `md5('${purpose} ' || number)::uuid`;
  const model = `(select id from clients where client_id = '${clientId}')`;
  const fill = async (client) => {
    await withoutIndexes(client, 'clients', () =>
      copyRows(client, {
        table: 'clients',
        where: `id = ${model}`,
        times: String(count),
        columns: {
          id: id('application'),
          client_id: "lpad(number::text, 32, '0')",
          name: "'application ' || number",
          name_key: "'application ' || number",
          created_at: "model.created_at - number * interval '1 second'",
          updated_at: "model.updated_at - number * interval '1 second'",
        },
      }),
    );
    const fillOther = (table, columns) =>
      withoutIndexes(client, table, () =>
        copyRows(client, { table, where: `client_row_id = ${model}`, times: String(count), columns }),
      );
    await fillOther('client_usage', { client_row_id: id('application') });
    await fillOther('client_secrets', { id: id('secret'), client_row_id: id('application'), hash: unknownHash });
    await client.query(
      `update client_secrets set hash = used.hash from clients
         join unnest($1::text[], $2::bytea[]) as used (client_id, hash) on used.client_id = clients.client_id
       where client_row_id = clients.id`,
      [
        used.map((each) => each.clientId),
        used.map((each) => Buffer.from(hashClientSecret(each.clientSecret, cryptography))),
      ],
    );
  };
  await prepareRows(installation.databaseUrl, ['clients', 'client_usage', 'client_secrets'], fill);
  return used;
}

/** The load that is each of some applications in turn. */
function beEachOf(applications) {
  return async () => ({
    kind: 'cycling',
    request: formRequest('/oauth2-token', { grant_type: 'client_credentials', scope: 'profile:read' }),
    bodies: applications.map(
      ({ clientId, clientSecret }) => `&${new URLSearchParams({ client_id: clientId, client_secret: clientSecret })}`,
    ),
  });
}

async function prepare(context, size) {
  const installation = await makeInstallation(context, context.databases);
  const begin = performance.now();
  const used = await addApplications(installation, size, context.tree);
  console.error(`${size} applications were there after ${Math.round((performance.now() - begin) / 1000)} s`);
  return { size, used, installation };
}

/** client_credentials beside few and very many applications: always the same one, and as different ones as can be. */
async function measureApplications(context) {
  const { largest, rounds } = context;
  const wanted = [...new Set(sizes.map((size) => Math.min(size, largest)))];
  const prepared = [];
  const results = wanted.map((size) => ({ size, used: Math.min(size, mostUsed), one: [], different: [] }));
  try {
    for (const size of wanted) prepared.push(await prepare(context, size));
    for (let round = 0; round < rounds; round += 1) {
      for (const [at, { installation, used }] of prepared.entries()) {
        for (const [kind, applications] of Object.entries({ one: used.slice(0, 1), different: used })) {
          results[at][kind].push(await measureOnce(installation, beEachOf(applications), context));
        }
      }
    }
  } finally {
    for (const { installation } of prepared) await installation.remove();
  }
  return results;
}

function describeApplications(results) {
  const row = (at, kind, inTurn) => {
    const runs = results[at][kind];
    const of = (name) => median(runs.map((run) => run[name]));
    const against = median(runs.map((run, round) => run.perSecond / results[0][kind][round].perSecond));
    const figures = ['perSecond', 'p50', 'p99'].map((name) => whole(of(name)));
    return [whole(results[at].size), whole(inTurn), ...figures, `${ratio(against)} ×`];
  };
  const rows = ['one', 'different'].flatMap((kind) =>
    results.map(({ used }, at) => row(at, kind, kind === 'one' ? 1 : used)),
  );
  const head = ['applications', 'come in turn', 'requests/s', 'p50 ms', 'p99 ms', `against ${results[0].size}`];
  return [
    'client_credentials on PostgreSQL: always by the same application, and by as many as come in turn. Of those the server remembers 20,000 at most, so that where more come each is read from the database again.',
    '',
    toTable(head, rows),
  ].join('\n');
}

/** How the number of applications counts. */
export const applications = {
  title: 'Applications',
  needsPostgres: true,
  measure: measureApplications,
  describe: describeApplications,
};
