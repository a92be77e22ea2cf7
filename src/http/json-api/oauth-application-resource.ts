import { z } from 'zod';
import type { PersonRef } from '../../access/subject.ts';
import type { ClientListing, ClientSecret, RegisteredGrantType, SecretUsage } from '../../oauth/client.ts';
import type { ClientRegistration, CreatedClient } from '../../oauth/client-registration.ts';
import { rowFilters, showTimestamps, sideNames, text, time, timestamps } from './attribute-declarations.ts';
import type { CsvValue } from './csv.ts';
import { declareExport } from './export-handler.ts';
import { oauthApplicationActions } from './oauth-application-actions.ts';
import {
  type Attributes,
  type CreatedResource,
  type FilterDeclaration,
  type Identifier,
  type Resource,
  showFound,
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
  z.strictObject({ mode: z.literal('chosen'), scopes: z.array(text).max(100) }),
]);

const secret = z.strictObject({ id: z.guid(), name: text, createdAt: time, expiresAt: time.nullable() });

const secretUse = z.strictObject({ id: z.guid(), lastUsedAt: time.nullable(), lastUsedAddress: z.string().nullable() });

const secretExample = {
  id: 'e2a7f490-3c5d-4b18-8f06-91d7c2b4a853',
  name: 'Default',
  createdAt: '2026-01-31T09:30:00.000Z',
  expiresAt: null,
};

/** What both sides tell of applications and let people change. */
export const oauthApplicationAttributes = {
  name: {
    description: 'The name; once per owner and organization.',
    schema: text,
    writable: 'always',
    required: true,
    example: 'Warehouse sync',
  },
  clientId: {
    description: 'The client identifier of the protocol. The server makes it, and it never changes.',
    schema: z.string(),
    example: 'Zk3vQ8-aTn1yRw5XcLb7_dHs0MfJe2Gp',
  },
  active: {
    description: 'Whether it may be used. Deactivating ends what it was issued, for good.',
    schema: z.boolean(),
    writable: 'always',
    example: true,
  },
  grantTypes: {
    description: 'Exactly the grant types it may use; fixed once it is created. password is legacy.',
    schema: z.array(z.enum(grantTypes)).max(grantTypes.length),
    writable: 'create',
    required: true,
    example: ['client_credentials'],
  },
  redirectUris: {
    description: 'Where authorization_code may send people back to; compared exactly.',
    schema: z.array(z.string().max(2000)).max(50),
    writable: 'always',
    example: [],
  },
  confidential: {
    description: 'Whether it can keep a secret; yes where left out. A public one has none.',
    schema: z.boolean(),
    writable: 'create',
    example: true,
  },
  access: {
    description: 'What it may ask for: everything its owner may do (where left out), read-only, or chosen scopes.',
    schema: access,
    writable: 'always',
    example: { mode: 'chosen', scopes: ['customerusers:read'] },
  },
  guestsAllowed: {
    description: 'Whether guest/guest gives it tokens for visitors (storefront applications with the password grant).',
    schema: z.boolean(),
    writable: 'always',
    example: false,
  },
  apis: {
    description: 'The registered APIs it may have tokens for, each with exactly these scopes; none where left out.',
    schema: z.array(z.strictObject({ identifier: z.string().max(2000), scopes: z.array(text).max(100) })).max(50),
    writable: 'always',
    example: [{ identifier: 'https://orders.example.com/api', scopes: ['orders:read'] }],
  },
  corsOrigins: {
    description: 'The origins whose scripts may fetch its tokens; none where left out.',
    schema: z.array(z.string().max(300)).max(50),
    writable: 'always',
    example: [],
  },
  secrets: {
    description: 'Its secrets, without their values.',
    schema: z.array(secret),
    example: [secretExample],
  },
  secretUses: {
    description: 'When and from where each secret was last used; written in batches.',
    schema: z.array(secretUse),
    volatile: true,
    example: [{ id: secretExample.id, lastUsedAt: '2026-02-03T11:00:00.000Z', lastUsedAddress: '192.0.2.10' }],
  },
  lastTokenAt: {
    description: 'When it last got a token; written in batches.',
    schema: time.nullable(),
    volatile: true,
    example: '2026-02-03T11:00:00.000Z',
  },
  lastCallAt: {
    description: 'When it last called an API; written in batches.',
    schema: time.nullable(),
    volatile: true,
    example: null,
  },
  ...timestamps,
} as const satisfies Attributes;

export const sideAttribute = {
  description: 'The API it belongs to; that of its owner where left out. It never changes.',
  schema: z.enum(sideNames),
} as const;

export const skipConsentAttribute = {
  description: 'Whether people are not asked for their consent.',
  schema: z.boolean(),
  example: false,
} as const;

export const pkceRequiredAttribute = {
  description: 'Whether authorization codes need PKCE; an administrator can lift it for a confidential application.',
  schema: z.boolean(),
  example: true,
} as const;

/** The filters that both sides have. */
export const oauthApplicationFilters = {
  ...rowFilters,
  name: { description: 'The name.', kind: 'text' },
  clientId: { description: 'The client identifier.', kind: 'id' },
  active: { description: 'Whether it may be used.', kind: 'flag' },
  confidential: { description: 'Whether it can keep a secret.', kind: 'flag' },
  grantTypes: { description: 'A grant type that it may use.', kind: 'choice', choices: grantTypes },
  owner: { description: 'The id of the owner.', kind: 'id' },
  lastUsedAt: { description: 'When it last got a token or called an API.', kind: 'time' },
} as const satisfies Readonly<Record<string, FilterDeclaration>>;

const ownerTypes: Readonly<Record<PersonRef['kind'], string>> = { user: 'users', 'customer-user': 'customerusers' };

/** The person that an identifier points to. */
export function toPerson({ id, type }: Identifier): PersonRef {
  return { kind: type === ownerTypes.user ? 'user' : 'customer-user', id };
}

function showTime(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}

/** Never its hash. */
function showSecret({ createdAt, expiresAt, id, name }: ClientSecret) {
  return { id, name, createdAt: createdAt.toISOString(), expiresAt: showTime(expiresAt) };
}

function showSecretUsage({ lastUsedAddress, lastUsedAt, secretId }: SecretUsage) {
  return { id: secretId, lastUsedAt: showTime(lastUsedAt), lastUsedAddress };
}

/** Shows an application. */
export function showOAuthApplication({ client, usage }: ClientListing): Resource {
  const { organizationId, owner, secrets } = client;
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
      apis: client.apis,
      corsOrigins: client.corsOrigins,
      skipConsent: client.skipConsent,
      pkceRequired: client.pkceRequired,
      guestsAllowed: client.guestsAllowed,
      secrets: secrets.map(showSecret),
      secretUses: usage.secrets.map(showSecretUsage),
      lastTokenAt: showTime(usage.lastTokenAt),
      lastCallAt: showTime(usage.lastCallAt),
      ...showTimestamps(client),
    },
    relationships: {
      organization: { type: 'organizations', id: organizationId },
      owner: owner === null ? null : { type: ownerTypes[owner.kind], id: owner.id },
    },
  };
}

/** Shows an application that was created. Its secret is told here and never again. */
export function showCreatedOAuthApplication({ client, secret: value }: CreatedClient): CreatedResource {
  const resource = showOAuthApplication({ client, usage: { lastTokenAt: null, lastCallAt: null, secrets: [] } });
  return { resource, ...(value !== null && { meta: { clientSecret: value } }) };
}

/** The columns of the exported list. */
const exportColumns = {
  id: ({ client }) => client.id,
  name: ({ client }) => client.name,
  clientId: ({ client }) => client.clientId,
  side: ({ client }) => client.side,
  active: ({ client }) => client.active,
  grantTypes: ({ client }) => client.grantTypes.join(' '),
  confidential: ({ client }) => client.confidential,
  owner: ({ client }) => client.owner?.id ?? null,
  organization: ({ client }) => client.organizationId,
  createdAt: ({ client }) => showTime(client.createdAt),
  updatedAt: ({ client }) => showTime(client.updatedAt),
  lastTokenAt: ({ usage }) => showTime(usage.lastTokenAt),
  lastCallAt: ({ usage }) => showTime(usage.lastCallAt),
} satisfies Readonly<Record<string, (listing: ClientListing) => CsvValue>>;

/** What the two APIs declare alike about applications. */
export function oauthApplicationDeclaration(clients: ClientRegistration) {
  return {
    type: 'oauthapplications',
    protects: 'oauthapplications',
    title: 'OAuth applications',
    one: 'an OAuth application',
    description: 'What third-party systems fetch tokens with; its secret is told once, when it is created.',
    sorts: ['name', 'clientId', 'active', 'createdAt', 'updatedAt', 'lastUsedAt'],
    defaultSort: 'name',
    createdMeta: {
      schema: z
        .object({
          clientSecret: z.string().describe('The secret, in this answer and never again; none for a public one.'),
        })
        .partial(),
      example: { clientSecret: 'grs_bo_EXAMPLEexampleEXAMPLEexampleEXAMPLEexampleEXAMPLE12' },
    },
    actions: oauthApplicationActions(clients, showOAuthApplication),
    list: async (...asked: Parameters<ClientRegistration['list']>) =>
      showPage(await clients.list(...asked), showOAuthApplication),
    get: async (...asked: Parameters<ClientRegistration['get']>) =>
      showFound(await clients.get(...asked), showOAuthApplication),
    export: declareExport(exportColumns, (...asked) => clients.export(...asked)),
    delete: (...asked: Parameters<ClientRegistration['delete']>) => clients.delete(...asked),
  } as const;
}
