import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from './page.tsx';

/** What stands at an address that no page has. */
export function NotFound() {
  const { t } = useTranslation();
  return (
    <Page title={t('failures.notFound')}>
      <Anchor component={Link} to="/my-user">
        {t('failures.home')}
      </Anchor>
    </Page>
  );
}
