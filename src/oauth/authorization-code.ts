import type { Side, Subject } from '../access/subject.ts';
import type { AuditEvent } from '../audit/audit-event.ts';
import type { Cryptography } from './cryptography.ts';
import type { RefreshTokenFamily } from './refresh-token.ts';

/** An authorization code, with everything it is bound to (RFC 6749 §4.1.2). The code itself is kept as a keyed hash. */
export interface AuthorizationCode {
  readonly clientRowId: string;
  readonly subject: Subject;
  readonly side: Side;
  readonly organizationId: string;
  readonly redirectUri: string;
  readonly redirectUriSent: boolean;
  readonly codeChallenge: string | null;
  readonly resource: string;
  readonly scope: readonly string[];
  /** What it stands on; see `Authority`. */
  readonly epoch: string;
  /** The family of everything that is issued for it, so that all of it can be revoked at once. */
  readonly familyId: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  readonly consumedAt: Date | null;
  /** Redemptions that failed. */
  readonly failures: number;
}

/** What a redemption needs of the request that asks for it. */
export interface Redemption {
  readonly now: Date;
  /** The family that goes with the code; null where no refresh token is given. */
  readonly family: RefreshTokenFamily | null;
}

export interface AuthorizationCodeStore {
  /**
   * Keeps a code until `forgetAt`, when all it may have issued has expired.
   * @returns how many codes of the client carried the same challenge before.
   */
  insert(hash: Uint8Array, code: AuthorizationCode, forgetAt: Date): Promise<number>;
  find(hash: Uint8Array): Promise<AuthorizationCode | null>;
  /**
   * Consumes a code and stores its refresh-token family in one transaction. Of many at once, on all nodes, one wins;
   * false for the others, and for a code that expired or failed too often.
   */
  redeem(hash: Uint8Array, redemption: Redemption): Promise<boolean>;
  countFailure(hash: Uint8Array): Promise<void>;
  /**
   * Ends everything that was issued for a code, until `tokensEndAt`, in one transaction with the event. Does nothing
   * where that has ended already.
   */
  revoke(familyId: string, tokensEndAt: Date, event: AuditEvent): Promise<void>;
}

/** After so many failed redemptions a code is dead. */
export const mostCodeFailures = 3;

const prefix = 'gac_';
const form = /^gac_[A-Za-z0-9_-]{43}$/;

/** A fresh code: 256 random bits behind a prefix that keeps it apart from everything else that works once. */
export function generateAuthorizationCode(cryptography: Cryptography): string {
  return prefix + cryptography.base64url(cryptography.randomBytes(32));
}

/** The form in which a code is kept and found; null for what cannot be one. */
export function hashAuthorizationCode(code: string, cryptography: Cryptography): Uint8Array | null {
  return form.test(code) ? cryptography.keyedHash('authorization-code', code) : null;
}
