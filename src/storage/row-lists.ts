import { type RawBuilder, type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import type { ListFilter, ListPage, ListQuery, ListSort } from '../access/list-query.ts';
import { comparisonKey } from '../directory/person.ts';
import { nothing } from './reach-conditions.ts';
import { isRowId, isStorable } from './row-ids.ts';

type Condition = RawBuilder<SqlBool>;
type Column = RawBuilder<unknown>;

interface SortableField {
  readonly type: 'id' | 'number' | 'name' | 'choice' | 'boolean' | 'time' | 'list';
  readonly column: Column;
  /** Rows without a value sort before all others. Left out where there is always one, so that indexes serve. */
  readonly optional?: boolean;
}

/**
 * How a field of the API is found in the database. `name` columns hold comparison keys; `choice` columns one of a few
 * words; `custom` ones decide for themselves what equals a value and cannot be sorted by.
 */
export type ListField =
  | SortableField
  | { readonly type: 'custom-id'; readonly matches: (id: string) => Condition }
  | { readonly type: 'custom-name'; readonly matches: (isNamed: (column: Column) => Condition) => Condition };

export type ListFields = Readonly<Record<string, ListField>>;

function anyOf(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? nothing : sql`(${sql.join(conditions, sql` or `)})`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

function customNameCondition(
  field: Extract<ListField, { type: 'custom-name' }>,
  operator: ListFilter['operator'],
  value: string,
): Condition | null {
  const isKnown = nameCondition(nothing, operator, value) !== null;
  return isKnown ? field.matches((column) => nameCondition(column, operator, value) ?? nothing) : null;
}

function nameCondition(column: Column, operator: ListFilter['operator'], value: string): Condition | null {
  const key = comparisonKey(value);
  switch (operator) {
    case 'equals':
      return sql`${column} = ${key}`;
    case 'contains':
      return sql`${column} like ${`%${escapeLike(key)}%`}`;
    case 'starts-with':
      return sql`${column} like ${`${escapeLike(key)}%`}`;
    default:
      return null;
  }
}

function timeCondition(column: Column, operator: ListFilter['operator'], value: string): Condition | null {
  const at = new Date(value);
  const year = at.getUTCFullYear();
  if (Number.isNaN(year) || year < 1 || year > 9999) return nothing;
  switch (operator) {
    case 'equals':
      return sql`${column} = ${at}`;
    case 'after':
      return sql`${column} > ${at}`;
    case 'before':
      return sql`${column} < ${at}`;
    default:
      return null;
  }
}

/** The condition that one value of a filter sets; null where the field knows no such operator. */
function valueCondition(field: ListField, operator: ListFilter['operator'], value: string): Condition | null {
  if (!isStorable(value)) return nothing;
  if (field.type === 'name') return nameCondition(field.column, operator, value);
  if (field.type === 'custom-name') return customNameCondition(field, operator, value);
  if (field.type === 'time') return timeCondition(field.column, operator, value);
  if (operator !== 'equals') return null;
  switch (field.type) {
    case 'id':
      return isRowId(value) ? sql`${field.column} = ${value}::uuid` : nothing;
    case 'custom-id':
      return isRowId(value) ? field.matches(value) : nothing;
    case 'number':
      return /^\d{1,15}$/.test(value) ? sql`${field.column} = ${Number(value)}` : nothing;
    case 'choice':
      return sql`${field.column} = ${value}`;
    case 'list':
      return sql`${value} = any(${field.column})`;
    case 'boolean':
      return value === 'true' || value === 'false' ? sql`${field.column} = ${value === 'true'}` : nothing;
  }
}

function filterCondition(fields: ListFields, { field: name, operator, values }: ListFilter): Condition {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (field === undefined) throw new Error(`cannot filter by ${name}`);
  const wanted = operator === 'not' ? 'equals' : operator;
  const conditions = values.map((value) => {
    const condition = valueCondition(field, wanted, value);
    if (condition === null) throw new Error(`cannot filter ${name} with ${operator}`);
    return condition;
  });
  // However many words there are, the database compares with all of them at once.
  const isOneOf = field.type === 'choice' && values.length > 1;
  const met = isOneOf ? sql<SqlBool>`${field.column} = any(${values.filter(isStorable)})` : anyOf(conditions);
  return operator === 'not' ? sql`${met} is not true` : met;
}

/** One of the values by which rows are put in order. */
export interface SortKey {
  readonly column: Column;
  readonly type: SortableField['type'];
  readonly optional: boolean;
  readonly descending: boolean;
}

function sortKey(fields: ListFields, { field: name, descending }: ListSort): SortKey {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (field === undefined || field.type === 'custom-id' || field.type === 'custom-name')
    throw new Error(`cannot sort by ${name}`);
  return { column: field.column, type: field.type, optional: field.optional === true, descending };
}

/**
 * The keys of an order. The id has the last word, so that pages never overlap; in the direction of the first, so that
 * an index serves both.
 */
export function sortKeys(fields: ListFields, sorts: readonly ListSort[]): readonly SortKey[] {
  const all = [...sorts, { field: 'id', descending: sorts[0]?.descending ?? false }];
  return all.map((sort) => sortKey(fields, sort));
}

/** A key as it stands in `order by`. */
export function sortExpression({ column, descending, optional }: SortKey): RawBuilder<unknown> {
  if (!optional) return descending ? sql`${column} desc` : sql`${column}`;
  return descending ? sql`${column} desc nulls last` : sql`${column} nulls first`;
}

/** Cuts a query down to the rows that meet every filter. */
export function filterRows<Tables, Table extends keyof Tables, Row>(
  base: SelectQueryBuilder<Tables, Table, Row>,
  fields: ListFields,
  filters: readonly ListFilter[],
): SelectQueryBuilder<Tables, Table, Row> {
  return filters.reduce((builder, filter) => builder.where(filterCondition(fields, filter)), base);
}

/** From how far on a page is looked for from the end of the list, where that is nearer. */
const farAway = 1_000;

function turnedRound(keys: readonly SortKey[]): readonly SortKey[] {
  return keys.map((key) => ({ ...key, descending: !key.descending }));
}

/**
 * Reads one page of a query, filtered and sorted as asked. For long lists the query selects only ids, which indexes
 * can give without a look at the rows. Rows are counted up to `countTo` and the end of the page.
 * @throws Error for a field or operator the table does not know: a mistake of the caller, who checks requests first.
 */
export async function readPage<Tables, Table extends keyof Tables, Row>(
  base: SelectQueryBuilder<Tables, Table, Row>,
  fields: ListFields,
  query: ListQuery,
  countTo = Number.MAX_SAFE_INTEGER,
): Promise<ListPage<Row>> {
  const { number, size } = query.page;
  const filtered = filterRows(base, fields, query.filters);
  const keys = sortKeys(fields, query.sort);
  const offset = Math.min((number - 1) * size, Number.MAX_SAFE_INTEGER);
  const slice = (order: readonly SortKey[], from: number, most: number): Promise<Row[]> =>
    order
      .map(sortExpression)
      .reduce((builder, sort) => builder.orderBy(sort), filtered)
      .limit(most)
      .offset(from)
      .execute() as Promise<Row[]>;
  const most = Math.max(countTo, offset + size);
  const isBeyond = async () => {
    if (countTo === Number.MAX_SAFE_INTEGER) return false;
    const beyond = filtered.clearSelect().select(sql`1`.as('one')).offset(most).limit(1);
    return (await beyond.execute()).length > 0;
  };
  const count = async () => {
    const [counted] = await filtered.clearSelect().select(sql<number>`count(*)`.as('total')).execute();
    return (counted as { readonly total: number }).total;
  };
  if (offset < farAway || countTo < Number.MAX_SAFE_INTEGER) {
    const rows = await slice(keys, offset, size);
    const isLast = rows.length < size && (rows.length > 0 || number === 1);
    if (isLast) return { rows, total: offset + rows.length };
    return (await isBeyond()) ? { rows, total: most, more: true } : { rows, total: await count() };
  }
  const total = await count();
  const left = total - offset;
  if (left <= 0) return { rows: [], total };
  if (offset <= total / 2) return { rows: await slice(keys, offset, size), total };
  const rows = await slice(turnedRound(keys), Math.max(0, left - size), Math.min(size, left));
  return { rows: rows.reverse(), total };
}
