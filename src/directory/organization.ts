import type { ListPage, ListQuery } from '../access/list-query.ts';
import type { Reach } from '../access/reach.ts';
import type { AuditEvent } from '../audit/audit-event.ts';

/** A tenant. Who works in a *global* one may see and choose the others. */
export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly global: boolean;
  readonly enabled: boolean;
  /** Goes up when it is disabled, so that what was issued before never revives. */
  readonly epoch: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface OrganizationChanges {
  readonly name?: string;
  readonly enabled?: boolean;
}

export interface OrganizationStore {
  /** From a cache that other nodes' changes reach within a second. */
  findById(id: string): Promise<Organization | null>;
  /** The enabled organizations that have customers, by name: where customer users can sign in. */
  storefronts(): Promise<readonly Organization[]>;
  get(reach: Reach, id: string): Promise<Organization | null>;
  list(reach: Reach, query: ListQuery): Promise<ListPage<Organization>>;
  /** @throws RuleViolation (conflict) when the name is taken. */
  insert(organization: Organization, event: AuditEvent): Promise<void>;
  /** Disabling bumps the epoch. Null where the reach does not hold it. @throws RuleViolation like `insert`. */
  update(reach: Reach, id: string, changes: OrganizationChanges, event: AuditEvent): Promise<Organization | null>;
}
