import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Side } from '../context.ts';
import { useFailureText } from '../failure-text.ts';
import { mayPassOnAll } from './permission.ts';
import { useRoles } from './role.ts';

interface RoleFieldProps {
  readonly side: Side;
  /** Where the role is given; an empty text while that is not chosen. */
  readonly organizationId: string;
  /** The id of the role; an empty text for none. */
  readonly value: string;
  readonly onChange: (id: string) => void;
  readonly error?: string | undefined;
}

/** Chooses a role. Those that allow more than one may oneself are named, and cannot be chosen. */
export function RoleField({ error, onChange, organizationId, side, value }: RoleFieldProps) {
  const { t } = useTranslation();
  const failureText = useFailureText();
  const { data = [], error: failure } = useRoles(side, organizationId);
  const choices = data.map(({ attributes: { name, permissions }, id }) => {
    const given = id === value || mayPassOnAll(permissions, organizationId);
    return { value: id, label: given ? name : t('roles.beyondYou', { name }), disabled: !given };
  });
  return (
    <NativeSelect
      label={t('roles.one')}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      data={[{ value: '', label: t('roles.choose') }, ...choices]}
      error={error ?? (failure === null ? undefined : failureText(failure))}
      disabled={organizationId === ''}
      required
    />
  );
}
