import type { Permissions } from '../access/permission.ts';
import type { PersonRef, Side } from '../access/subject.ts';
import type { AuditEvent } from '../audit/audit-event.ts';

/** What sign-in needs to know of a person. */
export interface Account {
  readonly person: PersonRef;
  readonly passwordHash: string | null;
  readonly enabled: boolean;
  readonly lockedUntil: Date | null;
}

/** The live state of a person in one organization: the only source of what it may do there. */
export interface AccountState {
  readonly person: PersonRef;
  /** As people read it. */
  readonly name: string;
  /** Not disabled, not locked by an administrator, and its customer (where it has one) not disabled. */
  readonly enabled: boolean;
  readonly epoch: number;
  readonly customerId: string | null;
  /** The permissions of its role in that organization; null where it does not belong to it. */
  readonly permissions: Permissions | null;
}

export interface AccountStore {
  /**
   * Finds who signs in: on the back-office by user name or e-mail, on the storefront by e-mail within the
   * organization. Both are compared by `comparisonKey`.
   */
  findForSignIn(side: Side, organizationId: string, identifier: string): Promise<Account | null>;
  /** From a cache that other nodes' changes reach within a second; null for somebody who does not exist. */
  state(person: PersonRef, organizationId: string): Promise<AccountState | null>;
  /** The ids of the organizations that a person belongs to; from the same cache. */
  memberships(person: PersonRef): Promise<readonly string[]>;
  passwordHash(person: PersonRef): Promise<string | null>;
  /** Bumps the epoch, revokes every refresh-token family of the person and ends its sessions, but for one to keep. */
  setPassword(person: PersonRef, passwordHash: string, event: AuditEvent, keptSession?: string): Promise<boolean>;
  /** Replaces a hash made with older parameters, unless the password was changed meanwhile; ends nothing. */
  rehash(person: PersonRef, replaced: string, passwordHash: string): Promise<void>;
}
