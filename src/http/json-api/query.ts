import type { ListFilter, ListQuery, ListSort } from '../../access/list-query.ts';
import { nearestName } from '../../config/nearest-name.ts';
import { type JsonApiError, refusal } from './json-api-error.ts';
import type { FilterDeclaration, FilterKind, ResourceType } from './resource-type.ts';

/** What the query string of a request asked for. */
export interface ApiQuery {
  readonly list: ListQuery;
  readonly include: readonly string[];
  /** The fields wanted, by type; a type that is absent is shown whole. */
  readonly fields: ReadonlyMap<string, ReadonlySet<string>>;
}

export const defaultPageSize = 25;
export const largestPage = 100;
const furthestRow = 10_000_000;
const mostParameters = 50;
const mostValues = 100;

/** The operators of each kind of filter; `equals` is the one meant where none is named. */
export const operatorsOf: Readonly<Record<FilterKind, readonly ListFilter['operator'][]>> = {
  text: ['equals', 'not', 'contains', 'starts-with'],
  id: ['equals', 'not'],
  flag: ['equals'],
  choice: ['equals', 'not'],
  time: ['after', 'before'],
};

type Pair = readonly [name: string, value: string];

function wrong(parameter: string, detail: string): JsonApiError {
  return refusal(400, 'invalid_parameter', detail, { parameter });
}

function unknown(parameter: string, name: string, known: readonly string[]): JsonApiError {
  const nearest = nearestName(name, known);
  const hint = nearest === null ? `Known are: ${known.join(', ') || 'none'}.` : `Did you mean ${nearest}?`;
  return wrong(parameter, `There is no “${name.slice(0, 60)}” here. ${hint}`);
}

/** Reads a query string strictly: percent signs, UTF-8, NUL and repetition are checked. */
export function readPairs(url: string): Pair[] {
  const query = url.split('?').slice(1).join('?');
  const parts = query.split('&').filter((part) => part !== '');
  if (parts.length > mostParameters) throw wrong('', `A request has at most ${mostParameters} parameters.`);
  const seen = new Set<string>();
  return parts.map((part) => {
    const equals = part.indexOf('=');
    const [name, value] = [equals < 0 ? part : part.slice(0, equals), equals < 0 ? '' : part.slice(equals + 1)].map(
      decode,
    );
    if (name === undefined || value === undefined) throw wrong('', 'The query has characters that are not UTF-8 text.');
    if (seen.has(name)) throw wrong(name, 'A parameter can be given once; separate several values with commas.');
    seen.add(name);
    return [name, value];
  });
}

function decode(text: string): string | undefined {
  try {
    const decoded = decodeURIComponent(text.replaceAll('+', ' '));
    return decoded.includes('\0') ? undefined : decoded;
  } catch {
    return undefined;
  }
}

function checkValue(parameter: string, value: string, { choices, kind }: FilterDeclaration): string {
  if (kind === 'flag' && value !== 'true' && value !== 'false') throw wrong(parameter, 'The value is true or false.');
  if (kind === 'choice' && !choices?.includes(value)) throw unknown(parameter, value, choices ?? []);
  if (kind !== 'time') return value;
  const time = /^\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?$/.test(value) ? new Date(value) : new Date(Number.NaN);
  if (Number.isNaN(time.getTime())) throw wrong(parameter, 'The value is a time such as 2026-01-31T12:00:00Z.');
  return time.toISOString();
}

function readFilter(parameter: string, value: string, { filters }: ResourceType): ListFilter {
  const [, field = '', operatorName] = /^filter\[([^[\]]*)\](?:\[([^[\]]*)\])?$/.exec(parameter) ?? [];
  const declaration = Object.hasOwn(filters, field) ? filters[field] : undefined;
  if (declaration === undefined) throw unknown(parameter, field, Object.keys(filters));
  const operators = operatorsOf[declaration.kind];
  const operator = operators.find((each) => each === (operatorName ?? 'equals'));
  if (operator === undefined) throw unknown(parameter, operatorName ?? 'equals', operators);
  const values =
    declaration.kind === 'text' && operator !== 'equals' && operator !== 'not' ? [value] : value.split(',');
  if (values.length > mostValues) throw wrong(parameter, `A filter takes at most ${mostValues} values.`);
  return { field, operator, values: values.map((each) => checkValue(parameter, each, declaration)) };
}

function readSort(value: string, { sorts }: ResourceType): ListSort[] {
  return value.split(',').map((text) => {
    const field = text.replace(/^-/, '');
    if (!sorts.includes(field)) throw unknown('sort', field, sorts);
    return { field, descending: text.startsWith('-') };
  });
}

function readNumber(parameter: string, value: string, most: number): number {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : 0;
  if (number < 1 || number > most) throw wrong(parameter, `The value is a number from 1 to ${most}.`);
  return number;
}

function readInclude(value: string, { relationships }: ResourceType): string[] {
  const names = value.split(',').filter((name) => name !== '');
  const wrongName = names.find((name) => !Object.hasOwn(relationships, name));
  if (wrongName !== undefined) throw unknown('include', wrongName, Object.keys(relationships));
  return [...new Set(names)];
}

function readFields(parameter: string, value: string, types: readonly ResourceType[]): [string, ReadonlySet<string>] {
  const name = /^fields\[([^[\]]*)\]$/.exec(parameter)?.[1] ?? '';
  const type = types.find((each) => each.type === name);
  if (type === undefined)
    throw unknown(
      parameter,
      name,
      types.map((each) => each.type),
    );
  const known = [...Object.keys(type.attributes), ...Object.keys(type.relationships)];
  const fields = value.split(',').filter((field) => field !== '');
  const wrongField = fields.find((field) => !known.includes(field));
  if (wrongField !== undefined) throw unknown(parameter, wrongField, known);
  return [name, new Set(fields)];
}

/**
 * Reads the query of a request on a type. `isList` allows filters, sort and pages.
 * @throws JsonApiError that names the parameter and the nearest known name.
 */
export function readQuery(url: string, type: ResourceType, types: readonly ResourceType[], isList: boolean): ApiQuery {
  const filters: ListFilter[] = [];
  let sort = readSort(type.defaultSort, { ...type, sorts: [type.defaultSort.replace(/^-/, '')] });
  let [number, size] = [1, defaultPageSize];
  let include: string[] = [];
  const fields = new Map<string, ReadonlySet<string>>();
  for (const [name, value] of readPairs(url)) {
    if (name === 'include') include = readInclude(value, type);
    else if (name.startsWith('fields[')) fields.set(...readFields(name, value, types));
    else if (isList && name.startsWith('filter[')) filters.push(readFilter(name, value, type));
    else if (isList && name === 'sort') sort = readSort(value, type);
    else if (isList && name === 'page[number]') number = readNumber(name, value, furthestRow);
    else if (isList && name === 'page[size]') size = readNumber(name, value, largestPage);
    else
      throw unknown(
        name,
        name,
        isList ? ['filter[…]', 'sort', 'page[number]', 'page[size]', 'include', 'fields[…]'] : ['include', 'fields[…]'],
      );
  }
  if (number * size > furthestRow) throw wrong('page[number]', 'There are no pages that far. Use filters instead.');
  return { list: { filters, sort, page: { number, size } }, include, fields };
}
