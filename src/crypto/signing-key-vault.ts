import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import type { SigningAlgorithm } from '../oauth/signing-key.ts';
import type { NewSigningKey, PublicJwk, StoredSigningKey } from '../oauth/signing-key-life.ts';
import { generateKeyPair } from './key-files.ts';
import { algorithmOf, parsePrivateKey } from './signing-keys.ts';

/** Encrypts private signing keys, so that a reader of the database has none. */
export interface SigningKeyVault {
  generate(alg: SigningAlgorithm): Promise<NewSigningKey>;
  /** Takes a private key in PEM form, PKCS#8, PKCS#1 or SEC1. @throws Error that holds nothing of it. */
  take(pem: string): Promise<NewSigningKey>;
  /** The private key of a stored one; null where it is gone. @throws Error when the hash key is another. */
  open(key: StoredSigningKey): KeyObject | null;
}

const version = 1;
const ivLength = 12;
const tagLength = 16;

/** Makes the vault. Its key is derived from the installation's hash key (RFC 5869), 32 bytes. */
export function createSigningKeyVault(hashKey: Uint8Array): SigningKeyVault {
  const key = Buffer.from(hkdfSync('sha256', hashKey, '', 'grantry signing keys', 32));

  /** Version, initialization vector, tag, ciphertext. The kid is authenticated too, so that rows cannot be swapped. */
  function seal(kid: string, privateKey: KeyObject): Uint8Array {
    const iv = randomBytes(ivLength);
    const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(kid));
    const secret = privateKey.export({ type: 'pkcs8', format: 'der' });
    const text = Buffer.concat([cipher.update(secret), cipher.final()]);
    secret.fill(0);
    return Buffer.concat([Buffer.of(version), iv, cipher.getAuthTag(), text]);
  }

  async function describe(privateKey: KeyObject, source: NewSigningKey['source']): Promise<NewSigningKey> {
    const publicJwk = createPublicKey(privateKey).export({ format: 'jwk' }) as PublicJwk;
    const kid = await calculateJwkThumbprint(publicJwk);
    return { kid, alg: algorithmOf(privateKey), source, publicJwk, sealed: seal(kid, privateKey) };
  }

  return {
    generate: async (alg) => describe((await generateKeyPair(alg)).privateKey, 'database'),
    take: async (pem) => describe(parsePrivateKey(pem), 'file'),
    open({ kid, sealed }) {
      if (sealed === null) return null;
      const bytes = Buffer.from(sealed);
      if (bytes[0] !== version) throw new Error(`the signing key ${kid} was stored by a newer version`);
      const tagAt = 1 + ivLength;
      const textAt = tagAt + tagLength;
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, tagAt), { authTagLength: tagLength });
      decipher.setAAD(Buffer.from(kid)).setAuthTag(bytes.subarray(tagAt, textAt));
      const secret = Buffer.concat([decipher.update(bytes.subarray(textAt)), decipher.final()]);
      const opened = createPrivateKey({ key: secret, type: 'pkcs8', format: 'der' });
      secret.fill(0);
      return opened;
    },
  };
}
