import { createPublicKey, type JsonWebKey } from 'node:crypto';
import type { SigningKey, SigningKeys, VerificationKey } from '../oauth/signing-key.ts';
import { isAccepted, type StoredSigningKey, signingKeyAt } from '../oauth/signing-key-life.ts';
import type { SigningKeyVault } from './signing-key-vault.ts';
import { createSigningKey, createVerificationKey } from './signing-keys.ts';

export interface SigningKeyRingOptions {
  /** All keys of the installation; the same array as before unless something changed. */
  readonly keys: () => readonly StoredSigningKey[];
  readonly vault: SigningKeyVault;
  readonly clock: () => Date;
  /** Called for a private key that cannot be opened; it does not sign then. */
  readonly onUnreadable: (kid: string, error: unknown) => void;
}

/** A key with what was parsed of it once. */
interface RingKey extends StoredSigningKey {
  readonly signing: SigningKey | null;
  readonly verification: VerificationKey;
}

/** Makes the keys of the server from those of the installation. Which of them sign and are accepted, the clock tells. */
export function createSigningKeyRing({ keys, vault, clock, onUnreadable }: SigningKeyRingOptions): SigningKeys {
  let source: readonly StoredSigningKey[] | null = null;
  let ring: ReadonlyMap<string, RingKey> = new Map();

  function open(key: StoredSigningKey): SigningKey | null {
    try {
      const privateKey = vault.open(key);
      return privateKey === null ? null : createSigningKey(key.kid, key.alg, privateKey);
    } catch (error) {
      onUnreadable(key.kid, error);
      return null;
    }
  }

  function toRingKey(key: StoredSigningKey): RingKey {
    const known = ring.get(key.kid);
    const publicKey = () => createPublicKey({ key: key.publicJwk as JsonWebKey, format: 'jwk' });
    return {
      ...key,
      signing: key.sealed === null ? null : (known?.signing ?? open(key)),
      verification: known?.verification ?? createVerificationKey(key.kid, key.alg, publicKey()),
    };
  }

  /** Parsing takes long and is done when keys change, never when something is signed. */
  function current(): ReadonlyMap<string, RingKey> {
    const latest = keys();
    if (latest !== source) {
      const kept = latest.filter((key) => isAccepted(key, clock()));
      ring = new Map(kept.map((key) => [key.kid, toRingKey(key)]));
      source = latest;
    }
    return ring;
  }

  return {
    current: () => signingKeyAt(current().values(), clock())?.signing ?? null,
    find(kid) {
      const key = current().get(kid);
      return key !== undefined && isAccepted(key, clock()) ? key.verification : null;
    },
    publicKeys() {
      const published = [...current().values()].filter((key) => isAccepted(key, clock()));
      return { keys: published.map(({ alg, kid, publicJwk }) => ({ ...publicJwk, kid, alg, use: 'sig' })) };
    },
  };
}
