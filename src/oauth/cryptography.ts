/** What the protocol needs of cryptography. One implementation, in `src/crypto`; an argument here, so that rules stay pure. */
export interface Cryptography {
  /** Random bytes of the operating system's generator. */
  randomBytes(length: number): Uint8Array;
  /** A random (version 4) UUID. */
  randomId(): string;
  /** `length` random characters of `alphabet`, each equally likely. */
  randomText(length: number, alphabet: string): string;
  /** HMAC-SHA256 under the installation's hash key; `purpose` keeps uses apart. Takes about 2 µs. */
  keyedHash(purpose: HashPurpose, value: string | Uint8Array): Uint8Array;
  /** SHA-256, written as base64url (RFC 7636 §4.2). */
  digest(value: string): string;
  /** base64url without padding (RFC 7515 §2); text is taken as UTF-8. */
  base64url(value: string | Uint8Array): string;
  /** Reads base64url strictly: null for padding, white space, foreign characters or stray bits. */
  fromBase64url(text: string): Uint8Array | null;
  /** Compares in a time that depends on the lengths alone. */
  equal(left: Uint8Array, right: Uint8Array): boolean;
}

/** What a keyed hash is for. The same value hashed for two purposes gives unrelated results. */
export type HashPurpose =
  | 'client-secret'
  | 'resource-server-secret'
  | 'refresh-token-handle'
  | 'refresh-token-mac'
  | 'set-up-token'
  | 'authorization-code'
  | 'authorization-request'
  | 'session'
  | 'page'
  | 'fingerprint';
