import { z } from 'zod';
import type { PersonRef } from '../../access/subject.ts';
import type { ClientListing, ClientSecret, ClientView, SecretUsage } from '../../oauth/client.ts';
import type { ClientRegistration, CreatedClient } from '../../oauth/client-registration.ts';
import { showTimestamps } from './attribute-declarations.ts';
import type { CsvValue } from './csv.ts';
import { declareExport } from './export-handler.ts';
import { oauthApplicationActions, oauthApplicationCollectionActions } from './oauth-application-actions.ts';
import { type CreatedResource, type Identifier, type Resource, showFound, showPage } from './resource-type.ts';

const ownerTypes: Readonly<Record<PersonRef['kind'], string>> = { user: 'users', 'customer-user': 'customerusers' };

/** The person that an identifier points to. */
export function toPerson({ id, type }: Identifier): PersonRef {
  return { kind: type === ownerTypes.user ? 'user' : 'customer-user', id };
}

function identify(person: PersonRef | null): Identifier | null {
  return person === null ? null : { type: ownerTypes[person.kind], id: person.id };
}

function showTime(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}

/** Never its hash. */
function showSecret({ createdAt, createdBy, expiresAt, id, name }: ClientSecret) {
  return {
    id,
    name,
    createdAt: createdAt.toISOString(),
    createdBy: identify(createdBy),
    expiresAt: showTime(expiresAt),
  };
}

function showSecretUsage({ createdByName, lastUsedAddress, lastUsedAt, secretId }: SecretUsage) {
  return { id: secretId, lastUsedAt: showTime(lastUsedAt), lastUsedAddress, createdByName };
}

/** Shows an application. */
export function showOAuthApplication(listing: ClientListing | ClientView): Resource {
  const { client, organizationName, ownerName, usage } = listing;
  const { createdBy, organizationId, owner, secrets, updatedBy } = client;
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
      tokenReuse: client.tokenReuse,
      guestsAllowed: client.guestsAllowed,
      secrets: secrets.map(showSecret),
      secretUses: usage.secrets.map(showSecretUsage),
      lastTokenAt: showTime(usage.lastTokenAt),
      lastCallAt: showTime(usage.lastCallAt),
      lastUsedAt: showTime(usage.lastUsedAt),
      liveRefreshTokens: 'liveRefreshTokens' in listing ? listing.liveRefreshTokens : null,
      ownerName,
      organizationName,
      ...showTimestamps(client),
    },
    relationships: {
      organization: { type: 'organizations', id: organizationId },
      owner: identify(owner),
      createdBy: identify(createdBy),
      updatedBy: identify(updatedBy),
    },
  };
}

/** Shows an application that was created. Its secret is told here and never again. */
export function showCreatedOAuthApplication({ listing, secret: value }: CreatedClient): CreatedResource {
  return { resource: showOAuthApplication(listing), ...(value !== null && { meta: { clientSecret: value } }) };
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
  ownerName: ({ ownerName }) => ownerName,
  organization: ({ client }) => client.organizationId,
  organizationName: ({ organizationName }) => organizationName,
  createdAt: ({ client }) => showTime(client.createdAt),
  updatedAt: ({ client }) => showTime(client.updatedAt),
  lastTokenAt: ({ usage }) => showTime(usage.lastTokenAt),
  lastCallAt: ({ usage }) => showTime(usage.lastCallAt),
  lastUsedAt: ({ usage }) => showTime(usage.lastUsedAt),
} satisfies Readonly<Record<string, (listing: ClientListing) => CsvValue>>;

/** What the two APIs declare alike about applications. */
export function oauthApplicationDeclaration(clients: ClientRegistration) {
  return {
    type: 'oauthapplications',
    protects: 'oauthapplications',
    title: 'OAuth applications',
    one: 'an OAuth application',
    description: 'What third-party systems fetch tokens with; its secret is told once, when it is created.',
    sorts: ['name', 'clientId', 'active', 'grantTypes', 'ownerName', 'createdAt', 'updatedAt', 'lastUsedAt'],
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
    collectionActions: oauthApplicationCollectionActions(clients),
    list: async (...asked: Parameters<ClientRegistration['list']>) =>
      showPage(await clients.list(...asked), showOAuthApplication),
    get: async (...asked: Parameters<ClientRegistration['get']>) =>
      showFound(await clients.get(...asked), showOAuthApplication),
    export: declareExport(exportColumns, (...asked) => clients.export(...asked)),
    delete: (...asked: Parameters<ClientRegistration['delete']>) => clients.delete(...asked),
  } as const;
}
