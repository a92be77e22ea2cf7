import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { canPin, measure, startPeer, startProcess } from './processes.mjs';
import { startGrantry } from './servers/grantry.mjs';

const root = join(import.meta.dirname, '..');

const { values: options } = parseArgs({
  options: {
    work: { type: 'string', multiple: true },
    algorithm: { type: 'string', default: 'RS256' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '64' },
  },
});

const serverCore = 0;
const loadCore = Math.min(1, availableParallelism() - 1);
const connections = Number(options.connections);

const peers = {
  'client-credentials': ['oidc-provider', 'jmondi', 'node-oauth'],
  refresh: ['jmondi', 'node-oauth'],
  introspection: ['oidc-provider'],
};

async function signingLimit(algorithm) {
  const limit = startProcess([join(import.meta.dirname, 'limits.mjs'), algorithm], { core: serverCore });
  const perSecond = await limit.hear('limit');
  await limit.stop();
  return perSecond;
}

async function once1(name, work) {
  const wanted = { work, algorithm: options.algorithm, connections, core: serverCore };
  const server = name === 'grantry' ? await startGrantry({ ...wanted, tree: root }) : await startPeer(name, wanted);
  try {
    return await measure(server, { connections, core: loadCore, seconds: Number(options.seconds), warmUp: 3 });
  } finally {
    await server.stop();
  }
}

for (const work of options.work ?? ['client-credentials']) {
  for (let round = 0; round < Number(options.rounds); round += 1) {
    console.log(work, options.algorithm, 'limit', Math.round(await signingLimit(options.algorithm)), canPin);
    for (const name of ['grantry', ...(peers[work] ?? [])]) {
      console.log(work, name, await once1(name, work));
    }
  }
}
