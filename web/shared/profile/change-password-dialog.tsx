import { PasswordInput, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../forms/form-dialog.tsx';
import { useSubmit } from '../forms/use-submit.ts';
import { notify } from '../notify.ts';
import { changePassword, passwordPointers } from './profile.ts';

const nothing = { current: '', password: '', again: '' };

interface ChangePasswordDialogProps {
  /** The name under which a password manager keeps the password. */
  readonly username: string;
  readonly onClose: () => void;
}

/** Changes one's password. */
export function ChangePasswordDialog({ onClose, username }: ChangePasswordDialogProps) {
  const { t } = useTranslation();
  const [input, setInput] = useState(nothing);
  const [differs, setDiffers] = useState(false);
  const { busy, problems, submit } = useSubmit(passwordPointers);
  const onSubmit = () => {
    setDiffers(input.password !== input.again);
    if (input.password !== input.again) return;
    void submit(async () => {
      await changePassword(input.current, input.password);
      notify(t('account.password.changed'));
      onClose();
    });
  };
  const field = (name: keyof typeof nothing, error: string | undefined) => ({
    label: t(`account.password.${name}`),
    value: input[name],
    error,
    required: true,
    visibilityToggleButtonProps: { 'aria-label': t('account.password.toggle') },
    onChange: (event: { readonly currentTarget: HTMLInputElement }) => {
      const { value } = event.currentTarget;
      setInput((before) => ({ ...before, [name]: value }));
    },
  });
  return (
    <FormDialog
      title={t('account.password.change')}
      submit={t('account.password.change')}
      busy={busy}
      problems={problems.others}
      onClose={onClose}
      onSubmit={onSubmit}
    >
      <Text size="sm">{t('account.password.effect')}</Text>
      <input type="text" value={username} autoComplete="username" readOnly hidden />
      <PasswordInput
        {...field('current', problems.fields.currentPassword)}
        autoComplete="current-password"
        data-autofocus
      />
      <PasswordInput
        {...field('password', problems.fields.password)}
        description={t('account.password.rule')}
        autoComplete="new-password"
      />
      <PasswordInput
        {...field('again', differs ? t('account.password.differs') : undefined)}
        autoComplete="new-password"
      />
    </FormDialog>
  );
}
