import { Modal, NativeSelect, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Side } from '../../shared/context.ts';
import { FormDialog } from '../../shared/forms/form-dialog.tsx';
import { useSubmit } from '../../shared/forms/use-submit.ts';
import { notify } from '../../shared/notify.ts';
import { ToldOnce, useForgetting } from '../../shared/secrets/told-once.tsx';
import { type ApiInput, apiPointers, createApi, type RegisteredApi, updateApi } from './registered-api.ts';
import { ScopesField } from './scopes-field.tsx';

const sides: readonly Side[] = ['backoffice', 'storefront'];
const untouched: ApiInput = { name: '', identifier: '', side: 'backoffice', scopes: [] };

interface SecretDialogProps {
  readonly name: string;
  readonly secret: string;
  readonly onClose: () => void;
}

/** The secret of an API, shown once. */
export function ApiSecretDialog({ name, onClose, secret }: SecretDialogProps) {
  const { t } = useTranslation();
  useForgetting(onClose);
  return (
    <Modal
      opened
      onClose={() => undefined}
      title={t('registeredApis.secretOf', { name })}
      size="lg"
      withCloseButton={false}
    >
      <ToldOnce
        secret={secret}
        label={t('registeredApis.secret')}
        copyLabel={t('registeredApis.copySecret')}
        onSaved={onClose}
      >
        <Text size="sm">{t('registeredApis.secretHint')}</Text>
      </ToldOnce>
    </Modal>
  );
}

interface ApiDialogProps {
  /** Null for a new one. */
  readonly api: RegisteredApi | null;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** Registers or edits an API. What it is identified by is fixed once it is registered. */
export function ApiDialog({ api, onChanged, onClose }: ApiDialogProps) {
  const { t } = useTranslation();
  const [input, setInput] = useState<ApiInput>(api?.attributes ?? untouched);
  const [secret, setSecret] = useState<string | null>(null);
  const { busy, problems, submit } = useSubmit(apiPointers);
  const change = (changes: Partial<ApiInput>) => setInput((before) => ({ ...before, ...changes }));
  const { name } = input;
  const send = () =>
    submit(async () => {
      const told = api === null ? await createApi(input) : await updateApi(api.id, input);
      onChanged();
      if (typeof told === 'string') return setSecret(told);
      notify(t('applications.changed.saved', { name }));
      onClose();
    });
  if (secret !== null) return <ApiSecretDialog name={name} secret={secret} onClose={onClose} />;
  return (
    <FormDialog
      title={api === null ? t('registeredApis.add') : t('applications.form.edit', { name: api.attributes.name })}
      {...(api === null && { submit: t('applications.form.create') })}
      busy={busy}
      problems={problems.others}
      onSubmit={send}
      onClose={onClose}
    >
      <TextInput
        label={t('registeredApis.columns.name')}
        value={name}
        onChange={({ currentTarget }) => change({ name: currentTarget.value })}
        error={problems.fields.name}
        required
        maxLength={255}
        data-autofocus
      />
      {api === null && (
        <>
          <TextInput
            label={t('registeredApis.columns.identifier')}
            description={t('registeredApis.identifierHint')}
            value={input.identifier}
            onChange={({ currentTarget }) => change({ identifier: currentTarget.value })}
            error={problems.fields.identifier}
            placeholder="https://orders.example.com/api"
            required
            maxLength={2000}
            spellCheck={false}
          />
          <NativeSelect
            label={t('registeredApis.columns.side')}
            value={input.side}
            onChange={({ currentTarget }) => change({ side: currentTarget.value as Side })}
            data={sides.map((side) => ({ value: side, label: t(`administeredApplications.view.sides.${side}`) }))}
            error={problems.fields.side}
          />
        </>
      )}
      <ScopesField value={input.scopes} onChange={(scopes) => change({ scopes })} error={problems.fields.scopes} />
    </FormDialog>
  );
}
