import { Paper, SimpleGrid, Switch, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { context } from '../context.ts';
import { type Column, DataGrid } from '../grid/data-grid.tsx';
import type { GridSearch } from '../grid/grid-search.ts';
import { Loaded } from '../page.tsx';
import { Section } from '../section.tsx';
import { BarChart } from './bar-chart.tsx';
import { loadTimeLine, type Moment, type Numbers, rangeOf, ranges, statisticsKey, totalOf } from './statistics.ts';

/** Writes a number the way people of the language read it. */
export const formatNumber = (value: number): string => new Intl.NumberFormat(context.locale).format(value);

const formats = {
  hour: new Intl.DateTimeFormat(context.locale, { dateStyle: 'short', timeStyle: 'short' }),
  // Days and months are those of UTC, by which the server counts.
  day: new Intl.DateTimeFormat(context.locale, { dateStyle: 'medium', timeZone: 'UTC' }),
  month: new Intl.DateTimeFormat(context.locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }),
};

const series = [
  { name: 'issued', tone: 'plain' },
  { name: 'refused', tone: 'warning' },
  { name: 'called', tone: 'calm' },
] as const satisfies readonly { readonly name: keyof Numbers; readonly tone: string }[];

interface MomentsProps {
  readonly moments: readonly Moment[];
  readonly nameOf: (moment: Moment) => string;
}

function Charts({ moments, nameOf }: MomentsProps) {
  const { t } = useTranslation();
  const total = totalOf(moments);
  return (
    <SimpleGrid cols={{ base: 1, md: 3 }}>
      {series.map(({ name, tone }) => {
        const title = t(`dashboard.numbers.${name}`);
        const most = Math.max(...moments.map((moment) => moment[name]));
        const sum = formatNumber(total[name]);
        return (
          <Paper key={name} withBorder p="sm">
            <Text fw={600}>{title}</Text>
            <Text size="xl" fw={700} data-total={name}>
              {sum}
            </Text>
            <BarChart
              label={t('dashboard.chart', { title, sum, most: formatNumber(most) })}
              bars={moments.map((moment) => ({ name: nameOf(moment), value: moment[name] }))}
              tone={tone}
              format={formatNumber}
            />
          </Paper>
        );
      })}
    </SimpleGrid>
  );
}

function MomentTable({ moments, nameOf }: MomentsProps) {
  const { t } = useTranslation();
  const columns: Column<Moment>[] = [
    { name: 'at', title: t('dashboard.time'), show: nameOf },
    ...series.map(({ name }) => ({
      name,
      title: t(`dashboard.numbers.${name}`),
      show: (moment: Moment) => formatNumber(moment[name]),
    })),
  ];
  return (
    <DataGrid
      label={t('dashboard.timeLine')}
      columns={columns}
      rows={[...moments].reverse()}
      idOf={({ at }) => at}
      nameOf={nameOf}
      sort=""
      onSort={() => {}}
      busy={false}
    />
  );
}

/** What happened in a range of time: a chart for each number, or all of them as a table. */
export function TimeLine({ search }: { readonly search: GridSearch }) {
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  const { application, range } = search;
  const query = useQuery({
    queryKey: [...statisticsKey, 'time', range, application],
    queryFn: () => loadTimeLine(search),
    refetchInterval: 30_000,
  });
  const nameOf = ({ at }: Moment) => formats[ranges[rangeOf(search)].unit].format(new Date(at));
  const choice = (
    <Switch
      label={t('dashboard.asTable')}
      checked={asTable}
      onChange={({ currentTarget }) => setAsTable(currentTarget.checked)}
    />
  );
  return (
    <Section title={t('dashboard.timeLine')} actions={choice}>
      <Loaded query={query}>
        {(moments) =>
          asTable ? <MomentTable moments={moments} nameOf={nameOf} /> : <Charts moments={moments} nameOf={nameOf} />
        }
      </Loaded>
    </Section>
  );
}
