import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemsAlert } from './problems-alert.tsx';
import { useSubmit } from './use-submit.ts';

interface ConfirmDialogProps {
  readonly title: string;
  /** What the button that does it says. */
  readonly confirm: string;
  /** Whether it cannot be undone. */
  readonly grave?: boolean;
  /** Does it and says so; the dialog closes after it, unless `staysOpen` says that this closes it or shows another. */
  readonly onConfirm: () => Promise<void>;
  readonly staysOpen?: boolean;
  readonly onClose: () => void;
  /** What will happen, and what will stop working. */
  readonly children: ReactNode;
}

/** Asks before something is done. Where it fails the dialog stays and says why. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { t } = useTranslation();
  const { children, confirm, grave = false, onClose, onConfirm, staysOpen = false, title } = props;
  const { busy, problems, submit } = useSubmit();
  const onYes = () =>
    submit(async () => {
      await onConfirm();
      if (!staysOpen) onClose();
    });
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('actions.close') }}>
      <Stack>
        {children}
        <ProblemsAlert problems={problems.others} />
        <Group justify="end">
          <Button variant="default" onClick={onClose} disabled={busy} data-autofocus>
            {t('actions.cancel')}
          </Button>
          <Button color={grave ? 'red' : undefined} loading={busy} onClick={onYes}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
