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
  readonly default: unknown;
  readonly kind: 'text' | 'number' | 'on-off' | 'choice' | 'list';
  readonly choices: readonly string[];
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
  return {
    path,
    group,
    name,
    description: schema.description ?? '',
    secret: unwrapMeta(schema).secret === true,
    default: schema instanceof z.ZodDefault ? schema.def.defaultValue : undefined,
    kind: kindOf(schema),
    choices: inner instanceof z.ZodEnum ? inner.options.map(String) : [],
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
