/** A command-line program that signs a person in by the browser: loopback redirect and PKCE (RFC 8252 §7.3, RFC 7636). */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import * as client from 'openid-client';

const { ISSUER = 'http://127.0.0.1:8080', CLIENT_ID = '', BROWSER } = process.env;
const { API_URL = `${ISSUER}/api/profile`, SCOPE = 'profile:read' } = process.env;

const patienceInSeconds = 300;
const isLoopback = ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(ISSUER).hostname);

/** Takes the browser's answer to this very sign-in at a port of the moment, on the loopback address only. */
async function listen(state) {
  const { promise: answer, resolve, reject } = withResolvers();
  const server = createServer((request, response) => {
    const url = new URL(request.url, redirectUri);
    const isAnswer = url.pathname === '/callback' && url.searchParams.get('state') === state;
    if (request.method !== 'GET' || !isAnswer) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
    response.end('Thank you. You can close this window and go back to the terminal.\n');
    resolve(url);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const redirectUri = `http://127.0.0.1:${server.address().port}/callback`;
  const late = () => reject(new Error(`nobody signed in within ${patienceInSeconds} seconds`));
  const timer = setTimeout(late, patienceInSeconds * 1000);
  const close = () => {
    clearTimeout(timer);
    server.close();
  };
  return { redirectUri, answer: answer.finally(close) };
}

/** `Promise.withResolvers` of Node.js 22 and newer. */
function withResolvers() {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
}

/** Opens the browser of the person; where there is none, the printed address does. `BROWSER=none` never opens one. */
function openBrowser(url) {
  if (BROWSER === 'none') return;
  const openers = { darwin: ['open'], win32: ['rundll32', 'url.dll,FileProtocolHandler'] };
  const [command, ...args] = openers[process.platform] ?? [BROWSER ?? 'xdg-open'];
  spawn(command, [...args, url], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

async function signIn(configuration) {
  const codeVerifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const { redirectUri, answer } = await listen(state);
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: SCOPE,
    state,
    code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
  });
  console.error(`Sign in with your browser: ${url}`);
  openBrowser(url.href);
  // Compares `state` and `iss`, so that no other program's and no other server's answer is taken for this one.
  return client.authorizationCodeGrant(configuration, await answer, {
    pkceCodeVerifier: codeVerifier,
    expectedState: state,
  });
}

async function showProfile(configuration, accessToken) {
  const headers = new Headers({ accept: 'application/vnd.api+json' });
  const url = new URL(API_URL);
  const answer = await client.fetchProtectedResource(configuration, accessToken, url, 'GET', null, headers);
  const { data } = await answer.json();
  console.log(`You are ${data.attributes.email}.`);
}

const configuration = await client.discovery(new URL(ISSUER), CLIENT_ID, undefined, client.None(), {
  algorithm: 'oauth2',
  execute: isLoopback ? [client.allowInsecureRequests] : [],
});
try {
  const tokens = await signIn(configuration);
  await showProfile(configuration, tokens.access_token);
  // A program that comes back later would keep the refresh token in the keychain of the system instead.
  await client.tokenRevocation(configuration, tokens.refresh_token ?? tokens.access_token);
} catch (error) {
  if (!(error instanceof client.AuthorizationResponseError)) throw error;
  console.error(
    error.error === 'access_denied' ? 'You did not grant access.' : (error.error_description ?? error.error),
  );
  process.exitCode = 1;
}
