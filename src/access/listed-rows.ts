import type { ListFilter, ListPage, ListQuery, ListSort } from './list-query.ts';

type Value = string | boolean | Date | null;

/** How the fields of rows that are all in memory are read, by the names of the API. */
export type RowFields<Row> = Readonly<Record<string, (row: Row) => Value>>;

function fieldOf<Row>(fields: RowFields<Row>, name: string): (row: Row) => Value {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (field === undefined) throw new Error(`there is no field ${name}`);
  return field;
}

const folded = (text: string) => text.normalize('NFC').toLowerCase();

function holds(value: Value, operator: ListFilter['operator'], wanted: string): boolean {
  if (value === null) return false;
  if (value instanceof Date) {
    const at = new Date(wanted);
    return operator === 'after' ? value > at : operator === 'before' && value < at;
  }
  const [text, sought] = [folded(String(value)), folded(wanted)];
  if (operator === 'contains') return text.includes(sought);
  return operator === 'starts-with' ? text.startsWith(sought) : text === sought;
}

function matches<Row>(row: Row, fields: RowFields<Row>, { field, operator, values }: ListFilter): boolean {
  const value = fieldOf(fields, field)(row);
  if (operator === 'not') return !values.some((wanted) => holds(value, 'equals', wanted));
  return values.some((wanted) => holds(value, operator, wanted));
}

/** What has no value comes before all others. */
function compare(left: Value, right: Value): number {
  if (left === null || right === null) return Number(right === null) - Number(left === null);
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : Number(left > right);
  return Number(left) - Number(right);
}

function comparing<Row>(fields: RowFields<Row>, sorts: readonly ListSort[]): (left: Row, right: Row) => number {
  const orders = sorts.map(({ descending, field }) => ({ read: fieldOf(fields, field), sign: descending ? -1 : 1 }));
  return (left, right) => {
    for (const { read, sign } of orders) {
      const order = compare(read(left), read(right)) * sign;
      if (order !== 0) return order;
    }
    return 0;
  };
}

/** One page of rows that are few and all in memory, filtered and sorted as asked; equal ones keep their order. */
export function pageOf<Row>(
  rows: readonly Row[],
  fields: RowFields<Row>,
  { filters, page: { number, size }, sort }: ListQuery,
): ListPage<Row> {
  const found = rows.filter((row) => filters.every((filter) => matches(row, fields, filter)));
  const sorted = found.sort(comparing(fields, sort));
  return { rows: sorted.slice((number - 1) * size, number * size), total: found.length };
}
