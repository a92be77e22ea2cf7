import type { ListFilter, ListQuery, ListSort, WholeList } from '../../access/list-query.ts';
import { nearestName } from '../../config/nearest-name.ts';
import { readFilter } from './filter.ts';
import { type JsonApiError, unknownName } from './json-api-error.ts';
import { readQueryString, wrongParameter } from './query-string.ts';
import type { ResourceType } from './resource-type.ts';

/** The relationships to include: each path has one or two names. */
export type IncludePaths = readonly (readonly string[])[];

/** The fields wanted, by type; a type that is absent is shown whole. */
export type SparseFields = ReadonlyMap<string, ReadonlySet<string>>;

/** How the resources of an answer are to be shown. */
export interface ShowQuery {
  /** Null where it was not asked for: the answer then has no list of included resources, not even an empty one. */
  readonly include: IncludePaths | null;
  readonly fields: SparseFields;
}

export interface CollectionQuery extends ShowQuery {
  readonly list: ListQuery;
}

export const defaultPageSize = 25;
export const largestPage = 100;
const furthestRow = 10_000_000;
const mostSorts = 5;
const mostIncludes = 20;
const longestPath = 2;

const showParameters = ['include', 'fields[…]'];
const wholeListParameters = ['filter[…]', 'sort'];
const listParameters = ['filter[…]', 'sort', 'page[number]', 'page[size]', ...showParameters];

/** Names with brackets are compared by what stands before them. */
function unknownParameter(name: string, known: readonly string[]): JsonApiError {
  const wordOf = (parameter: string) => parameter.split('[', 1)[0]?.slice(0, 60) ?? '';
  const nearest = nearestName(wordOf(name), known.map(wordOf));
  const meant = known.find((each) => wordOf(each) === nearest) ?? null;
  return wrongParameter(name, unknownName(name, known, meant));
}

function readSort(value: string, { sorts }: Pick<ResourceType, 'sorts'>): ListSort[] {
  const all = value.split(',').map((text) => {
    const field = text.replace(/^-/, '');
    if (!sorts.includes(field)) throw wrongParameter('sort', unknownName(field, sorts));
    return { field, descending: text.startsWith('-') };
  });
  if (new Set(all.map(({ field }) => field)).size < all.length) throw wrongParameter('sort', 'Sort by a field once.');
  if (all.length > mostSorts) throw wrongParameter('sort', `Sort by at most ${mostSorts} fields.`);
  return all;
}

function readNumber(parameter: string, value: string, most: number): number {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : 0;
  if (number < 1 || number > most) throw wrongParameter(parameter, `The value is a whole number from 1 to ${most}.`);
  return number;
}

/** The types of this API that a relationship of any of some types leads to. */
function targetsOf(from: readonly ResourceType[], name: string, types: readonly ResourceType[]): ResourceType[] {
  const targets = from.flatMap(({ relationships }) =>
    Object.hasOwn(relationships, name) ? (relationships[name]?.targets ?? []) : [],
  );
  return types.filter(({ type }) => targets.includes(type));
}

/** The relationships of some types that lead to a type of this API, so that they can be included. */
export function includableOf(from: readonly ResourceType[], types: readonly ResourceType[]): string[] {
  const names = new Set(from.flatMap(({ relationships }) => Object.keys(relationships)));
  return [...names].filter((name) => targetsOf(from, name, types).length > 0);
}

function readPath(text: string, type: ResourceType, types: readonly ResourceType[]): string[] {
  const path = text.split('.');
  if (path.length > longestPath) throw wrongParameter('include', `A path has at most ${longestPath} names.`);
  let from: readonly ResourceType[] = [type];
  for (const name of path) {
    const known = includableOf(from, types);
    if (!known.includes(name)) throw wrongParameter('include', unknownName(name, known));
    from = targetsOf(from, name, types);
  }
  return path;
}

function readInclude(value: string, type: ResourceType, types: readonly ResourceType[]): IncludePaths {
  const paths = [...new Set(value.split(',').filter((path) => path !== ''))];
  if (paths.length > mostIncludes) throw wrongParameter('include', `Include at most ${mostIncludes} relationships.`);
  return paths.map((path) => readPath(path, type, types));
}

function readFields(
  parameter: string,
  value: string,
  types: readonly ResourceType[],
): [type: string, fields: ReadonlySet<string>] {
  const name = /^fields\[([^[\]]*)\]$/.exec(parameter)?.[1] ?? '';
  const type = types.find((each) => each.type === name);
  if (type === undefined) {
    const known = types.map((each) => each.type);
    throw wrongParameter(parameter, unknownName(name, known));
  }
  const shown = Object.entries(type.attributes).filter(([, { hidden }]) => hidden === undefined);
  const known = [...shown.map(([field]) => field), ...Object.keys(type.relationships)];
  const fields = value.split(',').filter((field) => field !== '');
  const wrong = fields.find((field) => !known.includes(field));
  if (wrong !== undefined) throw wrongParameter(parameter, unknownName(wrong, known));
  return [name, new Set(fields)];
}

interface Shape {
  readonly type: ResourceType;
  readonly types: readonly ResourceType[];
}

/** Reads what both kinds of queries share; false for a parameter that is none of that. */
function createShowReader({ type, types }: Shape) {
  const fields = new Map<string, ReadonlySet<string>>();
  let include: IncludePaths | null = null;
  return {
    take(name: string, value: string): boolean {
      if (name === 'include') include = readInclude(value, type, types);
      else if (name.startsWith('fields[')) fields.set(...readFields(name, value, types));
      else return false;
      return true;
    },
    result: (): ShowQuery => ({ include, fields }),
  };
}

/** Reads which rows are wanted and in which order; false for a parameter that is none of that. */
function createRowReader(type: ResourceType) {
  const filters: ListFilter[] = [];
  let sort = readSort(type.defaultSort, { sorts: [type.defaultSort.replace(/^-/, '')] });
  return {
    take(name: string, value: string): boolean {
      if (name.startsWith('filter[')) filters.push(readFilter(name, value, type.filters));
      else if (name === 'sort') sort = readSort(value, type);
      else return false;
      return true;
    },
    result: (): WholeList => ({ filters, sort }),
  };
}

/**
 * Reads the query of a request whose answer is one resource.
 * @throws JsonApiError that names the parameter and the nearest known name
 */
export function readShowQuery(url: string, shape: Shape): ShowQuery {
  const reader = createShowReader(shape);
  for (const [name, value] of readQueryString(url)) {
    if (!reader.take(name, value)) throw unknownParameter(name, showParameters);
  }
  return reader.result();
}

/**
 * Reads the query of a request whose answer is a list.
 * @throws JsonApiError that names the parameter and the nearest known name
 */
export function readCollectionQuery(url: string, shape: Shape): CollectionQuery {
  const reader = createShowReader(shape);
  const rows = createRowReader(shape.type);
  let number = 1;
  let size = defaultPageSize;
  for (const [name, value] of readQueryString(url)) {
    if (rows.take(name, value)) continue;
    if (name === 'page[number]') number = readNumber(name, value, furthestRow);
    else if (name === 'page[size]') size = readNumber(name, value, largestPage);
    else if (!reader.take(name, value)) throw unknownParameter(name, listParameters);
  }
  if (number * size > furthestRow) throw wrongParameter('page[number]', 'No list is that long. Filter it instead.');
  return { list: { ...rows.result(), page: { number, size } }, ...reader.result() };
}

/**
 * Reads the query of a request whose answer is a whole list.
 * @throws JsonApiError that names the parameter and the nearest known name
 */
export function readWholeListQuery(url: string, type: ResourceType): WholeList {
  const rows = createRowReader(type);
  for (const [name, value] of readQueryString(url)) {
    if (!rows.take(name, value)) throw unknownParameter(name, wholeListParameters);
  }
  return rows.result();
}

/** Makes sure that a request whose answer shows nothing has no query. @throws JsonApiError */
export function refuseQuery(url: string): void {
  const [first] = readQueryString(url);
  if (first !== undefined) throw wrongParameter(first[0], 'Nothing can be asked for here with query parameters.');
}
