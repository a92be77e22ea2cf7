import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ResourceDialog } from '../../shared/forms/resource-dialog.tsx';
import { notify } from '../../shared/notify.ts';
import { HandOver } from '../../shared/people/hand-over.tsx';
import type { LeftBehind } from '../../shared/people/leaving.ts';
import { LeavingApplications } from '../../shared/people/leaving-applications.tsx';
import { type Person, type PersonAttributes, personName } from '../../shared/people/person.ts';
import { type MembershipRow, MembershipsField, membershipsOf, rowsOf } from './memberships-field.tsx';

interface MembershipsInput {
  readonly rows: readonly MembershipRow[];
}

const pointers = { memberships: '/data/attributes/memberships' } as const;

const write = ({ rows }: MembershipsInput) => ({ attributes: { memberships: membershipsOf(rows) } });

interface LostProps {
  readonly user: Person;
  readonly rows: readonly MembershipRow[];
  readonly onHandOver: (application: LeftBehind) => void;
}

/** What happens to the applications in the organizations that are about to be left. */
function Lost({ onHandOver, rows, user }: LostProps) {
  const { t } = useTranslation();
  const kept = new Set(rows.map(({ organizationId }) => organizationId));
  const held = (user.attributes.memberships ?? []).map(({ organizationId }) => organizationId);
  const lost = held.filter((id) => !kept.has(id));
  if (lost.length === 0) return null;
  return (
    <Stack gap="xs" role="status">
      <Text size="sm" fw={600}>
        {t('people.memberships.lost')}
      </Text>
      <LeavingApplications person={user} organizationIds={lost} onHandOver={onHandOver} />
    </Stack>
  );
}

/** Changes where a user belongs, and their role there. */
export function MembershipsDialog({ onClose, user }: { readonly user: Person; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<readonly MembershipRow[] | null>(null);
  const [handedOver, setHandedOver] = useState<LeftBehind | null>(null);
  const name = personName(user);
  // What was changed is still there after an application was handed over.
  const start = (current: Person | null): MembershipsInput => ({
    rows: draft ?? rowsOf(current?.attributes.memberships ?? []),
  });
  if (handedOver !== null) return <HandOver left={handedOver} onClose={() => setHandedOver(null)} />;
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
          <MembershipsField
            rows={input.rows}
            onChange={(rows) => {
              change({ rows });
              setDraft(rows);
            }}
            problem={problems.memberships}
          />
          <Lost user={user} rows={input.rows} onHandOver={setHandedOver} />
        </>
      )}
    </ResourceDialog>
  );
}
