import type { Side } from '../access/subject.ts';
import type { ClientSecret } from './client.ts';
import type { Cryptography } from './cryptography.ts';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const prefixes: Readonly<Record<Side, string>> = { backoffice: 'grs_bo_', storefront: 'grs_sf_' };
const resourceServerPrefix = 'grs_rs_';
const randomLength = 43;
const checksumLength = 6;

/** How many secrets a client may have at a time: enough to rotate without an outage. */
export const mostSecrets = 5;

function checksum(text: string): string {
  let crc = 0xffffffff;
  for (let at = 0; at < text.length; at += 1) {
    crc ^= text.charCodeAt(at);
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  let rest = (crc ^ 0xffffffff) >>> 0;
  let written = '';
  for (let digit = 0; digit < checksumLength; digit += 1) {
    written = alphabet.charAt(rest % alphabet.length) + written;
    rest = Math.floor(rest / alphabet.length);
  }
  return written;
}

function generateWithPrefix(prefix: string, cryptography: Cryptography): string {
  const body = prefix + cryptography.randomText(randomLength, alphabet);
  return body + checksum(body);
}

/** The name of a secret that nobody has named. */
export const firstSecretName = 'Default';

/**
 * Makes a client secret: a prefix that names the side, 256 random bits, and a checksum, so that leak scanners can
 * recognise one without asking us.
 */
export function generateClientSecret(side: Side, cryptography: Cryptography): string {
  return generateWithPrefix(prefixes[side], cryptography);
}

/** Makes the secret of a registered API, of the same form with a prefix of its own. */
export function generateResourceServerSecret(cryptography: Cryptography): string {
  return generateWithPrefix(resourceServerPrefix, cryptography);
}

/** Tells whether a text has the form of a secret of a client or API, checksum included. For leak scanners and `doctor`. */
export function looksLikeClientSecret(text: string): boolean {
  const body = text.slice(0, -checksumLength);
  return /^grs_(?:bo|sf|rs)_[0-9A-Za-z]{49}$/.test(text) && checksum(body) === text.slice(-checksumLength);
}

/** The form in which a secret is stored. 256 random bits need no slow hash. */
export function hashClientSecret(secret: string, cryptography: Cryptography): Uint8Array {
  return cryptography.keyedHash('client-secret', secret);
}

/** Finds the secret whose hash was presented. Looks at every candidate and compares in constant time. */
export function matchClientSecret(
  hash: Uint8Array,
  candidates: readonly ClientSecret[],
  now: Date,
  cryptography: Cryptography,
): ClientSecret | null {
  let match: ClientSecret | null = null;
  for (const candidate of candidates) {
    const alive = candidate.expiresAt === null || candidate.expiresAt > now;
    if (cryptography.equal(hash, candidate.hash) && alive) match = candidate;
  }
  return match;
}
