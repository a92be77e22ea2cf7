import { z } from 'zod';
import type { Caller } from '../../access/caller.ts';
import type { PersonRef, Side } from '../../access/subject.ts';
import type { ClientListing, RegisteredGrantType } from '../../oauth/client.ts';
import type { ClientRegistration } from '../../oauth/client-registration.ts';
import { text, time, timestamps } from './person-declarations.ts';
import {
  type Identifier,
  oneOf,
  type Resource,
  type ResourceAction,
  type ResourceInput,
  type ResourceType,
  showPage,
} from './resource-type.ts';

const grantTypes = [
  'client_credentials',
  'password',
  'authorization_code',
] as const satisfies readonly RegisteredGrantType[];
const access = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('everything') }),
  z.strictObject({ mode: z.literal('read-only') }),
  z.strictObject({ mode: z.literal('chosen'), scopes: z.array(text).max(200) }),
]);
const secretShape = z.object({ id: z.uuid(), name: text, createdAt: time, expiresAt: time.nullable() });
const typeOf: Readonly<Record<PersonRef['kind'], string>> = { user: 'users', 'customer-user': 'customerusers' };

function written(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}

function show({ client, usage }: ClientListing): Resource {
  const { organizationId, owner } = client;
  return {
    id: client.id,
    attributes: {
      name: client.name,
      clientId: client.clientId,
      side: client.side,
      active: client.active,
      grantTypes: client.grantTypes,
      redirectUris: client.redirectUris,
      confidential: client.confidential,
      access: client.access,
      skipConsent: client.skipConsent,
      guestsAllowed: client.guestsAllowed,
      secrets: client.secrets.map(({ createdAt, expiresAt, id, name }) => ({
        id,
        name,
        createdAt: createdAt.toISOString(),
        expiresAt: written(expiresAt),
      })),
      lastTokenAt: written(usage.lastTokenAt),
      lastCallAt: written(usage.lastCallAt),
      createdAt: client.createdAt.toISOString(),
      updatedAt: client.updatedAt.toISOString(),
    },
    relationships: {
      organization: { type: 'organizations', id: organizationId },
      owner: owner === null ? null : { type: typeOf[owner.kind], id: owner.id },
    },
  };
}

const attributes = {
  name: { description: 'The name, once per owner and organization.', schema: text, writable: 'always', required: true },
  clientId: { description: 'The public identifier of the protocol. Made by the server.', schema: z.string() },
  side: {
    description: 'The API it belongs to; that of its owner, or yours. Never changes.',
    schema: z.enum(['backoffice', 'storefront']),
    writable: 'create',
  },
  active: {
    description: 'Whether it may be used. Deactivating ends what it was issued, for good.',
    schema: z.boolean(),
    writable: 'always',
  },
  grantTypes: {
    description: 'Exactly the grant types it may use; fixed after creation. password is legacy.',
    schema: z.array(z.enum(grantTypes)).max(3),
    writable: 'create',
    required: true,
  },
  redirectUris: {
    description: 'Where people are sent back to; compared exactly.',
    schema: z.array(text.max(2000)).max(50),
    writable: 'always',
  },
  confidential: {
    description: 'Whether it can keep a secret. Public ones have none.',
    schema: z.boolean(),
    writable: 'create',
  },
  access: {
    description: 'What it may ask for: everything its owner may do, read-only, or chosen scopes.',
    schema: access,
    writable: 'always',
  },
  skipConsent: {
    description: 'Whether people are not asked. For administrators.',
    schema: z.boolean(),
    writable: 'always',
  },
  guestsAllowed: {
    description: 'Whether guest/guest gives a visitor token (storefront).',
    schema: z.boolean(),
    writable: 'always',
  },
  secrets: { description: 'Its secrets, without their values.', schema: z.array(secretShape) },
  lastTokenAt: { description: 'When it last got a token.', schema: time.nullable() },
  lastCallAt: { description: 'When it last called an API.', schema: time.nullable() },
  ...timestamps,
} as const satisfies ResourceType['attributes'];

const filters = {
  id: { description: 'The id.', kind: 'id' },
  name: { description: 'The name.', kind: 'text' },
  clientId: { description: 'The client id.', kind: 'id' },
  side: { description: 'The API it belongs to.', kind: 'choice', choices: ['backoffice', 'storefront'] },
  active: { description: 'Whether it may be used.', kind: 'flag' },
  confidential: { description: 'Whether it can keep a secret.', kind: 'flag' },
  grantTypes: { description: 'A grant type it may use.', kind: 'choice', choices: grantTypes },
  organization: { description: 'The id of an organization.', kind: 'id' },
  owner: { description: 'The id of its owner.', kind: 'id' },
  createdAt: { description: 'When it was created.', kind: 'time' },
  updatedAt: { description: 'When it was last changed.', kind: 'time' },
  lastUsedAt: { description: 'When it was last used.', kind: 'time' },
} as const satisfies ResourceType['filters'];

function actionsOf(clients: ClientRegistration): ResourceAction[] {
  const turn = (path: string, active: boolean, summary: string): ResourceAction => ({
    method: 'POST',
    path,
    action: 'edit',
    summary,
    answers: 'resource',
    async run(caller, { id = '' }) {
      const listing = await clients.update(caller, id, { active });
      return listing && show(listing);
    },
  });
  return [
    turn('activate', true, 'Activate the application; nothing that was ended revives'),
    turn('deactivate', false, 'Deactivate the application and end what it was issued'),
    {
      method: 'POST',
      path: 'secrets',
      action: 'edit',
      summary: 'Add a secret; its value is in this answer and never again',
      input: z.strictObject({ name: text, expiresAt: time.nullable().optional() }),
      output: z.object({ secretId: z.uuid(), clientSecret: z.string() }),
      answers: 'meta',
      async run(caller, { id = '' }, input) {
        const { expiresAt, name } = input as { name: string; expiresAt?: string | null };
        const added = await clients.addSecret(caller, id, { name, expiresAt: expiresAt ? new Date(expiresAt) : null });
        return added && { secretId: added.id, clientSecret: added.value };
      },
    },
    {
      method: 'DELETE',
      path: 'secrets/:secretId',
      action: 'edit',
      summary: 'Retire a secret',
      answers: 'nothing',
      run: (caller, { id = '', secretId = '' }) => clients.retireSecret(caller, id, secretId),
    },
  ];
}

function toPerson({ id, type }: Identifier): PersonRef {
  return { kind: type === 'users' ? 'user' : 'customer-user', id };
}

async function create(clients: ClientRegistration, caller: Caller, input: ResourceInput) {
  const sent = input.attributes as { name: string; side?: Side; grantTypes: RegisteredGrantType[] };
  const organization = oneOf(input, 'organization');
  const owner = oneOf(input, 'owner');
  const { client, secret } = await clients.create(caller, {
    ...sent,
    ...(organization && { organizationId: organization.id }),
    ...(owner !== undefined && { owner: owner === null ? null : toPerson(owner) }),
  });
  const resource = show({ client, usage: { lastTokenAt: null, lastCallAt: null } });
  return { resource, ...(secret !== null && { meta: { clientSecret: secret } }) };
}

/** OAuth applications, declared alike on both sides; what a caller reaches differs. `ownerTypes` can own one. */
export function createOAuthApplicationsType(clients: ClientRegistration, ownerTypes: readonly string[]): ResourceType {
  return {
    type: 'oauthapplications',
    protects: 'oauthapplications',
    title: 'OAuth applications',
    description: 'What third-party systems fetch tokens with. The secret is told once, at creation.',
    attributes,
    relationships: {
      organization: {
        description: 'Where it acts; yours where left out. Another can be chosen while working in a global one.',
        targets: ['organizations'],
        writable: 'create',
      },
      owner: { description: 'For whom it acts; you where left out.', targets: ownerTypes, writable: 'create' },
    },
    filters,
    sorts: ['name', 'clientId', 'side', 'active', 'createdAt', 'updatedAt', 'lastUsedAt'],
    defaultSort: 'name',
    createdMeta: z.object({ clientSecret: z.string().describe('Shown in this answer and never again.') }).partial(),
    actions: actionsOf(clients),
    list: async (caller, query) => showPage(await clients.list(caller, query), show),
    async get(caller, id) {
      const listing = await clients.get(caller, id);
      return listing && show(listing);
    },
    create: (caller, input) => create(clients, caller, input),
    async update(caller, id, input) {
      const listing = await clients.update(caller, id, input.attributes);
      return listing && show(listing);
    },
    delete: (caller, id) => clients.delete(caller, id),
  };
}
