import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { context } from '../context.ts';
import { Fact, Facts } from '../facts.tsx';
import { callApi, type Resource } from '../json-api.ts';
import { Loaded, Page } from '../page.tsx';
import { Section } from '../section.tsx';
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

function ProfileFacts({ profile }: { readonly profile: Profile }) {
  const { t } = useTranslation();
  const { email, firstName, lastName, locale, username } = profile.attributes;
  const places = context.organizations.length > 0 ? context.organizations : [context.organization];
  return (
    <Section title={t('profile.section')}>
      <Facts>
        <Fact label={t('profile.name')} value={`${firstName} ${lastName}`.trim()} />
        {username !== undefined && <Fact label={t('profile.username')} value={username} />}
        <Fact label={t('profile.email')} value={email} />
        <Fact label={t('profile.locale')} value={t(`languages.${locale}`, { defaultValue: locale })} />
        <Fact
          label={t('profile.organizations', { count: places.length })}
          value={places.map(({ name }) => name).join(', ')}
        />
      </Facts>
    </Section>
  );
}

/** One's own page: who one is, and one's OAuth applications. */
export function MyUserPage() {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: ['profile'], queryFn: getProfile });
  return (
    <Page title={t('profile.title')}>
      <Loaded query={query}>{(profile) => <ProfileFacts profile={profile} />}</Loaded>
      <ApplicationsSection ownerId={context.person.id} />
    </Page>
  );
}
