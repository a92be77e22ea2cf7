import type { GridSearch } from '../grid/grid-search.ts';
import { loadPage } from '../grid/load-page.ts';
import { callApi, type Resource } from '../json-api.ts';

interface ConnectedApplicationAttributes {
  readonly name: string;
  readonly clientId: string;
  readonly organizationName: string;
  /** Null for nobody in particular. */
  readonly ownerName: string | null;
  readonly resource: string;
  /** Null for the API of this side. */
  readonly resourceName: string | null;
  readonly scopes: readonly string[];
  /** The scopes in words, in English or as the API was registered. */
  readonly permissions: readonly string[];
  readonly createdAt: string;
  /** Null where that is not known. */
  readonly lastTokenAt: string | null;
}

/** An application that one let in. */
export type ConnectedApplication = Resource<ConnectedApplicationAttributes>;

export const connectedKey = ['connectedapplications'] as const;

const path = '/connectedapplications';

/** A page of what one let in. @throws ApiFailure */
export function listConnected(search: GridSearch) {
  return loadPage<ConnectedApplication>(path, search, { 'filter[name][contains]': search.name });
}

/** Takes back what one allowed; the tokens end at once. @throws ApiFailure */
export async function revokeConnected(id: string): Promise<void> {
  await callApi<null>(`${path}/${id}`, { method: 'DELETE' });
}
