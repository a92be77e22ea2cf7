import { Text } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../shared/duration.ts';
import type { SettingAttributes, SettingValue } from './setting.ts';

/** A value of a setting in words. */
export function valueText({ unit }: SettingAttributes, value: SettingValue, t: TFunction): string {
  if (value === null || value === '') return t('settings.none');
  if (typeof value === 'boolean') return t(value ? 'settings.on' : 'settings.off');
  if (typeof value === 'number') return unit === null ? String(value) : formatDuration(value, unit);
  if (typeof value === 'string') return value;
  return value.length === 0 ? t('settings.none') : value.join(', ');
}

/** The value of a setting, with what it is by default where that is something else. */
export function SettingValueText({ setting }: { readonly setting: SettingAttributes }) {
  const { t } = useTranslation();
  if (setting.secret) return t(setting.isSet ? 'settings.hidden' : 'settings.none');
  const text = valueText(setting, setting.value, t);
  const usual = valueText(setting, setting.default, t);
  return (
    <>
      <Text size="sm" className="breakable">
        {text}
      </Text>
      {text !== usual && <Text size="xs">{t('settings.default', { value: usual })}</Text>}
    </>
  );
}
