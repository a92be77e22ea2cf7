import type { ListPage, ListQuery } from '../access/list-query.ts';
import type { Reach } from '../access/reach.ts';
import type { AuditEvent } from '../audit/audit-event.ts';

/** A company that buys; belongs to one organization. */
export interface Customer {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface CustomerChanges {
  readonly name?: string;
  readonly enabled?: boolean;
}

export interface CustomerStore {
  get(reach: Reach, id: string): Promise<Customer | null>;
  list(reach: Reach, query: ListQuery): Promise<ListPage<Customer>>;
  /** @throws RuleViolation (conflict) when the name is taken in the organization. */
  insert(customer: Customer, event: AuditEvent): Promise<void>;
  /** Disabling bumps the epoch of all its customer users. @throws RuleViolation like `insert`. */
  update(reach: Reach, id: string, changes: CustomerChanges, event: AuditEvent): Promise<Customer | null>;
  /** @throws RuleViolation (conflict) while it has customer users. */
  delete(reach: Reach, id: string, event: AuditEvent): Promise<boolean>;
}
