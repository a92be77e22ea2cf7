import './grid.css';
import { Button, NativeSelect, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SortIcon } from '../icons.tsx';
import { nextSort } from './grid-search.ts';

/** A column of a grid. */
export interface Column<Row> {
  readonly name: string;
  readonly title: string;
  /** The field of the API that sorts by it; none where it cannot be sorted by. */
  readonly sort?: string;
  readonly show: (row: Row) => ReactNode;
}

export interface DataGridProps<Row> {
  /** What the rows are, for those who do not see them. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
  readonly sort: string;
  readonly onSort: (sort: string) => void;
  readonly busy: boolean;
  /** What can be done with a row. */
  readonly actions: (row: Row) => ReactNode;
}

const directions = { up: 'ascending', down: 'descending' } as const;

interface HeadProps<Row> extends Pick<DataGridProps<Row>, 'sort' | 'onSort'> {
  readonly column: Column<Row>;
}

function Head<Row>({ column, onSort, sort }: HeadProps<Row>) {
  const field = column.sort;
  if (field === undefined) {
    return (
      <th scope="col">
        <Text size="sm" fw={600} px={4}>
          {column.title}
        </Text>
      </th>
    );
  }
  const order = sort === field ? 'up' : sort === `-${field}` ? 'down' : null;
  return (
    <th scope="col" aria-sort={order === null ? 'none' : directions[order]}>
      <Button
        variant="subtle"
        color="gray"
        c="var(--mantine-color-text)"
        size="compact-sm"
        px={4}
        rightSection={<SortIcon order={order} />}
        onClick={() => onSort(nextSort(sort, field))}
      >
        {column.title}
      </Button>
    </th>
  );
}

/** Chooses the order where there is no room for the heads of the columns. */
function SortChoice<Row>({ columns, onSort, sort }: Pick<DataGridProps<Row>, 'columns' | 'sort' | 'onSort'>) {
  const { t } = useTranslation();
  const choices = columns.flatMap(({ sort: field, title }) =>
    field === undefined
      ? []
      : [
          { value: field, label: t('grid.ascending', { column: title }) },
          { value: `-${field}`, label: t('grid.descending', { column: title }) },
        ],
  );
  return (
    <NativeSelect
      hiddenFrom="sm"
      label={t('grid.sortBy')}
      value={sort}
      onChange={({ currentTarget }) => onSort(currentTarget.value)}
      data={choices}
      mb="xs"
    />
  );
}

/** A page of rows, with columns to sort by. On phones every row is a card. */
export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { t } = useTranslation();
  const { actions, busy, columns, idOf, label, onSort, rows, sort } = props;
  // The roles are said, since browsers forget them where rows are shown as cards.
  return (
    <>
      <SortChoice columns={columns} sort={sort} onSort={onSort} />
      <table role="table" className="grid" aria-label={label} aria-busy={busy}>
        <thead>
          <tr role="row">
            {columns.map((column) => (
              <Head key={column.name} column={column} sort={sort} onSort={onSort} />
            ))}
            <th scope="col">
              <span className="visually-hidden">{t('grid.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr role="row" key={idOf(row)}>
              {columns.map(({ name, show, title }) => (
                <td role="cell" key={name}>
                  <span className="grid-label">{title}</span>
                  {show(row)}
                </td>
              ))}
              <td role="cell" className="grid-actions">
                {actions(row)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
