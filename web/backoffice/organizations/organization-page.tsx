import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { History } from '../../shared/audit/history.tsx';
import { may } from '../../shared/context.ts';
import { Fact, Facts } from '../../shared/facts.tsx';
import { useOpened } from '../../shared/grid/use-opened.ts';
import { formatTime } from '../../shared/i18n.ts';
import { lazily } from '../../shared/lazily.tsx';
import { Loaded, Page } from '../../shared/page.tsx';
import { EnabledStatus } from '../../shared/people/enabled-status.tsx';
import { readResource } from '../../shared/resources.ts';
import { Section } from '../../shared/section.tsx';
import { SwitchableMenu, type SwitchableOpened } from '../switchable.tsx';
import { UsersSection } from '../users/users-section.tsx';
import {
  mayEditOrganization,
  maySwitchOrganization,
  type Organization,
  type OrganizationAttributes,
} from './organization.ts';

const OrganizationDialogs = lazily(async () => (await import('./organization-dialogs.tsx')).OrganizationDialogs);
const editOpener = 'edit-organization';

function OrganizationFacts({ organization }: { readonly organization: Organization }) {
  const { t } = useTranslation();
  const { createdAt, enabled, global, updatedAt } = organization.attributes;
  return (
    <Section title={t('people.facts')}>
      <Facts>
        <Fact
          label={t('organizations.global')}
          value={t(global ? 'organizations.globalEffect' : 'organizations.localEffect')}
        />
        <Fact label={t('people.status.label')} value={<EnabledStatus enabled={enabled} />} />
        <Fact label={t('people.fields.createdAt')} value={formatTime(createdAt)} />
        <Fact label={t('people.fields.updatedAt')} value={formatTime(updatedAt)} />
      </Facts>
    </Section>
  );
}

function OrganizationView({ organization }: { readonly organization: Organization }) {
  const { t } = useTranslation();
  const { close, open, opened } = useOpened<SwitchableOpened<Organization>>();
  const maySwitch = maySwitchOrganization(organization);
  const actions = mayEditOrganization(organization) && (
    <>
      <Button data-opener={editOpener} onClick={() => open({ kind: 'form', row: organization }, editOpener)}>
        {t('people.menu.edit')}
      </Button>
      {maySwitch && <SwitchableMenu row={organization} onOpen={open} mayEdit maySwitch />}
    </>
  );
  return (
    <Page title={organization.attributes.name} actions={actions}>
      <OrganizationFacts organization={organization} />
      {may('users', 'view', 'organization') && (
        <UsersSection of={organization.id} filters={{ 'filter[organization]': organization.id }} />
      )}
      <History kind="organization" id={organization.id} />
      {opened !== null && <OrganizationDialogs opened={opened} onClose={close} />}
    </Page>
  );
}

/** An organization, and who works in it. */
export function OrganizationPage() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery({
    queryKey: ['organizations', 'one', id],
    queryFn: () => readResource<OrganizationAttributes>('organizations', id),
  });
  return <Loaded query={query}>{({ resource }) => <OrganizationView organization={resource} />}</Loaded>;
}
