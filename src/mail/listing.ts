import type { ListPage, ListQuery } from '../access/list-query.ts';

/** The fields by which things that are in memory are filtered and sorted. */
export type ListedFields = Readonly<Record<string, string>>;

/** One page of a list of things that are all in memory, filtered and sorted as asked. They have an `id` among their fields. */
export function listInMemory<Row>(
  rows: readonly Row[],
  fieldsOf: (row: Row) => ListedFields,
  { filters, page, sort }: ListQuery,
): ListPage<Row> {
  const entries = rows.map((row) => ({ row, fields: fieldsOf(row) }));
  const kept = entries.filter(({ fields }) =>
    filters.every(({ field, operator, values }) => values.includes(fields[field] ?? '') === (operator === 'equals')),
  );
  const order = [...sort, { field: 'id', descending: sort[0]?.descending ?? false }];
  kept.sort((one, other) => {
    for (const { descending, field } of order) {
      const [left, right] = [one.fields[field] ?? '', other.fields[field] ?? ''];
      if (left !== right) return left < right === descending ? 1 : -1;
    }
    return 0;
  });
  const start = (page.number - 1) * page.size;
  return { rows: kept.slice(start, start + page.size).map(({ row }) => row), total: kept.length };
}
