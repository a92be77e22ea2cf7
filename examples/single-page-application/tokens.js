/** Signing in with the authorization code grant and PKCE, in the browser. Tokens live in this module's memory only. */
import * as oauth from 'oauth4webapi';

const { issuer, clientId, scope, resource } = await (await fetch('/settings.json')).json();
const redirectUri = `${location.origin}/callback`;
const client = { client_id: clientId };
/** A public client has no secret; PKCE ties the code to this browser instead. */
const authentication = oauth.None();
const isLoopback = ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(issuer).hostname);
const options = { [oauth.allowInsecureRequests]: isLoopback };

/** Renewed this long before it ends, so that no request is under way with a token that has just expired. */
const marginInSeconds = 30;
const pending = 'sign-in';

const server = await oauth.processDiscoveryResponse(
  new URL(issuer),
  await oauth.discoveryRequest(new URL(issuer), { ...options, algorithm: 'oauth2' }),
);

let tokens;
let renewal;

function keep(answer) {
  tokens = {
    access: answer.access_token,
    refresh: answer.refresh_token ?? tokens?.refresh,
    renewAt: Date.now() + (answer.expires_in - marginInSeconds) * 1000,
  };
}

/** Leaves for Grantry. What the answer must match waits in this tab; it is of no use to anybody without the code. */
export async function beginSignIn() {
  const codeVerifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  sessionStorage.setItem(pending, JSON.stringify({ codeVerifier, state }));
  const url = new URL(server.authorization_endpoint);
  url.search = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope,
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    // Whoever gets a token can use it, so this one is good for that API alone (RFC 8707).
    resource,
  });
  location.assign(url);
}

/** Comes back from Grantry: compares `state` and `iss` and redeems the code. @throws where the sign-in failed */
export async function finishSignIn() {
  const answer = new URL(location.href);
  const { codeVerifier, state } = JSON.parse(sessionStorage.getItem(pending) ?? '{}');
  sessionStorage.removeItem(pending);
  // The code shall not stay in the history.
  history.replaceState(null, '', '/');
  if (state === undefined) throw new Error('This sign-in was not begun here.');
  const parameters = oauth.validateAuthResponse(server, client, answer, state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    authentication,
    parameters,
    redirectUri,
    codeVerifier,
    options,
  );
  keep(await oauth.processAuthorizationCodeResponse(server, client, response));
}

async function renew() {
  const response = await oauth.refreshTokenGrantRequest(server, client, authentication, tokens.refresh, options);
  keep(await oauth.processRefreshTokenResponse(server, client, response));
}

/** The access token, refreshed where it is about to end: once, however many ask, since a refresh token works once. */
export async function getAccessToken() {
  if (Date.now() >= tokens.renewAt && tokens.refresh !== undefined) {
    renewal ??= renew().finally(() => {
      renewal = undefined;
    });
    await renewal;
  }
  return tokens.access;
}

/** Forgets the tokens, and ends them at Grantry: the refresh token takes its access tokens with it (RFC 7009 §2.1). */
export async function signOut() {
  const { access, refresh } = tokens;
  tokens = undefined;
  const response = await oauth.revocationRequest(server, client, authentication, refresh ?? access, options);
  await oauth.processRevocationResponse(response);
}
