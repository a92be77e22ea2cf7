import { Alert, Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { History } from '../../shared/audit/history.tsx';
import { context, may } from '../../shared/context.ts';
import { Fact, Facts } from '../../shared/facts.tsx';
import { findIncluded, type Included } from '../../shared/grid/load-page.ts';
import { ResourceList } from '../../shared/grid/resource-list.tsx';
import { useOpened } from '../../shared/grid/use-opened.ts';
import { formatTime } from '../../shared/i18n.ts';
import { lazily } from '../../shared/lazily.tsx';
import { Loaded, Page } from '../../shared/page.tsx';
import { listCustomerUsers } from '../../shared/people/customer-user.ts';
import { useCustomerUserColumns } from '../../shared/people/customer-user-columns.tsx';
import { personName } from '../../shared/people/person.ts';
import { readResource, relatedId } from '../../shared/resources.ts';
import { PermissionMatrix } from '../../shared/roles/permission-matrix.tsx';
import type { Role } from '../../shared/roles/role.ts';
import { Section } from '../../shared/section.tsx';
import { listUsers } from '../users/user.ts';
import { useUserColumns } from '../users/user-columns.tsx';
import type { RoleOpened } from './role-menu.tsx';
import { isWithinReach, mayChangeRole, mayCreateRoles, roleInclude } from './roles.ts';

const RoleDialogs = lazily(async () => (await import('./role-dialogs.tsx')).RoleDialogs);
const openers = { edit: 'edit-role', copy: 'copy-role', delete: 'delete-role' } as const;

interface RoleProps {
  readonly role: Role;
  readonly included: readonly Included[];
}

function RoleFacts({ included, role }: RoleProps) {
  const { t } = useTranslation();
  const { builtIn, createdAt, side, updatedAt } = role.attributes;
  const organization = findIncluded(included, role.relationships?.organization?.data);
  const place = builtIn ? t('roles.everywhere') : String(organization?.attributes.name ?? context.organization.name);
  return (
    <Section title={t('people.facts')}>
      <Facts>
        <Fact label={t('roles.side')} value={t(`roles.sides.${side}`)} />
        <Fact label={t('roles.builtIn')} value={t(builtIn ? 'organizations.yes' : 'organizations.no')} />
        <Fact label={t('organizations.one')} value={place} />
        <Fact label={t('people.fields.createdAt')} value={formatTime(createdAt)} />
        <Fact label={t('people.fields.updatedAt')} value={formatTime(updatedAt)} />
      </Facts>
    </Section>
  );
}

/** Who has the role, within one's own reach. */
function Holders({ role }: { readonly role: Role }) {
  const { t } = useTranslation();
  const userColumns = useUserColumns();
  const customerUserColumns = useCustomerUserColumns('/customer-users');
  const isOfUsers = role.attributes.side === 'backoffice';
  if (!may(isOfUsers ? 'users' : 'customerusers', 'view', 'organization')) return null;
  const filter = { 'filter[role]': role.id };
  return (
    <Section title={t('roles.holders')}>
      <ResourceList
        label={t('roles.holders')}
        queryKey={[isOfUsers ? 'users' : 'customerusers', 'with', role.id]}
        load={(search) => (isOfUsers ? listUsers(search, filter) : listCustomerUsers(search, filter))}
        columns={isOfUsers ? userColumns : customerUserColumns}
        defaultSort={isOfUsers ? 'username' : 'email'}
        idOf={({ id }) => id}
        nameOf={personName}
        empty={{ title: t('roles.nobody') }}
      />
    </Section>
  );
}

function RoleView({ included, role }: RoleProps) {
  const { t } = useTranslation();
  const { close, open, opened } = useOpened<RoleOpened>();
  const { builtIn, name, permissions, side = 'backoffice' } = role.attributes;
  const button = (kind: keyof typeof openers, label: string) => (
    <Button
      variant={kind === 'edit' ? 'filled' : 'default'}
      data-opener={openers[kind]}
      onClick={() => open({ kind, role }, openers[kind])}
    >
      {label}
    </Button>
  );
  const actions = (
    <>
      {mayChangeRole(role, 'edit') && button('edit', t('people.menu.edit'))}
      {mayCreateRoles && button('copy', t('roles.copy'))}
      {mayChangeRole(role, 'delete') && button('delete', t('people.menu.delete'))}
    </>
  );
  const fixed = builtIn ? t('roles.fixed') : isWithinReach(role) ? null : t('roles.beyondYouHint');
  return (
    <Page title={name} actions={actions}>
      {fixed !== null && (
        <Alert variant="outline" role="note">
          <Text size="sm">{fixed}</Text>
        </Alert>
      )}
      <RoleFacts role={role} included={included} />
      <Section title={t('roles.permissions')}>
        <PermissionMatrix side={side} permissions={permissions} organizationId={relatedId(role, 'organization')} />
      </Section>
      <Holders role={role} />
      <History kind="role" id={role.id} />
      {opened !== null && <RoleDialogs opened={opened} onClose={close} />}
    </Page>
  );
}

/** A role: what it allows, and who has it. */
export function RolePage() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery({
    queryKey: ['roles', 'one', id],
    queryFn: () => readResource<Role['attributes']>('roles', id, roleInclude),
  });
  return <Loaded query={query}>{({ included, resource }) => <RoleView role={resource} included={included} />}</Loaded>;
}
