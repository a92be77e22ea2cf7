import { Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../shared/forms/confirm-dialog.tsx';
import { notify } from '../../shared/notify.ts';
import { deleteResource } from '../../shared/resources.ts';
import type { Role } from '../../shared/roles/role.ts';
import { RoleDialog } from './role-dialog.tsx';
import type { RoleOpened } from './role-menu.tsx';

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
  readonly opened: RoleOpened;
  readonly onClose: () => void;
}

/** The dialogs of what can be done with roles. */
export function RoleDialogs({ onClose, opened }: RoleDialogsProps) {
  const navigate = useNavigate();
  if (opened.kind === 'edit') return <RoleDialog edited={opened.role} onClose={onClose} />;
  if (opened.kind === 'delete') return <DeleteRoleDialog role={opened.role} onClose={onClose} />;
  return (
    <RoleDialog
      edited={null}
      copied={opened.kind === 'copy' ? opened.role : undefined}
      onClose={onClose}
      onSaved={({ id }) => navigate({ to: `/roles/${id}` })}
    />
  );
}
