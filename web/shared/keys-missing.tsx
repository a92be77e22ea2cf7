import { Alert, Code, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { context } from './context.ts';
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
        </>
      )}
    </Alert>
  );
}
