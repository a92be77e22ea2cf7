import { useTranslation } from 'react-i18next';
import { may, mayEverywhere } from '../../shared/context.ts';
import { ResourcePicker } from '../../shared/forms/resource-picker.tsx';
import type { Column } from '../../shared/grid/data-grid.tsx';
import type { Filter } from '../../shared/grid/grid-filters.tsx';
import { findIncluded, type Included } from '../../shared/grid/load-page.ts';
import type { Resource } from '../../shared/json-api.ts';

/** Whether it matters which organization something of a type belongs to: only to who reaches several. */
export const organizationsShown = (type: string) => mayEverywhere(type, 'view') && may('organizations', 'view');

/** The column of a list that names the organization of each row, for those who reach several. */
export function useOrganizationColumn<Row extends Resource<unknown>>(type: string, everywhere: string) {
  const { t } = useTranslation();
  return (included: readonly Included[]): Column<Row>[] => {
    const show = ({ relationships }: Row) =>
      String(findIncluded(included, relationships?.organization?.data)?.attributes.name ?? everywhere);
    return organizationsShown(type) ? [{ name: 'organization', title: t('organizations.one'), show }] : [];
  };
}

/** The filter of a list by organization, for those who reach several. */
export function useOrganizationFilter(type: string): Filter[] {
  const { t } = useTranslation();
  const title = t('organizations.one');
  const field: Filter['field'] = (value, onChange) => (
    <ResourcePicker label={title} type="organizations" value={value} onChange={onChange} />
  );
  return organizationsShown(type) ? [{ name: 'organization', title, field }] : [];
}
