import { type LoadedConfig, loadConfig } from '../config/load-config.ts';

/** What every command can be told. */
export interface CommonOptions {
  readonly config?: string;
  readonly json?: boolean;
}

/** Loads the configuration that a command works with. @throws ConfigError */
export function loadCommandConfig(
  { config }: CommonOptions,
  flags: Readonly<Record<string, unknown>> = {},
): Promise<LoadedConfig> {
  const file = config === undefined ? {} : { file: config };
  return loadConfig({ env: process.env, cwd: process.cwd(), flags, ...file });
}

/** Prints a result for machines or for people. */
export function printResult({ json }: CommonOptions, result: unknown, forPeople: string): void {
  console.log(json ? JSON.stringify(result, null, 2) : forPeople);
}

/** Lays rows out in columns. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
