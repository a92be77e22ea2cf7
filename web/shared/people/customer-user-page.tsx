import { Anchor, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { History } from '../audit/history.tsx';
import { context, may } from '../context.ts';
import { Fact } from '../facts.tsx';
import { findIncluded, type Included } from '../grid/load-page.ts';
import { useOpened } from '../grid/use-opened.ts';
import { lazily } from '../lazily.tsx';
import { Loaded, Page } from '../page.tsx';
import { readResource, relatedId } from '../resources.ts';
import { rolesShown } from '../roles/role-filter.tsx';
import { customersShown, customerUserInclude } from './customer-user.ts';
import { OwnedApplications } from './owned-applications.tsx';
import { mayManage, type Person, type PersonAttributes, personName } from './person.ts';
import { PersonFacts } from './person-facts.tsx';
import { PersonMenu, type PersonOpened } from './person-menu.tsx';

const CustomerUserDialogs = lazily(async () => (await import('./customer-user-dialogs.tsx')).CustomerUserDialogs);
const editOpener = 'edit-customer-user';
const pages = context.side === 'backoffice' ? '/customer-users' : '/people';

interface CustomerUserProps {
  readonly customerUser: Person;
  readonly included: readonly Included[];
}

/** What a customer user belongs to, each leading to its page where there is one. */
function Belonging({ customerUser, included }: CustomerUserProps) {
  const { t } = useTranslation();
  const nameOf = (name: string) =>
    String(findIncluded(included, customerUser.relationships?.[name]?.data)?.attributes.name ?? '');
  const role = nameOf('role');
  return (
    <>
      {customersShown && (
        <Fact
          label={t('customers.one')}
          value={
            <Anchor component={Link} to={`/customers/${relatedId(customerUser, 'customer')}`}>
              {nameOf('customer')}
            </Anchor>
          }
        />
      )}
      {rolesShown && (
        <Fact
          label={t('roles.one')}
          value={
            context.side === 'storefront' ? (
              role
            ) : (
              <Anchor component={Link} to={`/roles/${relatedId(customerUser, 'role')}`}>
                {role}
              </Anchor>
            )
          }
        />
      )}
    </>
  );
}

function CustomerUser({ customerUser, included }: CustomerUserProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { close, open, opened } = useOpened<PersonOpened>();
  const actions = (mayManage('customerusers', 'edit') || mayManage('customerusers', 'delete')) && (
    <>
      {mayManage('customerusers', 'edit') && (
        <Button data-opener={editOpener} onClick={() => open({ kind: 'form', person: customerUser }, editOpener)}>
          {t('people.menu.edit')}
        </Button>
      )}
      <PersonMenu person={customerUser} onOpen={open} />
    </>
  );
  return (
    <Page title={personName(customerUser)} actions={actions}>
      <PersonFacts person={customerUser}>
        <Belonging customerUser={customerUser} included={included} />
      </PersonFacts>
      {may('oauthapplications', 'view', 'customer') && <OwnedApplications ownerId={customerUser.id} />}
      {context.side === 'backoffice' && <History kind="customer-user" id={customerUser.id} />}
      {opened !== null && (
        <CustomerUserDialogs opened={opened} onClose={close} onDeleted={() => navigate({ to: pages })} />
      )}
    </Page>
  );
}

/** A customer user: who they are, where they belong, and their OAuth applications. The same on both sides. */
export function CustomerUserPage() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery({
    queryKey: ['customerusers', 'one', id],
    queryFn: () => readResource<PersonAttributes>('customerusers', id, customerUserInclude),
  });
  return (
    <Loaded query={query}>
      {({ included, resource }) => <CustomerUser customerUser={resource} included={included} />}
    </Loaded>
  );
}
