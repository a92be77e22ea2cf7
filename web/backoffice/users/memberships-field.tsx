import './memberships-field.css';
import { ActionIcon, Button, Fieldset, Group, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { context, mayEverywhere } from '../../shared/context.ts';
import { ResourcePicker } from '../../shared/forms/resource-picker.tsx';
import { CloseIcon, PlusIcon } from '../../shared/icons.tsx';
import type { Membership } from '../../shared/people/person.ts';
import { RoleField } from '../../shared/roles/role-field.tsx';

/** A membership as it is edited. */
export interface MembershipRow extends Membership {
  /** Stays the same while it is changed. */
  readonly key: number;
}

let rowsMade = 0;

/** Memberships as rows to edit. */
export function rowsOf(memberships: readonly Membership[]): MembershipRow[] {
  return memberships.map(({ organizationId, roleId }) => {
    rowsMade += 1;
    return { key: rowsMade, organizationId, roleId };
  });
}

/** The memberships of rows. */
export const membershipsOf = (rows: readonly MembershipRow[]): Membership[] =>
  rows.map(({ organizationId, roleId }) => ({ organizationId, roleId }));

/** A row for a membership where one works oneself, or for one to be chosen. */
export const firstRows = () => rowsOf([{ organizationId: context.organization.id, roleId: '' }]);

interface MembershipFieldsProps {
  readonly row: MembershipRow;
  readonly onChange: (row: MembershipRow) => void;
  readonly onRemove: () => void;
}

function MembershipFields({ onChange, onRemove, row }: MembershipFieldsProps) {
  const { t } = useTranslation();
  const { organizationId, roleId } = row;
  const label = t('organizations.one');
  return (
    <div className="membership">
      {mayEverywhere('users', 'edit') ? (
        <ResourcePicker
          label={label}
          type="organizations"
          value={organizationId}
          onChange={(id) => onChange({ ...row, organizationId: id, roleId: id === organizationId ? roleId : '' })}
          required
        />
      ) : (
        <TextInput label={label} value={context.organization.name} readOnly />
      )}
      <RoleField
        side="backoffice"
        organizationId={organizationId}
        value={roleId}
        onChange={(id) => onChange({ ...row, roleId: id })}
      />
      <ActionIcon
        variant="default"
        size="input-sm"
        onClick={onRemove}
        title={t('people.memberships.remove')}
        aria-label={t('people.memberships.remove')}
      >
        <CloseIcon />
      </ActionIcon>
    </div>
  );
}

interface MembershipsFieldProps {
  readonly rows: readonly MembershipRow[];
  readonly onChange: (rows: readonly MembershipRow[]) => void;
  readonly problem: string | undefined;
}

/** The organizations that a user belongs to, and the role in each: those within one's own reach. */
export function MembershipsField({ onChange, problem, rows }: MembershipsFieldProps) {
  const { t } = useTranslation();
  const added = rows.length === 0 ? firstRows : () => rowsOf([{ organizationId: '', roleId: '' }]);
  const canAdd = mayEverywhere('users', 'edit') || rows.length === 0;
  return (
    <Fieldset legend={t('people.memberships.title')}>
      <Stack gap="sm">
        {rows.map((row) => (
          <MembershipFields
            key={row.key}
            row={row}
            onChange={(changed) => onChange(rows.map((each) => (each.key === row.key ? changed : each)))}
            onRemove={() => onChange(rows.filter((each) => each.key !== row.key))}
          />
        ))}
        {problem !== undefined && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {problem}
          </Text>
        )}
        {canAdd && (
          <Group>
            <Button
              variant="default"
              size="xs"
              leftSection={<PlusIcon />}
              onClick={() => onChange([...rows, ...added()])}
            >
              {t('people.memberships.add')}
            </Button>
          </Group>
        )}
      </Stack>
    </Fieldset>
  );
}
