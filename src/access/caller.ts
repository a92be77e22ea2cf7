import type { Permissions } from './permission.ts';
import type { PersonRef, Side, SubjectKind } from './subject.ts';

/** Where a request came from; written to the audit log with what it did. */
export interface Origin {
  readonly address: string | null;
  readonly requestId: string | null;
}

/** Who calls one of our APIs, resolved from live state at the moment of the call and never from the request. */
export interface Caller {
  readonly side: Side;
  /** Who the audit log names: the token's subject, the operating-system user of the command line, or the server. */
  readonly actor: { readonly kind: SubjectKind | 'command-line' | 'server'; readonly id: string | null };
  /** The person whose permissions count: the subject itself or the application's owner; null for visitors and the command line. */
  readonly person: PersonRef | null;
  readonly organization: { readonly id: string; readonly global: boolean };
  /** The customer of a customer user; null on the back-office. */
  readonly customerId: string | null;
  readonly permissions: Permissions;
  readonly scopes: ReadonlySet<string>;
  /** The row id of the application whose token was used; null for a browser session or the command line. */
  readonly applicationId: string | null;
  /** The session of the browser that calls; left out where a token was used. */
  readonly sessionId?: string;
  readonly origin: Origin;
}
