import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ResourceDialog } from '../../shared/forms/resource-dialog.tsx';
import { notify } from '../../shared/notify.ts';
import { type Person, type PersonAttributes, personName } from '../../shared/people/person.ts';
import {
  NewPersonFields,
  PersonFields,
  type PersonInput,
  personPointers,
  startPerson,
  writePerson,
} from '../../shared/people/person-fields.tsx';
import { firstRows, type MembershipRow, MembershipsField, membershipsOf } from './memberships-field.tsx';

interface UserInput extends PersonInput {
  readonly username: string;
  /** Of a new user. */
  readonly rows: readonly MembershipRow[];
}

const pointers = {
  ...personPointers,
  username: '/data/attributes/username',
  memberships: '/data/attributes/memberships',
} as const;

function start(user: Person | null): UserInput {
  return { ...startPerson(user), username: user?.attributes.username ?? '', rows: firstRows() };
}

function write(input: UserInput, isNew: boolean) {
  const { rows, username } = input;
  const memberships = membershipsOf(rows);
  return { attributes: { username, ...writePerson(input, isNew), ...(isNew && { memberships }) } };
}

interface UserDialogProps {
  /** Who is edited; null for somebody new. */
  readonly user: Person | null;
  readonly onClose: () => void;
  readonly onSaved?: (user: Person) => void;
}

/** Adds a user, or edits one. */
export function UserDialog({ onClose, onSaved, user }: UserDialogProps) {
  const { t } = useTranslation();
  const isNew = user === null;
  return (
    <ResourceDialog<PersonAttributes, UserInput, keyof typeof pointers>
      title={isNew ? t('people.users.create') : t('people.edit', { name: personName(user) })}
      type="users"
      id={user?.id ?? null}
      start={start}
      write={(input) => write(input, isNew)}
      pointers={pointers}
      onClose={onClose}
      onSaved={(saved) => {
        notify(t(isNew ? 'people.changed.created' : 'people.changed.saved', { name: personName(saved) }));
        onSaved?.(saved);
      }}
    >
      {({ change, input, problems }) => (
        <>
          <TextInput
            label={t('people.fields.username')}
            description={t('people.fields.usernameHint')}
            value={input.username}
            onChange={({ currentTarget }) => change({ username: currentTarget.value })}
            error={problems.username}
            required
            maxLength={255}
            data-autofocus
          />
          <PersonFields input={input} change={change} problems={problems} />
          {isNew && (
            <>
              <MembershipsField
                rows={input.rows}
                onChange={(rows) => change({ rows })}
                problem={problems.memberships}
              />
              <NewPersonFields input={input} change={change} problems={problems} />
            </>
          )}
        </>
      )}
    </ResourceDialog>
  );
}
