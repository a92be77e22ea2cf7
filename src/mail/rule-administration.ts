import type { Caller } from '../access/caller.ts';
import { differencesOf } from '../access/difference.ts';
import { createInputCheck, type InputCheck, isId } from '../access/input-check.ts';
import type { ListPage, ListQuery } from '../access/list-query.ts';
import { AccessDenied } from '../access/reach.ts';
import type { Side } from '../access/subject.ts';
import type { MailEvent, TemplateName } from './mail-event.ts';
import { type MailReach, requireMailReach } from './mail-reach.ts';
import type { NotificationRule, NotificationRuleStore, RecipientKind, RuleChanges } from './notification-rule.ts';

/** What a rule is created with. What is left out takes the value said here. */
export interface NewRule {
  readonly event: MailEvent;
  /** Both. */
  readonly side?: Side | null;
  /** All for who reaches every organization, else the caller's. */
  readonly organizationId?: string | null;
  /** None. */
  readonly recipients?: readonly RecipientKind[];
  /** None. */
  readonly addresses?: readonly string[];
  /** That of the event. */
  readonly template?: TemplateName;
  /** Yes. */
  readonly enabled?: boolean;
}

/**
 * What can be done with rules. Those for all organizations are seen from each, and changed by who reaches every one.
 * @throws AccessDenied, RuleViolation
 */
export interface RuleAdministration {
  list(caller: Caller, query: ListQuery): Promise<ListPage<NotificationRule>>;
  get(caller: Caller, id: string): Promise<NotificationRule | null>;
  create(caller: Caller, input: NewRule): Promise<NotificationRule>;
  update(caller: Caller, id: string, changes: RuleChanges): Promise<NotificationRule | null>;
  delete(caller: Caller, id: string): Promise<boolean>;
}

export interface RuleAdministrationDependencies {
  readonly notificationRules: NotificationRuleStore;
  readonly organizations: { findById(id: string): Promise<object | null> };
  readonly clock: () => Date;
  readonly randomId: () => string;
}

const mostAddresses = 20;

function checkAudience(
  check: InputCheck,
  { addresses, recipients }: Pick<NotificationRule, 'addresses' | 'recipients'>,
): Pick<NotificationRule, 'addresses' | 'recipients'> {
  const checked = [...new Set(addresses.map((address) => check.email('addresses', address)))];
  if (checked.length > mostAddresses) check.refuse('addresses', `A rule has at most ${mostAddresses} addresses.`);
  if (checked.length + recipients.length === 0) check.refuse('recipients', 'A rule tells somebody.');
  return { addresses: checked, recipients: [...new Set(recipients)] };
}

function checkTemplate(check: InputCheck, template: TemplateName): TemplateName {
  if (template === 'digest') check.refuse('template', 'This template sums other mails up; no rule asks for it.');
  return template;
}

function about(caller: Caller, { event, id, organizationId }: NotificationRule) {
  const subject = { kind: 'notification-rule', id, name: event } as const;
  return { organizationId, actor: caller.actor, subject, origin: caller.origin };
}

/** Rules for all organizations are seen, and yet out of reach for a change. */
function requireChangeable(reach: MailReach, { organizationId }: NotificationRule): void {
  if (reach.level === 'global' || organizationId === reach.organizationId) return;
  throw new AccessDenied('This rule is for all organizations; only who reaches every one changes it.', null);
}

/** For whose events a rule is. */
async function settleOrganization(
  { organizations }: Pick<RuleAdministrationDependencies, 'organizations'>,
  check: InputCheck,
  reach: MailReach,
  wanted: string | null | undefined,
): Promise<string | null> {
  if (reach.level === 'organization') {
    if (wanted !== undefined && wanted !== reach.organizationId) {
      check.refuse('organization', 'You may make rules for your own organization only.');
    }
    return reach.organizationId;
  }
  const organizationId = wanted ?? null;
  const exists = organizationId === null || (isId(organizationId) && (await organizations.findById(organizationId)));
  if (!exists) check.refuse('organization', 'There is no such organization.');
  return organizationId;
}

/** Makes the operations on notification rules. */
export function createRuleAdministration(dependencies: RuleAdministrationDependencies): RuleAdministration {
  const { clock, notificationRules, randomId } = dependencies;

  /** The rule of an id that may be changed; null where there is none. */
  async function changeable(caller: Caller, action: 'edit' | 'delete', id: string) {
    const reach = requireMailReach(caller, 'notificationrules', action);
    const rule = isId(id) ? await notificationRules.get(reach, id) : null;
    if (rule !== null) requireChangeable(reach, rule);
    return rule && { reach, rule };
  }

  return {
    list: async (caller, query) => notificationRules.list(requireMailReach(caller, 'notificationrules', 'view'), query),

    async get(caller, id) {
      const reach = requireMailReach(caller, 'notificationrules', 'view');
      return isId(id) ? notificationRules.get(reach, id) : null;
    },

    async create(caller, input) {
      const reach = requireMailReach(caller, 'notificationrules', 'create');
      const check = createInputCheck();
      const { addresses = [], enabled = true, event, recipients = [], side = null, template = event } = input;
      const organizationId = await settleOrganization(dependencies, check, reach, input.organizationId);
      const audience = checkAudience(check, { addresses, recipients });
      checkTemplate(check, template);
      check.finish();
      const now = clock();
      const times = { createdAt: now, updatedAt: now };
      const rule = { ...audience, ...times, id: randomId(), event, side, organizationId, template, enabled };
      const details = { event };
      await notificationRules.insert(rule, { ...about(caller, rule), type: 'notification-rule.created', details });
      return rule;
    },

    async update(caller, id, changes) {
      const found = await changeable(caller, 'edit', id);
      if (found === null) return null;
      const { reach, rule } = found;
      const check = createInputCheck();
      const { addresses = rule.addresses, recipients = rule.recipients, template = rule.template } = changes;
      const audience = checkAudience(check, { addresses, recipients });
      checkTemplate(check, template);
      check.finish();
      const same = (one: readonly string[], other: readonly string[]) => one.join('\n') === other.join('\n');
      const different: RuleChanges = {
        ...differencesOf<RuleChanges>(rule, { side: changes.side, template, enabled: changes.enabled } as RuleChanges),
        ...(!same(audience.addresses, rule.addresses) && { addresses: audience.addresses }),
        ...(!same(audience.recipients, rule.recipients) && { recipients: audience.recipients }),
      };
      const fields = Object.keys(different);
      if (fields.length === 0) return rule;
      const event = { ...about(caller, rule), type: 'notification-rule.edited', details: { fields } } as const;
      return notificationRules.update(reach, id, different, event);
    },

    async delete(caller, id) {
      const found = await changeable(caller, 'delete', id);
      if (found === null) return false;
      const { reach, rule } = found;
      const event = {
        ...about(caller, rule),
        type: 'notification-rule.deleted',
        details: { event: rule.event },
      } as const;
      return notificationRules.delete(reach, id, event);
    },
  };
}
