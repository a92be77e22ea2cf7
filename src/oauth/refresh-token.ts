import type { Side, Subject } from '../access/subject.ts';
import type { AuditEvent } from '../audit/audit-event.ts';

/**
 * Everything that one sign-in of one application can still refresh: one row, however often it rotates. The tokens
 * themselves are derived, so that none is stored (RFC 9700 §4.14.2).
 */
export interface RefreshTokenFamily {
  /** The id that access tokens of the family carry; revoking it ends them too. */
  readonly id: string;
  /** Keyed hash of the handle that every token of the family holds. */
  readonly handleHash: Uint8Array;
  readonly clientRowId: string;
  readonly subject: Subject;
  readonly side: Side;
  readonly organizationId: string;
  /** The API its access tokens are for. It never changes. */
  readonly resource: string;
  /** What was granted; an access token may be narrower, the family stays. */
  readonly scope: readonly string[];
  /** The epochs at the time of the grant: what they end, stays ended (`formatEpoch`). */
  readonly epoch: string;
  /** The number of the token that is good now, counted from 0. */
  readonly sequence: number;
  readonly rotatedAt: Date;
  /** When the present token expires unless it is used (idle). */
  readonly idleExpiresAt: Date;
  /** When the family ends in any case (absolute). */
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

/** What a grant has written down before tokens are issued: the family of them and, where one is given, the refresh token. */
export interface Conclusion {
  readonly refreshToken: string | null;
  readonly familyId: string;
}

export interface RefreshTokenStore {
  insert(family: RefreshTokenFamily): Promise<void>;
  findByHandle(handleHash: Uint8Array): Promise<RefreshTokenFamily | null>;
  /**
   * Consumes token number `sequence` in one atomic statement and makes the next one good.
   * False when another request was faster, or the family has been revoked or has expired.
   */
  rotate(id: string, sequence: number, rotatedAt: Date, idleExpiresAt: Date): Promise<boolean>;
  /**
   * Ends the family and, by its revocation, the access tokens it issued; in one transaction with the event.
   * `tokensEndAt` is when the last of them would have expired. Does nothing to a family that is revoked already.
   */
  revoke(id: string, tokensEndAt: Date, event: AuditEvent): Promise<void>;
}
