import { setTimeout as sleep } from 'node:timers/promises';
import { measure } from '../processes.mjs';
import { median, megabytes, toTable, whole } from '../report.mjs';
import { makeStateDir, startGrantry } from '../servers/grantry.mjs';
import { makeInstallation } from './installation.mjs';

/** Milliseconds after which a server is at rest. */
const rest = 3_000;

const titles = { embedded: 'embedded database', postgres: 'PostgreSQL' };

/** Starts a server on nothing at all; gives how long it took, in milliseconds. */
async function startFirst({ algorithm, serverCore: core, tree }, databases) {
  const database = await databases?.create();
  const state = await makeStateDir();
  const places = { databaseUrl: database?.url, stateDir: state.path };
  const server = await startGrantry({ algorithm, core, tree, demo: false, ...places });
  await server.stop();
  await state.remove();
  await database?.drop();
  return server.readyAfter;
}

/** Starts a server on what is there, lets it rest and loads it; gives milliseconds and bytes. */
function startAgain(installation, { connections, loadCore, seconds }) {
  return installation.whileServing('client-credentials', async (server) => {
    await sleep(rest);
    const { rss: atRest } = await server.usage();
    const { rss: afterLoad } = await measure(server, { connections, core: loadCore, seconds, warmUp: 3 });
    return { readyAfter: server.readyAfter, atRest, afterLoad };
  });
}

/** How long it takes until a server is ready, and how much memory it needs. */
async function measureStartUp(context) {
  const places = { embedded: null, ...(context.databases !== null && { postgres: context.databases }) };
  const installations = {};
  const results = Object.fromEntries(Object.keys(places).map((name) => [name, { first: [], again: [] }]));
  try {
    for (const [name, databases] of Object.entries(places)) {
      installations[name] = await makeInstallation(context, databases);
    }
    for (let round = 0; round < context.rounds; round += 1) {
      for (const [name, databases] of Object.entries(places)) {
        results[name].first.push(await startFirst(context, databases));
        results[name].again.push(await startAgain(installations[name], context));
      }
    }
  } finally {
    for (const installation of Object.values(installations)) await installation.remove();
  }
  return results;
}

function describeStartUp(results) {
  const rows = Object.entries(results).map(([name, { again, first }]) => {
    const of = (figure) => median(again.map((run) => run[figure]));
    const times = [median(first), of('readyAfter')].map(whole);
    return [titles[name], ...times, megabytes(of('atRest')), megabytes(of('afterLoad'))];
  });
  return [
    'From the start of the process to the first 200 of `/readyz`; the first start makes the database and the keys. Memory is what the process holds (RSS) three seconds after a start on demo data, and at the end of a load of client_credentials.',
    '',
    toTable(['database', 'first start ms', 'later start ms', 'at rest MB', 'after the load MB'], rows),
  ].join('\n');
}

/** What starting and being there cost. */
export const startUp = {
  title: 'Start and memory',
  needsPostgres: false,
  measure: measureStartUp,
  describe: describeStartUp,
};
