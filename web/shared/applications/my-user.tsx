import { Alert, Button, Loader, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { context } from '../context.ts';
import { useFailureText } from '../failure-text.ts';
import { callApi, type Resource } from '../json-api.ts';
import { usePageTitle } from '../shell.tsx';
import { ApplicationsSection } from './applications-section.tsx';

interface ProfileAttributes {
  readonly username?: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly locale: string;
}

type Profile = Resource<ProfileAttributes>;

async function getProfile(): Promise<Profile> {
  return (await callApi<Profile>('/profile')).document.data;
}

function Fact({ label, value }: { readonly label: string; readonly value: string }) {
  const { t } = useTranslation();
  return (
    <div>
      <Text component="dt" size="sm" fw={600}>
        {label}
      </Text>
      <Text component="dd" m={0} className="breakable">
        {value === '' ? t('profile.none') : value}
      </Text>
    </div>
  );
}

function ProfileFacts({ profile }: { readonly profile: Profile }) {
  const { t } = useTranslation();
  const { email, firstName, lastName, locale, username } = profile.attributes;
  const places = context.organizations.length > 0 ? context.organizations : [context.organization];
  return (
    <Paper component="section" withBorder p="md" aria-labelledby="profile-title">
      <Title order={2} size="h4" id="profile-title" mb="sm">
        {t('profile.section')}
      </Title>
      <dl className="facts">
        <Fact label={t('profile.name')} value={`${firstName} ${lastName}`.trim()} />
        {username !== undefined && <Fact label={t('profile.username')} value={username} />}
        <Fact label={t('profile.email')} value={email} />
        <Fact label={t('profile.locale')} value={t(`languages.${locale}`, { defaultValue: locale })} />
        <Fact
          label={t('profile.organizations', { count: places.length })}
          value={places.map(({ name }) => name).join(', ')}
        />
      </dl>
    </Paper>
  );
}

/** One's own page: who one is, and one's OAuth applications. */
export function MyUserPage() {
  const { t } = useTranslation();
  const failureText = useFailureText();
  usePageTitle(t('profile.title'));
  const { data: profile, error, refetch } = useQuery({ queryKey: ['profile'], queryFn: getProfile });
  return (
    <Stack gap="lg" maw={1100} mx="auto">
      <Title order={1} size="h2">
        {t('profile.title')}
      </Title>
      {error !== null && (
        <Alert color="red" variant="outline" role="alert">
          <Text size="sm">{failureText(error)}</Text>
          <Button mt="xs" size="xs" variant="default" onClick={() => refetch()}>
            {t('actions.retry')}
          </Button>
        </Alert>
      )}
      {profile === undefined && error === null && <Loader aria-label={t('grid.loading')} role="status" />}
      {profile !== undefined && (
        <>
          <ProfileFacts profile={profile} />
          <ApplicationsSection ownerId={profile.id} />
        </>
      )}
    </Stack>
  );
}
