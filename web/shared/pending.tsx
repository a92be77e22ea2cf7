import { Button, Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ProblemsAlert } from './forms/problems-alert.tsx';

/** Stands where a page is still being fetched. */
export function Pending() {
  const { t } = useTranslation();
  return <Loader role="status" aria-label={t('grid.loading')} />;
}

/** Stands where a page could not be fetched or shown, such as after an upgrade of the server. */
export function Broken() {
  const { t } = useTranslation();
  return (
    <ProblemsAlert problems={[t('failures.page')]}>
      <Button mt="xs" size="xs" variant="default" onClick={() => location.reload()}>
        {t('actions.retry')}
      </Button>
    </ProblemsAlert>
  );
}
