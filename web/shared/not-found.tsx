import { Anchor, Stack, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from './shell.tsx';

/** What stands at an address that no page has. */
export function NotFound() {
  const { t } = useTranslation();
  usePageTitle(t('failures.notFound'));
  return (
    <Stack>
      <Title order={1} size="h2">
        {t('failures.notFound')}
      </Title>
      <Anchor component={Link} to="/my-user">
        {t('failures.home')}
      </Anchor>
    </Stack>
  );
}
