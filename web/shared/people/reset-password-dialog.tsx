import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../copy-button.tsx';
import { FormDialog } from '../forms/form-dialog.tsx';
import { useSubmit } from '../forms/use-submit.ts';
import { PasswordField } from './password-field.tsx';
import { type Person, personName, resetPassword } from './person.ts';

const pointers = { password: '/meta/password' } as const;

interface ResetPasswordDialogProps {
  readonly person: Person;
  readonly onClose: () => void;
}

interface NewPasswordProps extends ResetPasswordDialogProps {
  readonly password: string;
}

/** Shows the password that was set, once, so that it can be passed on. */
function NewPassword({ onClose, password, person }: NewPasswordProps) {
  const { t } = useTranslation();
  const name = personName(person);
  return (
    <Modal opened onClose={onClose} title={t('people.changed.password', { name })} withCloseButton={false}>
      <Stack>
        <Text size="sm">{t('people.password.once', { name })}</Text>
        <Group gap="xs" wrap="nowrap">
          <output className="code breakable credential" aria-label={t('people.password.new')}>
            {password}
          </output>
          <CopyButton value={password} label={t('people.password.copy')} />
        </Group>
        <Group justify="end">
          <Button onClick={onClose} data-autofocus>
            {t('people.password.passedOn')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Sets somebody's password. It is shown here and never again. */
export function ResetPasswordDialog(props: ResetPasswordDialogProps) {
  const { t } = useTranslation();
  const { onClose, person } = props;
  const [password, setPassword] = useState('');
  const [done, setDone] = useState(false);
  const { busy, problems, submit } = useSubmit(pointers);
  const send = () =>
    submit(async () => {
      await resetPassword(person, password);
      setDone(true);
    });
  if (done) return <NewPassword {...props} password={password} />;
  return (
    <FormDialog
      title={t('people.password.title', { name: personName(person) })}
      submit={t('people.menu.resetPassword')}
      busy={busy}
      problems={problems.others}
      onSubmit={send}
      onClose={onClose}
    >
      <Text size="sm">{t('people.password.effect')}</Text>
      <PasswordField
        label={t('people.password.new')}
        description={t('people.password.hint')}
        value={password}
        onChange={setPassword}
        error={problems.fields.password}
        required
      />
    </FormDialog>
  );
}
