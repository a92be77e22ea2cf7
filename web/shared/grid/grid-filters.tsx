import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GridSearch } from './grid-search.ts';
import type { GridState } from './use-grid-search.ts';

/** What a list can be filtered by. Its value stands in the address under its name. */
export interface Filter {
  readonly name: string;
  readonly title: string;
  /** The values to choose from; left out where something is typed. */
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  /** What is typed: a text where left out. */
  readonly type?: 'search' | 'date';
  /** A field of another kind, in place of one to type or choose in. */
  readonly field?: (value: string, onChange: (value: string) => void) => ReactNode;
}

/** Whether one of the filters is set. */
export function isFiltered(search: GridSearch, filters: readonly Filter[]): boolean {
  return filters.some(({ name }) => search[name] !== undefined);
}

interface FilterProps {
  readonly filter: Filter;
  readonly grid: GridState;
}

function TypedFilter({ filter: { name, title, type = 'search' }, grid }: FilterProps) {
  const current = grid.search[name] ?? '';
  const [typed, setTyped] = useState(current);
  const apply = useDebouncedCallback((value: string) => grid.filter({ [name]: value }), 300);
  useEffect(() => setTyped(current), [current]);
  return (
    <TextInput
      type={type}
      label={title}
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        apply(currentTarget.value);
      }}
      maxLength={200}
    />
  );
}

function ChoiceFilter({ filter: { choices = [], name, title }, grid }: FilterProps) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      label={title}
      value={grid.search[name] ?? ''}
      onChange={({ currentTarget }) => grid.filter({ [name]: currentTarget.value })}
      data={[{ value: '', label: t('grid.all') }, ...choices]}
    />
  );
}

function FilterField({ filter, grid }: FilterProps) {
  const { choices, field, name } = filter;
  if (field !== undefined) return field(grid.search[name] ?? '', (value) => grid.filter({ [name]: value }));
  return choices === undefined ? (
    <TypedFilter filter={filter} grid={grid} />
  ) : (
    <ChoiceFilter filter={filter} grid={grid} />
  );
}

// More than these would leave no room for the rows on a phone: they are shown when they are asked for.
const mostOnPhone = 4;

/** The filters of a list. */
export function GridFilters({ filters, grid }: { readonly filters: readonly Filter[]; readonly grid: GridState }) {
  const { t } = useTranslation();
  const filtered = isFiltered(grid.search, filters);
  const [opened, { toggle }] = useDisclosure(filtered);
  if (filters.length === 0) return null;
  const folds = filters.length > mostOnPhone;
  return (
    <>
      {folds && (
        <Button hiddenFrom="sm" mb="sm" variant="default" aria-expanded={opened} onClick={toggle}>
          {t('grid.filters')}
        </Button>
      )}
      <Group align="end" gap="sm" mb="sm" {...(folds && !opened && { visibleFrom: 'sm' })}>
        {filters.map((filter) => (
          <FilterField key={filter.name} filter={filter} grid={grid} />
        ))}
        {filtered && (
          <Button variant="default" onClick={grid.clear}>
            {t('grid.clear')}
          </Button>
        )}
      </Group>
    </>
  );
}
