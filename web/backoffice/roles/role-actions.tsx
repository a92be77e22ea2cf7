import { Menu, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../shared/forms/confirm-dialog.tsx';
import { RowMenu, rowOpener } from '../../shared/grid/row-menu.tsx';
import { notify } from '../../shared/notify.ts';
import { deleteResource } from '../../shared/resources.ts';
import type { Role } from '../../shared/roles/role.ts';
import { RoleDialog } from './role-dialog.tsx';
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

function DeleteRoleDialog({ onClose, role }: { readonly role: Role; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { name } = role.attributes;
  const onConfirm = async () => {
    await deleteResource(role);
    notify(t('people.changed.deleted', { name }));
    await navigate({ to: '/roles' });
    await queries.invalidateQueries({ queryKey: ['roles'] });
  };
  return (
    <ConfirmDialog
      title={t('people.delete.title', { name })}
      confirm={t('people.menu.delete')}
      grave
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Text size="sm">{t('roles.deleteEffect')}</Text>
    </ConfirmDialog>
  );
}

interface RoleDialogsProps {
  readonly opened: RoleOpened | null;
  readonly onClose: () => void;
}

/** The dialogs of what can be done with roles. */
export function RoleDialogs({ onClose, opened }: RoleDialogsProps) {
  const navigate = useNavigate();
  if (opened === null) return null;
  if (opened.kind === 'edit') return <RoleDialog role={opened.role} onClose={onClose} />;
  if (opened.kind === 'delete') return <DeleteRoleDialog role={opened.role} onClose={onClose} />;
  return (
    <RoleDialog
      role={null}
      copied={opened.kind === 'copy' ? opened.role : undefined}
      onClose={onClose}
      onSaved={({ id }) => navigate({ to: `/roles/${id}` })}
    />
  );
}
