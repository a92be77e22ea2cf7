import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { context } from '../context.ts';
import type { GridSearch } from '../grid/grid-search.ts';
import type { GridState } from '../grid/use-grid-search.ts';

/** Whether organizations are of interest: only to people who work in several. */
export const hasSeveralOrganizations = context.side === 'backoffice' && context.organizations.length > 1;

/** Whether a filter is set. */
export function isFiltered({ name, organization, status }: GridSearch): boolean {
  return [name, organization, status].some((value) => value !== undefined);
}

function NameFilter({ grid }: { readonly grid: GridState }) {
  const { t } = useTranslation();
  const current = grid.search.name ?? '';
  const [typed, setTyped] = useState(current);
  const apply = useDebouncedCallback((name: string) => grid.filter({ name }), 300);
  useEffect(() => setTyped(current), [current]);
  return (
    <TextInput
      type="search"
      label={t('applications.columns.name')}
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        apply(currentTarget.value);
      }}
      maxLength={200}
    />
  );
}

/** The filters of the grid of applications. */
export function ApplicationFilters({ grid }: { readonly grid: GridState }) {
  const { t } = useTranslation();
  const { organization = '', status = '' } = grid.search;
  const all = { value: '', label: t('grid.all') };
  return (
    <Group align="end" gap="sm" mb="sm">
      <NameFilter grid={grid} />
      {hasSeveralOrganizations && (
        <NativeSelect
          label={t('applications.columns.organization')}
          value={organization}
          onChange={({ currentTarget }) => grid.filter({ organization: currentTarget.value })}
          data={[all, ...context.organizations.map(({ id, name }) => ({ value: id, label: name }))]}
        />
      )}
      <NativeSelect
        label={t('applications.status.label')}
        value={status}
        onChange={({ currentTarget }) => grid.filter({ status: currentTarget.value })}
        data={[
          all,
          { value: 'active', label: t('applications.status.active') },
          { value: 'inactive', label: t('applications.status.inactive') },
        ]}
      />
      {isFiltered(grid.search) && (
        <Button variant="default" onClick={grid.clear}>
          {t('grid.clear')}
        </Button>
      )}
    </Group>
  );
}
