import type { AccessTokenClaims } from './access-token.ts';
import type { Cryptography } from './cryptography.ts';
import { hasRepeatedName } from './repeated-name.ts';
import type { SigningKeys } from './signing-key.ts';

/** What it takes to check a signature. */
export interface SignatureDependencies {
  readonly issuer: string;
  readonly keys: SigningKeys;
  readonly cryptography: Cryptography;
}

/** Why a text is no access token of this server; for the log. */
export interface NotOurs {
  readonly wrong: string;
}

const longestToken = 8192;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

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
export interface SignedClaims {
  readonly claims: AccessTokenClaims;
  readonly kid: string;
}

/** Checks what needs no live state: form, header, signature, claims (RFC 7515 §5.2, RFC 8725 §3, RFC 9068 §4). */
export function readSignedClaims(
  token: string,
  { cryptography, issuer, keys }: SignatureDependencies,
): SignedClaims | NotOurs {
  if (token.length > longestToken) return { wrong: 'too long' };
  const [header64 = '', claims64 = '', signature64 = '', ...rest] = token.split('.');
  if (rest.length > 0) return { wrong: 'not a compact JWS' };
  const header = readObject(header64, cryptography);
  if (header?.typ !== 'at+jwt' || typeof header.kid !== 'string' || header.crit !== undefined) {
    return { wrong: 'not the header of an access token' };
  }
  const key = keys.find(header.kid);
  if (key === null || header.alg !== key.alg) return { wrong: 'unknown key, or another algorithm than its own' };
  const signature = cryptography.fromBase64url(signature64);
  if (signature === null || !key.verify(`${header64}.${claims64}`, signature)) return { wrong: 'wrong signature' };
  const claims = readObject(claims64, cryptography);
  if (claims === null || !isClaims(claims) || claims.iss !== issuer) return { wrong: 'wrong issuer or claims' };
  return { claims: claims as unknown as AccessTokenClaims, kid: key.kid };
}
