import { Button, NativeSelect } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useGridSearch } from '../grid/use-grid-search.ts';
import { Page } from '../page.tsx';
import { BreakdownSection } from './breakdown.tsx';
import { rangeNames, rangeOf } from './statistics.ts';
import { TimeLine } from './time-line.tsx';

/** How many tokens were issued, requests refused and calls made. What is looked at stands in the address. */
export function DashboardPage() {
  const { t } = useTranslation();
  const grid = useGridSearch();
  const { application } = grid.search;
  const actions = (
    <>
      <Button variant="default" component={Link} to="/refused-requests" search={{ application } as never}>
        {t('refusals.title')}
      </Button>
      {application !== undefined && (
        <Button variant="default" onClick={() => grid.filter({ application: undefined })}>
          {t('dashboard.allApplications')}
        </Button>
      )}
      <NativeSelect
        label={t('dashboard.range')}
        value={rangeOf(grid.search)}
        onChange={({ currentTarget }) => grid.filter({ range: currentTarget.value })}
        data={rangeNames.map((value) => ({ value, label: t(`dashboard.ranges.${value}`) }))}
      />
    </>
  );
  return (
    <Page title={t('dashboard.title')} actions={actions}>
      <TimeLine search={grid.search} />
      <BreakdownSection grid={grid} />
    </Page>
  );
}
