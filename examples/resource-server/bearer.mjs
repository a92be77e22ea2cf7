/** Checks access tokens (RFC 9068) where they arrive, with the public keys of the issuer; only jose is needed. */
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';

/** An answer for a request that may not pass, with the parts of its `WWW-Authenticate` if it has one (RFC 6750 §3). */
export class Refusal extends Error {
  constructor(status, message, challenge) {
    super(message);
    this.status = status;
    this.challenge = challenge;
  }
}

/** What jose says of a token that is at fault; anything else is a fault of ours or of the way to the issuer. */
const tokenFaults = {
  ERR_JOSE_ALG_NOT_ALLOWED: 'The algorithm of the token is not accepted.',
  ERR_JOSE_NOT_SUPPORTED: 'The algorithm of the token is not accepted.',
  ERR_JWKS_NO_MATCHING_KEY: 'No key of the issuer has signed this token.',
  ERR_JWS_INVALID: 'This is not a token of the issuer.',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'The signature of the token is wrong.',
  ERR_JWT_CLAIM_VALIDATION_FAILED: 'The token is not meant for this API.',
  ERR_JWT_EXPIRED: 'The token has expired.',
  ERR_JWT_INVALID: 'This is not a token of the issuer.',
};

/** Takes the token from `Authorization: Bearer` (RFC 6750 §2.1); two headers or another scheme are no token. */
function readToken({ headersDistinct }) {
  const [authorization, ...more] = headersDistinct.authorization ?? [];
  const token = more.length === 0 ? /^Bearer +([\w.~+/-]+=*)$/i.exec(authorization ?? '')?.[1] : undefined;
  if (token === undefined) throw new Refusal(401, 'Send an access token as Authorization: Bearer.', []);
  return token;
}

async function findKeys(issuer) {
  const response = await fetch(`${issuer}/.well-known/oauth-authorization-server`);
  const metadata = await response.json();
  if (metadata.issuer !== issuer) throw new Error(`the metadata of ${issuer} is about ${metadata.issuer}`);
  // Keeps the keys, and fetches them again, at most every 30 s, when a token names one that is new.
  return createRemoteJWKSet(new URL(metadata.jwks_uri));
}

/**
 * Makes the guard of an API that `audience` names. It gives the claims of a request's token, or throws a Refusal: 401
 * for a token that is missing or bad, 403 where it lacks the scope, 503 where the issuer's keys cannot be had.
 */
export function createGuard({ issuer, audience }) {
  const required = {
    issuer,
    audience,
    typ: 'at+jwt',
    algorithms: ['RS256', 'ES256', 'EdDSA'],
    requiredClaims: ['exp', 'iat', 'sub', 'jti', 'client_id'],
    clockTolerance: 5,
  };
  let keys;

  async function verify(token) {
    try {
      keys ??= await findKeys(issuer);
      return (await jwtVerify(token, keys, required)).payload;
    } catch (error) {
      const fault = error instanceof errors.JOSEError ? tokenFaults[error.code] : undefined;
      if (fault === undefined) throw new Refusal(503, 'Access tokens cannot be checked at the moment.');
      throw new Refusal(401, fault, ['error="invalid_token"', `error_description="${fault}"`]);
    }
  }

  return async function guard(request, scope) {
    const claims = await verify(readToken(request));
    if (
      !String(claims.scope ?? '')
        .split(' ')
        .includes(scope)
    ) {
      throw new Refusal(403, `This needs the scope ${scope}.`, ['error="insufficient_scope"', `scope="${scope}"`]);
    }
    return claims;
  };
}
