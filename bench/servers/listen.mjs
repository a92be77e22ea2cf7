import { createHash, randomBytes } from 'node:crypto';

/** Tells who started this process what to ask, and answers how much it used. */

/** What a load needs to know: where the server is, the kind of work, and its requests. */
export function announce(facts) {
  process.send({ ready: facts });
}

/** The form and headers of a request with form parameters. */
export function formRequest(path, parameters, headers = {}) {
  return {
    method: 'POST',
    path,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(parameters).toString(),
  };
}

/**
 * The work of an authorization code with PKCE: from the authorization endpoint, with a session that is there already, to
 * the tokens. `cookiesOf` gives the cookies of a session for each connection, each of which let the client in. The load
 * draws a verifier for each code.
 */
export async function codeWork({ client, cookiesOf, paths, scope }) {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: client.id,
    redirect_uri: client.redirectUri,
    code_challenge_method: 'S256',
    scope,
  });
  const path = `${paths.authorize}?${query}`;
  const challenge = createHash('sha256').update(randomBytes(32)).digest('base64url');
  return {
    kind: 'code',
    cookies: await cookiesOf(`${path}&code_challenge=${challenge}`),
    authorize: { method: 'GET', path },
    redeem: formRequest(paths.token, {
      grant_type: 'authorization_code',
      redirect_uri: client.redirectUri,
      client_id: client.id,
      client_secret: client.secret,
    }),
  };
}

/** What the process that started this one wants: the work to be ready for, and the algorithm of signatures. */
export const wanted = JSON.parse(process.env.BENCH ?? '{}');
