import { useTranslation } from 'react-i18next';
import { may, mayEverywhere } from '../../shared/context.ts';
import { ResourcePicker } from '../../shared/forms/resource-picker.tsx';
import type { Filter } from '../../shared/grid/grid-filters.tsx';

/** Whether it matters which organization something of a type belongs to: only to who reaches several. */
export const organizationsShown = (type: string) => mayEverywhere(type, 'view') && may('organizations', 'view');

/** The filter of a list by organization, for those who reach several. */
export function useOrganizationFilter(type: string): Filter[] {
  const { t } = useTranslation();
  const title = t('organizations.one');
  const field: Filter['field'] = (value, onChange) => (
    <ResourcePicker label={title} type="organizations" value={value} onChange={onChange} />
  );
  return organizationsShown(type) ? [{ name: 'organization', title, field }] : [];
}
