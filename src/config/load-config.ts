import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ConfigError, type ConfigProblem } from './config-error.ts';
import { readConfigFile } from './config-file.ts';
import { type Config, configSchema } from './config-schema.ts';
import { readEnvironment } from './environment.ts';
import { lists, settings } from './settings.ts';
import type { SourcedValues, ValueSource } from './sourced-values.ts';

export interface LoadedConfig {
  readonly config: Config;
  readonly sources: ReadonlyMap<string, ValueSource>;
  /** The file that was read; null where there was none. */
  readonly file: string | null;
}

export interface LoadOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** The file named by a flag. */
  readonly file?: string;
  /** Values given by flags, by setting. */
  readonly flags?: Readonly<Record<string, unknown>>;
}

/** Finds the file: the flag, `GRANTRY_CONFIG`, ./config.yml, /etc/grantry/config.yml. A named one must exist. */
async function findFile({ file, env, cwd }: LoadOptions): Promise<{ path: string; text: string } | null> {
  const named = file ?? env.GRANTRY_CONFIG;
  const candidates = named !== undefined ? [resolve(cwd, named)] : [join(cwd, 'config.yml'), '/etc/grantry/config.yml'];
  for (const path of candidates) {
    try {
      return { path, text: await readFile(path, 'utf8') };
    } catch (error) {
      const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      if (missing && named === undefined) continue;
      const message = missing
        ? 'there is no such file'
        : `it cannot be read (${(error as NodeJS.ErrnoException).code})`;
      throw new ConfigError([{ setting: '', place: path, message }]);
    }
  }
  return null;
}

function nest(values: SourcedValues): Record<string, unknown> {
  const nested: Record<string, unknown> = {};
  for (const [path, { value }] of values) {
    const [group = '', name] = path.split('.');
    nested[group] = name === undefined ? value : { ...(nested[group] as object | undefined), [name]: value };
  }
  return nested;
}

function check(values: SourcedValues): { config: Config | null; problems: ConfigProblem[] } {
  const result = configSchema.safeParse(nest(values));
  if (result.success) return { config: result.data, problems: [] };
  const problems = result.error.issues.map((issue) => {
    const [first = ''] = issue.path.map(String);
    const isList = lists.some(({ name }) => name === first);
    const known = isList ? first : issue.path.slice(0, 2).join('.');
    const setting = isList ? issue.path.join('.') : known;
    return { setting, message: issue.message, place: values.get(known)?.source.place ?? 'configuration' };
  });
  return { config: null, problems };
}

/** Paths in the configuration start where the server was started; later code need not know. */
function resolvePaths(config: Config, cwd: string): Config {
  const absolute = (path: string | undefined) => (path === undefined ? undefined : resolve(cwd, path));
  const { admin, keys, resourceServers, server } = config;
  return {
    ...config,
    server: { ...server, stateDir: resolve(cwd, server.stateDir) },
    keys: {
      ...keys,
      privateKey: absolute(keys.privateKey),
      publicKey: absolute(keys.publicKey),
      hashKey: absolute(keys.hashKey),
    },
    admin: { ...admin, passwordFile: absolute(admin.passwordFile) },
    resourceServers: resourceServers.map((api) => ({ ...api, secretFile: absolute(api.secretFile) })),
  };
}

/**
 * Loads the settings: flag over environment over file over default.
 * @throws ConfigError with everything that is wrong at once, each with its line and the nearest known name.
 */
export async function loadConfig(options: LoadOptions): Promise<LoadedConfig> {
  const found = await findFile(options);
  const file = found === null ? { values: new Map(), problems: [] } : readConfigFile(found.path, found.text);
  const environment = await readEnvironment(options.env);
  const flags: SourcedValues = new Map(
    Object.entries(options.flags ?? {})
      .filter(([, value]) => value !== undefined)
      .map(([path, value]) => [path, { value, source: { kind: 'flag', place: `the flag for ${path}` } as const }]),
  );
  const values: SourcedValues = new Map([...file.values, ...environment.values, ...flags]);
  const { config, problems } = check(values);
  const all = [...file.problems, ...environment.problems, ...problems];
  if (config === null || all.length > 0) throw new ConfigError(all);
  const sources = new Map(
    [...settings.map(({ path }) => path), ...lists.map(({ name }) => name)].map((path) => [
      path,
      values.get(path)?.source ?? ({ kind: 'default', place: 'default' } as const),
    ]),
  );
  return { config: resolvePaths(config, options.cwd), sources, file: found?.path ?? null };
}
