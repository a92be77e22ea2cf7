import { Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../forms/confirm-dialog.tsx';
import { notify } from '../notify.ts';
import { updateResource } from '../resources.ts';
import { LeavingDialog } from './leaving-dialog.tsx';
import { type Person, personName } from './person.ts';
import type { PersonOpened } from './person-menu.tsx';
import { ResetPasswordDialog } from './reset-password-dialog.tsx';

interface EnableDialogProps {
  readonly person: Person;
  readonly onClose: () => void;
}

function EnableDialog({ onClose, person }: EnableDialogProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const name = personName(person);
  const enable = async () => {
    await updateResource(person, { attributes: { enabled: true } });
    notify(t('people.changed.enabled', { name }));
    await queries.invalidateQueries({ queryKey: [person.type] });
  };
  return (
    <ConfirmDialog
      title={t('people.enable.title', { name })}
      confirm={t('people.menu.enable')}
      onConfirm={enable}
      onClose={onClose}
    >
      <Text size="sm">{t('people.enable.effect')}</Text>
    </ConfirmDialog>
  );
}

interface PersonDialogsProps {
  readonly opened: PersonOpened;
  readonly onClose: () => void;
  /** Where to go when the person is deleted; left out where one can stay. */
  readonly onDeleted?: () => void;
  /** The form of a person; null for somebody new. */
  readonly form: (person: Person | null) => ReactNode;
  /** The editor of memberships, where people have some. */
  readonly memberships?: (person: Person) => ReactNode;
}

/** The dialogs of what can be done with people. */
export function PersonDialogs({ form, memberships, onClose, onDeleted, opened }: PersonDialogsProps) {
  if (opened.kind === 'form') return form(opened.person);
  const { kind, person } = opened;
  switch (kind) {
    case 'memberships':
      return memberships?.(person) ?? null;
    case 'password':
      return <ResetPasswordDialog person={person} onClose={onClose} />;
    case 'enable':
      return <EnableDialog person={person} onClose={onClose} />;
    default:
      return <LeavingDialog person={person} turn={kind} onClose={onClose} {...(onDeleted && { onDeleted })} />;
  }
}
