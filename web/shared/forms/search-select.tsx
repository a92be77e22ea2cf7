import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, type QueryKey, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Something to choose, by its id. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface SearchSelectProps {
  readonly label: string;
  readonly description?: string;
  readonly placeholder?: string;
  /** The id of what is chosen; null for nothing. */
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly error?: string | undefined;
  readonly required?: boolean;
  readonly disabled?: boolean;
}

interface Source {
  /** The key of the cache. */
  readonly queryKey: QueryKey;
  /** Some of what matches a text; the first of all for an empty one. @throws ApiFailure */
  readonly search: (text: string) => Promise<readonly Choice[]>;
  /** What has an id; null where it cannot be seen. @throws ApiFailure */
  readonly find: (id: string) => Promise<Choice | null>;
}

/** Chooses one of many, which the API searches by what is typed. */
export function SearchSelect(props: SearchSelectProps & { readonly source: Source }) {
  const { t } = useTranslation();
  const { source, value, ...field } = props;
  const [typed, setTyped] = useState('');
  const chosen = useQuery({
    queryKey: [...source.queryKey, 'chosen', value],
    queryFn: () => source.find(value ?? ''),
    enabled: value !== null,
    staleTime: 60_000,
  });
  const current = value === null ? null : (chosen.data ?? null);
  // The name of what is chosen stands in the field, and is no search.
  const [asked] = useDebouncedValue(typed === current?.label ? '' : typed.trim(), 250);
  const found = useQuery({
    queryKey: [...source.queryKey, 'search', asked],
    queryFn: () => source.search(asked),
    placeholderData: keepPreviousData,
  });
  const others = (found.data ?? []).filter((each) => each.value !== current?.value);
  return (
    <Select
      {...field}
      value={value}
      data={[...(current === null ? [] : [current]), ...others]}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('forms.clear', { name: field.label }) }}
      searchValue={typed}
      onSearchChange={setTyped}
      // The API has matched them already.
      filter={({ options }) => options}
      nothingFoundMessage={t(found.isFetching ? 'grid.loading' : 'forms.nothingFound')}
      comboboxProps={{ withinPortal: false, transitionProps: { duration: 0 } }}
      autoComplete="off"
    />
  );
}
