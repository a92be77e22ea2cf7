import { useTranslation } from 'react-i18next';
import { context } from '../context.ts';
import { Page } from '../page.tsx';
import { ProfileSection } from '../profile/profile-section.tsx';
import { ApplicationsSection } from './applications-section.tsx';

/** One's own page: who one is, and one's OAuth applications. */
export function MyUserPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('profile.title')}>
      <ProfileSection />
      <ApplicationsSection ownerId={context.person.id} />
    </Page>
  );
}
