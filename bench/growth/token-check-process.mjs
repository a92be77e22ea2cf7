// How long the check of an access token takes: of many that are met for the first time, and of one again and again.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, makeStateDir } from '../servers/grantry.mjs';
import { load } from './installation.mjs';

const [tree, algorithm] = process.argv.slice(2);
const modules = await Promise.all(
  [
    'cli/log.js',
    'config/load-config.js',
    'http/metrics.js',
    'oauth/resource-server.js',
    'protocol.js',
    'server.js',
  ].map((path) => load(tree, path)),
);
const { createLog, createMetrics, createProtocol, createResourceServers, loadConfig, startServer } = Object.assign(
  {},
  ...modules,
);

const state = await makeStateDir();
const file = join(state.path, 'config.yml');
const settings = {
  server: { stateDir: state.path, port: await freePort() },
  tokens: { algorithm },
  log: { level: 'warn' },
};
await writeFile(file, JSON.stringify(settings));
const start = await loadConfig({ env: {}, cwd: state.path, file });
const server = await startServer({ start, log: createLog(start.config), demo: true });

const api = { identifier: `${server.url}/api`, name: 'API', side: 'backoffice', scopes: [], builtIn: true };
const storefront = { ...api, identifier: `${server.url}/storefront/api`, side: 'storefront' };
const servers = createResourceServers([api, storefront], () => []);
const { tokenEndpoint, verifier } = createProtocol(server.services, server.url, servers, createMetrics());
const { clientId, clientSecret } = server.demo.backoffice.applications.find(
  ({ grant }) => grant === 'client_credentials',
);
const body = Buffer.from(
  `grant_type=client_credentials&scope=profile:read&client_id=${clientId}&client_secret=${clientSecret}`,
);
const request = {
  contentType: 'application/x-www-form-urlencoded',
  body,
  authorization: [],
  address: null,
  requestId: null,
};

const issue = async () => JSON.parse(await tokenEndpoint(request)).access_token;

/** Microseconds for each. */
async function check(tokens) {
  const begin = performance.now();
  for (const token of tokens) await verifier.verify(token, api.identifier);
  return ((performance.now() - begin) * 1000) / tokens.length;
}

const issued = async (count) => Promise.all(Array.from({ length: count }, issue));
// Compilers are warm before anything is counted.
await check(await issued(3_000));
const cold = await check(await issued(3_000));
const [token] = await issued(1);
await check(Array(20_000).fill(token));
const warm = await check(Array(200_000).fill(token));

await server.close();
await state.remove();
// Whoever hears it ends this process.
process.send({ checked: { cold, warm } });
