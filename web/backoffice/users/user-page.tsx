import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { History } from '../../shared/audit/history.tsx';
import { may } from '../../shared/context.ts';
import type { Included } from '../../shared/grid/load-page.ts';
import { useOpened } from '../../shared/grid/use-opened.ts';
import { lazily } from '../../shared/lazily.tsx';
import { Loaded, Page } from '../../shared/page.tsx';
import { OwnedApplications } from '../../shared/people/owned-applications.tsx';
import { mayManage, type Person, type PersonAttributes, personName } from '../../shared/people/person.ts';
import { PersonFacts } from '../../shared/people/person-facts.tsx';
import { PersonMenu, type PersonOpened } from '../../shared/people/person-menu.tsx';
import { readResource } from '../../shared/resources.ts';
import { Section } from '../../shared/section.tsx';
import { Memberships } from './memberships.tsx';
import { userInclude } from './user.ts';

const UserDialogs = lazily(async () => (await import('./user-dialogs.tsx')).UserDialogs);
const editOpener = 'edit-user';
const membershipsOpener = 'edit-memberships';

interface UserProps {
  readonly user: Person;
  readonly included: readonly Included[];
}

function User({ included, user }: UserProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { close, open, opened } = useOpened<PersonOpened>();
  const actions = (
    <>
      {mayManage('users', 'edit') && (
        <Button data-opener={editOpener} onClick={() => open({ kind: 'form', person: user }, editOpener)}>
          {t('people.menu.edit')}
        </Button>
      )}
      {(mayManage('users', 'edit') || mayManage('users', 'delete')) && <PersonMenu person={user} onOpen={open} />}
    </>
  );
  const editMemberships = mayManage('users', 'edit') && (
    <Button
      variant="default"
      data-opener={membershipsOpener}
      onClick={() => open({ kind: 'memberships', person: user }, membershipsOpener)}
    >
      {t('people.memberships.edit')}
    </Button>
  );
  return (
    <Page title={personName(user)} actions={actions}>
      <PersonFacts person={user} />
      <Section title={t('people.memberships.title')} actions={editMemberships}>
        <Memberships user={user} included={included} />
      </Section>
      {may('oauthapplications', 'view', 'organization') && <OwnedApplications ownerId={user.id} />}
      <History kind="user" id={user.id} />
      {opened !== null && <UserDialogs opened={opened} onClose={close} onDeleted={() => navigate({ to: '/users' })} />}
    </Page>
  );
}

/** A user: who they are, where they belong, and their OAuth applications. */
export function UserPage() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery({
    queryKey: ['users', 'one', id],
    queryFn: () => readResource<PersonAttributes>('users', id, userInclude),
  });
  return <Loaded query={query}>{({ included, resource }) => <User user={resource} included={included} />}</Loaded>;
}
