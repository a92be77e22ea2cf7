import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ResourceDialog } from '../../shared/forms/resource-dialog.tsx';
import { notify } from '../../shared/notify.ts';
import { type Person, type PersonAttributes, personName } from '../../shared/people/person.ts';
import { type MembershipRow, MembershipsField, membershipsOf, rowsOf } from './memberships-field.tsx';

interface MembershipsInput {
  readonly rows: readonly MembershipRow[];
}

const pointers = { memberships: '/data/attributes/memberships' } as const;

const start = (user: Person | null): MembershipsInput => ({ rows: rowsOf(user?.attributes.memberships ?? []) });

const write = ({ rows }: MembershipsInput) => ({ attributes: { memberships: membershipsOf(rows) } });

/** Changes where a user belongs, and their role there. */
export function MembershipsDialog({ onClose, user }: { readonly user: Person; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const name = personName(user);
  return (
    <ResourceDialog<PersonAttributes, MembershipsInput, keyof typeof pointers>
      title={t('people.memberships.of', { name })}
      type="users"
      id={user.id}
      start={start}
      write={write}
      pointers={pointers}
      onClose={onClose}
      onSaved={() => notify(t('people.changed.saved', { name }))}
    >
      {({ change, input, problems }) => (
        <>
          <Text size="sm">{t('people.memberships.effect')}</Text>
          <MembershipsField rows={input.rows} onChange={(rows) => change({ rows })} problem={problems.memberships} />
        </>
      )}
    </ResourceDialog>
  );
}
