import { createHmac, createSecretKey, hash, randomBytes, randomInt, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Cryptography } from '../oauth/cryptography.ts';

const canonical = /^[A-Za-z0-9_-]*$/;

/** Makes the one home of randomness, hashing and constant-time comparison. `hashKey` is the installation's, 32 bytes. */
export function createCryptography(hashKey: Uint8Array): Cryptography {
  const key = createSecretKey(hashKey);
  return {
    randomBytes: (length) => randomBytes(length),
    randomId: () => randomUUID(),
    randomText(length, alphabet) {
      let text = '';
      for (let at = 0; at < length; at += 1) text += alphabet.charAt(randomInt(alphabet.length));
      return text;
    },
    keyedHash(purpose, value) {
      const hmac = createHmac('sha256', key);
      // One call for what is usual: each takes as long as the hash of so few bytes.
      if (typeof value === 'string') return hmac.update(`${purpose}\0${value}`).digest();
      return hmac.update(`${purpose}\0`).update(value).digest();
    },
    digest: (value) => hash('sha256', value, 'base64url'),
    base64url: (value) => Buffer.from(value as string).toString('base64url'),
    fromBase64url(text) {
      if (!canonical.test(text)) return null;
      const bytes = Buffer.from(text, 'base64url');
      return bytes.toString('base64url') === text ? bytes : null;
    },
    equal: (left, right) => left.length === right.length && timingSafeEqual(left, right),
  };
}
