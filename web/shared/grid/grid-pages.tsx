import { Group, NativeSelect, Pagination, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { context } from '../context.ts';
import { pageOf, pageSizes, sizeOf } from './grid-search.ts';
import type { RowsPage } from './load-page.ts';
import type { GridState } from './use-grid-search.ts';

const controls = { first: 'grid.first', previous: 'grid.previous', next: 'grid.next', last: 'grid.last' } as const;

interface GridPagesProps extends Pick<RowsPage<unknown>, 'total' | 'more'> {
  readonly grid: GridState;
}

/** How many rows there are, which of them are shown, and how to see the others. */
export function GridPages({ grid, more, total }: GridPagesProps) {
  const { t } = useTranslation();
  const size = sizeOf(grid.search);
  const pages = Math.max(1, Math.ceil(total / size));
  return (
    <Group justify="space-between" mt="sm">
      <Text size="sm" role="status">
        {more ? t('grid.moreThan', { total: total.toLocaleString(context.locale) }) : t('grid.total', { count: total })}
      </Text>
      {pages > 1 && (
        <Pagination
          total={pages}
          value={pageOf(grid.search)}
          onChange={grid.turnTo}
          size="sm"
          aria-label={t('grid.pages')}
          getItemProps={(page) => ({ 'aria-label': t('grid.page', { page }) })}
          getControlProps={(control) => ({ 'aria-label': t(controls[control]) })}
        />
      )}
      {total > pageSizes[0] && (
        <NativeSelect
          size="xs"
          aria-label={t('grid.size')}
          value={String(size)}
          onChange={({ currentTarget }) => grid.resize(Number(currentTarget.value))}
          data={pageSizes.map(String)}
        />
      )}
    </Group>
  );
}
