import { Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Application, Turn } from '../../shared/applications/application.ts';
import { ConfirmDialog } from '../../shared/forms/confirm-dialog.tsx';
import { notify } from '../../shared/notify.ts';
import { type BulkResult, turnApplications } from './bulk.ts';

const done = { activate: 'activated', deactivate: 'deactivated', delete: 'deleted' } as const;

const month = 30 * 24 * 3600 * 1000;

function wasUsedLately({ attributes: { lastUsedAt } }: Application): boolean {
  return lastUsedAt !== null && Date.now() - Date.parse(lastUsedAt) < month;
}

/** How many of them would be missed. */
function Use({ applications }: { readonly applications: readonly Application[] }) {
  const { t } = useTranslation();
  const count = applications.filter(wasUsedLately).length;
  const text =
    count === 0 ? t('administeredApplications.bulk.unused') : t('administeredApplications.bulk.used', { count });
  return <Text size="sm">{text}</Text>;
}

interface ResultProps {
  readonly applications: readonly Application[];
  readonly result: BulkResult;
  readonly turn: Turn;
  readonly onClose: () => void;
}

/** Which ones did not go, and why. */
function Result({ applications, onClose, result, turn }: ResultProps) {
  const { t } = useTranslation();
  const count = result.done.length;
  const nameOf = (id: string) => applications.find((each) => each.id === id)?.attributes.name ?? id;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('administeredApplications.bulk.result')}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      <Stack>
        {count > 0 && <Text size="sm">{t(`administeredApplications.bulk.${done[turn]}`, { count })}</Text>}
        <div role="alert">
          <Text size="sm">{t('administeredApplications.bulk.failed', { count: result.refused.length })}</Text>
          <List size="sm">
            {result.refused.map(({ detail, id }) => (
              <List.Item key={id}>
                {nameOf(id)}: {detail}
              </List.Item>
            ))}
          </List>
        </div>
        <Group justify="end">
          <Button onClick={onClose} data-autofocus>
            {t('actions.close')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

interface BulkDialogProps {
  readonly applications: readonly Application[];
  readonly turn: Turn;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** Asks before something is done with several applications, does it, and tells which ones did not go. */
export function BulkDialog({ applications, onChanged, onClose, turn }: BulkDialogProps) {
  const { t } = useTranslation();
  const [result, setResult] = useState<BulkResult | null>(null);
  if (result !== null) return <Result applications={applications} result={result} turn={turn} onClose={onClose} />;
  const count = applications.length;
  const onConfirm = async () => {
    const outcome = await turnApplications(
      applications.map(({ id }) => id),
      turn,
    );
    onChanged();
    if (outcome.refused.length > 0) return setResult(outcome);
    notify(t(`administeredApplications.bulk.${done[turn]}`, { count: outcome.done.length }));
    onClose();
  };
  return (
    <ConfirmDialog
      title={t(`administeredApplications.bulk.${turn}`, { count })}
      confirm={t(`applications.menu.${turn}`)}
      grave={turn === 'delete'}
      onConfirm={onConfirm}
      onClose={onClose}
      staysOpen
    >
      <Text size="sm">{t(`administeredApplications.bulk.${turn}Effect`)}</Text>
      {turn !== 'activate' && <Use applications={applications} />}
      <List size="sm" mah={200} className="scrolls">
        {applications.map(({ attributes, id }) => (
          <List.Item key={id}>{attributes.name}</List.Item>
        ))}
      </List>
    </ConfirmDialog>
  );
}
