import { Alert, Anchor, Code, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { context, mayEverywhere } from './context.ts';
import { AlertIcon } from './icons.tsx';

/** Tells that no token can be signed; administrators are told how to mend it. */
export function KeysMissing() {
  const { t } = useTranslation();
  return (
    <Alert variant="outline" color="red" icon={<AlertIcon />} mb="md" role="alert">
      <Text size="sm">{t('keysMissing.warning')}</Text>
      {context.administrator && (
        <>
          <Text size="sm" mt="xs">
            {t('keysMissing.reason')}
          </Text>
          <Code block mt={4}>
            grantry keys generate
          </Code>
          {context.side === 'backoffice' && mayEverywhere('signingkeys', 'create') && (
            <Anchor component={Link} to="/signing-keys" size="sm" c="var(--mantine-color-text)" underline="always">
              {t('signingKeys.orHere')}
            </Anchor>
          )}
        </>
      )}
    </Alert>
  );
}
