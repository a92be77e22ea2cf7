import type { Side } from '../../shared/context.ts';
import type { GridSearch } from '../../shared/grid/grid-search.ts';
import { loadPage } from '../../shared/grid/load-page.ts';
import { callApi, type Resource } from '../../shared/json-api.ts';

/** A scope of an API, with the sentence that tells people what it allows. */
export interface ApiScope {
  readonly scope: string;
  readonly sentence: string;
}

/** An API of others that takes our tokens. */
export type RegisteredApi = Resource<{
  readonly identifier: string;
  readonly name: string;
  readonly side: Side;
  readonly scopes: readonly ApiScope[];
  /** Whether the configuration of the server names it, which alone changes it then. */
  readonly configured: boolean;
  readonly hasSecret: boolean;
  readonly createdAt: string;
}>;

/** What is typed into the form of an API. */
export interface ApiInput {
  readonly name: string;
  readonly identifier: string;
  readonly side: Side;
  readonly scopes: readonly ApiScope[];
}

/** The key of everything cached about registered APIs. */
export const apisKey = ['resourceservers'] as const;

const path = '/resourceservers';

/** Where the form of an API shows the errors of the server. */
export const apiPointers = {
  name: '/data/attributes/name',
  identifier: '/data/attributes/identifier',
  side: '/data/attributes/side',
  scopes: '/data/attributes/scopes',
} as const;

/** A page of the registered APIs. @throws ApiFailure */
export function listRegisteredApis(search: GridSearch) {
  return loadPage<RegisteredApi>(path, search, {
    'filter[name][contains]': search.name,
    'filter[side]': search.side,
  });
}

const filled = (scopes: readonly ApiScope[]) => scopes.filter(({ scope, sentence }) => scope !== '' || sentence !== '');

type SecretMeta = { readonly secret: string };

/** Registers an API and gives its secret, which is told once. @throws ApiFailure */
export async function createApi({ scopes, ...input }: ApiInput): Promise<string> {
  const data = { type: 'resourceservers', attributes: { ...input, scopes: filled(scopes) } };
  const { document } = await callApi<RegisteredApi, SecretMeta>(path, { method: 'POST', body: { data } });
  return document.meta?.secret ?? '';
}

/** Changes an API; its identifier and its side are fixed. @throws ApiFailure */
export async function updateApi(id: string, { name, scopes }: ApiInput): Promise<void> {
  const data = { type: 'resourceservers', id, attributes: { name, scopes: filled(scopes) } };
  await callApi(`${path}/${id}`, { method: 'PATCH', body: { data } });
}

/** Deletes an API. @throws ApiFailure */
export async function deleteApi(id: string): Promise<void> {
  await callApi(`${path}/${id}`, { method: 'DELETE' });
}

/** Makes a new secret, which is told once; the former ends at once. @throws ApiFailure */
export async function renewSecret(id: string): Promise<string> {
  const { document } = await callApi<undefined, SecretMeta>(`${path}/${id}/secret`, { method: 'POST' });
  return document.meta?.secret ?? '';
}
