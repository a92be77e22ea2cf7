import { z } from 'zod';
import { mailEvents, templateNames } from '../../mail/mail-event.ts';
import { type NotificationRule, recipientKinds } from '../../mail/notification-rule.ts';
import type { RuleAdministration } from '../../mail/rule-administration.ts';
import { rowFilters, showTimestamps, sideNames, timestamps } from '../json-api/attribute-declarations.ts';
import {
  defineResourceType,
  type Resource,
  type ResourceType,
  showFound,
  showPage,
} from '../json-api/resource-type.ts';

function show(rule: NotificationRule): Resource {
  const { addresses, enabled, event, id, organizationId, recipients, side, template } = rule;
  return {
    id,
    attributes: { event, side, recipients, addresses, template, enabled, ...showTimestamps(rule) },
    relationships: { organization: organizationId === null ? null : { type: 'organizations', id: organizationId } },
  };
}

/** Who is told of what by mail. */
export function createNotificationRulesType(rules: RuleAdministration): ResourceType {
  return defineResourceType({
    type: 'notificationrules',
    protects: 'notificationrules',
    scopes: { read: 'See who is told of what by mail.', write: 'Change who is told of what by mail.' },
    title: 'Notification rules',
    one: 'a notification rule',
    description: 'Who is told of which event by mail; all rules that apply count, and nobody gets the same mail twice.',
    attributes: {
      event: {
        description: 'The event; fixed once the rule is created.',
        schema: z.enum(mailEvents),
        writable: 'create',
        required: true,
        example: 'application.created',
      },
      side: {
        description: 'The side of the application or person that the event is about; null for both.',
        schema: z.enum(sideNames).nullable(),
        writable: 'always',
        example: null,
      },
      recipients: {
        description:
          'Who is told: the owner or the person concerned, the creator, the administrators of the organization.',
        schema: z.array(z.enum(recipientKinds)).max(recipientKinds.length),
        writable: 'always',
        example: ['owner'],
      },
      addresses: {
        description: 'Addresses that are told beside them.',
        schema: z.array(z.string().max(1000)).max(100),
        writable: 'always',
        example: ['security@example.com'],
      },
      template: {
        description: 'The template; that of the event where left out.',
        schema: z.enum(templateNames),
        writable: 'always',
        example: 'application.created',
      },
      enabled: { description: 'Whether it is on.', schema: z.boolean(), writable: 'always', example: true },
      ...timestamps,
    },
    relationships: {
      organization: {
        description: 'For whose events it is; nothing for those of all organizations.',
        targets: ['organizations'],
        writable: 'create',
        emptiable: true,
      },
    },
    filters: {
      ...rowFilters,
      event: { description: 'The event.', kind: 'choice', choices: mailEvents },
      side: { description: 'The side.', kind: 'choice', choices: sideNames },
      template: { description: 'The template.', kind: 'choice', choices: templateNames },
      recipients: { description: 'Who is told.', kind: 'choice', choices: recipientKinds },
      enabled: { description: 'Whether it is on.', kind: 'flag' },
      organization: { description: 'The id of the organization.', kind: 'id' },
    },
    sorts: ['event', 'side', 'template', 'enabled', 'createdAt', 'updatedAt'],
    defaultSort: 'event',
    list: async (caller, query) => showPage(await rules.list(caller, query), show),
    get: async (caller, id) => showFound(await rules.get(caller, id), show),
    async create(caller, { attributes, relationships: { organization } }) {
      const organizationId = organization !== undefined && { organizationId: organization?.id ?? null };
      return { resource: show(await rules.create(caller, { ...attributes, ...organizationId })) };
    },
    update: async (caller, id, { attributes }) => showFound(await rules.update(caller, id, attributes), show),
    delete: (caller, id) => rules.delete(caller, id),
  });
}
