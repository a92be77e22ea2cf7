import { Checkbox, Group, NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { context } from '../context.ts';
import { PasswordField } from './password-field.tsx';
import { locales, type Person } from './person.ts';

/** What is typed into the form of a person. */
export interface PersonInput {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly locale: string;
  /** Of a new person. */
  readonly enabled: boolean;
  /** Of a new person; empty for none yet. */
  readonly password: string;
}

/** Where the form of a person shows the errors of the API. */
export const personPointers = {
  email: '/data/attributes/email',
  firstName: '/data/attributes/firstName',
  lastName: '/data/attributes/lastName',
  locale: '/data/attributes/locale',
  enabled: '/data/attributes/enabled',
  password: '/data/attributes/password',
} as const;

/** What the form of a person begins with. */
export function startPerson(person: Person | null): PersonInput {
  const { email = '', firstName = '', lastName = '', locale = context.locale } = person?.attributes ?? {};
  return { email, firstName, lastName, locale, enabled: true, password: '' };
}

/** What is sent of a person. A new one may have a password already. */
export function writePerson({ email, enabled, firstName, lastName, locale, password }: PersonInput, isNew: boolean) {
  const personal = { email, firstName, lastName, locale };
  return isNew ? { ...personal, enabled, ...(password !== '' && { password }) } : personal;
}

interface PersonFieldsProps {
  readonly input: PersonInput;
  readonly change: (changes: Partial<PersonInput>) => void;
  readonly problems: Partial<Record<keyof typeof personPointers, string>>;
}

/** The fields that all people have. */
export function PersonFields({ change, input, problems }: PersonFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        type="email"
        label={t('people.fields.email')}
        value={input.email}
        onChange={({ currentTarget }) => change({ email: currentTarget.value })}
        error={problems.email}
        required
        maxLength={255}
      />
      <Group grow align="start" gap="sm">
        <TextInput
          label={t('people.fields.firstName')}
          value={input.firstName}
          onChange={({ currentTarget }) => change({ firstName: currentTarget.value })}
          error={problems.firstName}
          maxLength={255}
        />
        <TextInput
          label={t('people.fields.lastName')}
          value={input.lastName}
          onChange={({ currentTarget }) => change({ lastName: currentTarget.value })}
          error={problems.lastName}
          maxLength={255}
        />
      </Group>
      <NativeSelect
        label={t('people.fields.locale')}
        description={t('people.fields.localeHint')}
        value={input.locale}
        onChange={({ currentTarget }) => change({ locale: currentTarget.value })}
        data={locales.map((value) => ({ value, label: t(`languages.${value}`) }))}
        error={problems.locale}
      />
    </>
  );
}

/** The fields that only a new person has. */
export function NewPersonFields({ change, input, problems }: PersonFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <PasswordField
        label={t('people.fields.password')}
        description={t('people.password.firstHint')}
        value={input.password}
        onChange={(password) => change({ password })}
        error={problems.password}
      />
      <Checkbox
        label={t('people.fields.enabled')}
        description={t('people.fields.enabledHint')}
        checked={input.enabled}
        onChange={({ currentTarget }) => change({ enabled: currentTarget.checked })}
        error={problems.enabled}
      />
    </>
  );
}
