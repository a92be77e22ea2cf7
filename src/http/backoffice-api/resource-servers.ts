import { z } from 'zod';
import type { ApiRegistration } from '../../oauth/api-registration.ts';
import type { RegisteredApi } from '../../oauth/registered-api.ts';
import { rowFilters, showTimestamps, sideNames, text, timestamps } from '../json-api/attribute-declarations.ts';
import {
  defineResourceType,
  type Resource,
  type ResourceAction,
  type ResourceType,
  showFound,
  showPage,
} from '../json-api/resource-type.ts';

const secretExample = 'grs_rs_EXAMPLEexampleEXAMPLEexampleEXAMPLEexampleEXAMPLE12';
const secretSchema = z.strictObject({
  secret: z.string().describe('The secret with which the API introspects tokens, in this answer and never again.'),
});

/** Never the hash of its secret. */
function show(api: RegisteredApi): Resource {
  const { configured, id, identifier, name, scopes, secretHash, side } = api;
  const hasSecret = secretHash !== null;
  return { id, attributes: { identifier, name, side, scopes, configured, hasSecret, ...showTimestamps(api) } };
}

function renewSecretAction(apis: ApiRegistration): ResourceAction {
  return {
    method: 'POST',
    path: 'secret',
    action: 'edit',
    summary: 'Make a new secret for a registered API; the former ends at once',
    output: secretSchema,
    example: { secret: secretExample },
    answers: 'meta',
    async run(caller, { id = '' }) {
      const secret = await apis.renewSecret(caller, id);
      return secret === null ? null : { secret };
    },
  };
}

/** The APIs of others that take our tokens. */
export function createResourceServersType(apis: ApiRegistration): ResourceType {
  return defineResourceType({
    type: 'resourceservers',
    protects: 'resourceservers',
    scopes: { read: 'See the registered APIs.', write: 'Add, change and remove registered APIs and their secrets.' },
    title: 'Registered APIs',
    one: 'a registered API',
    description: 'APIs of your own that take tokens of this server; only who reaches every organization sees them.',
    attributes: {
      identifier: {
        description: 'The URI that tokens for it name as their audience; fixed once it is registered.',
        schema: z.string().max(2000),
        writable: 'create',
        required: true,
        example: 'https://orders.example.com/api',
      },
      name: { description: 'The name.', schema: text, writable: 'always', required: true, example: 'Orders' },
      side: {
        description: 'Whose applications can have tokens for it; fixed once it is registered.',
        schema: z.enum(sideNames),
        writable: 'create',
        required: true,
        example: 'backoffice',
      },
      scopes: {
        description: 'Its scopes, each with the sentence that tells people what it allows.',
        schema: z.array(z.strictObject({ scope: text, sentence: text })).max(100),
        writable: 'always',
        example: [{ scope: 'orders:read', sentence: 'See the orders.' }],
      },
      configured: {
        description: 'Whether the configuration of the server names it, which alone changes it then.',
        schema: z.boolean(),
        example: false,
      },
      hasSecret: { description: 'Whether it can introspect tokens.', schema: z.boolean(), example: true },
      ...timestamps,
    },
    relationships: {},
    filters: {
      ...rowFilters,
      identifier: { description: 'The identifier.', kind: 'id' },
      name: { description: 'The name.', kind: 'text' },
      side: { description: 'Whose applications can have tokens for it.', kind: 'choice', choices: sideNames },
      configured: { description: 'Whether the configuration names it.', kind: 'flag' },
    },
    sorts: ['name', 'identifier', 'side', 'createdAt', 'updatedAt'],
    defaultSort: 'name',
    createdMeta: { schema: secretSchema, example: { secret: secretExample } },
    actions: [renewSecretAction(apis)],
    list: async (caller, query) => showPage(await apis.list(caller, query), show),
    get: async (caller, id) => showFound(await apis.get(caller, id), show),
    async create(caller, { attributes }) {
      const { api, secret } = await apis.create(caller, attributes);
      return { resource: show(api), meta: { secret } };
    },
    update: async (caller, id, { attributes }) => showFound(await apis.update(caller, id, attributes), show),
    delete: (caller, id) => apis.delete(caller, id),
  });
}
