import { Checkbox, Group, Menu, Stack, Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { context, mayEverywhere } from '../../shared/context.ts';
import { Fact, Facts } from '../../shared/facts.tsx';
import { type Column, DataGrid } from '../../shared/grid/data-grid.tsx';
import { RowMenu, rowOpener } from '../../shared/grid/row-menu.tsx';
import { useOpened } from '../../shared/grid/use-opened.ts';
import { formatTime } from '../../shared/i18n.ts';
import { Loaded, Page } from '../../shared/page.tsx';
import { Section } from '../../shared/section.tsx';
import { StatusBadge } from '../../shared/status-badge.tsx';
import { useSettingDescription } from './descriptions.ts';
import { listSettings, type Setting, type SettingAttributes, settingsKey } from './setting.ts';
import { EditSettingDialog, ResetSettingDialog } from './setting-dialogs.tsx';
import { SettingValueText } from './setting-value.tsx';

/** What is changed most often comes first; groups that are not named here come last. */
const groupOrder = ['grants', 'tokens', 'sessions', 'passwords', 'rateLimits', 'keys', 'server', 'mail', 'log'];

const sourceColors = { default: 'gray', database: 'indigo', file: 'teal', environment: 'teal', flag: 'teal' } as const;

interface Opened {
  readonly kind: 'edit' | 'reset';
  readonly setting: Setting;
}

/** Where a value comes from, and why it cannot be changed here where that is so. */
function SettingSource({ setting: { changedAt, place, readOnly, source } }: { readonly setting: SettingAttributes }) {
  const { t } = useTranslation();
  return (
    <Stack gap={2} maw={320}>
      <StatusBadge color={sourceColors[source]}>{t(`settings.sources.${source}`)}</StatusBadge>
      {place !== null && (
        <Text size="xs" className="code breakable">
          {place}
        </Text>
      )}
      {changedAt !== null && <Text size="xs">{formatTime(changedAt)}</Text>}
      {readOnly !== null && <Text size="xs">{t(`settings.readOnly.${readOnly}`)}</Text>}
    </Stack>
  );
}

function useSettingColumns(): readonly Column<Setting>[] {
  const { t } = useTranslation();
  const describe = useSettingDescription();
  return [
    {
      name: 'name',
      title: t('settings.columns.name'),
      show: ({ attributes }) => (
        <Stack gap={2} maw={520}>
          <Text span fw={600} size="sm" className="breakable">
            {attributes.name}
          </Text>
          <Text size="xs">{describe(attributes)}</Text>
        </Stack>
      ),
    },
    {
      name: 'value',
      title: t('settings.columns.value'),
      show: ({ attributes }) => <SettingValueText setting={attributes} />,
    },
    {
      name: 'source',
      title: t('settings.columns.source'),
      show: ({ attributes }) => <SettingSource setting={attributes} />,
    },
  ];
}

interface SettingMenuProps {
  readonly setting: Setting;
  readonly onOpen: (opened: Opened, opener: string) => void;
}

function SettingMenu({ onOpen, setting }: SettingMenuProps) {
  const { t } = useTranslation();
  const { attributes, id } = setting;
  if (attributes.readOnly !== null) return null;
  const open = (kind: Opened['kind']) => onOpen({ kind, setting }, rowOpener(id));
  return (
    <RowMenu id={id} name={attributes.name}>
      <Menu.Item onClick={() => open('edit')}>{t('settings.edit')}</Menu.Item>
      {attributes.source === 'database' && <Menu.Item onClick={() => open('reset')}>{t('settings.reset')}</Menu.Item>}
    </RowMenu>
  );
}

interface GroupsProps {
  readonly settings: readonly Setting[];
  readonly onOpen: SettingMenuProps['onOpen'];
}

function groupsOf(settings: readonly Setting[]): string[] {
  const groups = [...new Set(settings.map(({ attributes }) => attributes.group))];
  const first = groupOrder.filter((group) => groups.includes(group));
  return [...first, ...groups.filter((group) => !groupOrder.includes(group))];
}

function SettingGroups({ onOpen, settings }: GroupsProps) {
  const { t } = useTranslation();
  const columns = useSettingColumns();
  const groups = groupsOf(settings);
  if (groups.length === 0) return <Text>{t('grid.nothing')}</Text>;
  return groups.map((group) => {
    const title = t(`settings.groups.${group}`, { defaultValue: group });
    return (
      <Section key={group} title={title}>
        <DataGrid
          label={title}
          columns={columns}
          rows={settings.filter(({ attributes }) => attributes.group === group)}
          idOf={({ id }) => id}
          nameOf={({ attributes }) => attributes.name}
          sort=""
          onSort={() => {}}
          busy={false}
          {...(mayEverywhere('settings', 'edit') && {
            actions: (setting: Setting) => <SettingMenu setting={setting} onOpen={onOpen} />,
          })}
        />
      </Section>
    );
  });
}

function useFilter() {
  const [text, setText] = useState('');
  const [onlyEditable, setOnlyEditable] = useState(false);
  const describe = useSettingDescription();
  const sought = text.trim().toLowerCase();
  const matches = ({ attributes }: Setting) =>
    (!onlyEditable || attributes.readOnly === null) &&
    [attributes.name, describe(attributes)].some((each) => each.toLowerCase().includes(sought));
  return { text, setText, onlyEditable, setOnlyEditable, matches };
}

/** System › Configuration: every setting with its value and where it comes from; many can be changed here. */
export function SettingsPage() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const query = useQuery({ queryKey: settingsKey, queryFn: () => listSettings() });
  const { close, open, opened } = useOpened<Opened>();
  const { matches, onlyEditable, setOnlyEditable, setText, text } = useFilter();
  const refresh = () => queries.invalidateQueries({ queryKey: settingsKey });
  return (
    <Page title={t('settings.title')}>
      <Text size="sm" maw={800}>
        {t('settings.explanation')}
      </Text>
      <Facts>
        <Fact label={t('settings.issuer')} value={<span className="code">{context.issuer}</span>} />
      </Facts>
      <Group align="end" gap="md">
        <TextInput
          type="search"
          label={t('settings.search')}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <Checkbox
          label={t('settings.onlyEditable')}
          checked={onlyEditable}
          onChange={({ currentTarget }) => setOnlyEditable(currentTarget.checked)}
          mb={8}
        />
      </Group>
      <Loaded query={query}>{(settings) => <SettingGroups settings={settings.filter(matches)} onOpen={open} />}</Loaded>
      {opened?.kind === 'edit' && <EditSettingDialog setting={opened.setting} onClose={close} onChanged={refresh} />}
      {opened?.kind === 'reset' && <ResetSettingDialog setting={opened.setting} onClose={close} onChanged={refresh} />}
    </Page>
  );
}
