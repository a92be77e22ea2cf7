import { Button, Group } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { context } from '../context.ts';
import { Fact, Facts } from '../facts.tsx';
import { useOpened } from '../grid/use-opened.ts';
import { notify } from '../notify.ts';
import { Loaded } from '../page.tsx';
import { Section } from '../section.tsx';
import { ChangePasswordDialog } from './change-password-dialog.tsx';
import { EditProfileDialog } from './edit-profile-dialog.tsx';
import { getProfile, type Profile, type ProfileInput, profileKey } from './profile.ts';

type Opened = 'edit' | 'password';

function ProfileFacts({ profile }: { readonly profile: Profile }) {
  const { t } = useTranslation();
  const { email, firstName, lastName, locale, username } = profile.attributes;
  const places = context.organizations.length > 0 ? context.organizations : [context.organization];
  return (
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
  );
}

/** Who one is, and how to change that. */
export function ProfileSection() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { close, open, opened } = useOpened<Opened>();
  const query = useQuery({ queryKey: profileKey, queryFn: getProfile });
  const onSaved = async ({ firstName, lastName, locale }: ProfileInput) => {
    const { attributes } = query.data?.profile ?? {};
    const isShownElsewhere =
      locale !== attributes?.locale || firstName !== attributes.firstName || lastName !== attributes.lastName;
    // The language and one's name are everywhere on the page, which is made anew with them.
    if (isShownElsewhere) return location.reload();
    await queries.invalidateQueries({ queryKey: profileKey });
    notify(t('account.profile.saved'));
    close();
  };
  const button = (what: Opened, label: string) => (
    <Button variant="default" data-opener={`profile-${what}`} onClick={() => open(what, `profile-${what}`)}>
      {label}
    </Button>
  );
  const actions = query.data !== undefined && (
    <Group gap="sm">
      {button('edit', t('account.profile.edit'))}
      {button('password', t('account.password.change'))}
    </Group>
  );
  return (
    <Section title={t('profile.section')} actions={actions}>
      <Loaded query={query}>
        {({ entityTag, profile }) => (
          <>
            <ProfileFacts profile={profile} />
            {opened === 'edit' && (
              <EditProfileDialog profile={profile} entityTag={entityTag} onClose={close} onSaved={onSaved} />
            )}
            {opened === 'password' && (
              <ChangePasswordDialog
                username={profile.attributes.username ?? profile.attributes.email}
                onClose={close}
              />
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}
