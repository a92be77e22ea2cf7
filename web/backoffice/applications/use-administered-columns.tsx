import { Anchor, Badge, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Application } from '../../shared/applications/application.ts';
import { ClientId, Status } from '../../shared/applications/columns.tsx';
import { identifierOf, useRefNames } from '../../shared/applications/ref-names.ts';
import type { Side } from '../../shared/context.ts';
import type { Column } from '../../shared/grid/data-grid.tsx';
import type { RowsPage } from '../../shared/grid/load-page.ts';
import { formatTime } from '../../shared/i18n.ts';
import { pathOf, seesEveryOrganization } from './administered.ts';

/** The later of the two times at which an application was used; null for never. */
export function lastUse({ attributes: { lastCallAt, lastTokenAt } }: Application): string | null {
  return (
    [lastCallAt, lastTokenAt]
      .filter((each) => each !== null)
      .sort()
      .at(-1) ?? null
  );
}

function GrantTypes({ application }: { readonly application: Application }) {
  const { t } = useTranslation();
  const { grantTypes } = application.attributes;
  if (grantTypes.length === 0) return t('administeredApplications.grants.none');
  return (
    <Group gap={4}>
      {grantTypes.map((grant) => (
        <Badge key={grant} variant="default" tt="none" fw={500}>
          {t(`administeredApplications.grants.${grant}`)}
        </Badge>
      ))}
    </Group>
  );
}

/** Makes the columns of the grid of the applications of a side from a page of it. */
export function useAdministeredColumns(side: Side) {
  const { t } = useTranslation();
  const names = useRefNames();
  const head = (name: string, sort: string) => ({
    name,
    title: t(`administeredApplications.columns.${name}`),
    sort,
  });
  return ({ included }: RowsPage<Application>): readonly Column<Application>[] => [
    {
      ...head('name', 'name'),
      show: ({ attributes, id }) => (
        <Anchor component={Link} to={`${pathOf[side]}/${id}`} fw={600} size="sm" className="breakable">
          {attributes.name}
        </Anchor>
      ),
    },
    { ...head('clientId', 'clientId'), show: (application) => <ClientId application={application} /> },
    { ...head('status', 'active'), show: ({ attributes }) => <Status active={attributes.active} /> },
    { ...head('grantType', 'grantTypes'), show: (application) => <GrantTypes application={application} /> },
    { ...head('owner', 'owner'), show: (each) => names.person(identifierOf(each, 'owner'), included) },
    ...(seesEveryOrganization
      ? [
          {
            ...head('organization', 'organization'),
            show: (each: Application) => names.organization(identifierOf(each, 'organization'), included),
          },
        ]
      : []),
    {
      ...head('lastUsed', 'lastUsedAt'),
      show: (application) => {
        const time = lastUse(application);
        return time === null ? t('administeredApplications.never') : formatTime(time);
      },
    },
  ];
}
