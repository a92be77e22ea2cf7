import type { ListPage, ListQuery } from '../access/list-query.ts';
import type { Reach } from '../access/reach.ts';
import type { AuditEvent } from '../audit/audit-event.ts';
import type { PersonalData } from './person.ts';

/** A person of a customer. Signs in to the storefront by e-mail, which is unique within the organization. */
export interface CustomerUser extends PersonalData {
  readonly organizationId: string;
  readonly customerId: string;
  readonly roleId: string;
}

export interface CustomerUserChanges {
  readonly email?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly locale?: string;
  readonly enabled?: boolean;
  readonly roleId?: string;
}

export interface CustomerUserStore {
  get(reach: Reach, id: string): Promise<CustomerUser | null>;
  list(reach: Reach, query: ListQuery): Promise<ListPage<CustomerUser>>;
  /** @throws RuleViolation (conflict) when the e-mail is taken in the organization. */
  insert(customerUser: CustomerUser, passwordHash: string | null, event: AuditEvent): Promise<void>;
  /** Disabling bumps the epoch. @throws RuleViolation like `insert`. */
  update(reach: Reach, id: string, changes: CustomerUserChanges, event: AuditEvent): Promise<CustomerUser | null>;
  /** Its applications are deactivated and kept for the audit. */
  delete(reach: Reach, id: string, event: AuditEvent): Promise<boolean>;
}
