/** A web application whose server keeps the tokens: authorization code with PKCE (RFC 6749 §4.1, RFC 7636). */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import * as client from 'openid-client';
import { problemPage, profilePage, welcomePage } from './pages.mjs';
import { createSessions } from './sessions.mjs';

const { ISSUER = 'http://127.0.0.1:8080', CLIENT_ID = '', CLIENT_SECRET = '', PORT = '3000' } = process.env;
const { API_URL = `${ISSUER}/api/profile`, SCOPE = 'profile:read' } = process.env;

/** Renewed this long before it ends, so that no request is under way with a token that has just expired. */
const marginInSeconds = 30;
const isLoopback = ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(ISSUER).hostname);

const configuration = await client.discovery(
  new URL(ISSUER),
  CLIENT_ID,
  CLIENT_SECRET,
  client.ClientSecretBasic(CLIENT_SECRET),
  { algorithm: 'oauth2', execute: isLoopback ? [client.allowInsecureRequests] : [] },
);
const sessions = createSessions();
let address = '';

function redirect(response, location) {
  response.writeHead(303, { location: String(location) }).end();
}

function show(response, content, status = 200) {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(content);
}

/** Sends the browser to Grantry. What the answer must match waits in the session. */
async function beginSignIn(request, response) {
  const codeVerifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  sessions.renew(request, response, { signIn: { codeVerifier, state } });
  redirect(
    response,
    client.buildAuthorizationUrl(configuration, {
      redirect_uri: `${address}/callback`,
      scope: SCOPE,
      state,
      code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
    }),
  );
}

/** Takes the browser back: openid-client compares `state` and `iss` and redeems the code. */
async function finishSignIn(request, response) {
  const signIn = sessions.find(request)?.signIn;
  if (signIn === undefined) return show(response, problemPage('This sign-in is over. Please start again.'), 400);
  try {
    const tokens = await client.authorizationCodeGrant(configuration, new URL(request.url, address), {
      pkceCodeVerifier: signIn.codeVerifier,
      expectedState: signIn.state,
    });
    sessions.renew(request, response, { ...keep(tokens), formKey: randomBytes(32).toString('base64url') });
    redirect(response, '/');
  } catch (error) {
    sessions.end(request);
    const cancelled = error instanceof client.AuthorizationResponseError && error.error === 'access_denied';
    if (!cancelled) console.error(error);
    show(response, problemPage(cancelled ? 'You did not grant access.' : 'The sign-in failed.'), 400);
  }
}

function keep(tokens) {
  return {
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token,
    renewAt: Date.now() + (tokens.expires_in - marginInSeconds) * 1000,
  };
}

/** Refreshes once however many requests wait: a refresh token works one time. */
async function accessTokenOf(session) {
  if (Date.now() >= session.renewAt && session.refreshToken !== undefined) {
    session.renewal ??= client
      .refreshTokenGrant(configuration, session.refreshToken)
      .then((tokens) => Object.assign(session, keep(tokens)))
      .finally(() => delete session.renewal);
    await session.renewal;
  }
  return session.accessToken;
}

async function showProfile(request, response) {
  const session = sessions.find(request);
  if (session?.accessToken === undefined) return show(response, welcomePage());
  try {
    const headers = new Headers({ accept: 'application/vnd.api+json' });
    const url = new URL(API_URL);
    const answer = await client.fetchProtectedResource(
      configuration,
      await accessTokenOf(session),
      url,
      'GET',
      null,
      headers,
    );
    if (!answer.ok) throw new Error(`the API answered ${answer.status}`);
    const { data } = await answer.json();
    show(response, profilePage(data.attributes, session.formKey));
  } catch (error) {
    if (!(error instanceof client.WWWAuthenticateChallengeError || error instanceof client.ResponseBodyError)) {
      throw error;
    }
    // The tokens were ended elsewhere, such as by an administrator.
    sessions.end(request);
    show(response, problemPage('You were signed out. Please sign in again.'), 401);
  }
}

/** Ends the tokens at Grantry too; the refresh token takes its access tokens with it (RFC 7009 §2.1). */
async function signOut(request, response) {
  const session = sessions.find(request);
  const given = Buffer.from(new URLSearchParams(await text(request)).get('formKey') ?? '');
  const wanted = Buffer.from(session?.formKey ?? '');
  if (wanted.length === 0 || given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
    return show(response, problemPage('This form is out of date.'), 403);
  }
  sessions.end(request);
  await client.tokenRevocation(configuration, session.refreshToken ?? session.accessToken);
  redirect(response, '/');
}

const routes = {
  'GET /': showProfile,
  'GET /sign-in': beginSignIn,
  'GET /callback': finishSignIn,
  'POST /sign-out': signOut,
};

const server = createServer(async (request, response) => {
  response.setHeader('content-security-policy', "default-src 'none'; form-action 'self'; frame-ancestors 'none'");
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('cache-control', 'no-store');
  try {
    const route = routes[`${request.method} ${request.url.split('?', 1)[0]}`];
    if (route === undefined) return show(response, problemPage('There is nothing here.'), 404);
    await route(request, response);
  } catch (error) {
    console.error(error);
    show(response, problemPage('Something failed. Please try again.'), 500);
  }
});

server.listen(Number(PORT), '127.0.0.1', () => {
  address = `http://127.0.0.1:${server.address().port}`;
  console.log(`Open ${address}`);
});
