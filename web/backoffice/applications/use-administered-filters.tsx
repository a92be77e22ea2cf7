import { useTranslation } from 'react-i18next';
import { may } from '../../shared/context.ts';
import type { Filter } from '../../shared/grid/grid-filters.tsx';
import { seesEveryOrganization } from './administered.ts';
import { OrganizationSelect } from './organization-select.tsx';

/** The grant types in the order in which they are shown. */
export const grantTypes = ['authorization_code', 'client_credentials', 'password'] as const;

/** The filters of the grid of applications. */
export function useAdministeredFilters(): readonly Filter[] {
  const { t } = useTranslation();
  const title = (name: string) => t(`administeredApplications.columns.${name}`);
  const organization: Filter = {
    name: 'organization',
    title: title('organization'),
    field: (value, onChange) => (
      <OrganizationSelect
        label={title('organization')}
        placeholder={t('grid.all')}
        value={value || null}
        onChange={(id) => onChange(id ?? '')}
      />
    ),
  };
  return [
    { name: 'name', title: title('name') },
    { name: 'clientId', title: title('clientId') },
    {
      name: 'status',
      title: title('status'),
      choices: [
        { value: 'active', label: t('applications.status.active') },
        { value: 'inactive', label: t('applications.status.inactive') },
      ],
    },
    {
      name: 'grant',
      title: title('grantType'),
      choices: grantTypes.map((grant) => ({ value: grant, label: t(`administeredApplications.grants.${grant}`) })),
    },
    { name: 'owner', title: title('owner') },
    ...(seesEveryOrganization && may('organizations', 'view', 'global') ? [organization] : []),
    { name: 'usedAfter', title: t('administeredApplications.filters.usedAfter'), type: 'date' },
    { name: 'usedBefore', title: t('administeredApplications.filters.usedBefore'), type: 'date' },
  ];
}
