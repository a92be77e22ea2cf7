import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openBrowser } from '../browser.mjs';
import { startProcess, untilHealthy } from '../processes.mjs';
import { codeWork, formRequest } from './listen.mjs';

const perform = promisify(execFile);

/** A port that nobody listens on. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The limits stay on, as in use; only so high that a load from one address is not taken for an attack. */
const rateLimits = {
  signInPerAccountAndNetwork: 1_000_000,
  signInPerNetwork: 1_000_000,
  signInPerAccount: 1_000_000,
  authorizationsPerNetwork: 1_000_000,
};

const credentialsOf = ({ clientId, clientSecret }) => ({ client_id: clientId, client_secret: clientSecret });

/**
 * Signs a person in at the authorization endpoint and lets the application in, as a browser would; gives the cookies of
 * the session.
 */
async function openSession(address, { password, username }) {
  const { header, visit } = openBrowser();
  const submit = ({ html, url }, action, fields) => {
    const hidden = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
    const body = new URLSearchParams({
      ...Object.fromEntries(hidden.map(([, name, value]) => [name, value])),
      ...fields,
    });
    return visit(new URL(action, url).href, { method: 'POST', body });
  };
  let page = await submit(await visit(address), 'sign-in', { username, password, decision: 'sign-in' });
  if (page.next === null) page = await submit(page, 'consent', { decision: 'grant' });
  if (page.next === null) throw new Error('The application was not let in.');
  return header();
}

/** The request of each work, made from what the demo data tells. */
const works = {
  'client-credentials': async ({ machine }) => ({
    request: formRequest('/oauth2-token', {
      grant_type: 'client_credentials',
      scope: 'profile:read',
      ...credentialsOf(machine),
    }),
  }),

  'token-reuse': async ({ machine, url }) => {
    const credentials = { grant_type: 'client_credentials', ...credentialsOf(machine) };
    const form = formRequest('/oauth2-token', credentials);
    const { access_token: token } = await (await fetch(url + form.path, form)).json();
    const headers = {
      authorization: `Bearer ${token}`,
      accept: 'application/vnd.api+json',
      'content-type': 'application/vnd.api+json',
    };
    const list = `${url}/api/oauthapplications?filter[clientId]=${machine.clientId}`;
    const { data } = await (await fetch(list, { headers })).json();
    const body = JSON.stringify({
      data: { type: 'oauthapplications', id: data[0].id, attributes: { tokenReuse: true } },
    });
    const { status } = await fetch(`${url}/api/oauthapplications/${data[0].id}`, { method: 'PATCH', headers, body });
    if (status !== 200) throw new Error(`The application cannot be switched to reuse (${status}).`);
    return { request: formRequest('/oauth2-token', { scope: 'profile:read', ...credentials }) };
  },

  refresh: async ({ connections, person, url, withPassword }) => {
    const form = formRequest('/oauth2-token', {
      grant_type: 'password',
      username: person.username,
      password: person.password,
      ...credentialsOf(withPassword),
    });
    const sessions = Array.from({ length: connections }, async () => (await fetch(url + form.path, form)).json());
    return {
      request: formRequest('/oauth2-token', { grant_type: 'refresh_token', ...credentialsOf(withPassword) }),
      kind: 'rotating',
      tokens: (await Promise.all(sessions)).map(({ refresh_token: token }) => token),
    };
  },

  password: async ({ person, withPassword }) => ({
    request: formRequest('/oauth2-token', {
      grant_type: 'password',
      username: person.username,
      password: person.password,
      ...credentialsOf(withPassword),
    }),
  }),

  'authorization-code': async ({ byGrant, connections, people, url }) => {
    const application = byGrant('authorization_code');
    const redirectUri = 'http://127.0.0.1:4000/callback';
    const members = people.filter(({ organizations }) => organizations.includes(application.organization));
    return codeWork({
      paths: { authorize: '/oauth2-token/authorize', token: '/oauth2-token' },
      client: { id: application.clientId, secret: application.clientSecret, redirectUri },
      scope: 'profile:read',
      cookiesOf: (path) =>
        Promise.all(
          Array.from({ length: connections }, (_, at) => openSession(url + path, members[at % members.length])),
        ),
    });
  },

  introspection: async ({ machine, url }) => {
    const form = formRequest('/oauth2-token', { grant_type: 'client_credentials', ...credentialsOf(machine) });
    const { access_token: token } = await (await fetch(url + form.path, form)).json();
    return { request: formRequest('/oauth2-token/introspect', { token, ...credentialsOf(machine) }) };
  },

  'api-call': async ({ machine, url }) => {
    const form = formRequest('/oauth2-token', { grant_type: 'client_credentials', ...credentialsOf(machine) });
    const { access_token: token } = await (await fetch(url + form.path, form)).json();
    const headers = { authorization: `Bearer ${token}`, accept: 'application/vnd.api+json' };
    return { request: { method: 'GET', path: '/api/profile', headers } };
  },
};

/** What a built tree is started by; revisions from before there was a bundle have their modules alone. */
function mainOf(tree) {
  const bundled = join(tree, 'dist', 'program', 'main.js');
  return existsSync(bundled) ? bundled : join(tree, 'dist', 'cli', 'main.js');
}

/** Starts a server of a built tree on a state folder, as in production. */
async function startServer({ core, demo, settings, stateDir, tree }) {
  const { port } = settings.server;
  const config = join(stateDir, 'config.yml');
  const url = `http://127.0.0.1:${port}`;
  const { server: own, ...others } = settings;
  const text = { server: { stateDir, ...own }, rateLimits, log: { level: 'warn' }, ...others };
  await writeFile(config, JSON.stringify(text));
  const main = mainOf(tree);
  const begin = performance.now();
  const server = startProcess([main, 'start', ...(demo ? ['--demo'] : []), '--config', config], { core });
  await untilHealthy(`${url}/readyz`, server);
  const readyAfter = performance.now() - begin;
  const grantry = (...args) => perform(process.execPath, [main, ...args, '--config', config, '--json']);
  return { ...server, url, readyAfter, grantry };
}

/** Makes a state folder. Whoever makes it removes it. */
export async function makeStateDir() {
  const path = await mkdtemp(join(tmpdir(), 'grantry-bench-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/**
 * Starts this tree, or another built one, as in production, on the embedded database or a PostgreSQL one.
 * @param work the name of a work, or what makes its facts from those of the installation; none where left out
 * @param stateDir a folder that is kept; a new one, removed in the end, where left out
 * @param port any free one where left out
 * @param demo whether demo data is made, without which there are no facts and no work
 * @returns the server; `facts` for its load; `readyAfter`: milliseconds until it was ready
 */
export async function startGrantry(wanted) {
  const { algorithm, connections, core, databaseUrl, demo = true, tree, work, workers = '1' } = wanted;
  const own = wanted.stateDir === undefined ? await makeStateDir() : null;
  const stateDir = wanted.stateDir ?? own.path;
  const settings = {
    server: { port: wanted.port ?? (await freePort()), ...(workers !== '1' && { workers }) },
    tokens: { algorithm },
    ...(databaseUrl !== undefined && { database: { url: databaseUrl } }),
  };
  const server = await startServer({ core, demo, settings, stateDir, tree });
  const stop = async () => {
    await server.stop();
    await own?.remove();
  };
  if (work === undefined) return { ...server, stop };
  const { backoffice } = JSON.parse(await readFile(join(stateDir, 'demo.json'), 'utf8'));
  const byGrant = (grant) => backoffice.applications.find((each) => each.grant === grant);
  const withPassword = byGrant('password');
  const facts = {
    url: server.url,
    connections,
    machine: byGrant('client_credentials'),
    withPassword,
    byGrant,
    people: backoffice.users,
    person: backoffice.users.find(({ username }) => username === withPassword.owner),
    grantry: server.grantry,
  };
  const make = typeof work === 'function' ? work : works[work];
  try {
    return { ...server, facts: { url: server.url, kind: 'same', ...(await make(facts)) }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
