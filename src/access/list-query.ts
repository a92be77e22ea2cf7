/** One condition of a list. Values of one condition are alternatives; conditions add up. */
export interface ListFilter {
  readonly field: string;
  readonly operator: 'equals' | 'not' | 'contains' | 'starts-with' | 'after' | 'before';
  readonly values: readonly string[];
}

export interface ListSort {
  readonly field: string;
  readonly descending: boolean;
}

/** How a list is asked for. Field names are those of the API; each store maps the ones it knows to columns. */
export interface ListQuery {
  readonly filters: readonly ListFilter[];
  readonly sort: readonly ListSort[];
  /** `number` counts from 1. */
  readonly page: { readonly number: number; readonly size: number };
}

/** One page of a list and how many rows all pages hold together. */
export interface ListPage<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
  /** There are more than `total`: a list that can be very long is counted only so far. */
  readonly more?: true;
}

/** A list as a whole: which rows, in which order. */
export type WholeList = Pick<ListQuery, 'filters' | 'sort'>;

/** The rows of a whole list, some at a time, so that however long it is little of it is in memory. */
export type Batches<Row> = AsyncIterable<readonly Row[]>;
