import { describeSchema } from '../config/documents.ts';
import { readSettingText } from '../config/environment.ts';
import { valueIn, withStoredValues } from '../config/live-config.ts';
import { findSetting, lists, settings } from '../config/settings.ts';
import { type CommonOptions, formatTable, loadCommandConfig, printResult } from './command-options.ts';
import { perform } from './perform.ts';
import { readStoredSettings } from './stored-settings.ts';

/** `grantry config print`: every setting with its value and where it comes from; secrets stay hidden. */
export async function printConfig(options: CommonOptions): Promise<void> {
  const start = await loadCommandConfig(options);
  const stored = await readStoredSettings(start.config);
  if (stored === null) console.error('The database cannot be asked: values that were changed in it are not shown.');
  const { config, ignored, sources } = withStoredValues(start, stored ?? []);
  for (const { name, problem } of ignored)
    console.error(`The database holds a value for ${name} that is not right: ${problem}`);
  const single = settings.map((setting) => {
    const value = valueIn(config, setting);
    return { path: setting.path, value: setting.secret && value !== undefined ? '(hidden)' : value };
  });
  const listed = lists.map(({ name }) => ({ path: name, value: config[name as keyof typeof config] }));
  const rows = [...single, ...listed].map(({ path, value }) => ({
    setting: path,
    value: value ?? null,
    source: sources.get(path)?.place ?? 'default',
  }));
  const lines = rows.map(({ setting, source, value }) => [
    setting,
    value === null ? '-' : JSON.stringify(value),
    source,
  ]);
  printResult(options, { file: start.file, settings: rows }, formatTable(lines));
}

interface SettingResult {
  readonly setting: string;
  readonly value: unknown;
  readonly source: string;
}

function printSetting(options: CommonOptions, result: SettingResult): void {
  const { setting, source, value } = result;
  printResult(options, result, `${setting} is ${JSON.stringify(value)} now, on every node (${source}).`);
}

/** `grantry config set`: gives a setting a value that the database keeps. It is written as in a variable. */
export async function setSetting(name: string, text: string, options: CommonOptions): Promise<void> {
  const setting = findSetting(name);
  const value = setting === null ? text : readSettingText(setting, text);
  printSetting(options, await perform(options, 'config set', { name, value }, { 'keys.generate': false }));
}

/** `grantry config reset`: takes the value away that the database keeps for a setting. */
export async function resetSetting(name: string, options: CommonOptions): Promise<void> {
  printSetting(options, await perform(options, 'config reset', { name }, { 'keys.generate': false }));
}

/** `grantry config validate`: everything that is wrong at once, or that nothing is. */
export async function validateConfig(options: CommonOptions): Promise<void> {
  const { file } = await loadCommandConfig(options);
  printResult(
    options,
    { valid: true, file },
    `The configuration is right (${file ?? 'no file, defaults and environment'}).`,
  );
}

/** `grantry config schema`: the JSON Schema of the configuration file. */
export async function printConfigSchema(): Promise<void> {
  console.log(describeSchema().trimEnd());
}
