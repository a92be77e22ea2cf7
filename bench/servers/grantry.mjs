import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startProcess, untilHealthy } from '../processes.mjs';
import { formRequest } from './listen.mjs';

const perform = promisify(execFile);

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The limits stay on, as in use; only so high that a load from one address is not taken for an attack. */
const rateLimits = { signInPerAccountAndNetwork: 1_000_000, signInPerNetwork: 1_000_000, signInPerAccount: 1_000_000 };

const credentialsOf = ({ clientId, clientSecret }) => ({ client_id: clientId, client_secret: clientSecret });

/**
 * Signs a person in at the authorization endpoint and lets the application in, as a browser would; gives the cookies of
 * the session.
 */
async function openSession(address, { password, username }) {
  const cookies = new Map();
  async function visit(url, init = {}) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { ...init, headers: { cookie }, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const next = answer.headers.get('location');
    if (next !== null && new URL(next, url).origin === new URL(url).origin) return visit(new URL(next, url).href);
    return { url, next, html: await answer.text() };
  }
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
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
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
    const verifier = randomBytes(32).toString('base64url');
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: application.clientId,
      redirect_uri: 'http://127.0.0.1:4000/callback',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      scope: 'profile:read',
    });
    const path = `/oauth2-token/authorize?${query}`;
    const cookies = await Promise.all(
      Array.from({ length: connections }, (_, at) => openSession(url + path, people[at % people.length])),
    );
    return {
      kind: 'code',
      cookies,
      authorize: { method: 'GET', path },
      redeem: formRequest('/oauth2-token', {
        grant_type: 'authorization_code',
        redirect_uri: 'http://127.0.0.1:4000/callback',
        code_verifier: verifier,
        ...credentialsOf(application),
      }),
    };
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

/** Starts this tree, or another built one, as in production, on the embedded database or an empty PostgreSQL one. */
export async function startGrantry({ algorithm, connections, core, databaseUrl, tree, work, workers = '1' }) {
  const stateDir = await mkdtemp(join(tmpdir(), 'grantry-bench-'));
  const port = await freePort();
  const config = join(stateDir, 'config.yml');
  const url = `http://127.0.0.1:${port}`;
  const settings = {
    server: { port, stateDir, ...(workers !== '1' && { workers }) },
    tokens: { algorithm },
    rateLimits,
    log: { level: 'warn' },
    ...(databaseUrl !== undefined && { database: { url: databaseUrl } }),
  };
  await writeFile(config, JSON.stringify(settings));
  const main = join(tree, 'dist', 'cli', 'main.js');
  const server = startProcess([main, 'start', '--demo', '--config', config], { core });
  await untilHealthy(`${url}/readyz`, server);
  const demo = JSON.parse(await readFile(join(stateDir, 'demo.json'), 'utf8'));
  const byGrant = (grant) => demo.backoffice.applications.find((each) => each.grant === grant);
  const withPassword = byGrant('password');
  const facts = {
    url,
    connections,
    machine: byGrant('client_credentials'),
    withPassword,
    byGrant,
    people: demo.backoffice.users,
    person: demo.backoffice.users.find(({ username }) => username === withPassword.owner),
    grantry: (...args) => perform(process.execPath, [main, ...args, '--config', config, '--json']),
  };
  return {
    ...server,
    facts: { url, kind: 'same', ...(await works[work](facts)) },
    async stop() {
      await server.stop();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}
