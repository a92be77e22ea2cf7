import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatTime } from '../i18n.ts';
import { notify } from '../notify.ts';
import { type Application, type Turn, turnApplication } from './application.ts';
import { useSubmit } from './use-submit.ts';

const done = { activate: 'activated', deactivate: 'deactivated', delete: 'deleted' } as const;

interface AskDialogProps {
  readonly application: Application;
  readonly turn: Turn;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** When it was last used: what would be missed. */
function LastUse({ application }: { readonly application: Application }) {
  const { t } = useTranslation();
  const { lastCallAt, lastTokenAt } = application.attributes;
  if (lastCallAt === null && lastTokenAt === null) return <Text size="sm">{t('applications.ask.neverUsed')}</Text>;
  return (
    <Text size="sm">
      {lastTokenAt !== null && t('applications.ask.lastToken', { time: formatTime(lastTokenAt) })}{' '}
      {lastCallAt !== null && t('applications.ask.lastCall', { time: formatTime(lastCallAt) })}
    </Text>
  );
}

/** Asks before an application is activated, deactivated or deleted, and says what will stop working. */
export function AskDialog({ application, onChanged, onClose, turn }: AskDialogProps) {
  const { t } = useTranslation();
  const { busy, problems, submit } = useSubmit();
  const { name } = application.attributes;
  const others = [...Object.values(problems.fields), ...problems.others];
  const onConfirm = () =>
    submit(async () => {
      await turnApplication(application.id, turn);
      notify(t(`applications.changed.${done[turn]}`, { name }));
      onChanged();
      onClose();
    });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`applications.ask.${turn}Title`, { name })}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      <Stack>
        <Text size="sm">{t(`applications.ask.${turn}Effect`)}</Text>
        {turn !== 'activate' && <LastUse application={application} />}
        {others.length > 0 && (
          <Alert color="red" variant="outline" role="alert">
            <Text size="sm">{others.join(' ')}</Text>
          </Alert>
        )}
        <Group justify="end">
          <Button variant="default" onClick={onClose} disabled={busy} data-autofocus>
            {t('actions.cancel')}
          </Button>
          <Button color={turn === 'delete' ? 'red' : undefined} loading={busy} onClick={onConfirm}>
            {t(`applications.menu.${turn}`)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
