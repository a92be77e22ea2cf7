import { Button, List, Stack, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { context } from '../context.ts';
import type { Credentials } from './application.ts';

interface TokenAnswer {
  readonly access_token?: string;
  readonly expires_in?: number;
  readonly error?: string;
  readonly error_description?: string;
}

/** A step that was taken: a key of its text, what goes into it, and whether it went well. */
interface Step {
  readonly text: 'tokenFetched' | 'tokenFailed' | 'called' | 'unreachable';
  readonly values: Readonly<Record<string, string | number>>;
  readonly good: boolean;
}

// Without the session of the page, as another system would call.
const asOthers: RequestInit = { credentials: 'omit', cache: 'no-store' };

async function fetchToken({ clientId, clientSecret }: Credentials): Promise<TokenAnswer> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  });
  const response = await fetch('/oauth2-token', { ...asOthers, method: 'POST', body });
  return (await response.json()) as TokenAnswer;
}

async function callWith(token: string): Promise<Step> {
  const path = `${context.api}/profile`;
  const headers = { authorization: `Bearer ${token}`, accept: 'application/vnd.api+json' };
  const { ok, status } = await fetch(path, { ...asOthers, headers });
  return { text: 'called', values: { request: `GET ${path}`, status }, good: ok };
}

async function tryCredentials(credentials: Credentials): Promise<readonly Step[]> {
  const steps: Step[] = [];
  try {
    const { access_token, error, error_description, expires_in = 0 } = await fetchToken(credentials);
    if (access_token === undefined) {
      const reason = error_description ?? error ?? '';
      return [{ text: 'tokenFailed', values: { reason }, good: false }];
    }
    steps.push({ text: 'tokenFetched', values: { seconds: expires_in }, good: true });
    steps.push(await callWith(access_token));
  } catch {
    steps.push({ text: 'unreachable', values: {}, good: false });
  }
  return steps;
}

/** Shows that the credentials work: fetches a token and calls the API with it. The token is kept nowhere. */
export function TryIt({ credentials }: { readonly credentials: Credentials }) {
  const { t } = useTranslation();
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const [busy, setBusy] = useState(false);
  const underWay = useRef(false);
  const onTry = async () => {
    if (underWay.current) return;
    underWay.current = true;
    setBusy(true);
    setSteps(await tryCredentials(credentials));
    setBusy(false);
    underWay.current = false;
  };
  const textOf = ({ text, values }: Step) =>
    text === 'unreachable' ? t('failures.unreachable') : t(`applications.created.${text}`, values);
  return (
    <Stack gap="xs" align="start">
      <Button variant="default" onClick={onTry} loading={busy} disabled={!credentials.active}>
        {t('applications.created.tryIt')}
      </Button>
      {!credentials.active && <Text size="sm">{t('applications.created.inactive')}</Text>}
      <div role="status">
        {steps.length > 0 && (
          <List size="sm">
            {steps.map((step) => (
              <List.Item key={step.text} c={step.good ? undefined : 'var(--mantine-color-error)'}>
                {textOf(step)}
              </List.Item>
            ))}
          </List>
        )}
      </div>
    </Stack>
  );
}
