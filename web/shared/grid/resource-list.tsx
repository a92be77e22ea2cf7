import { Button, Stack, Text } from '@mantine/core';
import { keepPreviousData, type QueryKey, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFailureText } from '../failure-text.ts';
import { ProblemsAlert } from '../forms/problems-alert.tsx';
import { type Column, DataGrid } from './data-grid.tsx';
import { type Filter, GridFilters, isFiltered } from './grid-filters.tsx';
import { GridPages } from './grid-pages.tsx';
import type { GridSearch } from './grid-search.ts';
import type { RowsPage } from './load-page.ts';
import { type GridState, useGridSearch } from './use-grid-search.ts';

/** What is said where there is nothing yet. */
export interface EmptyTexts {
  readonly title: string;
  readonly hint?: string;
}

export interface ResourceListProps<Row> {
  /** What the rows are, for those who do not see them. */
  readonly label: string;
  /** The key of the cache; what the address asks for is added to it. */
  readonly queryKey: QueryKey;
  readonly load: (search: GridSearch) => Promise<RowsPage<Row>>;
  /** Made from the page too, for what came with the rows. */
  readonly columns: (page: RowsPage<Row>) => readonly Column<Row>[];
  readonly filters?: readonly Filter[];
  /** How the API sorts where the address says nothing. */
  readonly defaultSort: string;
  readonly idOf: (row: Row) => string;
  /** What a row is called, for those who do not see it. */
  readonly nameOf: (row: Row) => string;
  readonly empty: EmptyTexts;
  /** What can be done with a row: usually a RowMenu. */
  readonly actions?: (row: Row) => ReactNode;
  /** What can be done with the rows that are ticked; they can be ticked where it is given. */
  readonly bulk?: (ticked: readonly Row[], clear: () => void) => ReactNode;
  /** Asks the API again after so many milliseconds. */
  readonly refreshEvery?: number;
}

interface NothingHereProps extends Pick<ResourceListProps<never>, 'empty'> {
  readonly filtered: boolean;
  readonly grid: GridState;
}

function NothingHere({ empty, filtered, grid }: NothingHereProps) {
  const { t } = useTranslation();
  return (
    <Stack align="center" gap={4} py="xl">
      <Text fw={600}>{filtered ? t('grid.nothing') : empty.title}</Text>
      {filtered && (
        <Button variant="default" size="xs" onClick={grid.clear}>
          {t('grid.clear')}
        </Button>
      )}
      {!filtered && empty.hint !== undefined && <Text size="sm">{empty.hint}</Text>}
    </Stack>
  );
}

const none: ReadonlySet<string> = new Set();

/** A list of the API: filters, sort and page stand in the address. */
export function ResourceList<Row>(props: ResourceListProps<Row>) {
  const { t } = useTranslation();
  const failureText = useFailureText();
  const { actions, bulk, columns, defaultSort, empty, filters = [], idOf, label, load, nameOf, queryKey } = props;
  const grid = useGridSearch();
  const { search } = grid;
  const [ticked, setTicked] = useState(none);
  const { data, error, isFetching } = useQuery({
    queryKey: [...queryKey, search],
    queryFn: () => load(search),
    placeholderData: keepPreviousData,
    ...(props.refreshEvery !== undefined && { refetchInterval: props.refreshEvery }),
  });
  const rows = data?.rows ?? [];
  const shown = rows.filter((row) => ticked.has(idOf(row)));
  return (
    <div>
      <GridFilters grid={grid} filters={filters} />
      <ProblemsAlert problems={error === null ? [] : [failureText(error)]}>
        <Button mt="xs" size="xs" variant="default" onClick={grid.clear}>
          {t('grid.clear')}
        </Button>
      </ProblemsAlert>
      {bulk !== undefined && shown.length > 0 && bulk(shown, () => setTicked(none))}
      {data !== undefined && rows.length === 0 && (
        <NothingHere grid={grid} empty={empty} filtered={isFiltered(search, filters) || search.page !== undefined} />
      )}
      {data !== undefined && rows.length > 0 && (
        <DataGrid
          label={label}
          columns={columns(data)}
          rows={rows}
          idOf={idOf}
          nameOf={nameOf}
          sort={search.sort ?? defaultSort}
          onSort={grid.sort}
          busy={isFetching}
          {...(actions && { actions })}
          {...(bulk && { ticked, onTick: setTicked })}
        />
      )}
      {data !== undefined && <GridPages grid={grid} {...data} />}
    </div>
  );
}
