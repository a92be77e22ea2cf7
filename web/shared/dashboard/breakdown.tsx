import { Anchor, NativeSelect, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { context, may } from '../context.ts';
import type { Column } from '../grid/data-grid.tsx';
import { ResourceList } from '../grid/resource-list.tsx';
import type { GridState } from '../grid/use-grid-search.ts';
import { Section } from '../section.tsx';
import { type Breakdown, breakdowns, type Group, loadBreakdown, statisticsKey } from './statistics.ts';
import { formatNumber } from './time-line.tsx';

/** What is of use to who is signed in: organizations and sides only where several can be seen. */
function breakdownsShown(): readonly Breakdown[] {
  const seesAll = context.organization.global && may('oauthapplications', 'view', 'global');
  return breakdowns.filter((each) => {
    if (each === 'organization') return seesAll;
    return each !== 'side' || context.side === 'backoffice';
  });
}

interface GroupNameProps {
  readonly by: Breakdown;
  readonly group: Group;
  readonly grid: GridState;
}

function GroupName({ by, grid, group }: GroupNameProps) {
  const { t } = useTranslation();
  const { label, value } = group.attributes;
  const text = label ?? t(`dashboard.values.${by}.${value ?? 'none'}`, { defaultValue: value ?? '' });
  if (by !== 'application' || value === null || grid.search.application === value) {
    return (
      <Text span size="sm" className="breakable">
        {text}
      </Text>
    );
  }
  return (
    <Anchor
      component="button"
      type="button"
      size="sm"
      ta="start"
      className="breakable"
      onClick={() => grid.filter({ application: value })}
    >
      {text}
    </Anchor>
  );
}

/** The numbers of the range, broken down by one of their sides. */
export function BreakdownSection({ grid }: { readonly grid: GridState }) {
  const { t } = useTranslation();
  const shown = breakdownsShown();
  const by = shown.find((each) => each === grid.search.by) ?? 'application';
  const title = t(`dashboard.by.${by}`);
  const columns: Column<Group>[] = [
    { name: 'value', title, show: (group) => <GroupName by={by} grid={grid} group={group} /> },
    ...(['issued', 'refused', 'called'] as const).map((name) => ({
      name,
      title: t(`dashboard.numbers.${name}`),
      sort: name,
      show: ({ attributes }: Group) => formatNumber(attributes[name]),
    })),
  ];
  const choice = (
    <NativeSelect
      label={t('dashboard.breakdown')}
      value={by}
      onChange={({ currentTarget }) => grid.filter({ by: currentTarget.value })}
      data={shown.map((each) => ({ value: each, label: t(`dashboard.by.${each}`) }))}
    />
  );
  return (
    <Section title={t('dashboard.breakdownTitle')} actions={choice}>
      <ResourceList
        label={t('dashboard.breakdownTitle')}
        queryKey={[...statisticsKey, by]}
        load={(search) => loadBreakdown(by, search)}
        columns={() => columns}
        defaultSort="-issued"
        idOf={({ id }) => id}
        nameOf={({ attributes }) => attributes.label ?? attributes.value ?? ''}
        empty={{ title: t('dashboard.empty'), hint: t('dashboard.emptyHint') }}
        refreshEvery={30_000}
      />
    </Section>
  );
}
