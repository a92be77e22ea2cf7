import { context } from '../context.ts';
import type { GridSearch } from '../grid/grid-search.ts';
import { loadPage } from '../grid/load-page.ts';
import { callApi, type Resource } from '../json-api.ts';

/** What an application may do. */
export type Access =
  | { readonly mode: 'everything' | 'read-only' }
  | { readonly mode: 'chosen'; readonly scopes: readonly string[] };

interface ApplicationAttributes {
  readonly name: string;
  readonly clientId: string;
  readonly active: boolean;
  readonly grantTypes: readonly string[];
  readonly access: Access;
  /** ISO 8601, or null for never. */
  readonly lastTokenAt: string | null;
  /** ISO 8601, or null for never. */
  readonly lastCallAt: string | null;
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
  readonly clientSecret: string;
  readonly active: boolean;
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
  const { attributes } = document.data;
  return {
    name: attributes.name,
    clientId: attributes.clientId,
    active: attributes.active,
    clientSecret: document.meta?.clientSecret ?? '',
  };
}

/** Reads an application, with the validator for a later change. @throws ApiFailure */
export async function getApplication(id: string) {
  const { document, entityTag } = await callApi<Application>(`${path}/${id}`);
  return { application: document.data, entityTag };
}

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
