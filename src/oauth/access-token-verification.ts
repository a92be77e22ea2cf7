import { type PersonRef, parseSubject, type Side, type Subject } from '../access/subject.ts';
import type { AccessTokenClaims } from './access-token.ts';
import type { Authorities } from './authority.ts';
import type { ClientStore } from './client.ts';
import { scopesWithinAccess } from './client-scopes.ts';
import type { Cryptography } from './cryptography.ts';
import { OAuthError } from './oauth-error.ts';
import { hasRepeatedName } from './repeated-name.ts';
import type { ResourceServers } from './resource-server.ts';
import type { Revocations } from './revocation.ts';
import type { SigningKeys } from './signing-key.ts';

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

export interface AccessTokenVerificationDependencies {
  readonly issuer: string;
  readonly keys: SigningKeys;
  readonly cryptography: Cryptography;
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

const longestToken = 8192;
const clockSkew = 60;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const sideNames: Readonly<Record<Side, string>> = { backoffice: 'back-office', storefront: 'storefront' };

function refuse(description: string, detail?: string): never {
  throw new OAuthError('invalid_token', description, detail === undefined ? {} : { detail });
}

function malformed(detail: string): never {
  return refuse('The access token is not one that this server issued.', detail);
}

function isClaims(value: Record<string, unknown>): boolean {
  const texts = ['iss', 'aud', 'sub', 'client_id', 'org', 'side', 'epoch', 'jti'];
  const optional = ['scope', 'owner', 'family'];
  return (
    texts.every((name) => typeof value[name] === 'string') &&
    optional.every((name) => value[name] === undefined || typeof value[name] === 'string') &&
    Number.isSafeInteger(value.iat) &&
    Number.isSafeInteger(value.exp) &&
    (value.nbf === undefined || Number.isSafeInteger(value.nbf))
  );
}

/** Reads a part of a JWS that must be a JSON object with every member once; null for anything else. */
function readObject(part: string, cryptography: Cryptography): Record<string, unknown> | null {
  const bytes = cryptography.fromBase64url(part);
  if (bytes === null) return null;
  try {
    const text = utf8.decode(bytes);
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject && !hasRepeatedName(text, value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** What a good signature says; the key's id is kept, since a key can be taken out of use. */
interface SignedClaims {
  readonly claims: AccessTokenClaims;
  readonly kid: string;
}

/** Checks what needs no live state: form, header, signature, claims (RFC 7515 §5.2, RFC 8725 §3, RFC 9068 §4). */
function readSignedClaims(token: string, dependencies: AccessTokenVerificationDependencies): SignedClaims {
  const { cryptography, issuer, keys } = dependencies;
  const [header64 = '', claims64 = '', signature64 = '', ...rest] = token.split('.');
  if (rest.length > 0) return malformed('not a compact JWS');
  const header = readObject(header64, cryptography);
  if (header?.typ !== 'at+jwt' || typeof header.kid !== 'string' || header.crit !== undefined) {
    return malformed('not the header of an access token');
  }
  const key = keys.find(header.kid);
  if (key === null || header.alg !== key.alg) return malformed('unknown key, or another algorithm than its own');
  const signature = cryptography.fromBase64url(signature64);
  if (signature === null || !key.verify(`${header64}.${claims64}`, signature)) return malformed('wrong signature');
  const claims = readObject(claims64, cryptography);
  if (claims === null || !isClaims(claims) || claims.iss !== issuer) return malformed('wrong issuer or claims');
  return { claims: claims as unknown as AccessTokenClaims, kid: key.kid };
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
    if (token.length > longestToken) return malformed('too long');
    const digest = cryptography.digest(token);
    const known = verified.get(digest);
    if (known !== undefined && dependencies.keys.find(known.kid) !== null) return known.claims;
    const signed = readSignedClaims(token, dependencies);
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
