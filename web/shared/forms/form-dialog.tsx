import { Modal, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormButtons } from './form-buttons.tsx';
import { ProblemsAlert } from './problems-alert.tsx';

interface FormDialogProps {
  readonly title: string;
  /** What sends it; *Save* where left out. */
  readonly submit?: string;
  /** How wide it is at most; room for a usual form where left out. */
  readonly size?: string;
  readonly busy: boolean;
  /** What is wrong and belongs to no field. */
  readonly problems: readonly string[];
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A form over the page. What was typed stays when it is refused. */
export function FormDialog({
  busy,
  children,
  onClose,
  onSubmit,
  problems,
  size = 'lg',
  submit,
  title,
}: FormDialogProps) {
  const { t } = useTranslation();
  const send = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Modal opened onClose={onClose} title={title} size={size} closeButtonProps={{ 'aria-label': t('actions.close') }}>
      <form onSubmit={send}>
        <Stack>
          <ProblemsAlert problems={problems} />
          {children}
          <FormButtons busy={busy} onCancel={onClose} {...(submit !== undefined && { submit })} />
        </Stack>
      </form>
    </Modal>
  );
}
