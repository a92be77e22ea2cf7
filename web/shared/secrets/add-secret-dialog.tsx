import { Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormButtons } from '../forms/form-buttons.tsx';
import { ProblemsAlert } from '../forms/problems-alert.tsx';
import { useSubmit } from '../forms/use-submit.ts';
import { addSecret, inDays, secretPointers } from './secret.ts';
import { ToldOnce, useForgetting } from './told-once.tsx';

const lifetimes = ['90', '180', '365', '730'] as const;

/** The end that was chosen, as the API takes it; a day ends in the zone of the browser. */
function endOf(choice: string, date: string): string | null {
  if (choice === 'never') return null;
  if (choice !== 'date') return inDays(Number(choice));
  const end = new Date(`${date}T23:59:59`);
  return Number.isNaN(end.getTime()) ? date : end.toISOString();
}

interface SecretFormProps {
  readonly applicationId: string;
  readonly onAdded: (added: AddedSecret) => void;
  readonly onCancel: () => void;
}

interface AddedSecret {
  readonly name: string;
  readonly value: string;
}

function SecretForm({ applicationId, onAdded, onCancel }: SecretFormProps) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [choice, setChoice] = useState('365');
  const [date, setDate] = useState('');
  const { busy, problems, submit } = useSubmit(secretPointers);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit(async () => {
      const value = await addSecret(applicationId, { name, expiresAt: endOf(choice, date) });
      onAdded({ name, value });
    });
  };
  const choices = [
    ...lifetimes.map((days) => ({ value: days, label: t('secrets.expiries.days', { count: Number(days) }) })),
    { value: 'date', label: t('secrets.expiries.date') },
    { value: 'never', label: t('secrets.expiries.never') },
  ];
  return (
    <form onSubmit={onSubmit}>
      <Stack>
        <ProblemsAlert problems={problems.others} />
        <TextInput
          label={t('secrets.name')}
          description={t('secrets.nameHint')}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          error={problems.fields.name}
          required
          maxLength={255}
          data-autofocus
        />
        <NativeSelect
          label={t('secrets.expiry')}
          value={choice}
          onChange={({ currentTarget }) => setChoice(currentTarget.value)}
          data={choices}
          error={choice === 'date' ? undefined : problems.fields.expiresAt}
        />
        {choice === 'date' && (
          <TextInput
            type="date"
            label={t('secrets.date')}
            value={date}
            onChange={({ currentTarget }) => setDate(currentTarget.value)}
            error={problems.fields.expiresAt}
            required
          />
        )}
        <FormButtons busy={busy} onCancel={onCancel} submit={t('secrets.add')} />
      </Stack>
    </form>
  );
}

interface AddSecretDialogProps {
  readonly applicationId: string;
  readonly onClose: () => void;
  readonly onAdded: () => void;
}

/** Adds a secret and shows its value once. It lives in the state of this dialog alone and ends with it. */
export function AddSecretDialog({ applicationId, onAdded, onClose }: AddSecretDialogProps) {
  const { t } = useTranslation();
  const [added, setAdded] = useState<AddedSecret | null>(null);
  useForgetting(onClose);
  return (
    <Modal
      opened
      onClose={added === null ? onClose : () => undefined}
      title={added === null ? t('secrets.add') : t('secrets.added', { name: added.name })}
      size="lg"
      withCloseButton={added === null}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      {added === null ? (
        <SecretForm
          applicationId={applicationId}
          onCancel={onClose}
          onAdded={(secret) => {
            setAdded(secret);
            onAdded();
          }}
        />
      ) : (
        <ToldOnce secret={added.value} onSaved={onClose} />
      )}
    </Modal>
  );
}
