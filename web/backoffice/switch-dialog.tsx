import { Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../shared/forms/confirm-dialog.tsx';
import { notify } from '../shared/notify.ts';
import { deleteResource, updateResource } from '../shared/resources.ts';
import type { Switchable } from './switchable.tsx';

const done = { enable: 'enabled', disable: 'disabled', delete: 'deleted' } as const;

interface SwitchDialogProps {
  readonly row: Switchable;
  readonly turn: 'enable' | 'disable' | 'delete';
  readonly onClose: () => void;
  readonly onDeleted?: () => void;
}

/** Asks before something is enabled, disabled or deleted, and says what will happen to those who belong to it. */
export function SwitchDialog({ onClose, onDeleted, row, turn }: SwitchDialogProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { name } = row.attributes;
  const onConfirm = async () => {
    if (turn === 'delete') await deleteResource(row);
    else await updateResource(row, { attributes: { enabled: turn === 'enable' } });
    notify(t(`people.changed.${done[turn]}`, { name }));
    if (turn === 'delete') onDeleted?.();
    await queries.invalidateQueries({ queryKey: [row.type] });
  };
  return (
    <ConfirmDialog
      title={t(`people.${turn}.title`, { name })}
      confirm={t(`people.menu.${turn}`)}
      grave={turn === 'delete'}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Text size="sm">{t(row.type === 'customers' ? `customers.${turn}Effect` : `organizations.${turn}Effect`)}</Text>
    </ConfirmDialog>
  );
}
