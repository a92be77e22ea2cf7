import type { Included } from './grid/load-page.ts';
import { callApi, type Identifier, type Resource } from './json-api.ts';

/** A resource as it was read: with what it points to, and the validator for a later change. */
export interface Read<Attributes> {
  readonly resource: Resource<Attributes>;
  readonly included: readonly Included[];
  readonly entityTag: string | null;
}

/** What is sent of a resource. */
export interface Content {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly relationships?: Readonly<Record<string, { readonly data: Identifier }>>;
}

const pathOf = (type: string, id: string) => `/${type}/${encodeURIComponent(id)}`;

/** Reads a resource, together with what these relationships of it lead to. @throws ApiFailure */
export async function readResource<Attributes>(
  type: string,
  id: string,
  include: readonly string[] = [],
): Promise<Read<Attributes>> {
  const query = include.length === 0 ? '' : `?include=${include.join(',')}`;
  const { document, entityTag } = await callApi<Resource<Attributes>>(pathOf(type, id) + query);
  return { resource: document.data, included: document.included ?? [], entityTag };
}

/** Creates a resource. @throws ApiFailure */
export async function createResource<Attributes>(type: string, content: Content): Promise<Resource<Attributes>> {
  const body = { data: { type, ...content } };
  return (await callApi<Resource<Attributes>>(`/${type}`, { method: 'POST', body })).document.data;
}

/** Changes a resource, unless somebody else changed it since it was read. @throws ApiFailure */
export async function updateResource<Attributes>(
  { id, type }: Identifier,
  content: Content,
  ifMatch: string | null = null,
): Promise<Resource<Attributes>> {
  const body = { data: { type, id, ...content } };
  return (await callApi<Resource<Attributes>>(pathOf(type, id), { method: 'PATCH', body, ifMatch })).document.data;
}

/** Deletes a resource. @throws ApiFailure */
export async function deleteResource({ id, type }: Identifier): Promise<void> {
  await callApi<null>(pathOf(type, id), { method: 'DELETE' });
}

/** The id that a to-one relationship of a resource points to; an empty text where to nothing. */
export function relatedId({ relationships }: Pick<Resource<unknown>, 'relationships'>, name: string): string {
  const data = relationships?.[name]?.data;
  return data && 'id' in data ? data.id : '';
}
