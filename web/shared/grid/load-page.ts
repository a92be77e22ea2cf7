import { callApi, type Identifier, type Resource } from '../json-api.ts';
import { type GridSearch, listQuery } from './grid-search.ts';

/** Something that came with a page of rows because they point to it. */
export type Included = Resource<Readonly<Record<string, unknown>>>;

/** A page of rows. */
export interface RowsPage<Row> {
  readonly rows: readonly Row[];
  /** How many there are on all pages. */
  readonly total: number;
  /** There are more than that: a very long list is counted only so far. */
  readonly more?: true;
  readonly included: readonly Included[];
}

/**
 * Loads the page of a list that the address asks for. The filters are parameters of the API, such as
 * `filter[name][contains]`; those without a value are left out. @throws ApiFailure
 */
export async function loadPage<Row>(
  path: string,
  search: GridSearch,
  filters: Readonly<Record<string, string | undefined>>,
): Promise<RowsPage<Row>> {
  const { document } = await callApi<readonly Row[], { total: number; more?: true }>(path + listQuery(search, filters));
  const { data, included = [], meta } = document;
  return { rows: data, total: meta?.total ?? data.length, ...(meta?.more && { more: true }), included };
}

/** Finds what a relationship points to among what came with the rows. */
export function findIncluded(
  included: readonly Included[],
  identifier: Identifier | readonly Identifier[] | null | undefined,
): Included | undefined {
  if (!identifier || !('id' in identifier)) return undefined;
  return included.find(({ id, type }) => id === identifier.id && type === identifier.type);
}
