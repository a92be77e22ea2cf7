import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../copy-button.tsx';
import { generatePassword } from './person.ts';

interface PasswordFieldProps {
  readonly label: string;
  readonly description: string;
  readonly value: string;
  readonly onChange: (password: string) => void;
  readonly error: string | undefined;
  readonly required?: boolean;
}

/** A new password of somebody else: typed, or made here at random and then shown, to be passed on. */
export function PasswordField({ value, onChange, required = false, ...texts }: PasswordFieldProps) {
  const { t } = useTranslation();
  const [visible, setVisible] = useState(false);
  const generate = () => {
    onChange(generatePassword());
    setVisible(true);
  };
  return (
    <Stack gap="xs">
      <PasswordInput
        {...texts}
        required={required}
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        visible={visible}
        onVisibilityChange={setVisible}
        visibilityToggleButtonProps={{ 'aria-label': t('people.password.show'), 'aria-hidden': false, tabIndex: 0 }}
        // The browser neither fills in one's own password nor keeps another's.
        autoComplete="new-password"
        maxLength={256}
      />
      <Group gap="xs">
        <Button variant="default" size="xs" onClick={generate}>
          {t('people.password.generate')}
        </Button>
        {value !== '' && <CopyButton value={value} label={t('people.password.copy')} />}
      </Group>
    </Stack>
  );
}
