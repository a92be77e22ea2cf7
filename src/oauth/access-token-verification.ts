import { type PersonRef, parseSubject, type Side, type Subject } from '../access/subject.ts';
import type { AccessTokenClaims } from './access-token.ts';
import { readSignedClaims, type SignatureDependencies, type SignedClaims } from './access-token-signature.ts';
import type { Authorities } from './authority.ts';
import type { ClientStore } from './client.ts';
import { scopesWithinAccess } from './client-scopes.ts';
import { OAuthError } from './oauth-error.ts';
import type { ResourceServers } from './resource-server.ts';
import type { Revocations } from './revocation.ts';

/** An access token that is good at this moment, signature and live state alike. */
export interface VerifiedAccessToken {
  readonly claims: AccessTokenClaims;
  readonly subject: Subject;
  readonly owner: PersonRef | null;
  readonly clientRowId: string;
  readonly side: Side;
  readonly organizationId: string;
  /** Those of the token that the application may still ask for: narrowing its access holds at once. */
  readonly scopes: ReadonlySet<string>;
}

export interface AccessTokenVerificationDependencies extends SignatureDependencies {
  readonly clients: ClientStore;
  readonly authorities: Authorities;
  readonly revocations: Revocations;
  readonly resourceServers: ResourceServers;
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
  const { cryptography, clients, authorities, revocations, resourceServers } = dependencies;
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
    const server = resourceServers.all.find((candidate) => candidate.identifier === claims.aud);
    const owner = server === undefined ? 'another' : `the ${sideNames[server.side]}`;
    refuse(`This token is for ${owner} API.`, `aud ${claims.aud}`);
  }

  async function checkLiveState(claims: AccessTokenClaims): Promise<Omit<VerifiedAccessToken, 'claims'>> {
    const familyRevoked = claims.family !== undefined && revocations.has(`family:${claims.family}`);
    if (familyRevoked || revocations.has(`token:${claims.jti}`)) refuse('The access token has been revoked.');
    const ended = (detail: string) =>
      refuse('The access token has been revoked: what it stood on has changed.', detail);
    const client = await clients.findByClientId(claims.client_id);
    const subject = parseSubject(claims.sub);
    if (client === null || subject === null) return ended('unknown client or subject');
    if (client.side !== claims.side || client.organizationId !== claims.org) return ended('side or organization');
    if (!(await authorities.clientInGoodStanding(client))) return ended('client not in good standing');
    const authority = await authorities.resolve(client, subject);
    if (authority === null || authority.epoch !== claims.epoch) return ended('epoch');
    const owner = subject.kind === 'application' ? client.owner : null;
    const { id: clientRowId, organizationId, side } = client;
    const scopes = new Set(scopesWithinAccess(claims.scope?.split(' ') ?? [], client.access));
    return { subject, owner, clientRowId, side, organizationId, scopes };
  }

  return {
    async verify(token, resource) {
      const claims = claimsOf(token);
      checkTimes(claims);
      checkAudience(claims, resource);
      return { claims, ...(await checkLiveState(claims)) };
    },
  };
}
