import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation, useNavigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { context, may } from '../context.ts';
import { useOpened } from '../grid/use-opened.ts';
import { ApiFailure } from '../json-api.ts';
import { Loaded, Page } from '../page.tsx';
import { RefusalsSection } from '../refusals/refusals-section.tsx';
import { SecretsList } from '../secrets/secrets-list.tsx';
import { Section } from '../section.tsx';
import { type Application, applicationKey, applicationsKey, getApplication, type Turn } from './application.ts';
import { ApplicationFacts } from './application-facts.tsx';
import { AskDialog } from './ask-dialog.tsx';
import { EditApplicationDialog } from './edit-application-dialog.tsx';
import { HandOverDialog } from './hand-over-dialog.tsx';
import { applicationPath, listPath } from './paths.ts';

// The words of the audit log are fetched only by those who read it.
const History = lazy(async () => ({ default: (await import('../audit/history.tsx')).History }));

type Opened = 'edit' | 'hand-over' | Turn;

interface ActionsProps {
  readonly application: Application;
  readonly onOpen: (opened: Opened, opener: string) => void;
}

const mayEdit = may('oauthapplications', 'edit');
const mayDelete = may('oauthapplications', 'delete');
/** Somebody else is to be chosen, so that one must see others. */
const mayHandOver = may('oauthapplications', 'edit', 'customer') && may('oauthapplications', 'create', 'customer');

function Actions({ application, onOpen }: ActionsProps) {
  const { t } = useTranslation();
  const turn = application.attributes.active ? 'deactivate' : 'activate';
  const turns: readonly Turn[] = [...(mayEdit ? ([turn] as const) : []), ...(mayDelete ? (['delete'] as const) : [])];
  // The form with everything is for the back-office.
  const edit =
    context.side === 'backoffice' ? (
      <Button component={Link} to={`${applicationPath(application)}/edit`} variant="default">
        {t('applications.menu.edit')}
      </Button>
    ) : (
      <Button variant="default" data-opener="edit" onClick={() => onOpen('edit', 'edit')}>
        {t('applications.menu.edit')}
      </Button>
    );
  return (
    <>
      {mayEdit && edit}
      {mayHandOver && (
        <Button variant="default" data-opener="hand-over" onClick={() => onOpen('hand-over', 'hand-over')}>
          {t('administeredApplications.menu.handOver')}
        </Button>
      )}
      {turns.map((each) => (
        <Button key={each} variant="default" data-opener={each} onClick={() => onOpen(each, each)}>
          {t(`applications.menu.${each}`)}
        </Button>
      ))}
    </>
  );
}

const secretsAnchor = 'secrets';

/** Leads to the secrets where the address asks for them; they were not there yet when the page was opened. */
function useAnchor() {
  const { hash } = useLocation();
  useEffect(() => {
    if (hash !== secretsAnchor) return;
    const secrets = document.getElementById(secretsAnchor);
    secrets?.scrollIntoView();
    secrets?.focus();
  }, [hash]);
}

type Found = Awaited<ReturnType<typeof getApplication>>;

function ApplicationView({ found: { application, included } }: { readonly found: Found }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { close, open, opened } = useOpened<Opened>();
  useAnchor();
  const onChanged = () => queries.invalidateQueries({ queryKey: applicationsKey });
  const onTurned = () => {
    if (opened !== 'delete') return void onChanged();
    queries.removeQueries({ queryKey: applicationKey(application.id) });
    void navigate({ to: listPath(application), replace: true });
  };
  return (
    <Page title={application.attributes.name} actions={<Actions application={application} onOpen={open} />}>
      <ApplicationFacts application={application} included={included} />
      <div id={secretsAnchor} tabIndex={-1} className="no-outline">
        <Section title={t('secrets.title')}>
          <SecretsList application={application} />
        </Section>
      </div>
      <RefusalsSection applicationId={application.id} />
      {may('auditevents', 'view') && (
        <Suspense>
          <History kind="application" id={application.id} />
        </Suspense>
      )}
      {opened === 'edit' && <EditApplicationDialog application={application} onClose={close} onChanged={onChanged} />}
      {opened === 'hand-over' && <HandOverDialog application={application} onClose={close} onChanged={onChanged} />}
      {opened !== null && opened !== 'edit' && opened !== 'hand-over' && (
        <AskDialog application={application} turn={opened} onClose={close} onChanged={onTurned} />
      )}
    </Page>
  );
}

/** An application: what is known about it, its secrets, and what can be done with it. */
export function ApplicationPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const query = useQuery({ queryKey: applicationKey(id), queryFn: () => getApplication(id) });
  if (query.error instanceof ApiFailure && query.error.status === 404) {
    return <Page title={t('failures.notFound')}>{t('administeredApplications.view.notFound')}</Page>;
  }
  return <Loaded query={query}>{(found) => <ApplicationView key={id} found={found} />}</Loaded>;
}
