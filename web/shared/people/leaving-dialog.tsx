import { Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../forms/confirm-dialog.tsx';
import { notify } from '../notify.ts';
import { deleteResource, updateResource } from '../resources.ts';
import { HandOver } from './hand-over.tsx';
import type { LeftBehind } from './leaving.ts';
import { LeavingApplications } from './leaving-applications.tsx';
import { type Person, personName } from './person.ts';

const done = { disable: 'disabled', delete: 'deleted' } as const;

interface LeavingDialogProps {
  readonly person: Person;
  readonly turn: 'disable' | 'delete';
  readonly onClose: () => void;
  readonly onDeleted?: () => void;
}

/** Asks before a person is disabled or deleted, and shows what happens to their applications. */
export function LeavingDialog({ onClose, onDeleted, person, turn }: LeavingDialogProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [handedOver, setHandedOver] = useState<LeftBehind | null>(null);
  const name = personName(person);
  const onConfirm = async () => {
    if (turn === 'delete') await deleteResource(person);
    else await updateResource(person, { attributes: { enabled: false } });
    notify(t(`people.changed.${done[turn]}`, { name }));
    if (turn === 'delete') onDeleted?.();
    await queries.invalidateQueries({ queryKey: [person.type] });
  };
  if (handedOver !== null) return <HandOver left={handedOver} onClose={() => setHandedOver(null)} />;
  return (
    <ConfirmDialog
      title={t(`people.${turn}.title`, { name })}
      confirm={t(`people.menu.${turn}`)}
      grave={turn === 'delete'}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Text size="sm">{t(`people.${turn}.effect`)}</Text>
      <LeavingApplications person={person} onHandOver={setHandedOver} />
    </ConfirmDialog>
  );
}
