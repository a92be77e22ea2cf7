import type { JSONWebKeySet } from 'jose';

export type SigningAlgorithm = 'RS256' | 'ES256' | 'EdDSA';

/** A key that signs now. */
export interface SigningKey {
  /** The RFC 7638 thumbprint of the public key, so that it is never reused. */
  readonly kid: string;
  readonly alg: SigningAlgorithm;
  /** Signs a JWS signing input and gives the signature as base64url (RFC 7515 §5.1). */
  sign(input: string): Promise<string> | string;
}

/** A key whose signatures are accepted; its algorithm is pinned (RFC 8725 §3.1). */
export interface VerificationKey {
  readonly kid: string;
  readonly alg: SigningAlgorithm;
  /** Checks the signature of a JWS signing input. False, never an error, for whatever is not right. */
  verify(input: string, signature: Uint8Array): boolean;
}

/** The keys of the server, as they are at the moment. */
export interface SigningKeys {
  /** The key to sign with; null where none is configured (seed: *The encryption key does not exist.*). */
  current(): SigningKey | null;
  find(kid: string): VerificationKey | null;
  /** The public keys (RFC 7517 §5). */
  publicKeys(): JSONWebKeySet;
}
