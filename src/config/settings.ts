import { z } from 'zod';
import { configSchema } from './config-schema.ts';

/** A setting as lists, errors, documents and variables name it. */
export interface Setting {
  /** `tokens.accessTokenLifetime` */
  readonly path: string;
  readonly group: string;
  readonly name: string;
  readonly description: string;
  /** Its value is never shown, and a `…_FILE` variable can name a file that holds it. */
  readonly secret: boolean;
  /** It can be changed while the server runs; the database may hold a value for it. */
  readonly live: boolean;
  readonly default: unknown;
  readonly kind: 'text' | 'number' | 'on-off' | 'choice' | 'list';
  readonly choices: readonly string[];
  /** What a number counts; null where nothing is measured. */
  readonly unit: 'seconds' | 'hours' | 'days' | null;
  /** The bounds of a number; null where there is none. */
  readonly minimum: number | null;
  readonly maximum: number | null;
  /** The environment variable: `GRANTRY_TOKENS_ACCESS_TOKEN_LIFETIME`. */
  readonly variable: string;
  /** Other variables that mean the same. */
  readonly aliases: readonly string[];
}

const aliases: Readonly<Record<string, readonly string[]>> = {
  'server.port': ['PORT'],
  'server.stateDir': ['GRANTRY_STATE_DIR'],
  'database.url': ['DATABASE_URL'],
  'log.level': ['LOG_LEVEL'],
};

function variableOf(path: string): string {
  return `GRANTRY_${path
    .replaceAll('.', '_')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toUpperCase()}`;
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional) {
    return unwrap(schema.unwrap());
  }
  return schema;
}

function kindOf(schema: z.core.$ZodType): Setting['kind'] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodEnum) return 'choice';
  if (inner instanceof z.ZodBoolean) return 'on-off';
  if (inner instanceof z.ZodArray) return 'list';
  return inner instanceof z.ZodNumber ? 'number' : 'text';
}

function toSetting(group: string, name: string, schema: z.ZodType): Setting {
  const path = `${group}.${name}`;
  const inner = unwrap(schema);
  const { live, secret, unit } = unwrapMeta(schema);
  const number = inner instanceof z.ZodNumber ? inner : null;
  return {
    path,
    group,
    name,
    description: schema.description ?? '',
    secret: secret === true,
    live: live === true,
    default: schema instanceof z.ZodDefault ? schema.def.defaultValue : undefined,
    kind: kindOf(schema),
    choices: inner instanceof z.ZodEnum ? inner.options.map(String) : [],
    unit: (unit as Setting['unit'] | undefined) ?? null,
    minimum: number?.minValue ?? null,
    maximum: number?.maxValue ?? null,
    variable: variableOf(path),
    aliases: aliases[path] ?? [],
  };
}

function unwrapMeta(schema: z.ZodType): Record<string, unknown> {
  return (schema.meta() ?? {}) as Record<string, unknown>;
}

interface Group {
  readonly name: string;
  readonly description: string;
  readonly settings: readonly Setting[];
}

/** All groups of settings, in the order of the schema. */
export const groups: readonly Group[] = Object.entries(configSchema.shape).flatMap(([name, schema]) => {
  const inner = unwrap(schema);
  if (!(inner instanceof z.ZodObject)) return [];
  const shape = inner.shape as Record<string, z.ZodType>;
  const settings = Object.entries(shape).map(([setting, each]) => toSetting(name, setting, each));
  return [{ name, description: schema.description ?? '', settings }];
});

/** A list of things beside the groups of settings. Only the file can hold it. */
interface ListedThings {
  readonly name: string;
  readonly description: string;
  /** The members of each with their descriptions. */
  readonly members: readonly { readonly name: string; readonly description: string }[];
  readonly example: unknown;
}

/** All lists, in the order of the schema. */
export const lists: readonly ListedThings[] = Object.entries(configSchema.shape).flatMap(([name, schema]) => {
  const inner = unwrap(schema);
  if (!(inner instanceof z.ZodArray)) return [];
  const shape = (inner.element as z.ZodObject<Record<string, z.ZodType>>).shape;
  const members = Object.entries(shape).map(([member, each]) => ({
    name: member,
    description: each.description ?? '',
  }));
  const [example] = (unwrapMeta(schema).examples as unknown[] | undefined) ?? [];
  return [{ name, description: schema.description ?? '', members, example }];
});

/** All settings. */
export const settings: readonly Setting[] = groups.flatMap((group) => group.settings);

/** The setting of a name, `tokens.accessTokenLifetime`; null where there is none. */
export function findSetting(path: string): Setting | null {
  return settings.find((setting) => setting.path === path) ?? null;
}

/** Checks a value as one from the file is checked; gives it, or the sentence that says what is wrong with it. */
export function checkSettingValue({ group, name }: Setting, value: unknown): { value: unknown } | { problem: string } {
  const schema = (unwrap(configSchema.shape[group as keyof typeof configSchema.shape]) as z.ZodObject).shape[name];
  const result = z.safeParse(schema as z.ZodType, value);
  if (value !== undefined && result.success) return { value: result.data };
  return { problem: result.error?.issues.map(({ message }) => message).join(' ') ?? 'a value is needed' };
}
