import type { Config } from '../config/config-schema.ts';
import { describeSchema } from '../config/documents.ts';
import { lists, settings } from '../config/settings.ts';
import { type CommonOptions, formatTable, loadCommandConfig, printResult } from './command-options.ts';

function settingIn(config: Config, path: string): unknown {
  const [group = '', name] = path.split('.');
  if (name === undefined) return (config as unknown as Record<string, unknown>)[group];
  return (config as unknown as Record<string, Record<string, unknown>>)[group]?.[name];
}

/** `grantry config print`: every setting with its value and where it comes from; secrets stay hidden. */
export async function printConfig(options: CommonOptions): Promise<void> {
  const { config, file, sources } = await loadCommandConfig(options);
  const listed = lists.map(({ name }) => ({ path: name, secret: false }));
  const rows = [...settings, ...listed].map(({ path, secret }) => {
    const value = settingIn(config, path);
    const shown = secret && value !== undefined ? '(hidden)' : value;
    return { setting: path, value: shown ?? null, source: sources.get(path)?.place ?? 'default' };
  });
  const lines = rows.map(({ setting, source, value }) => [
    setting,
    value === null ? '-' : JSON.stringify(value),
    source,
  ]);
  printResult(options, { file, settings: rows }, formatTable(lines));
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
