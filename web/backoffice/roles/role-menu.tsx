import { Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { RowMenu, rowOpener } from '../../shared/grid/row-menu.tsx';
import type { Role } from '../../shared/roles/role.ts';
import { mayChangeRole, mayCreateRoles } from './roles.ts';

/** What stands open over a page about roles. */
export type RoleOpened =
  | { readonly kind: 'create' }
  | { readonly kind: 'edit' | 'copy' | 'delete'; readonly role: Role };

interface RoleMenuProps {
  readonly role: Role;
  readonly onOpen: (opened: RoleOpened, opener: string) => void;
}

/** What can be done with a role of a list, as far as one may. */
export function RoleMenu({ onOpen, role }: RoleMenuProps) {
  const { t } = useTranslation();
  const item = (kind: 'edit' | 'copy' | 'delete', label: string) => (
    <Menu.Item onClick={() => onOpen({ kind, role }, rowOpener(role.id))}>{label}</Menu.Item>
  );
  return (
    <RowMenu id={role.id} name={role.attributes.name}>
      <Menu.Item component={Link} to={`/roles/${role.id}`}>
        {t('people.menu.view')}
      </Menu.Item>
      {mayChangeRole(role, 'edit') && item('edit', t('people.menu.edit'))}
      {mayCreateRoles && item('copy', t('roles.copy'))}
      {mayChangeRole(role, 'delete') && item('delete', t('people.menu.delete'))}
    </RowMenu>
  );
}
