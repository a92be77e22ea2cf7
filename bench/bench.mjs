/**
 * `npm run bench`: the same work for Grantry and for its peers, in turn, on the same core, and beside it how often that
 * core can sign. Absolute figures tell of the machine; the ratios tell of the servers.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepare, root } from '../scripts/prepare.mjs';
import { drawChart } from './chart.mjs';
import { checkAgainst } from './check.mjs';
import { openDatabases } from './databases.mjs';
import { measureGrowth } from './growth/growth.mjs';
import { allExist, machine, writeFileIn } from './output.mjs';
import { measure, pinSelf, startPeer, startProcess } from './processes.mjs';
import { median, toMarkdown } from './report.mjs';
import { startGrantry } from './servers/grantry.mjs';

const here = import.meta.dirname;

/** What is measured, and who of the peers can do it. */
const works = {
  'client-credentials': ['oidc-provider', 'jmondi', 'node-oauth', 'unchecked'],
  'token-reuse': ['unchecked'],
  refresh: ['oidc-provider', 'jmondi', 'node-oauth'],
  introspection: ['oidc-provider'],
  'authorization-code': ['oidc-provider'],
  'api-call': [],
  password: ['jmondi', 'node-oauth', 'unchecked'],
};

const { values: given } = parseArgs({
  options: {
    work: { type: 'string', multiple: true },
    algorithm: { type: 'string', multiple: true },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '64' },
    workers: { type: 'string', default: '1' },
    check: { type: 'string' },
    growth: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    largest: { type: 'string', default: '10000000' },
    out: { type: 'string' },
  },
});

const algorithms = ['RS256', 'ES256'];
/** Where no algorithm is chosen, both are compared where nothing but a token is made. */
const algorithmsOf = (work) => given.algorithm ?? (work === 'client-credentials' ? algorithms : ['RS256']);

const serverCore = 0;
const loadCore = Math.min(1, availableParallelism() - 1);
/**
 * Seconds for which a work is done before it is counted, for every server alike. What is slow, or takes much code, needs
 * longer until compilers, which take the same core, have seen what is worth their while.
 */
const warmUps = { password: 30, 'authorization-code': 12 };
const warmUpOf = (work) => warmUps[work] ?? 5;

const connections = Number(given.connections);
const rounds = Number(given.rounds);

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

/** How often a core does in a second what bounds a work: signing, or hashing with argon2id. */
async function measureLimit(bound) {
  const limit = startProcess([join(here, 'limits.mjs'), bound], { core: serverCore });
  const perSecond = await limit.hear('limit');
  await limit.stop();
  return perSecond;
}

/** Starts a server by its name, does a work for a while and stops it. */
async function measureOnce(name, { algorithm, databases, tree = root, work }) {
  const wanted = { work, algorithm, connections, core: serverCore };
  const database = name === 'grantry-postgres' ? await databases.create() : null;
  const server = name.startsWith('grantry')
    ? await startGrantry({ ...wanted, tree, databaseUrl: database?.url, workers: given.workers })
    : await startPeer(name, wanted);
  try {
    return await measure(server, {
      connections,
      core: loadCore,
      seconds: Number(given.seconds),
      warmUp: warmUpOf(work),
    });
  } finally {
    await server.stop();
    await database?.drop();
  }
}

/** One work, round by round: the limit, then every server, so that what disturbs the machine disturbs all alike. */
async function compare(work, algorithm, databases) {
  const names = ['grantry', ...(databases === null ? [] : ['grantry-postgres']), ...works[work]];
  const bound = work === 'password' ? 'argon2id' : algorithm;
  const limits = [];
  const results = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 1; round <= rounds; round += 1) {
    limits.push(await measureLimit(bound));
    for (const name of names) {
      const result = await measureOnce(name, { algorithm, databases, work });
      results[name].push(result);
      console.error(`${work} ${algorithm}, round ${round}, ${name}: ${Math.round(result.perSecond)} per second`);
    }
  }
  return { work, algorithm, bound, limit: median(limits), results };
}

async function run() {
  const chosen = given.work ?? Object.keys(works);
  const isKnown =
    allExist('work', chosen, Object.keys(works)) && allExist('algorithm', given.algorithm ?? [], algorithms);
  if (!isKnown) return 2;
  const [firstAlgorithm = 'RS256'] = given.algorithm ?? [];
  prepare();
  pinSelf(loadCore);
  if (given.check !== undefined) {
    return checkAgainst(given.check, { rounds, works: given.work, measureOnce, algorithm: firstAlgorithm });
  }
  if (given.growth) {
    const { largest, only, out, seconds } = given;
    const sizes = { connections, rounds, seconds: Number(seconds), largest: Number(largest) };
    return measureGrowth({ ...sizes, algorithm: firstAlgorithm, serverCore, loadCore, tree: root }, { only, out });
  }
  installPeers();
  const databases = await openDatabases();
  const comparisons = [];
  try {
    for (const work of chosen) {
      for (const algorithm of algorithmsOf(work)) comparisons.push(await compare(work, algorithm, databases));
    }
  } finally {
    await databases?.close();
  }
  const text = toMarkdown(comparisons, {
    machine,
    connections,
    rounds,
    seconds: given.seconds,
    workers: given.workers,
  });
  console.log(text);
  if (given.out === undefined) return 0;
  writeFileIn(given.out, 'benchmarks.md', `${text}\n`);
  writeFileIn(given.out, 'benchmarks.json', `${JSON.stringify({ machine, comparisons }, null, 2)}\n`);
  writeFileIn(given.out, 'benchmarks.svg', drawChart(comparisons));
  return 0;
}

process.exitCode = await run();
