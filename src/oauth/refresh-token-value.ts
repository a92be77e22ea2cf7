import type { Cryptography } from './cryptography.ts';

/** A refresh token taken apart. */
export interface RefreshTokenParts {
  /** 24 random bytes that every token of a family shares; the family is found by their keyed hash. */
  readonly handle: Uint8Array;
  /** Which token of the family it is, counted from 0. */
  readonly sequence: number;
}

const prefix = 'grt_';
const form = /^grt_[A-Za-z0-9_-]{64}$/;
const handleLength = 24;
const macLength = 20;
const highestSequence = 0xffff_fffe;

function authenticatedPart({ handle, sequence }: RefreshTokenParts): Uint8Array {
  const bytes = new Uint8Array(handleLength + 4);
  bytes.set(handle);
  new DataView(bytes.buffer).setUint32(handleLength, sequence);
  return bytes;
}

function macOf(bytes: Uint8Array, cryptography: Cryptography): Uint8Array {
  return cryptography.keyedHash('refresh-token-mac', bytes).slice(0, macLength);
}

/** A fresh handle for a new family. */
export function generateHandle(cryptography: Cryptography): Uint8Array {
  return cryptography.randomBytes(handleLength);
}

/** The form in which a handle is stored and looked up. */
export function hashHandle(handle: Uint8Array, cryptography: Cryptography): Uint8Array {
  return cryptography.keyedHash('refresh-token-handle', handle);
}

/**
 * Writes a refresh token: handle, sequence number and a 160-bit MAC under the installation's hash key. The successor
 * of a token can therefore be derived again after a lost answer, by us alone, and no token is ever stored.
 */
export function formatRefreshToken(parts: RefreshTokenParts, cryptography: Cryptography): string {
  const authenticated = authenticatedPart(parts);
  const bytes = new Uint8Array(handleLength + 4 + macLength);
  bytes.set(authenticated);
  bytes.set(macOf(authenticated, cryptography), authenticated.length);
  return prefix + cryptography.base64url(bytes);
}

/** Takes a presented token apart; null for anything we did not write, before the database is asked. */
export function readRefreshToken(value: string, cryptography: Cryptography): RefreshTokenParts | null {
  const bytes = form.test(value) ? cryptography.fromBase64url(value.slice(prefix.length)) : null;
  if (bytes === null) return null;
  const authenticated = bytes.slice(0, handleLength + 4);
  if (!cryptography.equal(macOf(authenticated, cryptography), bytes.slice(handleLength + 4))) return null;
  const sequence = new DataView(authenticated.buffer, authenticated.byteOffset).getUint32(handleLength);
  return sequence > highestSequence ? null : { handle: authenticated.slice(0, handleLength), sequence };
}
