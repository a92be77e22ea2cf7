import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { context } from '../context.ts';
import { CopyButton } from '../copy-button.tsx';
import type { Column } from '../grid/data-grid.tsx';
import type { Filter } from '../grid/grid-filters.tsx';
import { StatusBadge } from '../status-badge.tsx';
import type { Application } from './application.ts';

/** Whether organizations are of interest: only to people who work in several. */
const hasSeveralOrganizations = context.side === 'backoffice' && context.organizations.length > 1;

function organizationName({ relationships }: Application): string {
  const data = relationships?.organization?.data;
  const id = data && 'id' in data ? data.id : '';
  return context.organizations.find((each) => each.id === id)?.name ?? '';
}

/** The client id of an application, ready to be copied. */
export function ClientId({ application }: { readonly application: Application }) {
  const { t } = useTranslation();
  const { clientId, name } = application.attributes;
  return (
    <Group gap={4} wrap="nowrap">
      <span className="code breakable">{clientId}</span>
      <CopyButton value={clientId} label={`${t('applications.created.copyId')}: ${name}`} />
    </Group>
  );
}

/** Whether something may be used. */
export function Status({ active }: { readonly active: boolean }) {
  const { t } = useTranslation();
  return (
    <StatusBadge color={active ? 'green' : 'gray'}>
      {t(active ? 'applications.status.active' : 'applications.status.inactive')}
    </StatusBadge>
  );
}

/** The columns and filters of the grid of one's own applications. */
export function useOwnApplications(): { readonly columns: readonly Column<Application>[]; readonly filters: Filter[] } {
  const { t } = useTranslation();
  const title = (name: string) => t(`applications.columns.${name}`);
  const organization = { name: 'organization', title: title('organization') };
  const organizations = context.organizations.map(({ id, name }) => ({ value: id, label: name }));
  const columns: Column<Application>[] = [
    {
      name: 'name',
      title: title('name'),
      sort: 'name',
      show: ({ attributes }) => (
        <Text span fw={600} size="sm" className="breakable">
          {attributes.name}
        </Text>
      ),
    },
    ...(hasSeveralOrganizations ? [{ ...organization, show: organizationName }] : []),
    {
      name: 'clientId',
      title: title('clientId'),
      sort: 'clientId',
      show: (application) => <ClientId application={application} />,
    },
    {
      name: 'status',
      title: title('status'),
      sort: 'active',
      show: ({ attributes }) => <Status active={attributes.active} />,
    },
  ];
  const filters: Filter[] = [
    { name: 'name', title: title('name') },
    ...(hasSeveralOrganizations ? [{ ...organization, choices: organizations }] : []),
    {
      name: 'status',
      title: t('applications.status.label'),
      choices: [
        { value: 'active', label: t('applications.status.active') },
        { value: 'inactive', label: t('applications.status.inactive') },
      ],
    },
  ];
  return { columns, filters };
}
