import { join } from 'node:path';
import { startProcess } from '../processes.mjs';
import { median, toTable, whole } from '../report.mjs';

const script = join(import.meta.dirname, 'token-check-process.mjs');

/** How long the check of a bearer token takes, in microseconds, in a process of its own with the code of the server. */
async function measureTokenCheck({ algorithm, rounds, serverCore: core, tree }) {
  const runs = [];
  for (let round = 0; round < rounds; round += 1) {
    const checker = startProcess([script, tree, algorithm], { core });
    runs.push(await checker.hear('checked'));
    await checker.stop();
  }
  return runs;
}

function describeTokenCheck(runs) {
  const of = (name) => {
    const microseconds = median(runs.map((run) => run[name]));
    return [microseconds.toFixed(1), whole(1_000_000 / microseconds)];
  };
  return [
    'What each call of an API pays for the check of its bearer token: form, signature, times, audience, revocation, and the live state of the application, its owner and their organization. A token that is met again is not verified again; everything else is asked every time. One call after the other, within the process.',
    '',
    toTable(
      ['token', 'µs', 'per second'],
      [
        ['met for the first time', ...of('cold')],
        ['met before', ...of('warm')],
      ],
    ),
  ].join('\n');
}

/** What a call of an API pays for the check of its token. */
export const tokenCheck = {
  title: 'The check of a token',
  needsPostgres: false,
  measure: measureTokenCheck,
  describe: describeTokenCheck,
};
