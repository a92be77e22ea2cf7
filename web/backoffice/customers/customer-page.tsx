import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { History } from '../../shared/audit/history.tsx';
import { context, may } from '../../shared/context.ts';
import { Fact, Facts } from '../../shared/facts.tsx';
import { findIncluded, type Included } from '../../shared/grid/load-page.ts';
import { useOpened } from '../../shared/grid/use-opened.ts';
import { formatTime } from '../../shared/i18n.ts';
import { lazily } from '../../shared/lazily.tsx';
import { Loaded, Page } from '../../shared/page.tsx';
import { CustomerUsersList } from '../../shared/people/customer-users-list.tsx';
import { EnabledStatus } from '../../shared/people/enabled-status.tsx';
import { readResource } from '../../shared/resources.ts';
import { Section } from '../../shared/section.tsx';
import { SwitchableMenu, type SwitchableOpened } from '../switchable.tsx';
import { type Customer, type CustomerAttributes, customerInclude } from './customer.ts';

const CustomerDialogs = lazily(async () => (await import('./customer-dialogs.tsx')).CustomerDialogs);
const editOpener = 'edit-customer';
const mayEdit = may('customers', 'edit', 'organization');
const mayDelete = may('customers', 'delete', 'organization');

interface CustomerProps {
  readonly customer: Customer;
  readonly included: readonly Included[];
}

function CustomerFacts({ customer, included }: CustomerProps) {
  const { t } = useTranslation();
  const { createdAt, enabled, updatedAt } = customer.attributes;
  const organization = findIncluded(included, customer.relationships?.organization?.data);
  return (
    <Section title={t('people.facts')}>
      <Facts>
        <Fact
          label={t('organizations.one')}
          value={String(organization?.attributes.name ?? context.organization.name)}
        />
        <Fact label={t('people.status.label')} value={<EnabledStatus enabled={enabled} />} />
        <Fact label={t('people.fields.createdAt')} value={formatTime(createdAt)} />
        <Fact label={t('people.fields.updatedAt')} value={formatTime(updatedAt)} />
      </Facts>
    </Section>
  );
}

function CustomerView({ customer, included }: CustomerProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { close, open, opened } = useOpened<SwitchableOpened<Customer>>();
  const actions = (mayEdit || mayDelete) && (
    <>
      {mayEdit && (
        <Button data-opener={editOpener} onClick={() => open({ kind: 'form', row: customer }, editOpener)}>
          {t('people.menu.edit')}
        </Button>
      )}
      <SwitchableMenu row={customer} onOpen={open} mayEdit={mayEdit} mayDelete={mayDelete} />
    </>
  );
  return (
    <Page title={customer.attributes.name} actions={actions}>
      <CustomerFacts customer={customer} included={included} />
      {may('customerusers', 'view', 'organization') && (
        <CustomerUsersList
          title={t('people.customerUsers.title')}
          create={t('people.customerUsers.create')}
          pages="/customer-users"
          customerId={customer.id}
        >
          {(list, create) => (
            <Section title={t('people.customerUsers.title')} actions={create}>
              {list}
            </Section>
          )}
        </CustomerUsersList>
      )}
      <History kind="customer" id={customer.id} />
      {opened !== null && (
        <CustomerDialogs opened={opened} onClose={close} onDeleted={() => navigate({ to: '/customers' })} />
      )}
    </Page>
  );
}

/** A customer, and its customer users. */
export function CustomerPage() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery({
    queryKey: ['customers', 'one', id],
    queryFn: () => readResource<CustomerAttributes>('customers', id, customerInclude),
  });
  return (
    <Loaded query={query}>
      {({ included, resource }) => <CustomerView customer={resource} included={included} />}
    </Loaded>
  );
}
