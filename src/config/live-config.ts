import type { Config } from './config-schema.ts';
import type { LoadedConfig } from './load-config.ts';
import { checkSettingValue, findSetting, type Setting } from './settings.ts';
import type { ValueSource } from './sourced-values.ts';

/** A value that the database holds for a setting, unchecked: another version may have written it. */
export interface StoredValue {
  readonly name: string;
  readonly value: unknown;
}

/** The configuration a process was started with, and where each value comes from. */
export type StartConfig = Pick<LoadedConfig, 'config' | 'sources'>;

/** The configuration of this moment. `ignored` names stored values that are not right. */
export interface EffectiveConfig extends StartConfig {
  readonly ignored: readonly { readonly name: string; readonly problem: string }[];
}

const ofDatabase: ValueSource = { kind: 'database', place: 'database' };

/** The value of a setting in a configuration; undefined where it has none. */
export function valueIn(config: Config, { group, name }: Pick<Setting, 'group' | 'name'>): unknown {
  return (config as unknown as Readonly<Record<string, Readonly<Record<string, unknown>>>>)[group]?.[name];
}

function withValue(config: Config, { group, name }: Setting, value: unknown): Config {
  const before = (config as unknown as Readonly<Record<string, object>>)[group];
  return { ...config, [group]: { ...before, [name]: value } };
}

/** Whether a flag, the environment or the file gives a setting: that wins over the database (ADR 0026). */
export function isSetAtStart({ sources }: StartConfig, { path }: Setting): boolean {
  return (sources.get(path)?.kind ?? 'default') !== 'default';
}

/** The configuration with what the database holds: for live settings that nothing stronger gives. */
export function withStoredValues(start: StartConfig, stored: readonly StoredValue[]): EffectiveConfig {
  const sources = new Map(start.sources);
  const ignored: { name: string; problem: string }[] = [];
  let { config } = start;
  for (const { name, value } of stored) {
    const setting = findSetting(name);
    const checked = setting?.live ? checkSettingValue(setting, value) : { problem: 'there is no such live setting' };
    if (setting === null || 'problem' in checked) {
      ignored.push({ name, problem: 'problem' in checked ? checked.problem : '' });
    } else if (!isSetAtStart(start, setting)) {
      config = withValue(config, setting, checked.value);
      sources.set(name, ofDatabase);
    }
  }
  return { config, sources, ignored };
}

/** The configuration as it is now. Ask each time: what is kept of an answer does not change with it. */
export interface LiveConfig {
  /** Where only what holds until the next start is asked for. */
  readonly start: StartConfig;
  now(): Config;
  /** Every setting with its value and source. */
  effective(): EffectiveConfig;
}

/** Makes the live configuration. `stored` gives the same array as before unless something changed. */
export function createLiveConfig(
  start: StartConfig,
  stored: () => readonly StoredValue[],
  onIgnored: (name: string, problem: string) => void,
): LiveConfig {
  let source: readonly StoredValue[] | null = null;
  let made: EffectiveConfig = { ...start, ignored: [] };

  function effective(): EffectiveConfig {
    const latest = stored();
    if (latest !== source) {
      made = withStoredValues(start, latest);
      source = latest;
      for (const { name, problem } of made.ignored) onIgnored(name, problem);
    }
    return made;
  }

  return { start, effective, now: () => effective().config };
}
