import type { ListPage, ListQuery } from '../access/list-query.ts';
import type { Reach } from '../access/reach.ts';
import type { AuditEvent } from '../audit/audit-event.ts';
import type { PersonalData } from './person.ts';

/** That a user belongs to an organization, and with which role. */
export interface Membership {
  readonly organizationId: string;
  readonly roleId: string;
}

/** A person of the back-office. Signs in by user name or e-mail and belongs to one or more organizations. */
export interface User extends PersonalData {
  readonly username: string;
  readonly memberships: readonly Membership[];
}

export interface UserChanges {
  readonly username?: string;
  readonly email?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly locale?: string;
  readonly enabled?: boolean;
  /** Replaces the memberships in the organizations the reach holds; others stay. */
  readonly memberships?: readonly Membership[];
}

export interface UserStore {
  /** A user lies in a reach when one of its memberships does; only those memberships are shown. */
  get(reach: Reach, id: string): Promise<User | null>;
  list(reach: Reach, query: ListQuery): Promise<ListPage<User>>;
  /** @throws RuleViolation (conflict) when the user name or e-mail is taken. */
  insert(user: User, passwordHash: string | null, event: AuditEvent): Promise<void>;
  /**
   * Disabling and losing a membership bump the epoch.
   * @throws RuleViolation like `insert`, and when the last enabled administrator would be gone.
   */
  update(reach: Reach, id: string, changes: UserChanges, event: AuditEvent): Promise<User | null>;
  /** The user's applications are deactivated and kept for the audit. @throws RuleViolation like `update`. */
  delete(reach: Reach, id: string, event: AuditEvent): Promise<boolean>;
}
