import type { PersonRef, Side, Subject } from '../access/subject.ts';

/** The live state of somebody who may act in an organization. Only those who may have a standing at all. */
export interface Standing {
  readonly subject: Subject;
  /** Go up whenever what was issued before must end. Tokens carry them. */
  readonly personEpoch: number;
  readonly organizationEpoch: number;
  /** Every scope that the permissions of the moment leave any use for. */
  readonly permittedScopes: readonly string[];
}

export interface PasswordAttempt {
  readonly side: Side;
  /** Where the person wants to act; null for any it belongs to, in the back-office alone. */
  readonly organizationId: string | null;
  readonly username: string;
  readonly password: string;
  readonly address: string | null;
}

/** What came of a password. `throttled` says nothing about whether it was right. */
export type PasswordResult =
  | { readonly outcome: 'proved'; readonly person: PersonRef; readonly organizationId: string }
  | { readonly outcome: 'refused'; readonly detail: string }
  | { readonly outcome: 'throttled'; readonly retryAfter: number };

/** The people behind tokens, as the protocol sees them. */
export interface ResourceOwners {
  /** The standing of a person in an organization; null where it is disabled, absent, or does not belong to it. */
  standing(person: PersonRef, organizationId: string): Promise<Standing | null>;
  /** The standing of a visitor of a storefront; null where the organization is disabled. */
  visitorStanding(visitorId: string, organizationId: string): Promise<Standing | null>;
  /** Checks a password, in the same time whether or not the account exists (RFC 6749 §4.3.2). */
  authenticate(attempt: PasswordAttempt): Promise<PasswordResult>;
}
