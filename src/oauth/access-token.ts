import { formatSubject, type PersonRef, type Side, type Subject } from '../access/subject.ts';
import type { Client } from './client.ts';
import type { Cryptography } from './cryptography.ts';
import { formatScope } from './scope.ts';
import type { SigningKey } from './signing-key.ts';

/** What an access token says. It is a JWT and no row anywhere (RFC 9068). */
export interface AccessTokenFacts {
  readonly client: Client;
  readonly subject: Subject;
  /** The owner for whom a client_credentials application acts. */
  readonly owner: PersonRef | null;
  /** The identifier of the API it is for (`aud`). */
  readonly resource: string;
  readonly scope: readonly string[];
  /** What it stands on; see `Authority`. */
  readonly epoch: string;
  /** The refresh-token family it belongs to. */
  readonly familyId: string | null;
}

/** The claims as they are written (RFC 9068 §2.2). Times are whole seconds since 1970. */
export interface AccessTokenClaims {
  readonly iss: string;
  readonly aud: string;
  readonly sub: string;
  readonly client_id: string;
  readonly scope?: string;
  readonly org: string;
  readonly side: Side;
  readonly owner?: string;
  readonly epoch: string;
  readonly family?: string;
  readonly jti: string;
  readonly iat: number;
  /** Never written by this server, but honoured. */
  readonly nbf?: number;
  readonly exp: number;
}

export interface MintingContext {
  readonly issuer: string;
  readonly key: SigningKey;
  readonly cryptography: Cryptography;
  readonly now: Date;
  /** Seconds. */
  readonly lifetime: number;
}

/** A signed access token with what is known of it without reading it again. */
export interface MintedAccessToken extends Pick<AccessTokenClaims, 'jti' | 'iat' | 'exp'> {
  readonly text: string;
}

const headers = new WeakMap<SigningKey, string>();

/** The header of every token that a key signs. */
function headerOf(key: SigningKey, cryptography: Cryptography): string {
  const known = headers.get(key);
  if (known !== undefined) return known;
  const header = cryptography.base64url(JSON.stringify({ typ: 'at+jwt', alg: key.alg, kid: key.kid }));
  headers.set(key, header);
  return header;
}

/** Signs an access token: header `typ` `at+jwt`, `alg`, `kid`, and the claims (RFC 9068 §2). */
export async function mintAccessToken(facts: AccessTokenFacts, context: MintingContext): Promise<MintedAccessToken> {
  const { cryptography, key } = context;
  const iat = Math.floor(context.now.getTime() / 1000);
  const claims: AccessTokenClaims = {
    iss: context.issuer,
    aud: facts.resource,
    sub: formatSubject(facts.subject),
    client_id: facts.client.clientId,
    ...(facts.scope.length > 0 && { scope: formatScope(facts.scope) }),
    org: facts.client.organizationId,
    side: facts.client.side,
    ...(facts.owner !== null && { owner: formatSubject(facts.owner) }),
    epoch: facts.epoch,
    ...(facts.familyId !== null && { family: facts.familyId }),
    jti: cryptography.randomId(),
    iat,
    exp: iat + context.lifetime,
  };
  const input = `${headerOf(key, cryptography)}.${cryptography.base64url(JSON.stringify(claims))}`;
  const { exp, jti } = claims;
  return { text: `${input}.${await key.sign(input)}`, jti, iat, exp };
}
