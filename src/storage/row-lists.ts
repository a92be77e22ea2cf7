import { type RawBuilder, type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import type { ListFilter, ListPage, ListQuery, ListSort } from '../access/list-query.ts';
import { comparisonKey } from '../directory/person.ts';
import { nothing } from './reach-conditions.ts';
import { isRowId, isStorable } from './row-ids.ts';

type Condition = RawBuilder<SqlBool>;
type Column = RawBuilder<unknown>;

/**
 * How a field of the API is found in the database. `name` columns hold comparison keys; `choice` columns one of a few
 * words; `custom` ones decide for themselves what equals a value and cannot be sorted by.
 */
export type ListField =
  | {
      readonly type: 'id' | 'name' | 'choice' | 'boolean' | 'time' | 'list';
      readonly column: Column;
      /** Rows without a value sort before all others. Left out where there is always one, so that indexes serve. */
      readonly optional?: boolean;
    }
  | { readonly type: 'custom-id'; readonly matches: (id: string) => Condition };

export type ListFields = Readonly<Record<string, ListField>>;

function anyOf(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? nothing : sql`(${sql.join(conditions, sql` or `)})`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
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
  if (field.type === 'time') return timeCondition(field.column, operator, value);
  if (operator !== 'equals') return null;
  switch (field.type) {
    case 'id':
      return isRowId(value) ? sql`${field.column} = ${value}::uuid` : nothing;
    case 'custom-id':
      return isRowId(value) ? field.matches(value) : nothing;
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
  return operator === 'not' ? sql`${anyOf(conditions)} is not true` : anyOf(conditions);
}

function sortExpression(fields: ListFields, { field: name, descending }: ListSort): RawBuilder<unknown> {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (field === undefined || field.type === 'custom-id') throw new Error(`cannot sort by ${name}`);
  if (field.optional !== true) return descending ? sql`${field.column} desc` : sql`${field.column}`;
  return descending ? sql`${field.column} desc nulls last` : sql`${field.column} nulls first`;
}

/** The id has the last word, so that pages never overlap; in the direction of the first, so that an index serves both. */
function withTieBreaker(sorts: readonly ListSort[]): readonly ListSort[] {
  return [...sorts, { field: 'id', descending: sorts[0]?.descending ?? false }];
}

/**
 * Reads one page of a query, filtered and sorted as asked.
 * @throws Error for a field or operator the table does not know: a mistake of the caller, who checks requests first.
 */
export async function readPage<Tables, Table extends keyof Tables, Row>(
  base: SelectQueryBuilder<Tables, Table, Row>,
  fields: ListFields,
  query: ListQuery,
): Promise<ListPage<Row>> {
  const { number, size } = query.page;
  const filtered = query.filters.reduce((builder, filter) => builder.where(filterCondition(fields, filter)), base);
  const sorts = withTieBreaker(query.sort).map((sort) => sortExpression(fields, sort));
  const offset = Math.min((number - 1) * size, Number.MAX_SAFE_INTEGER);
  const ordered = sorts
    .reduce((builder, sort) => builder.orderBy(sort), filtered)
    .limit(size)
    .offset(offset);
  const rows = await ordered.execute();
  if (rows.length < size && (rows.length > 0 || number === 1)) return { rows, total: offset + rows.length };
  const [counted] = await filtered.clearSelect().select(sql<number>`count(*)`.as('total')).execute();
  return { rows, total: (counted as { readonly total: number }).total };
}
