import { context, type Side } from '../context.ts';
import type { GridSearch } from '../grid/grid-search.ts';
import { loadPage } from '../grid/load-page.ts';
import { type ApiDocument, callApi, type Resource } from '../json-api.ts';

/** What an application may do. */
export type Access =
  | { readonly mode: 'everything' | 'read-only' }
  | { readonly mode: 'chosen'; readonly scopes: readonly string[] };

export type GrantType = 'client_credentials' | 'password' | 'authorization_code';

/** A registered API that an application may have tokens for, with exactly these scopes. */
export interface ApiAccess {
  readonly identifier: string;
  readonly scopes: readonly string[];
}

/** A secret without its value. Times are ISO 8601, or null for never. */
export interface Secret {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly expiresAt: string | null;
}

interface SecretUse {
  readonly id: string;
  readonly lastUsedAt: string | null;
  readonly lastUsedAddress: string | null;
  /** Null where nobody or somebody out of sight made it. */
  readonly createdByName: string | null;
}

/** Times are ISO 8601, or null for never. */
interface ApplicationAttributes {
  readonly name: string;
  readonly clientId: string;
  readonly side: Side;
  readonly active: boolean;
  readonly grantTypes: readonly GrantType[];
  readonly redirectUris: readonly string[];
  readonly confidential: boolean;
  readonly access: Access;
  readonly apis: readonly ApiAccess[];
  readonly corsOrigins: readonly string[];
  readonly skipConsent: boolean;
  readonly pkceRequired: boolean;
  readonly tokenReuse: boolean;
  readonly guestsAllowed: boolean;
  readonly secrets: readonly Secret[];
  readonly secretUses: readonly SecretUse[];
  readonly lastTokenAt: string | null;
  readonly lastCallAt: string | null;
  /** The later of the two. */
  readonly lastUsedAt: string | null;
  /** Null in lists. */
  readonly liveRefreshTokens: number | null;
  /** Null without an owner. */
  readonly ownerName: string | null;
  readonly organizationName: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** An OAuth application as the JSON:API shows it. */
export type Application = Resource<ApplicationAttributes>;

/** What is typed into the form of an application. */
export interface ApplicationInput {
  readonly name: string;
  readonly active: boolean;
  readonly access: Access;
  /** The organization to make it in; left out for the current one. */
  readonly organizationId?: string;
}

/** The key of everything cached about applications. Secrets are never in a cache. */
export const applicationsKey = ['oauthapplications'] as const;

const path = '/oauthapplications';

/** Where the form of an application shows the errors of the API. */
export const applicationPointers = {
  name: '/data/attributes/name',
  active: '/data/attributes/active',
  access: '/data/attributes/access',
  organization: '/data/relationships/organization',
} as const;

export type ApplicationField = keyof typeof applicationPointers;

const statusFilters: Readonly<Record<string, string>> = { active: 'true', inactive: 'false' };

/** A page of the applications of one owner. @throws ApiFailure */
export function listApplications(ownerId: string, search: GridSearch) {
  return loadPage<Application>(path, search, {
    'filter[owner]': ownerId,
    'filter[name][contains]': search.name,
    'filter[active]': statusFilters[search.status ?? ''],
    ...(context.side === 'backoffice' && { 'filter[organization]': search.organization }),
  });
}

/** Credentials that are told once. They are kept in the state of one component and nowhere else. */
export interface Credentials {
  readonly name: string;
  readonly clientId: string;
  /** Null for a public application, which has none. */
  readonly clientSecret: string | null;
  readonly active: boolean;
  readonly side: Side;
  readonly grantTypes: readonly GrantType[];
  readonly redirectUris: readonly string[];
  readonly guestsAllowed: boolean;
}

/** What a creation answers: the secret is in its meta alone. */
export type CreatedDocument = ApiDocument<Application, { readonly clientSecret?: string }>;

/** The credentials that a creation answered. */
export function credentialsOf({ data, meta }: CreatedDocument): Credentials {
  const { active, clientId, grantTypes, guestsAllowed, name, redirectUris, side } = data.attributes;
  const clientSecret = meta?.clientSecret ?? null;
  return { active, clientId, clientSecret, grantTypes, guestsAllowed, name, redirectUris, side };
}

/** Creates an application that acts for its maker (client_credentials). @throws ApiFailure */
export async function createApplication(input: ApplicationInput): Promise<Credentials> {
  const { access, active, name, organizationId } = input;
  const organization = { data: { type: 'organizations', id: organizationId } };
  const data = {
    type: 'oauthapplications',
    attributes: { name, active, access, grantTypes: ['client_credentials'] },
    ...(organizationId !== undefined && { relationships: { organization } }),
  };
  const { document } = await callApi<Application, { clientSecret?: string }>(path, { method: 'POST', body: { data } });
  return credentialsOf(document);
}

/** Reads an application, who made and changed it, and the validator for a later change. @throws ApiFailure */
export async function getApplication(id: string) {
  const address = `${path}/${encodeURIComponent(id)}?include=createdBy,updatedBy`;
  const { document, entityTag } = await callApi<Application>(address);
  return { application: document.data, included: document.included ?? [], entityTag };
}

/** The key under which one application is cached. */
export const applicationKey = (id: string) => [...applicationsKey, 'one', id];

/** Changes an application, unless somebody else changed it since it was read. @throws ApiFailure */
export async function updateApplication(id: string, input: ApplicationInput, ifMatch: string | null): Promise<void> {
  const { access, active, name } = input;
  const data = { type: 'oauthapplications', id, attributes: { name, active, access } };
  await callApi<Application>(`${path}/${id}`, { method: 'PATCH', body: { data }, ifMatch });
}

/** What can be done with an application after a question. */
export type Turn = 'activate' | 'deactivate' | 'delete';

/** Activates, deactivates or deletes an application. @throws ApiFailure */
export async function turnApplication(id: string, turn: Turn): Promise<void> {
  if (turn === 'delete') await callApi<null>(`${path}/${id}`, { method: 'DELETE' });
  else await callApi<Application>(`${path}/${id}/${turn}`, { method: 'POST' });
}
