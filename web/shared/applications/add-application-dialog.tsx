import { Modal, Stack } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { FormButtons } from '../forms/form-buttons.tsx';
import { useSubmit } from '../forms/use-submit.ts';
import { type ApplicationInput, applicationPointers, type Credentials, createApplication } from './application.ts';
import { ApplicationFields } from './application-fields.tsx';
import { CreatedApplication } from './created-application.tsx';

const untouched: ApplicationInput = { name: '', active: true, access: { mode: 'everything' } };

interface NewApplicationFormProps {
  readonly onCancel: () => void;
  readonly onCreated: (credentials: Credentials) => void;
}

function NewApplicationForm({ onCancel, onCreated }: NewApplicationFormProps) {
  const { t } = useTranslation();
  const [input, setInput] = useState(untouched);
  const { busy, problems, submit } = useSubmit(applicationPointers);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit(async () => onCreated(await createApplication(input)));
  };
  return (
    <form onSubmit={onSubmit}>
      <Stack>
        <ApplicationFields isNew input={input} onChange={setInput} problems={problems} />
        <FormButtons busy={busy} onCancel={onCancel} submit={t('applications.form.create')} />
      </Stack>
    </form>
  );
}

interface AddApplicationDialogProps {
  readonly onClose: () => void;
  readonly onCreated: () => void;
}

/** Adds an application and shows its credentials once. They live in the state of this dialog alone and end with it. */
export function AddApplicationDialog({ onClose, onCreated }: AddApplicationDialogProps) {
  const { t } = useTranslation();
  const [credentials, setCredentials] = useState<Credentials | null>(null);
  useEffect(() => {
    // Browsers may keep a page that is left, to show it again as it was.
    const leave = () => flushSync(onClose);
    window.addEventListener('pagehide', leave);
    return () => window.removeEventListener('pagehide', leave);
  }, [onClose]);
  const title =
    credentials === null ? t('applications.add') : t('applications.created.title', { name: credentials.name });
  return (
    <Modal
      opened
      onClose={credentials === null ? onClose : () => undefined}
      title={title}
      size="lg"
      withCloseButton={credentials === null}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      {credentials === null ? (
        <NewApplicationForm
          onCancel={onClose}
          onCreated={(created) => {
            setCredentials(created);
            onCreated();
          }}
        />
      ) : (
        <CreatedApplication credentials={credentials} onSaved={onClose} />
      )}
    </Modal>
  );
}
