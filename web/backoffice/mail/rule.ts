import { context, may, mayEverywhere, type Side } from '../../shared/context.ts';
import type { GridSearch } from '../../shared/grid/grid-search.ts';
import { loadPage } from '../../shared/grid/load-page.ts';
import type { Resource } from '../../shared/json-api.ts';
import { relatedId, updateResource } from '../../shared/resources.ts';
import { organizationsShown } from '../organizations/organization-filter.tsx';
import type { MailEvent, RecipientKind, TemplateName } from './names.ts';

export interface RuleAttributes {
  readonly event: MailEvent;
  /** Null for both. */
  readonly side: Side | null;
  readonly recipients: readonly RecipientKind[];
  readonly addresses: readonly string[];
  readonly template: TemplateName;
  readonly enabled: boolean;
}

export type NotificationRule = Resource<RuleAttributes>;

const type = 'notificationrules';

/** The key of everything cached about rules. */
export const rulesKey = [type] as const;

const enabledFilters: Readonly<Record<string, string>> = { on: 'true', off: 'false' };

/** A page of rules. @throws ApiFailure */
export function listRules(search: GridSearch) {
  return loadPage<NotificationRule>(`/${type}`, search, {
    'filter[event]': search.event,
    'filter[side]': search.side,
    'filter[recipients]': search.recipients,
    'filter[enabled]': enabledFilters[search.status ?? ''],
    'filter[organization]': search.organization,
    include: organizationsShown(type) ? 'organization' : '',
  });
}

export const mayCreateRules = may(type, 'create', 'organization');

/** Whether one may change or delete a rule: one for all organizations only with a reach of them all. */
export function mayChangeRule(rule: NotificationRule, action: 'edit' | 'delete'): boolean {
  const whose = relatedId(rule, 'organization');
  return whose === context.organization.id ? may(type, action, 'organization') : mayEverywhere(type, action);
}

/** Turns a rule on or off. @throws ApiFailure */
export async function switchRule(rule: NotificationRule, enabled: boolean): Promise<void> {
  await updateResource<RuleAttributes>(rule, { attributes: { enabled } });
}
