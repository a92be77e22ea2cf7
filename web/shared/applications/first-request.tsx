import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { context, type Side } from '../context.ts';
import type { Credentials } from './application.ts';
import { Credential } from './credential.tsx';
import { SampleRequests } from './sample-requests.tsx';
import type { SampleFacts } from './samples.ts';
import { TryIt } from './try-it.tsx';

const apis: Readonly<Record<Side, string>> = { backoffice: '/api', storefront: '/storefront/api' };

/** The grant that an application shows best what it can do with; null where it has none. */
function shownGrant({ grantTypes, guestsAllowed }: Credentials): SampleFacts['grant'] | null {
  if (grantTypes.includes('client_credentials')) return 'client_credentials';
  if (grantTypes.includes('authorization_code')) return 'authorization_code';
  if (grantTypes.includes('password')) return guestsAllowed ? 'guest' : 'password';
  return null;
}

const hints = {
  client_credentials: 'applications.created.samplesHint',
  authorization_code: 'administeredApplications.created.samplesHintCode',
  password: 'administeredApplications.created.samplesHintPassword',
  guest: 'administeredApplications.created.samplesHintGuest',
} as const;

function Endpoints() {
  const { t } = useTranslation();
  const endpoints = { authorizeUrl: '/oauth2-token/authorize', tokenUrl: '/oauth2-token' } as const;
  return (Object.keys(endpoints) as (keyof typeof endpoints)[]).map((name) => {
    const label = t(`administeredApplications.created.${name}`);
    const copyLabel = `${t('actions.copy')}: ${label}`;
    return <Credential key={name} label={label} copyLabel={copyLabel} value={context.issuer + endpoints[name]} />;
  });
}

/** How the credentials are used: requests that are ready to run and, where nobody has to sign in, a try of them. */
export function FirstRequest({ credentials }: { readonly credentials: Credentials }) {
  const { t } = useTranslation();
  const grant = shownGrant(credentials);
  if (grant === null) return <Text size="sm">{t('administeredApplications.created.noGrants')}</Text>;
  const { clientId, clientSecret, redirectUris, side } = credentials;
  const { issuer } = context;
  const facts = { issuer, api: issuer + apis[side], clientId, clientSecret, grant, redirectUri: redirectUris[0] ?? '' };
  return (
    <>
      {grant === 'authorization_code' && <Endpoints />}
      <section>
        <Title order={3} size="h5">
          {t('applications.created.samples')}
        </Title>
        <Text size="sm" mb="xs">
          {t(hints[grant])}
        </Text>
        <SampleRequests facts={facts} />
      </section>
      {(grant === 'client_credentials' || grant === 'guest') && (
        <TryIt credentials={credentials} grant={grant} api={apis[side]} />
      )}
    </>
  );
}
