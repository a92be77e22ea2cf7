import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Pending } from '../pending.tsx';
import { Section } from '../section.tsx';

const RefusalsOfApplication = lazy(async () => ({
  default: (await import('./refusals-of-application.tsx')).RefusalsOfApplication,
}));

/** The part of an application's page that tells why its last requests were refused. It is fetched when it is shown. */
export function RefusalsSection({ applicationId }: { readonly applicationId: string }) {
  const { t } = useTranslation();
  return (
    <Section title={t('refusals.title')}>
      <Suspense fallback={<Pending />}>
        <RefusalsOfApplication applicationId={applicationId} />
      </Suspense>
    </Section>
  );
}
