/**
 * `npm run bench`: the same work for Grantry and for its peers, in turn, on the same core, and beside it how often that
 * core can sign. Absolute figures tell of the machine; the ratios tell of the servers.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepare, root } from '../scripts/prepare.mjs';
import { canPin, measure, startPeer, startProcess } from './processes.mjs';
import { median, toMarkdown } from './report.mjs';
import { startGrantry } from './servers/grantry.mjs';

const here = import.meta.dirname;

/** What is measured, and who of the peers can do it. */
const works = {
  'client-credentials': ['oidc-provider', 'jmondi', 'node-oauth'],
  refresh: ['jmondi', 'node-oauth'],
  introspection: ['oidc-provider'],
  'authorization-code': [],
  password: [],
  'api-call': [],
};

const { values: given } = parseArgs({
  options: {
    work: { type: 'string', multiple: true },
    algorithm: { type: 'string', default: 'RS256' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '64' },
    database: { type: 'string' },
    out: { type: 'string' },
  },
});

const serverCore = 0;
const loadCore = Math.min(1, availableParallelism() - 1);
const connections = Number(given.connections);

/** Installs the peers where they are not there yet; the product itself never needs them. */
function installPeers() {
  if (existsSync(join(here, 'node_modules'))) return;
  console.error('Installing the peers …');
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts'], {
    cwd: here,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('The peers could not be installed.');
}

/** How often a core signs in a second. */
async function signingLimit() {
  const limit = startProcess([join(here, 'limits.mjs'), given.algorithm], { core: serverCore });
  const perSecond = await limit.hear('limit');
  await limit.stop();
  return perSecond;
}

async function measureOnce(name, work) {
  const wanted = { work, algorithm: given.algorithm, connections, core: serverCore };
  const server =
    name === 'grantry'
      ? await startGrantry({ ...wanted, tree: root, databaseUrl: given.database })
      : await startPeer(name, wanted);
  try {
    return await measure(server, { connections, core: loadCore, seconds: Number(given.seconds), warmUp: 3 });
  } finally {
    await server.stop();
  }
}

/** One work, round by round: the limit, then every server, so that what disturbs the machine disturbs all alike. */
async function compare(work) {
  const names = ['grantry', ...works[work]];
  const limits = [];
  const results = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 1; round <= Number(given.rounds); round += 1) {
    limits.push(await signingLimit());
    for (const name of names) {
      const result = await measureOnce(name, work);
      results[name].push(result);
      console.error(`${work}, round ${round}, ${name}: ${Math.round(result.perSecond)} per second`);
    }
  }
  return { work, algorithm: given.algorithm, limit: median(limits), results };
}

const chosen = given.work ?? Object.keys(works);
const unknown = chosen.filter((work) => !Object.hasOwn(works, work));
if (unknown.length > 0) {
  console.error(`There is no work ${unknown.join(', ')}. Choose among ${Object.keys(works).join(', ')}.`);
  process.exit(2);
}
await prepare();
installPeers();
const comparisons = [];
for (const work of chosen) comparisons.push(await compare(work));
const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: availableParallelism(), node: process.version, canPin };
const text = toMarkdown(comparisons, { machine, connections, rounds: given.rounds, seconds: given.seconds });
console.log(text);
if (given.out !== undefined) {
  mkdirSync(given.out, { recursive: true });
  writeFileSync(join(given.out, 'benchmarks.md'), `${text}\n`);
  writeFileSync(join(given.out, 'benchmarks.json'), `${JSON.stringify({ machine, comparisons }, null, 2)}\n`);
}
