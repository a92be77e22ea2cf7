import { Anchor, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../shared/grid/data-grid.tsx';
import type { Filter } from '../../shared/grid/grid-filters.tsx';
import type { Included, RowsPage } from '../../shared/grid/load-page.ts';
import { EnabledStatus, useEnabledFilter } from '../../shared/people/enabled-status.tsx';
import type { Person } from '../../shared/people/person.ts';
import { rolesShown, useRoleFilter } from '../../shared/roles/role-filter.tsx';
import { organizationsShown, useOrganizationFilter } from '../organizations/organization-filter.tsx';
import { namedMemberships } from './user.ts';

interface RelatedNamesProps {
  readonly user: Person;
  readonly included: readonly Included[];
  readonly of: 'organization' | 'role';
}

/** The names of what the memberships of a user are about, one below the other and in the same order. */
function RelatedNames({ included, of, user }: RelatedNamesProps) {
  return (
    <Stack gap={2}>
      {namedMemberships(user, included).map((membership) => (
        <span key={membership.organizationId}>{membership[of]}</span>
      ))}
    </Stack>
  );
}

/** The columns of lists of users, made of a page of them. */
export function useUserColumns() {
  const { t } = useTranslation();
  return ({ included }: RowsPage<Person>): Column<Person>[] => [
    {
      name: 'username',
      title: t('people.fields.username'),
      sort: 'username',
      show: ({ attributes, id }) => (
        <Anchor component={Link} to={`/users/${id}`} fw={600} size="sm" className="breakable">
          {attributes.username}
        </Anchor>
      ),
    },
    {
      name: 'name',
      title: t('people.fields.name'),
      sort: 'lastName',
      show: ({ attributes: { firstName, lastName } }) => `${firstName} ${lastName}`.trim(),
    },
    {
      name: 'email',
      title: t('people.fields.email'),
      sort: 'email',
      show: ({ attributes }) => <span className="breakable">{attributes.email}</span>,
    },
    ...(['organization', 'role'] as const)
      .filter((of) => (of === 'role' ? rolesShown : organizationsShown('users')))
      .map((of) => ({
        name: of,
        title: t(`${of}s.title`),
        show: (user: Person) => <RelatedNames user={user} included={included} of={of} />,
      })),
    {
      name: 'status',
      title: t('people.status.label'),
      sort: 'enabled',
      show: ({ attributes }) => <EnabledStatus enabled={attributes.enabled} />,
    },
  ];
}

/** The filters of lists of users. */
export function useUserFilters(): Filter[] {
  const { t } = useTranslation();
  const status = useEnabledFilter();
  const roles = useRoleFilter('backoffice');
  const organizations = useOrganizationFilter('users');
  return [
    { name: 'username', title: t('people.fields.username') },
    { name: 'name', title: t('people.fields.name') },
    { name: 'email', title: t('people.fields.email') },
    ...organizations,
    ...roles,
    status,
  ];
}
