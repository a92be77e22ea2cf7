/** Names what a revocation ends: one access token by its `jti`, or everything a refresh-token family issued. */
export type RevocationId = `token:${string}` | `family:${string}`;

/**
 * The short list of what was revoked before it expired, held in memory on every node. Another node's revocation
 * reaches it within a second.
 */
export interface Revocations {
  has(id: RevocationId): boolean;
}

/** Adds to the list. An entry is pruned once everything it ends has expired on its own. */
export interface RevocationStore {
  add(id: RevocationId, expiresAt: Date): Promise<void>;
}
