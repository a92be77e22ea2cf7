import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Credential, useStay } from '../applications/credential.tsx';
import { AlertIcon } from '../icons.tsx';

/** Forgets what must not be kept when the page is left: browsers may keep a page, to show it again as it was. */
export function useForgetting(forget: () => void): void {
  useEffect(() => {
    const leave = () => flushSync(forget);
    window.addEventListener('pagehide', leave);
    return () => window.removeEventListener('pagehide', leave);
  }, [forget]);
}

interface ToldOnceProps {
  readonly secret: string;
  readonly onSaved: () => void;
  /** What it is called; that of an application where left out. */
  readonly label?: string;
  readonly copyLabel?: string;
  /** What is to be done with it. */
  readonly children?: ReactNode;
}

/** A new secret of something that exists, shown once. */
export function ToldOnce(props: ToldOnceProps) {
  const { t } = useTranslation();
  const { children, copyLabel = t('secrets.copy'), label = t('secrets.secret'), onSaved, secret } = props;
  const tried = useStay();
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => top.current?.focus(), []);
  return (
    <Stack ref={top} tabIndex={-1} className="no-outline">
      <Credential label={label} copyLabel={copyLabel} value={secret} />
      <Alert variant="outline" color="orange" icon={<AlertIcon />} role="note">
        <Text size="sm">{t('secrets.warning')}</Text>
      </Alert>
      {children}
      {tried && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {t('applications.created.savedHint')}
        </Text>
      )}
      <Group justify="end">
        <Button onClick={onSaved}>{t('applications.created.saved')}</Button>
      </Group>
    </Stack>
  );
}
