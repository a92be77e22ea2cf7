import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Application } from '../../shared/applications/application.ts';
import { ClientId, Status } from '../../shared/applications/columns.tsx';
import { applicationPath } from '../../shared/applications/paths.ts';
import { useOwnerName } from '../../shared/applications/ref-names.ts';
import type { Column } from '../../shared/grid/data-grid.tsx';
import { formatTime } from '../../shared/i18n.ts';
import { seesEveryOrganization } from './administered.ts';

function useGrantText() {
  const { t } = useTranslation();
  return ({ attributes: { grantTypes } }: Application): string =>
    grantTypes.map((grant) => t(`administeredApplications.grants.${grant}`)).join(', ') ||
    t('administeredApplications.grants.none');
}

/** The columns of the grid of applications. */
export function useAdministeredColumns(): readonly Column<Application>[] {
  const { t } = useTranslation();
  const ownerName = useOwnerName();
  const grantText = useGrantText();
  const title = (name: string) => t(`administeredApplications.columns.${name}`);
  return [
    {
      name: 'name',
      title: title('name'),
      sort: 'name',
      show: (application) => (
        <Anchor component={Link} to={applicationPath(application)} fw={600} size="sm" className="breakable wide">
          {application.attributes.name}
        </Anchor>
      ),
    },
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
    {
      name: 'grantType',
      title: title('grantType'),
      sort: 'grantTypes',
      show: grantText,
    },
    {
      name: 'owner',
      title: title('owner'),
      sort: 'ownerName',
      show: (application) => <span className="breakable">{ownerName(application)}</span>,
    },
    ...(seesEveryOrganization
      ? [
          {
            name: 'organization',
            title: title('organization'),
            sort: 'organizationName',
            show: ({ attributes }: Application) => attributes.organizationName,
          },
        ]
      : []),
    {
      name: 'lastUsed',
      title: title('lastUsed'),
      sort: 'lastUsedAt',
      show: ({ attributes: { lastUsedAt } }) =>
        lastUsedAt === null ? t('administeredApplications.never') : formatTime(lastUsedAt),
    },
  ];
}
