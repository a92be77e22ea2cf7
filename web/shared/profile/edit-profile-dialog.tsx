import { Group, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../forms/form-dialog.tsx';
import { useSubmit } from '../forms/use-submit.ts';
import { languages, type Profile, type ProfileInput, profilePointers, updateProfile } from './profile.ts';

interface EditProfileDialogProps {
  readonly profile: Profile;
  readonly entityTag: string | null;
  readonly onClose: () => void;
  /** Gets what was saved. */
  readonly onSaved: (input: ProfileInput) => void;
}

/** Edits who one is. A new e-mail address needs the password, since mails could let somebody in. */
export function EditProfileDialog({ entityTag, onClose, onSaved, profile }: EditProfileDialogProps) {
  const { t } = useTranslation();
  const { email, firstName, lastName, locale } = profile.attributes;
  const [input, setInput] = useState({ firstName, lastName, email, locale });
  const [currentPassword, setCurrentPassword] = useState('');
  const { busy, problems, submit } = useSubmit(profilePointers);
  const isNewEmail = input.email.trim() !== email;
  const onSubmit = () =>
    submit(async () => {
      await updateProfile(profile, { ...input, ...(isNewEmail && { currentPassword }) }, entityTag);
      onSaved(input);
    });
  const field = (name: 'firstName' | 'lastName' | 'email') => ({
    label: t(`account.profile.${name}`),
    value: input[name],
    error: problems.fields[name],
    maxLength: 255,
    onChange: (event: { readonly currentTarget: HTMLInputElement }) => {
      const { value } = event.currentTarget;
      setInput((before) => ({ ...before, [name]: value }));
    },
  });
  return (
    <FormDialog
      title={t('account.profile.edit')}
      busy={busy}
      problems={problems.others}
      onClose={onClose}
      onSubmit={onSubmit}
    >
      <Group grow align="start" preventGrowOverflow={false}>
        <TextInput {...field('firstName')} autoComplete="given-name" data-autofocus />
        <TextInput {...field('lastName')} autoComplete="family-name" />
      </Group>
      <TextInput {...field('email')} type="email" autoComplete="email" required />
      {isNewEmail && (
        <PasswordInput
          label={t('account.password.current')}
          description={t('account.profile.whyPassword')}
          value={currentPassword}
          error={problems.fields.currentPassword}
          onChange={({ currentTarget }) => setCurrentPassword(currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('account.password.toggle') }}
          autoComplete="current-password"
          required
        />
      )}
      <NativeSelect
        label={t('profile.locale')}
        value={input.locale}
        error={problems.fields.locale}
        onChange={({ currentTarget }) => setInput({ ...input, locale: currentTarget.value })}
        data={languages}
      />
    </FormDialog>
  );
}
