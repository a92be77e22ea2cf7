/** The state of a grid as it stands in the address. What is as always is left out. */
export interface GridSearch {
  /** Texts and ids to filter by, under the names of the filters. */
  readonly [filter: string]: string | undefined;
  /** A field, with a minus sign before it for the other direction. */
  readonly sort?: string;
  /** From 1. */
  readonly page?: string;
  /** Rows per page. */
  readonly size?: string;
}

export const pageSizes = [10, 25, 50, 100] as const;
const usualSize = 25;

/** Reads the state of a grid from the query of the address; what makes no sense is left out. */
export function readGridSearch(search: Readonly<Record<string, unknown>>): GridSearch {
  const given = Object.entries(search).flatMap(([name, value]) =>
    typeof value === 'string' && value !== '' && value.length <= 200 ? [[name, value] as const] : [],
  );
  const { page, size, ...others } = Object.fromEntries(given);
  return {
    ...others,
    ...(page !== undefined && /^[1-9]\d{0,4}$/.test(page) && page !== '1' && { page }),
    ...(pageSizes.some((each) => String(each) === size && each !== usualSize) && { size }),
  };
}

/** The page that a grid shows, from 1. */
export const pageOf = ({ page }: GridSearch) => Number(page ?? 1);

/** How many rows a page of a grid has. */
export const sizeOf = ({ size }: GridSearch) => Number(size ?? usualSize);

/** The sort that follows from choosing a column: the other direction where it is sorted by that one already. */
export function nextSort(current: string, field: string): string {
  return current === field ? `-${field}` : field;
}

/** The query of the JSON:API for the page that a grid shows. */
export function listQuery(search: GridSearch, filters: Readonly<Record<string, string | undefined>>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) {
    if (value !== undefined && value !== '') parameters.set(name, value);
  }
  if (search.sort !== undefined) parameters.set('sort', search.sort);
  parameters.set('page[number]', String(pageOf(search)));
  parameters.set('page[size]', String(sizeOf(search)));
  return `?${parameters}`;
}
