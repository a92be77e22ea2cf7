import { Anchor, Table } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { context } from '../../shared/context.ts';
import { findIncluded, type Included } from '../../shared/grid/load-page.ts';
import type { Person } from '../../shared/people/person.ts';
import { rolesShown } from '../../shared/roles/role-filter.tsx';

interface MembershipsProps {
  readonly user: Person;
  readonly included: readonly Included[];
}

/** Where a user belongs, within one's own reach, and with which roles. */
export function Memberships({ included, user }: MembershipsProps) {
  const { t } = useTranslation();
  const memberships = user.attributes.memberships ?? [];
  const nameOf = (type: string, id: string) => String(findIncluded(included, { type, id })?.attributes.name ?? '');
  return (
    <Table aria-label={t('people.memberships.title')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('organizations.one')}</Table.Th>
          {rolesShown && <Table.Th>{t('roles.one')}</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {memberships.map(({ organizationId, roleId }) => (
          <Table.Tr key={organizationId}>
            <Table.Td>
              <Anchor component={Link} to={`/organizations/${organizationId}`} size="sm">
                {organizationId === context.organization.id
                  ? context.organization.name
                  : nameOf('organizations', organizationId)}
              </Anchor>
            </Table.Td>
            {rolesShown && (
              <Table.Td>
                <Anchor component={Link} to={`/roles/${roleId}`} size="sm">
                  {nameOf('roles', roleId)}
                </Anchor>
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
