import { NativeSelect, Switch, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../shared/forms/confirm-dialog.tsx';
import { FormDialog } from '../../shared/forms/form-dialog.tsx';
import { useSubmit } from '../../shared/forms/use-submit.ts';
import { notify } from '../../shared/notify.ts';
import { Loaded } from '../../shared/page.tsx';
import { useSettingDescription } from './descriptions.ts';
import {
  type CurrentSetting,
  changeSetting,
  getSetting,
  resetSetting,
  type Setting,
  type SettingAttributes,
  type SettingValue,
  settingsKey,
} from './setting.ts';
import { valueText } from './setting-value.tsx';

interface SettingDialogProps {
  readonly setting: Setting;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** A value as it is typed: switches are on or off, lists have a line for each item. */
function typedOf(value: SettingValue): string {
  return Array.isArray(value) ? value.join('\n') : String(value ?? '');
}

/** The value that was typed. What is no number is sent as it is, so that the server says what is wrong with it. */
function readTyped({ kind }: SettingAttributes, typed: string): SettingValue {
  if (kind === 'on-off') return typed === 'true';
  if (kind === 'number') return typed.trim() === '' || Number.isNaN(Number(typed)) ? typed : Number(typed);
  if (kind !== 'list') return typed;
  return typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

interface ValueFieldProps {
  readonly setting: SettingAttributes;
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly problem: string | undefined;
}

function NumberField({ onType, problem, setting, typed }: ValueFieldProps) {
  const { t } = useTranslation();
  const { maximum, minimum, unit } = setting;
  const value = readTyped(setting, typed);
  const isMeasured = unit !== null && typeof value === 'number' && value > 0;
  return (
    <TextInput
      label={unit === null ? t('settings.value') : t('settings.valueIn', { unit: t(`settings.units.${unit}`) })}
      description={isMeasured ? valueText(setting, value, t) : undefined}
      type="number"
      step="any"
      {...(minimum !== null && { min: minimum })}
      {...(maximum !== null && { max: maximum })}
      required
      value={typed}
      onChange={({ currentTarget }) => onType(currentTarget.value)}
      error={problem}
      data-autofocus
    />
  );
}

function ValueField(props: ValueFieldProps) {
  const { t } = useTranslation();
  const { onType, problem, setting, typed } = props;
  const common = { label: t('settings.value'), error: problem, 'data-autofocus': true };
  switch (setting.kind) {
    case 'number':
      return <NumberField {...props} />;
    case 'on-off':
      return (
        <Switch
          {...common}
          label={t(typed === 'true' ? 'settings.on' : 'settings.off')}
          checked={typed === 'true'}
          onChange={({ currentTarget }) => onType(String(currentTarget.checked))}
        />
      );
    case 'choice':
      return (
        <NativeSelect
          {...common}
          value={typed}
          onChange={({ currentTarget }) => onType(currentTarget.value)}
          data={[...setting.choices]}
        />
      );
    case 'list':
      return (
        <Textarea
          {...common}
          description={t('settings.onePerLine')}
          rows={5}
          value={typed}
          onChange={({ currentTarget }) => onType(currentTarget.value)}
        />
      );
    default:
      return <TextInput {...common} value={typed} onChange={({ currentTarget }) => onType(currentTarget.value)} />;
  }
}

/** What should be known before a setting is changed; null where there is nothing. */
function effectKeyOf({ group, name }: SettingAttributes): string | null {
  if (group === 'grants') return 'settings.effects.grants';
  if (name === 'tokens.accessTokenLifetime') return 'settings.effects.accessTokenLifetime';
  return group === 'tokens' || group === 'sessions' ? 'settings.effects.later' : null;
}

interface EditSettingFormProps extends Omit<SettingDialogProps, 'setting'> {
  readonly current: CurrentSetting;
}

function EditSettingForm({ current, onChanged, onClose }: EditSettingFormProps) {
  const { t } = useTranslation();
  const { attributes } = current.setting;
  const describe = useSettingDescription();
  const [typed, setTyped] = useState(typedOf(attributes.value));
  const { busy, problems, submit } = useSubmit({ value: '/data/attributes/value' });
  const effect = effectKeyOf(attributes);
  const onSubmit = () =>
    submit(async () => {
      await changeSetting(current, readTyped(attributes, typed));
      notify(t('settings.changed', { name: attributes.name }));
      onChanged();
      onClose();
    });
  return (
    <FormDialog title={attributes.name} busy={busy} problems={problems.others} onSubmit={onSubmit} onClose={onClose}>
      <Text size="sm">{describe(attributes)}</Text>
      <ValueField setting={attributes} typed={typed} onType={setTyped} problem={problems.fields.value} />
      <Text size="sm">{t('settings.default', { value: valueText(attributes, attributes.default, t) })}</Text>
      <Text size="sm">
        {effect !== null && t(effect)} {t('settings.effects.everywhere')}
      </Text>
    </FormDialog>
  );
}

/** Changes a setting as it is now; what somebody else changed meanwhile is not overwritten. */
export function EditSettingDialog({ setting, ...props }: SettingDialogProps) {
  const query = useQuery({
    queryKey: [...settingsKey, setting.id],
    queryFn: () => getSetting(setting.id),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return <Loaded query={query}>{(current) => <EditSettingForm {...props} current={current} />}</Loaded>;
}

/** Asks before a setting goes back to its default. */
export function ResetSettingDialog({ onChanged, onClose, setting: { attributes, id } }: SettingDialogProps) {
  const { t } = useTranslation();
  const onConfirm = async () => {
    await resetSetting(id);
    notify(t('settings.wasReset', { name: attributes.name }));
    onChanged();
  };
  return (
    <ConfirmDialog
      title={t('settings.resetTitle', { name: attributes.name })}
      confirm={t('settings.reset')}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Text size="sm">
        {t('settings.resetEffect', {
          from: valueText(attributes, attributes.value, t),
          to: valueText(attributes, attributes.default, t),
        })}{' '}
        {t('settings.effects.everywhere')}
      </Text>
    </ConfirmDialog>
  );
}
