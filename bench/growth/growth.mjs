import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabases } from '../databases.mjs';
import { allExist, machine, writeFileIn } from '../output.mjs';
import { machineText, whole } from '../report.mjs';
import { applications } from './applications.mjs';
import { capacity } from './capacity.mjs';
import { families } from './families.mjs';
import { processes } from './processes.mjs';
import { pruning } from './pruning.mjs';
import { signInStorm } from './sign-in-storm.mjs';
import { startUp } from './start-up.mjs';
import { tokenCheck } from './token-check.mjs';

/** What is measured: each with what measures it, and what tells of it in markdown. */
const measurements = {
  applications,
  families,
  pruning,
  processes,
  'sign-in-storm': signInStorm,
  'start-up': startUp,
  'token-check': tokenCheck,
  capacity,
};

/** PostgreSQL's own default, not the little that tests make do with; and what is usual for its log. */
const postgresSettings = ['shared_buffers=128MB', 'max_wal_size=4GB'];

/** How many requests were not answered well, wherever in the figures it is told. */
function countBad(raw) {
  if (raw === null || typeof raw !== 'object') return 0;
  const { bad = 0, ...others } = raw;
  return Object.values(others).reduce((sum, each) => sum + countBad(each), bad);
}

function describe(name, { raw, rounds, seconds, connections }) {
  const { describe: tell, title } = measurements[name];
  const how = `${rounds} round${rounds === 1 ? '' : 's'}, ${seconds} seconds each, ${connections} connections.`;
  const bad = countBad(raw);
  const caveat = bad === 0 ? '' : ` ${whole(bad)} requests were not answered well.`;
  return `## ${title}\n\n${tell(raw)}\n\n${how}${caveat}`;
}

/** The measurements as a document. */
function toMarkdown({ machine: where, measured }) {
  const bound = where.canPin
    ? 'Unless said, the server is bound to one core, and the load and PostgreSQL to another'
    : 'Processes are not bound to cores';
  const known = Object.keys(measurements).filter((name) => Object.hasOwn(measured, name));
  return [
    '# How cost grows',
    '',
    'What `npm run bench -- --growth` measured; [how](../../bench/README.md).',
    '',
    `${bound}. Medians of rounds in turn. ${machineText(where)}. Compare ratios; absolute figures are the machine's.`,
    '',
    known.map((name) => describe(name, measured[name])).join('\n\n'),
    '',
  ].join('\n');
}

/** What was measured before is kept, so that each can be measured at a time of its own. */
function readMeasured(out) {
  const path = out === undefined ? null : join(out, 'growth.json');
  return path !== null && existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).measured : {};
}

async function measureAll(names, context, out) {
  const measured = readMeasured(out);
  const { connections, rounds, seconds } = context;
  for (const name of names) {
    const { measure, needsPostgres } = measurements[name];
    if (needsPostgres && context.databases === null) {
      console.error(`${name} needs PostgreSQL and is left out.`);
      continue;
    }
    console.error(`Measuring ${name} …`);
    measured[name] = { rounds, seconds, connections, raw: await measure(context) };
    console.log(`${describe(name, measured[name])}\n`);
    if (out === undefined) continue;
    writeFileIn(out, 'growth.json', `${JSON.stringify({ machine, measured }, null, 2)}\n`);
    writeFileIn(out, 'growth.md', toMarkdown({ machine, measured }));
  }
}

/**
 * Measures how cost grows, and writes it where it is to be written.
 * @param {object} context how: rounds, seconds, connections, cores, the largest number of rows, the tree
 * @param {object} chosen `only`: names of measurements, all where left out; `out`: a folder
 * @returns {Promise<number>} the exit code
 */
export async function measureGrowth(context, { only, out }) {
  const names = only ?? Object.keys(measurements);
  if (!allExist('measurement', names, Object.keys(measurements))) return 2;
  const databases = await openDatabases(postgresSettings);
  try {
    await measureAll(names, { ...context, databases }, out);
  } finally {
    await databases?.close();
  }
  return 0;
}
