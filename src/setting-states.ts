import { isSetAtStart, type LiveConfig, valueIn } from './config/live-config.ts';
import { checkSettingValue, findSetting, type Setting, settings } from './config/settings.ts';
import type { SettingState, SettingStates, StoredSetting } from './directory/setting.ts';

type Stored = () => readonly StoredSetting[];

function stateOf(live: LiveConfig, stored: Stored, setting: Setting): SettingState {
  const { config, sources } = live.effective();
  const { choices, default: fallback, description, group, kind, maximum, minimum, path, secret, unit } = setting;
  const value = valueIn(config, setting);
  const source = sources.get(path) ?? { kind: 'default', place: 'default' };
  const kept = source.kind === 'database' ? stored().find(({ name }) => name === path) : undefined;
  const isFixed = isSetAtStart(live.start, setting);
  return {
    name: path,
    group,
    description,
    kind,
    choices,
    unit,
    minimum,
    maximum,
    value: secret ? undefined : value,
    default: fallback,
    secret,
    isSet: value !== undefined,
    source,
    changedAt: kept?.changedAt ?? null,
    readOnly: isFixed ? 'set-at-start' : setting.live ? null : 'restart',
  };
}

/** Makes the settings of this node, as the live configuration has them. */
export function createSettingStates(live: LiveConfig, stored: Stored): SettingStates {
  return {
    all: () => settings.map((setting) => stateOf(live, stored, setting)),
    check(name, value) {
      const setting = findSetting(name);
      return setting === null ? { problem: 'There is no such setting.' } : checkSettingValue(setting, value);
    },
  };
}
