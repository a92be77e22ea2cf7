import type { JWK } from 'jose';
import type { AuditEvent } from '../audit/audit-event.ts';
import type { SigningAlgorithm } from './signing-key.ts';

/** The public members of a key (RFC 7517 §4, RFC 7518 §6) and no others. */
export type PublicJwk = Readonly<Pick<JWK, 'kty' | 'n' | 'e' | 'crv' | 'x' | 'y'>>;

/** A key pair that is in no table yet. */
export interface NewSigningKey {
  /** The RFC 7638 thumbprint of the public key. */
  readonly kid: string;
  readonly alg: SigningAlgorithm;
  /** Whether it came from the private key file or was made by the server. */
  readonly source: 'file' | 'database';
  readonly publicJwk: PublicJwk;
  /** The private key, encrypted. */
  readonly sealed: Uint8Array;
}

/** A key of the installation. What it does at a moment follows from its times alone, so that all nodes agree. */
export interface StoredSigningKey extends Omit<NewSigningKey, 'sealed'> {
  /** Null once it signs no more. */
  readonly sealed: Uint8Array | null;
  /** Seconds: the longest that a token it signed may be good. */
  readonly tokenLifetime: number;
  /** From when on it is published. */
  readonly announcedAt: Date;
  readonly signsFrom: Date;
  /** From when on it signs no more; known as soon as its successor is announced. */
  readonly retiredAt: Date | null;
  /** When the last token it signed has expired: then it is published and accepted no more. Null as `retiredAt` is. */
  readonly endsAt: Date | null;
  /** When everything it signed was ended at once. */
  readonly revokedAt: Date | null;
  /** When the end was written down; what is left is the name, so that the key can never come back. */
  readonly deletedAt: Date | null;
}

/** What a key does: it is published, signs, is only still accepted, or is gone (in peace or in an emergency). */
export type SigningKeyState = 'announced' | 'signing' | 'retired' | 'deleted' | 'revoked';

/** What is to be written, with the events that tell of it, and what to answer. */
export interface SigningKeyDecision<Result> {
  readonly keys: readonly StoredSigningKey[];
  readonly events: readonly AuditEvent[];
  readonly result: Result;
}

/** The keys of the installation. The database is the source of truth; each node holds a copy of all of them. */
export interface SigningKeyStore {
  /** All keys as the database has them, those that are gone too, oldest first. */
  all(): Promise<readonly StoredSigningKey[]>;
  /** The copy of this node, at most a second old. The same array as before unless something changed. */
  copy(): readonly StoredSigningKey[];
  /** Reads all keys, decides and writes, in one transaction and one node at a time. It then holds on this node. */
  change<Result>(decide: (keys: readonly StoredSigningKey[]) => SigningKeyDecision<Result>): Promise<Result>;
}

/** What a key does at a moment. */
export function stateOf(key: StoredSigningKey, now: Date): SigningKeyState {
  if (key.revokedAt !== null) return 'revoked';
  if (!isAccepted(key, now)) return 'deleted';
  if (key.retiredAt !== null && key.retiredAt <= now) return 'retired';
  return key.signsFrom <= now ? 'signing' : 'announced';
}

/** Since when and until when a key does what it does; null for no end in sight. */
export function spanOf(key: StoredSigningKey, now: Date): { readonly since: Date; readonly until: Date | null } {
  switch (stateOf(key, now)) {
    case 'announced':
      return { since: key.announcedAt, until: key.signsFrom };
    case 'signing':
      return { since: key.signsFrom > key.announcedAt ? key.signsFrom : key.announcedAt, until: key.retiredAt };
    case 'retired':
      return { since: key.retiredAt ?? now, until: key.endsAt };
    case 'deleted':
      return { since: key.endsAt ?? now, until: null };
    case 'revoked':
      return { since: key.revokedAt ?? now, until: null };
  }
}

/** Whether a key is published and what it signed accepted. */
export function isAccepted({ endsAt, revokedAt, deletedAt }: StoredSigningKey, now: Date): boolean {
  return revokedAt === null && deletedAt === null && (endsAt === null || endsAt > now);
}

/** The key that signs: of several, the one that began last. */
export function signingKeyAt<Key extends StoredSigningKey>(keys: Iterable<Key>, now: Date): Key | null {
  let latest: Key | null = null;
  for (const key of keys) {
    if (stateOf(key, now) === 'signing' && (latest === null || key.signsFrom > latest.signsFrom)) latest = key;
  }
  return latest;
}

/** The key that will sign next and does not yet. */
export function announcedKey(keys: readonly StoredSigningKey[], now: Date): StoredSigningKey | null {
  return keys.find((key) => stateOf(key, now) === 'announced') ?? null;
}
