import { z } from 'zod';
import type { SettingState } from '../../directory/setting.ts';
import type { SettingAdministration } from '../../directory/setting-administration.ts';
import { time } from '../json-api/attribute-declarations.ts';
import {
  defineResourceType,
  type Resource,
  type ResourceAction,
  type ResourceType,
  showFound,
  showPage,
} from '../json-api/resource-type.ts';

const kinds = ['text', 'number', 'on-off', 'choice', 'list'] as const;
const units = ['seconds', 'hours', 'days'] as const;
const sources = ['default', 'database', 'file', 'environment', 'flag'] as const;
const reasons = ['restart', 'set-at-start'] as const;
const value = z.union([z.string().max(2000), z.number(), z.boolean(), z.array(z.string().max(2000)).max(1000)]);

/** Names hold capitals, and ids come in letters of any case. */
function show(setting: SettingState): Resource {
  const { changedAt, default: fallback, source, value: present, ...rest } = setting;
  return {
    id: setting.name.toLowerCase(),
    attributes: {
      ...rest,
      value: present ?? null,
      default: fallback ?? null,
      source: source.kind,
      place: source.kind === 'default' || source.kind === 'database' ? null : source.place,
      changedAt: changedAt?.toISOString() ?? null,
      editable: setting.readOnly === null,
    },
  };
}

function resetAction(settings: SettingAdministration): ResourceAction {
  return {
    method: 'POST',
    path: 'reset',
    action: 'edit',
    summary: 'Go back to the default of a setting that was changed',
    answers: 'resource',
    run: async (caller, { id = '' }) => showFound(await settings.reset(caller, id), show),
  };
}

const attributes = {
  name: {
    description: 'The name, as in the configuration file.',
    schema: z.string(),
    example: 'tokens.accessTokenLifetime',
  },
  group: { description: 'The group it belongs to.', schema: z.string(), example: 'tokens' },
  description: { description: 'What it means.', schema: z.string(), example: 'How long an access token is good.' },
  kind: { description: 'What kind of value it has.', schema: z.enum(kinds), example: 'number' },
  choices: { description: 'The values of a choice.', schema: z.array(z.string()), example: [] },
  unit: { description: 'What a number counts.', schema: z.enum(units).nullable(), example: 'seconds' },
  minimum: { description: 'The least number.', schema: z.number().nullable(), example: 1 },
  maximum: { description: 'The greatest number.', schema: z.number().nullable(), example: 315_360_000 },
  value: {
    description: 'Its value; null where it has none, and always for a secret.',
    schema: value.nullable(),
    writable: 'always',
    example: 3600,
  },
  default: { description: 'What it is where nobody sets it.', schema: value.nullable(), example: 3600 },
  secret: { description: 'Whether its value is never shown.', schema: z.boolean(), example: false },
  isSet: { description: 'Whether it has a value, shown or not.', schema: z.boolean(), example: true },
  source: {
    description: 'Where the value comes from, on the node that answers.',
    schema: z.enum(sources),
    example: 'default',
  },
  place: {
    description: 'The line of the file, the variable or the flag that gives it.',
    schema: z.string().nullable(),
    example: null,
  },
  changedAt: {
    description: 'When it was changed here; null where its value comes from elsewhere.',
    schema: time.nullable(),
    example: null,
  },
  editable: { description: 'Whether it can be changed here.', schema: z.boolean(), example: true },
  readOnly: {
    description:
      'Why it cannot be changed here: it holds until the next start, or a flag, the environment or the file gives it.',
    schema: z.enum(reasons).nullable(),
    example: null,
  },
} as const;

/** The settings of the installation. */
export function createSettingsType(settings: SettingAdministration): ResourceType {
  return defineResourceType({
    type: 'settings',
    protects: 'settings',
    scopes: {
      read: 'See the settings of the installation, never secrets.',
      write: 'Change settings of the installation.',
    },
    title: 'settings',
    one: 'a setting',
    description:
      'What the installation is configured with, and from where. What is changed here holds on every node at once.',
    attributes,
    relationships: {},
    filters: {
      name: { description: 'The name.', kind: 'text' },
      group: { description: 'The group.', kind: 'text' },
      source: { description: 'Where the value comes from.', kind: 'choice', choices: sources },
      editable: { description: 'Whether it can be changed here.', kind: 'flag' },
    },
    sorts: ['name'],
    defaultSort: 'name',
    actions: [resetAction(settings)],
    list: async (caller, query) => showPage(await settings.list(caller, query), show),
    get: async (caller, id) => showFound(await settings.get(caller, id), show),
    async update(caller, id, { attributes: changes }) {
      const changed = 'value' in changes ? settings.change(caller, id, changes.value) : settings.get(caller, id);
      return showFound(await changed, show);
    },
  });
}
