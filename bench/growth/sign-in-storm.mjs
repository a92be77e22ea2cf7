import { startLoad } from '../processes.mjs';
import { median, ratio, toTable, whole } from '../report.mjs';
import { formRequest } from '../servers/listen.mjs';
import { makeInstallation } from './installation.mjs';

/** So many people wait to be signed in all the time. */
const waiting = 200;

function requestsOf({ machine, person, withPassword }) {
  const form = (grant, { clientId, clientSecret }, others) => {
    const credentials = { client_id: clientId, client_secret: clientSecret };
    return formRequest('/oauth2-token', { grant_type: grant, ...credentials, ...others });
  };
  const { password, username } = person;
  return {
    usual: form('client_credentials', machine, {}),
    storm: form('password', withPassword, { username, password }),
  };
}

/** client_credentials without and with the storm, on the same server. */
async function measureRound({ facts }, { connections, loadCore: core, seconds }) {
  const { storm, url, usual } = facts;
  const load = await startLoad({ url, kind: 'same', request: usual }, { connections, core, warmUp: 3 });
  try {
    const calm = await load.count(seconds);
    const signIns = await startLoad({ url, kind: 'same', request: storm }, { connections: waiting, core, warmUp: 3 });
    try {
      const [busy, signedIn] = await Promise.all([load.count(seconds), signIns.count(seconds)]);
      return { calm, busy, signedIn };
    } finally {
      await signIns.stop();
    }
  } finally {
    await load.stop();
  }
}

/** What applications notice while very many people sign in at once. */
async function measureSignInStorm(context) {
  const installation = await makeInstallation(context, context.databases);
  const runs = [];
  try {
    for (let round = 0; round < context.rounds; round += 1) {
      const work = async (facts) => requestsOf(facts);
      runs.push(await installation.whileServing(work, (server) => measureRound(server, context)));
    }
  } finally {
    await installation.remove();
  }
  return runs;
}

function describeSignInStorm(runs) {
  const cells = (name) => {
    const of = (figure) => median(runs.map((run) => figure(run[name])));
    const perSecond = of(({ good, seconds }) => good / seconds);
    return [perSecond, of(({ p50 }) => p50), of(({ p99 }) => p99), of(({ longestPause }) => longestPause)].map(whole);
  };
  const against = (name) => `${ratio(median(runs.map(({ busy, calm }) => busy[name] / calm[name])))} ×`;
  return [
    `client_credentials while ${waiting} password grants wait all the time, each on a connection of its own, against the same without them.`,
    '',
    toTable(
      ['work', 'requests/s', 'p50 ms', 'p99 ms', 'longest pause ms', 'p50 against usual', 'p99 against usual'],
      [
        ['client_credentials, as usual', ...cells('calm'), '', ''],
        ['client_credentials in the storm', ...cells('busy'), against('p50'), against('p99')],
        ['password, the storm', ...cells('signedIn'), '', ''],
      ],
    ),
  ].join('\n');
}

/** Whether applications get on while very many people sign in. */
export const signInStorm = {
  title: 'A storm of sign-ins',
  needsPostgres: false,
  measure: measureSignInStorm,
  describe: describeSignInStorm,
};
