import type { SigningAlgorithm } from '../oauth/signing-key.ts';
import type { PublicJwk } from '../oauth/signing-key-life.ts';
import type { Json } from './json-column.ts';

/** The signing keys; see `StoredSigningKey` for what the times mean. */
export interface SigningKeyTable {
  kid: string;
  alg: SigningAlgorithm;
  source: 'file' | 'database';
  public_jwk: Json<PublicJwk>;
  /** Encrypted under the installation's hash key; null once it signs no more. */
  private_key: Uint8Array | null;
  /** Seconds: the longest that a token it signed may be good. */
  token_lifetime: number;
  announced_at: Date;
  signs_from: Date;
  retired_at: Date | null;
  ends_at: Date | null;
  revoked_at: Date | null;
  deleted_at: Date | null;
}
