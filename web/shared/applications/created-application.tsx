import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { AlertIcon } from '../icons.tsx';
import type { Credentials } from './application.ts';
import { Credential, useStay } from './credential.tsx';
import { FirstRequest } from './first-request.tsx';

interface CreatedApplicationProps {
  readonly credentials: Credentials;
  readonly onSaved: () => void;
  /** What else is to be said about it. */
  readonly children?: ReactNode;
}

/** The credentials of an application that was created, shown once, with all that helps to use them. */
export function CreatedApplication({ children, credentials, onSaved }: CreatedApplicationProps) {
  const { t } = useTranslation();
  const tried = useStay();
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    top.current?.focus();
    top.current?.scrollIntoView();
  }, []);
  const { clientId, clientSecret } = credentials;
  const text = (name: string) => t(`applications.created.${name}`);
  return (
    <Stack ref={top} tabIndex={-1} className="no-outline below-title">
      <Credential label={text('clientId')} copyLabel={text('copyId')} value={clientId} />
      {clientSecret === null ? (
        <Text size="sm">{t('administeredApplications.created.noSecret')}</Text>
      ) : (
        <>
          <Credential label={text('clientSecret')} copyLabel={text('copySecret')} value={clientSecret} />
          <Alert variant="outline" color="orange" icon={<AlertIcon />} role="note">
            <Text size="sm">{text('warning')}</Text>
          </Alert>
        </>
      )}
      {children}
      <FirstRequest credentials={credentials} />
      {tried && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {text('savedHint')}
        </Text>
      )}
      <Group justify="end">
        <Button onClick={onSaved}>{text('saved')}</Button>
      </Group>
    </Stack>
  );
}
