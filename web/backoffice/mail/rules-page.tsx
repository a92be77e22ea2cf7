import { Button, Menu, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../shared/forms/confirm-dialog.tsx';
import { ProblemsAlert } from '../../shared/forms/problems-alert.tsx';
import { useSubmit } from '../../shared/forms/use-submit.ts';
import type { Column } from '../../shared/grid/data-grid.tsx';
import type { Filter } from '../../shared/grid/grid-filters.tsx';
import type { RowsPage } from '../../shared/grid/load-page.ts';
import { ResourceList } from '../../shared/grid/resource-list.tsx';
import { RowMenu, rowOpener } from '../../shared/grid/row-menu.tsx';
import { useOpened } from '../../shared/grid/use-opened.ts';
import { PlusIcon } from '../../shared/icons.tsx';
import { lazily } from '../../shared/lazily.tsx';
import { notify } from '../../shared/notify.ts';
import { Page } from '../../shared/page.tsx';
import { deleteResource } from '../../shared/resources.ts';
import { StatusBadge } from '../../shared/status-badge.tsx';
import { useOrganizationColumn, useOrganizationFilter } from '../organizations/organization-filter.tsx';
import { mailEvents, recipientKinds } from './names.ts';
import { listRules, mayChangeRule, mayCreateRules, type NotificationRule, rulesKey, switchRule } from './rule.ts';
import { useMailWords, useNameChoices } from './words.ts';

const RuleDialog = lazily(async () => (await import('./rule-dialog.tsx')).RuleDialog);
const addOpener = 'add-rule';

type Opened = { readonly kind: 'form' | 'delete'; readonly rule: NotificationRule } | { readonly kind: 'add' };

/** Who is told, in one line. */
function useAudience() {
  const { t } = useTranslation();
  return ({ attributes: { addresses, recipients } }: NotificationRule): string =>
    [...recipients.map((kind) => t(`mail.rules.recipientKinds.${kind}`)), ...addresses].join(', ');
}

function Status({ enabled }: { readonly enabled: boolean }) {
  const { t } = useTranslation();
  return (
    <StatusBadge color={enabled ? 'green' : 'gray'}>{t(enabled ? 'mail.rules.on' : 'mail.rules.off')}</StatusBadge>
  );
}

function useColumns() {
  const { t } = useTranslation();
  const words = useMailWords();
  const audience = useAudience();
  const sideOf = ({ attributes: { side } }: NotificationRule) =>
    side === null ? t('mail.rules.bothSides') : t(`administeredApplications.view.sides.${side}`);
  const organizationColumn = useOrganizationColumn<NotificationRule>('notificationrules', t('mail.allOrganizations'));
  return ({ included }: RowsPage<NotificationRule>): Column<NotificationRule>[] => [
    {
      name: 'event',
      title: t('mail.rules.event'),
      sort: 'event',
      show: ({ attributes }) => (
        <Text span fw={600} size="sm">
          {words(attributes.event)}
        </Text>
      ),
    },
    { name: 'recipients', title: t('mail.rules.recipients'), show: audience },
    { name: 'side', title: t('mail.rules.side'), sort: 'side', show: sideOf },
    ...organizationColumn(included),
    {
      name: 'template',
      title: t('mail.templates.template'),
      sort: 'template',
      show: ({ attributes: { event, template } }) =>
        template === event ? t('mail.rules.ownTemplate') : words(template),
    },
    {
      name: 'enabled',
      title: t('mail.rules.status'),
      sort: 'enabled',
      show: ({ attributes }) => <Status enabled={attributes.enabled} />,
    },
  ];
}

function useFilters(): Filter[] {
  const { t } = useTranslation();
  const sides = (['backoffice', 'storefront'] as const).map((value) => ({
    value,
    label: t(`administeredApplications.view.sides.${value}`),
  }));
  const kinds = recipientKinds.map((value) => ({ value, label: t(`mail.rules.recipientKinds.${value}`) }));
  const states = (['on', 'off'] as const).map((value) => ({ value, label: t(`mail.rules.${value}`) }));
  return [
    { name: 'event', title: t('mail.rules.event'), choices: useNameChoices(mailEvents) },
    { name: 'recipients', title: t('mail.rules.recipients'), choices: kinds },
    { name: 'side', title: t('mail.rules.side'), choices: sides },
    { name: 'status', title: t('mail.rules.status'), choices: states },
    ...useOrganizationFilter('notificationrules'),
  ];
}

interface RuleMenuProps {
  readonly rule: NotificationRule;
  readonly onOpen: (opened: Opened, opener: string) => void;
  readonly onSwitch: (rule: NotificationRule) => void;
}

function RuleMenu({ onOpen, onSwitch, rule }: RuleMenuProps) {
  const { t } = useTranslation();
  const words = useMailWords();
  const audience = useAudience();
  const mayEdit = mayChangeRule(rule, 'edit');
  const mayDelete = mayChangeRule(rule, 'delete');
  if (!mayEdit && !mayDelete) return null;
  const { enabled, event } = rule.attributes;
  return (
    <RowMenu id={rule.id} name={`${words(event)}: ${audience(rule)}`}>
      {mayEdit && (
        <>
          <Menu.Item onClick={() => onOpen({ kind: 'form', rule }, rowOpener(rule.id))}>
            {t('mail.rules.edit')}
          </Menu.Item>
          <Menu.Item onClick={() => onSwitch(rule)}>
            {t(enabled ? 'mail.rules.turnOff' : 'mail.rules.turnOn')}
          </Menu.Item>
        </>
      )}
      {mayDelete && (
        <Menu.Item onClick={() => onOpen({ kind: 'delete', rule }, rowOpener(rule.id))}>
          {t('mail.rules.delete')}
        </Menu.Item>
      )}
    </RowMenu>
  );
}

interface DialogsProps {
  readonly opened: Opened;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

function Dialogs({ onChanged, onClose, opened }: DialogsProps) {
  const { t } = useTranslation();
  const words = useMailWords();
  if (opened.kind === 'add') return <RuleDialog rule={null} onClose={onClose} />;
  const { kind, rule } = opened;
  if (kind === 'form') return <RuleDialog rule={rule} onClose={onClose} />;
  const onConfirm = async () => {
    await deleteResource(rule);
    notify(t('mail.rules.deleted'));
    onChanged();
  };
  return (
    <ConfirmDialog
      title={t('mail.rules.deleteTitle')}
      confirm={t('mail.rules.delete')}
      grave
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Text size="sm">{t('mail.rules.deleteEffect', { event: words(rule.attributes.event) })}</Text>
    </ConfirmDialog>
  );
}

/** System › Emails › Notification Rules: who is told of what. */
export function NotificationRulesPage() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const words = useMailWords();
  const columns = useColumns();
  const filters = useFilters();
  const { problems, submit } = useSubmit();
  const { close, open, opened } = useOpened<Opened>();
  const onChanged = () => void queries.invalidateQueries({ queryKey: rulesKey });
  const onSwitch = async (rule: NotificationRule) => {
    const { enabled } = rule.attributes;
    const done = await submit(() => switchRule(rule, !enabled));
    if (done) notify(t(enabled ? 'mail.rules.turnedOff' : 'mail.rules.turnedOn'));
    onChanged();
  };
  const add = mayCreateRules && (
    <Button data-opener={addOpener} leftSection={<PlusIcon />} onClick={() => open({ kind: 'add' }, addOpener)}>
      {t('mail.rules.add')}
    </Button>
  );
  return (
    <Page title={t('mail.rules.title')} actions={add}>
      <Text size="sm" maw={800}>
        {t('mail.rules.explanation')}
      </Text>
      <ProblemsAlert problems={problems.others} />
      <ResourceList
        label={t('mail.rules.title')}
        queryKey={[...rulesKey, 'list']}
        load={listRules}
        columns={columns}
        filters={filters}
        defaultSort="event"
        idOf={({ id }) => id}
        nameOf={({ attributes }) => words(attributes.event)}
        empty={{ title: t('mail.rules.empty') }}
        actions={(rule) => <RuleMenu rule={rule} onOpen={open} onSwitch={onSwitch} />}
      />
      {opened !== null && <Dialogs opened={opened} onClose={close} onChanged={onChanged} />}
    </Page>
  );
}
