import { Anchor, Table } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Included } from '../../shared/grid/load-page.ts';
import type { Person } from '../../shared/people/person.ts';
import { rolesShown } from '../../shared/roles/role-filter.tsx';
import { namedMemberships } from './user.ts';

interface MembershipsProps {
  readonly user: Person;
  readonly included: readonly Included[];
}

/** Where a user belongs, within one's own reach, and with which roles. */
export function Memberships({ included, user }: MembershipsProps) {
  const { t } = useTranslation();
  return (
    <Table aria-label={t('people.memberships.title')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('organizations.one')}</Table.Th>
          {rolesShown && <Table.Th>{t('roles.one')}</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {namedMemberships(user, included).map(({ organization, organizationId, role, roleId }) => (
          <Table.Tr key={organizationId}>
            <Table.Td>
              <Anchor component={Link} to={`/organizations/${organizationId}`} size="sm">
                {organization}
              </Anchor>
            </Table.Td>
            {rolesShown && (
              <Table.Td>
                <Anchor component={Link} to={`/roles/${roleId}`} size="sm">
                  {role}
                </Anchor>
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
