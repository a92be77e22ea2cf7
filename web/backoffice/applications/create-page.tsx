import { Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { type Application, applicationsKey } from '../../shared/applications/application.ts';
import { CreatedApplication } from '../../shared/applications/created-application.tsx';
import { applicationPath, pathOf } from '../../shared/applications/paths.ts';
import { identifierOf } from '../../shared/applications/ref-names.ts';
import { context, may, type Side } from '../../shared/context.ts';
import { NotFound } from '../../shared/not-found.tsx';
import { Page } from '../../shared/page.tsx';
import { useForgetting } from '../../shared/secrets/told-once.tsx';
import { Section } from '../../shared/section.tsx';
import { ApplicationForm } from './application-form.tsx';
import { type Created, createFrom, newDraft } from './draft.ts';

/** That the owner, who is somebody else, learns of it. */
function OwnerNote({ application }: { readonly application: Application }) {
  const { t } = useTranslation();
  const owner = identifierOf(application, 'owner');
  const name = application.attributes.ownerName;
  if (owner === null || name === null || owner.id === context.person.id) return null;
  return (
    <Text size="sm">
      {t('administeredApplications.created.informed', { name })}{' '}
      {application.attributes.confidential && t('administeredApplications.created.secretKnown')}
    </Text>
  );
}

function CreatePage({ side }: { readonly side: Side }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  // The secret lives in the state of this page alone, and ends with it.
  const [created, setCreated] = useState<Created | null>(null);
  useForgetting(useCallback(() => setCreated(null), []));
  if (created !== null) {
    const { application, credentials } = created;
    const onSaved = () => {
      flushSync(() => setCreated(null));
      void navigate({ to: applicationPath(application), replace: true });
    };
    return (
      <Page title={t('applications.created.title', { name: credentials.name })}>
        <Section title={t('administeredApplications.created.credentials')}>
          <CreatedApplication credentials={credentials} onSaved={onSaved}>
            <OwnerNote application={application} />
          </CreatedApplication>
        </Section>
      </Page>
    );
  }
  return (
    <Page title={t('administeredApplications.create')}>
      <ApplicationForm
        isNew
        initial={newDraft(side)}
        submit={t('applications.form.create')}
        back={pathOf[side]}
        send={async (draft, shown) => {
          setCreated(await createFrom(draft, shown));
          void queries.invalidateQueries({ queryKey: applicationsKey });
        }}
      />
    </Page>
  );
}

const mayCreate = may('oauthapplications', 'create', 'organization');

/** Creates an application of the back-office for anybody. */
export function CreateOAuthApplicationPage() {
  return mayCreate ? <CreatePage side="backoffice" /> : <NotFound />;
}

/** Creates an application of the storefront for a customer user. */
export function CreateCustomerUserOAuthApplicationPage() {
  return mayCreate ? <CreatePage side="storefront" /> : <NotFound />;
}
