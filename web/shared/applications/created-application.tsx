import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../copy-button.tsx';
import { AlertIcon } from '../icons.tsx';
import type { Credentials } from './application.ts';
import { SampleRequests } from './sample-requests.tsx';
import { TryIt } from './try-it.tsx';

interface CredentialProps {
  readonly label: string;
  readonly copyLabel: string;
  readonly value: string;
}

function Credential({ copyLabel, label, value }: CredentialProps) {
  const id = useId();
  return (
    <div>
      <Text size="sm" fw={600} id={id}>
        {label}
      </Text>
      <Group gap="xs" wrap="nowrap">
        <output className="code breakable credential" aria-labelledby={id}>
          {value}
        </output>
        <CopyButton value={value} label={copyLabel} />
      </Group>
    </div>
  );
}

/** Keeps people from leaving by accident; tells whether they tried within the application. */
function useStay(): boolean {
  const [tried, setTried] = useState(false);
  useBlocker({
    shouldBlockFn: () => {
      setTried(true);
      return true;
    },
    enableBeforeUnload: true,
  });
  return tried;
}

interface CreatedApplicationProps {
  readonly credentials: Credentials;
  readonly onSaved: () => void;
}

/** The credentials of an application that was created, shown once, with all that helps to use them. */
export function CreatedApplication({ credentials, onSaved }: CreatedApplicationProps) {
  const { t } = useTranslation();
  const tried = useStay();
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    top.current?.focus();
    top.current?.scrollIntoView();
  }, []);
  const text = (name: string) => t(`applications.created.${name}`);
  return (
    <Stack ref={top} tabIndex={-1} className="no-outline below-title">
      <Credential label={text('clientId')} copyLabel={text('copyId')} value={credentials.clientId} />
      <Credential label={text('clientSecret')} copyLabel={text('copySecret')} value={credentials.clientSecret} />
      <Alert variant="outline" color="orange" icon={<AlertIcon />} role="note">
        <Text size="sm">{text('warning')}</Text>
      </Alert>
      <section>
        <Title order={3} size="h5">
          {text('samples')}
        </Title>
        <Text size="sm" mb="xs">
          {text('samplesHint')}
        </Text>
        <SampleRequests credentials={credentials} />
      </section>
      <TryIt credentials={credentials} />
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
