import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface FormButtonsProps {
  readonly busy: boolean;
  readonly onCancel: () => void;
  /** What sends the form; *Save* where left out. */
  readonly submit?: string;
}

/** The buttons at the end of a form. */
export function FormButtons({ busy, onCancel, submit }: FormButtonsProps) {
  const { t } = useTranslation();
  return (
    <Group justify="end">
      <Button variant="default" onClick={onCancel} disabled={busy}>
        {t('actions.cancel')}
      </Button>
      <Button type="submit" loading={busy}>
        {submit ?? t('actions.save')}
      </Button>
    </Group>
  );
}
