import type { ListPage, ListQuery } from '../access/list-query.ts';
import type { Reach } from '../access/reach.ts';
import type { Side } from '../access/subject.ts';
import type { AuditEvent } from '../audit/audit-event.ts';
import type { MailEvent, TemplateName } from './mail-event.ts';

/**
 * Who can be told: the owner of the application or the person whom an event concerns; who created the application; and
 * the administrators of the organization.
 */
export const recipientKinds = ['owner', 'creator', 'administrators'] as const;

export type RecipientKind = (typeof recipientKinds)[number];

/** Who is told of which event with which template. */
export interface NotificationRule {
  readonly id: string;
  readonly event: MailEvent;
  /** Null for both. */
  readonly side: Side | null;
  /** Null for all. */
  readonly organizationId: string | null;
  readonly recipients: readonly RecipientKind[];
  readonly addresses: readonly string[];
  readonly template: TemplateName;
  readonly enabled: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export type RuleChanges = Partial<Pick<NotificationRule, 'side' | 'recipients' | 'addresses' | 'template' | 'enabled'>>;

/** Where rules are kept. Those for all organizations are seen from each, and changed only by who reaches them all. */
export interface NotificationRuleStore {
  list(reach: Reach, query: ListQuery): Promise<ListPage<NotificationRule>>;
  get(reach: Reach, id: string): Promise<NotificationRule | null>;
  insert(rule: NotificationRule, event: AuditEvent): Promise<void>;
  update(reach: Reach, id: string, changes: RuleChanges, event: AuditEvent): Promise<NotificationRule | null>;
  delete(reach: Reach, id: string, event: AuditEvent): Promise<boolean>;
}
