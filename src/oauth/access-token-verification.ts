import type { Side } from '../access/subject.ts';
import type { AccessTokenClaims } from './access-token.ts';
import { readSignedClaims, type SignatureDependencies, type SignedClaims } from './access-token-signature.ts';
import {
  type AccessTokenStateDependencies,
  createAccessTokenStateCheck,
  type VerifiedAccessToken,
} from './access-token-state.ts';
import { OAuthError } from './oauth-error.ts';

export interface AccessTokenVerificationDependencies extends SignatureDependencies, AccessTokenStateDependencies {
  readonly clock: () => Date;
  /** How many verified signatures are remembered. */
  readonly cacheSize?: number;
}

export interface AccessTokenVerifier {
  /**
   * Verifies a token for one API (RFC 9068 §4) and that nothing it stands on has ended.
   * @throws OAuthError `invalid_token` with a description that helps.
   */
  verify(token: string, resource: string): Promise<VerifiedAccessToken>;
  /** What a token says whose signature is good, whatever became of it. @throws OAuthError `invalid_token` */
  read(token: string): AccessTokenClaims;
  /** Verifies claims that were read, for whichever API. @throws OAuthError `invalid_token` */
  checkNow(claims: AccessTokenClaims): Promise<VerifiedAccessToken>;
}

const clockSkew = 60;
const sideNames: Readonly<Record<Side, string>> = { backoffice: 'back-office', storefront: 'storefront' };

function refuse(description: string, detail?: string): never {
  throw new OAuthError('invalid_token', description, detail === undefined ? {} : { detail });
}

function malformed(detail: string): never {
  return refuse('The access token is not one that this server issued.', detail);
}

/** Remembers up to `size` values, the oldest going first. */
function createBoundedCache<Value>(size: number) {
  const entries = new Map<string, Value>();
  return {
    get: (key: string) => entries.get(key),
    set(key: string, value: Value) {
      const oldest = entries.size >= size ? entries.keys().next() : { done: true as const };
      if (!oldest.done) entries.delete(oldest.value);
      entries.set(key, value);
    },
  };
}

/** Makes the verifier that our own APIs use. What was revoked is refused at once, cached signature or not. */
export function createAccessTokenVerifier(dependencies: AccessTokenVerificationDependencies): AccessTokenVerifier {
  const { cryptography, resourceServers } = dependencies;
  const checkState = createAccessTokenStateCheck(dependencies);
  const verified = createBoundedCache<SignedClaims>(dependencies.cacheSize ?? 10_000);

  function claimsOf(token: string): AccessTokenClaims {
    const digest = cryptography.digest(token);
    const known = verified.get(digest);
    if (known !== undefined && dependencies.keys.find(known.kid) !== null) return known.claims;
    const signed = readSignedClaims(token, dependencies);
    if ('wrong' in signed) return malformed(signed.wrong);
    verified.set(digest, signed);
    return signed.claims;
  }

  function checkTimes(claims: AccessTokenClaims): void {
    const now = Math.floor(dependencies.clock().getTime() / 1000);
    if (claims.exp <= now) refuse('The access token has expired. Fetch a new one.');
    if (claims.iat > now + clockSkew || (claims.nbf ?? 0) > now + clockSkew) malformed('from the future');
  }

  function checkAudience(claims: AccessTokenClaims, resource: string): void {
    if (claims.aud === resource) return;
    const server = resourceServers.find(claims.aud);
    const owner = server?.builtIn ? `the ${sideNames[server.side]}` : 'another';
    refuse(`This token is for ${owner} API.`, `aud ${claims.aud}`);
  }

  return {
    read: (token) => claimsOf(token),
    async checkNow(claims) {
      checkTimes(claims);
      return checkState(claims);
    },
    async verify(token, resource) {
      const claims = claimsOf(token);
      checkTimes(claims);
      checkAudience(claims, resource);
      return checkState(claims);
    },
  };
}
