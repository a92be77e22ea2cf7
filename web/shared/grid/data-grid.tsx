import './grid.css';
import { Button, Checkbox, NativeSelect, Text } from '@mantine/core';
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
  /** What a row is called, for those who do not see it. */
  readonly nameOf: (row: Row) => string;
  readonly sort: string;
  readonly onSort: (sort: string) => void;
  readonly busy: boolean;
  /** What can be done with a row. */
  readonly actions?: (row: Row) => ReactNode;
  /** The ids of the rows that are ticked; rows can be ticked where they are given. */
  readonly ticked?: ReadonlySet<string>;
  readonly onTick?: (ticked: ReadonlySet<string>) => void;
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
  if (choices.length === 0) return null;
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

type TickProps<Row> = Pick<DataGridProps<Row>, 'rows' | 'idOf' | 'nameOf'> &
  Required<Pick<DataGridProps<Row>, 'ticked' | 'onTick'>>;

function TickAll<Row>({ idOf, onTick, rows, ticked }: TickProps<Row>) {
  const { t } = useTranslation();
  const ids = rows.map(idOf);
  const count = ids.filter((id) => ticked.has(id)).length;
  return (
    <Checkbox
      aria-label={t('grid.tickAll')}
      checked={count === ids.length}
      indeterminate={count > 0 && count < ids.length}
      onChange={() => onTick(new Set(count === ids.length ? [] : ids))}
    />
  );
}

function Tick<Row>({ idOf, nameOf, onTick, row, ticked }: TickProps<Row> & { readonly row: Row }) {
  const { t } = useTranslation();
  const id = idOf(row);
  const others = [...ticked].filter((each) => each !== id);
  return (
    <Checkbox
      aria-label={t('grid.tick', { name: nameOf(row) })}
      checked={ticked.has(id)}
      onChange={({ currentTarget }) => onTick(new Set(currentTarget.checked ? [...others, id] : others))}
    />
  );
}

interface RowProps<Row> extends Pick<DataGridProps<Row>, 'columns' | 'actions'> {
  readonly row: Row;
  readonly ticks: TickProps<Row> | null;
}

function GridRow<Row>({ actions, columns, row, ticks }: RowProps<Row>) {
  return (
    <tr role="row">
      {ticks !== null && (
        <td role="cell" className="grid-tick">
          <Tick {...ticks} row={row} />
        </td>
      )}
      {columns.map(({ name, show, title }) => (
        <td role="cell" key={name} className="grid-value">
          <span className="grid-label">{title}</span>
          {show(row)}
        </td>
      ))}
      {actions !== undefined && (
        <td role="cell" className="grid-actions">
          {actions(row)}
        </td>
      )}
    </tr>
  );
}

/** A page of rows, with columns to sort by. On phones every row is a card. */
export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { t } = useTranslation();
  const { actions, busy, columns, idOf, label, nameOf, onSort, onTick, rows, sort, ticked } = props;
  const ticks = ticked && onTick ? { rows, idOf, nameOf, ticked, onTick } : null;
  // The roles are said, since browsers forget them where rows are shown as cards.
  return (
    <>
      <SortChoice columns={columns} sort={sort} onSort={onSort} />
      <div className="grid-frame">
        <table role="table" className="grid" aria-label={label} aria-busy={busy}>
          <thead>
            <tr role="row">
              {ticks !== null && (
                <th scope="col">
                  <TickAll {...ticks} />
                </th>
              )}
              {columns.map((column) => (
                <Head key={column.name} column={column} sort={sort} onSort={onSort} />
              ))}
              {actions !== undefined && (
                <th scope="col">
                  <span className="visually-hidden">{t('grid.actions')}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {rows.map((row) => (
              <GridRow key={idOf(row)} row={row} columns={columns} ticks={ticks} {...(actions && { actions })} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
