import { Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { applicationKey, applicationsKey, getApplication } from '../../shared/applications/application.ts';
import { applicationPath } from '../../shared/applications/paths.ts';
import { notify } from '../../shared/notify.ts';
import { Loaded, Page } from '../../shared/page.tsx';
import { ApplicationForm } from './application-form.tsx';
import { draftOf, updateFrom } from './draft.ts';

type Found = Awaited<ReturnType<typeof getApplication>>;

function EditForm({ application, entityTag }: Found) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { active } = application.attributes;
  const path = applicationPath(application);
  return (
    <Page title={t('applications.form.edit', { name: application.attributes.name })}>
      <ApplicationForm
        isNew={false}
        initial={draftOf(application)}
        submit={t('actions.save')}
        back={path}
        note={(draft) => active && !draft.active && <Text size="sm">{t('applications.ask.deactivateEffect')}</Text>}
        send={async (draft, shown) => {
          await updateFrom(application, draft, shown, entityTag);
          notify(t('applications.changed.saved', { name: draft.name }));
          await queries.invalidateQueries({ queryKey: applicationsKey, refetchType: 'none' });
          await navigate({ to: path });
        }}
      />
    </Page>
  );
}

/** Edits an application as it is now; what somebody else changed meanwhile is not overwritten. */
export function EditOAuthApplicationPage() {
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const query = useQuery({
    queryKey: [...applicationKey(id), 'edit'],
    queryFn: () => getApplication(id),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return <Loaded query={query}>{(found) => <EditForm key={id} {...found} />}</Loaded>;
}
