import { Checkbox, NativeSelect, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Side } from '../../shared/context.ts';
import { type FormState, ResourceDialog } from '../../shared/forms/resource-dialog.tsx';
import { ResourcePicker } from '../../shared/forms/resource-picker.tsx';
import { TextList } from '../../shared/forms/text-list.tsx';
import { notify } from '../../shared/notify.ts';
import { organizationsShown } from '../organizations/organization-filter.tsx';
import { type MailEvent, mailEvents, type RecipientKind, recipientKinds, type TemplateName } from './names.ts';
import type { NotificationRule, RuleAttributes } from './rule.ts';
import { useMailWords, useNameChoices } from './words.ts';

interface RuleInput {
  readonly event: MailEvent;
  /** Empty for both. */
  readonly side: Side | '';
  /** Empty for all, or for one's own where one reaches no other. */
  readonly organization: string;
  readonly recipients: readonly RecipientKind[];
  readonly addresses: readonly string[];
  /** Empty for that of the event. */
  readonly template: TemplateName | '';
}

const pointers = {
  event: '/data/attributes/event',
  side: '/data/attributes/side',
  recipients: '/data/attributes/recipients',
  addresses: '/data/attributes/addresses',
  template: '/data/attributes/template',
  organization: '/data/relationships/organization',
} as const;

type Field = keyof typeof pointers;

function start(rule: { readonly attributes: RuleAttributes } | null): RuleInput {
  if (rule === null) {
    return { event: mailEvents[0], side: '', organization: '', recipients: ['owner'], addresses: [], template: '' };
  }
  const { addresses, event, recipients, side, template } = rule.attributes;
  return {
    event,
    side: side ?? '',
    organization: '',
    recipients,
    addresses,
    template: template === event ? '' : template,
  };
}

function write(isNew: boolean, { addresses, event, organization, recipients, side, template }: RuleInput) {
  const attributes = {
    side: side === '' ? null : side,
    recipients,
    addresses: addresses.map((address) => address.trim()).filter((address) => address !== ''),
    template: template === '' ? event : template,
  };
  if (!isNew) return { attributes };
  const chosen = organization !== '' && {
    relationships: { organization: { data: { type: 'organizations', id: organization } } },
  };
  return { attributes: { event, ...attributes }, ...chosen };
}

function WhatAndWhere({ change, input, problems }: FormState<RuleInput, Field>) {
  const { t } = useTranslation();
  return (
    <>
      <NativeSelect
        label={t('mail.rules.event')}
        description={t('mail.rules.eventHint')}
        value={input.event}
        onChange={({ currentTarget }) => change({ event: currentTarget.value as MailEvent })}
        data={useNameChoices(mailEvents)}
        error={problems.event}
        data-autofocus
      />
      {organizationsShown('notificationrules') && (
        <ResourcePicker
          label={t('organizations.one')}
          description={t('mail.rules.organizationHint')}
          type="organizations"
          value={input.organization}
          onChange={(organization) => change({ organization })}
          placeholder={t('mail.allOrganizations')}
          error={problems.organization}
        />
      )}
    </>
  );
}

function Audience({ change, input, problems }: FormState<RuleInput, Field>) {
  const { t } = useTranslation();
  return (
    <>
      <Checkbox.Group
        label={t('mail.rules.recipients')}
        value={[...input.recipients]}
        onChange={(recipients) => change({ recipients: recipients as RecipientKind[] })}
        error={problems.recipients}
      >
        <Stack gap="xs" mt="xs">
          {recipientKinds.map((kind) => (
            <Checkbox key={kind} value={kind} label={t(`mail.rules.recipientKinds.${kind}`)} />
          ))}
        </Stack>
      </Checkbox.Group>
      <TextList
        label={t('mail.rules.addresses')}
        description={t('mail.rules.addressesHint')}
        values={input.addresses}
        onChange={(addresses) => change({ addresses })}
        nameOf={(number) => t('mail.rules.address', { number })}
        add={t('mail.rules.addAddress')}
        remove={(name) => t('mail.rules.removeAddress', { name })}
        error={problems.addresses}
        maxLength={255}
        placeholder="security@example.com"
      />
    </>
  );
}

interface RuleDialogProps {
  /** What is edited; null for a new one. */
  readonly rule: NotificationRule | null;
  readonly onClose: () => void;
}

/** Adds a notification rule, or edits one. */
export function RuleDialog({ onClose, rule }: RuleDialogProps) {
  const { t } = useTranslation();
  const words = useMailWords();
  const isNew = rule === null;
  const sides = (['backoffice', 'storefront'] as const).map((value) => ({
    value,
    label: t(`administeredApplications.view.sides.${value}`),
  }));
  const templates = useNameChoices(mailEvents);
  return (
    <ResourceDialog<RuleAttributes, RuleInput, Field>
      title={isNew ? t('mail.rules.addTitle') : t('mail.rules.editTitle', { event: words(rule.attributes.event) })}
      {...(isNew && { submit: t('mail.rules.add') })}
      type="notificationrules"
      id={rule?.id ?? null}
      start={start}
      write={(input) => write(isNew, input)}
      pointers={pointers}
      onClose={onClose}
      onSaved={() => notify(t(isNew ? 'mail.rules.added' : 'mail.rules.saved'))}
    >
      {(form) => (
        <>
          {isNew && <WhatAndWhere {...form} />}
          <NativeSelect
            label={t('mail.rules.side')}
            value={form.input.side}
            onChange={({ currentTarget }) => form.change({ side: currentTarget.value as Side | '' })}
            data={[{ value: '', label: t('mail.rules.bothSides') }, ...sides]}
            error={form.problems.side}
          />
          <Audience {...form} />
          <NativeSelect
            label={t('mail.templates.template')}
            value={form.input.template}
            onChange={({ currentTarget }) => form.change({ template: currentTarget.value as TemplateName | '' })}
            data={[{ value: '', label: t('mail.rules.ownTemplate') }, ...templates]}
            error={form.problems.template}
          />
        </>
      )}
    </ResourceDialog>
  );
}
