import { Button, List, Stack, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
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

interface TryItProps {
  readonly credentials: Credentials;
  /** One for which nobody has to sign in; `guest` is the password grant for visitors. */
  readonly grant: 'client_credentials' | 'guest';
  /** The path of the JSON:API of the application. */
  readonly api: string;
}

const grants = {
  client_credentials: { grant_type: 'client_credentials' },
  guest: { grant_type: 'password', username: 'guest', password: 'guest' },
} as const;

async function fetchToken({ credentials: { clientId, clientSecret }, grant }: TryItProps): Promise<TokenAnswer> {
  const secret = clientSecret !== null && { client_secret: clientSecret };
  const body = new URLSearchParams({ ...grants[grant], client_id: clientId, ...secret });
  const response = await fetch('/oauth2-token', { ...asOthers, method: 'POST', body });
  return (await response.json()) as TokenAnswer;
}

async function callWith(token: string, api: string): Promise<Step> {
  const path = `${api}/profile`;
  const headers = { authorization: `Bearer ${token}`, accept: 'application/vnd.api+json' };
  const { ok, status } = await fetch(path, { ...asOthers, headers });
  return { text: 'called', values: { request: `GET ${path}`, status }, good: ok };
}

async function tryCredentials(props: TryItProps): Promise<readonly Step[]> {
  const steps: Step[] = [];
  try {
    const { access_token, error, error_description, expires_in = 0 } = await fetchToken(props);
    if (access_token === undefined) {
      const reason = error_description ?? error ?? '';
      return [{ text: 'tokenFailed', values: { reason }, good: false }];
    }
    steps.push({ text: 'tokenFetched', values: { seconds: expires_in }, good: true });
    steps.push(await callWith(access_token, props.api));
  } catch {
    steps.push({ text: 'unreachable', values: {}, good: false });
  }
  return steps;
}

/** Shows that the credentials work: fetches a token and calls the API with it. The token is kept nowhere. */
export function TryIt(props: TryItProps) {
  const { t } = useTranslation();
  const { credentials } = props;
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const [busy, setBusy] = useState(false);
  const underWay = useRef(false);
  const onTry = async () => {
    if (underWay.current) return;
    underWay.current = true;
    setBusy(true);
    setSteps(await tryCredentials(props));
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
