import { type RawBuilder, type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import type { Batches, WholeList } from '../access/list-query.ts';
import { filterRows, type ListFields, type SortKey, sortExpression, sortKeys } from './row-lists.ts';

type Condition = RawBuilder<SqlBool>;

const batchSize = 1_000;

const sqlTypes: Readonly<Record<SortKey['type'], RawBuilder<unknown>>> = {
  id: sql`uuid`,
  number: sql`bigint`,
  name: sql`text`,
  choice: sql`text`,
  boolean: sql`boolean`,
  time: sql`timestamptz`,
  list: sql`text[]`,
};

/** A key with the value that the last row had, as the database writes it; null where it had none. */
interface Passed extends SortKey {
  readonly value: string | null;
}

function literal({ type, value }: Passed): RawBuilder<unknown> {
  return sql`${value}::${sqlTypes[type]}`;
}

function isSame(key: Passed): Condition {
  return key.value === null ? sql`${key.column} is null` : sql`${key.column} = ${literal(key)}`;
}

/** Rows whose value comes later than the one that was passed; nothing comes before all values (`sortExpression`). */
function isLater(key: Passed): Condition {
  const { column, descending, optional, value } = key;
  if (value === null) return descending ? sql`false` : sql`${column} is not null`;
  if (!descending) return sql`${column} > ${literal(key)}`;
  return optional ? sql`(${column} < ${literal(key)} or ${column} is null)` : sql`${column} < ${literal(key)}`;
}

/** The rows after the last one. Where an index can hold the order, as one comparison, which that index then serves. */
function isAfter(keys: readonly Passed[]): Condition {
  const isPlain = keys.every(({ descending, optional }) => !optional && descending === keys[0]?.descending);
  if (isPlain) {
    const columns = sql.join(keys.map(({ column }) => column));
    const values = sql.join(keys.map(literal));
    return keys[0]?.descending ? sql`(${columns}) < (${values})` : sql`(${columns}) > (${values})`;
  }
  const steps = keys.map((key, at) => sql`(${sql.join([...keys.slice(0, at).map(isSame), isLater(key)], sql` and `)})`);
  return sql`(${sql.join(steps, sql` or `)})`;
}

const keyName = (at: number) => `sort_key_${at}`;

/**
 * Reads every row of a query, filtered and sorted as asked, some at a time. Each batch goes on after the last row of
 * the one before: no transaction and no connection is held in between, and what changes meanwhile is neither repeated
 * nor a reason to miss another row.
 * @throws Error for a field or operator the table does not know, like `readPage`
 */
export async function* readBatches<Tables, Table extends keyof Tables, Row>(
  base: SelectQueryBuilder<Tables, Table, Row>,
  fields: ListFields,
  query: WholeList,
  size = batchSize,
): Batches<Row> {
  const keys = sortKeys(fields, query.sort);
  const whole = keys
    .map(sortExpression)
    .reduce((builder, sort) => builder.orderBy(sort), filterRows(base, fields, query.filters))
    .select(keys.map(({ column }, at) => sql<string | null>`(${column})::text`.as(keyName(at))))
    .limit(size);
  let passed: readonly Passed[] | null = null;
  for (;;) {
    const rows: readonly unknown[] = await (passed === null ? whole : whole.where(isAfter(passed))).execute();
    if (rows.length > 0) yield rows as readonly Row[];
    if (rows.length < size) return;
    const last = rows.at(-1) as Readonly<Record<string, string | null>>;
    passed = keys.map((key, at) => ({ ...key, value: last[keyName(at)] ?? null }));
  }
}
