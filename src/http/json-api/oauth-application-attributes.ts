import { z } from 'zod';
import type { RegisteredGrantType } from '../../oauth/client.ts';
import { rowFilters, sideNames, text, time, timestamps } from './attribute-declarations.ts';
import type { Attributes, FilterDeclaration, Relationships } from './resource-type.ts';

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

const secret = z.strictObject({
  id: z.guid(),
  name: text,
  createdAt: time,
  createdBy: z.strictObject({ type: text, id: z.guid() }).nullable(),
  expiresAt: time.nullable(),
});

const secretUse = z.strictObject({
  id: z.guid(),
  lastUsedAt: time.nullable(),
  lastUsedAddress: z.string().nullable(),
  createdByName: z.string().nullable(),
});

const secretExample = {
  id: 'e2a7f490-3c5d-4b18-8f06-91d7c2b4a853',
  name: 'Default',
  createdAt: '2026-01-31T09:30:00.000Z',
  createdBy: { type: 'users', id: '5f0c1a52-8f6e-4e5d-9a51-0c6a0a6d7a11' },
  expiresAt: null,
};

const secretUseExample = {
  id: secretExample.id,
  lastUsedAt: '2026-02-03T11:00:00.000Z',
  lastUsedAddress: '192.0.2.10',
  createdByName: 'Ada Lovelace',
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
    description: 'Its secrets, without their values, each with the person who made it.',
    schema: z.array(secret),
    example: [secretExample],
  },
  secretUses: {
    description: 'When and from where each secret was last used, written in batches, and the name of who made it.',
    schema: z.array(secretUse),
    volatile: true,
    example: [secretUseExample],
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
  lastUsedAt: {
    description: 'The later of the two.',
    schema: time.nullable(),
    volatile: true,
    example: '2026-02-03T11:00:00.000Z',
  },
  liveRefreshTokens: {
    description: 'How many refresh tokens still work: what would stop with it. Null unless it is read by itself.',
    schema: z.number().int().nullable(),
    volatile: true,
    example: 3,
  },
  ownerName: {
    description: 'The name of the owner today; null without one.',
    schema: z.string().nullable(),
    volatile: true,
    example: 'Ada Lovelace',
  },
  organizationName: {
    description: 'The name of the organization today.',
    schema: z.string(),
    volatile: true,
    example: 'Example Ltd',
  },
  ...timestamps,
} as const satisfies Attributes;

const people = ['users', 'customerusers'] as const;

/** Who made it and who changed it last, on both sides. */
export const authorRelationships = {
  createdBy: { description: 'The person who made it; null where that was none.', targets: people },
  updatedBy: {
    description: 'The person who changed it last; null where that was an application, the command line or the server.',
    targets: people,
  },
} as const satisfies Relationships;

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

export const tokenReuseAttribute = {
  description:
    'Whether client_credentials answers it the same access token again until 80 % of its life is spent; no where left out.',
  schema: z.boolean(),
  example: false,
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
  ownerName: { description: 'The name of the owner: first and last name, or else the e-mail address.', kind: 'text' },
  lastUsedAt: { description: 'When it last got a token or called an API.', kind: 'time' },
} as const satisfies Readonly<Record<string, FilterDeclaration>>;
