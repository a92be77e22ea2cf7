import { NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { context, mayEverywhere, type Side } from '../../shared/context.ts';
import { ResourceDialog } from '../../shared/forms/resource-dialog.tsx';
import { ResourcePicker } from '../../shared/forms/resource-picker.tsx';
import { notify } from '../../shared/notify.ts';
import { relatedId } from '../../shared/resources.ts';
import { levelIn, mayPassOn, type Permissions } from '../../shared/roles/permission.ts';
import { PermissionMatrix } from '../../shared/roles/permission-matrix.tsx';
import type { Role } from '../../shared/roles/role.ts';

interface RoleInput {
  readonly name: string;
  readonly side: Side;
  /** Where it is made, and can be given. */
  readonly organizationId: string;
  readonly permissions: Permissions;
}

const pointers = {
  name: '/data/attributes/name',
  side: '/data/attributes/side',
  permissions: '/data/attributes/permissions',
  organization: '/data/relationships/organization',
} as const;

/** Permissions without those that one may not pass on. */
function passable(permissions: Permissions): Permissions {
  const { id } = context.organization;
  return Object.fromEntries(
    Object.entries(permissions).map(([type, levels]) => {
      const given = Object.entries(levels).filter(([action, level]) =>
        mayPassOn(type, action as 'view', level ?? 'none', id),
      );
      return [type, Object.fromEntries(given)];
    }),
  );
}

/** Permissions without what is none. */
function compact(permissions: Permissions): Permissions {
  return Object.fromEntries(
    Object.entries(permissions).map(([type, levels]) => {
      const actions = Object.keys(levels) as (keyof typeof levels)[];
      const given = actions.filter((action) => levelIn(permissions, type, action) !== 'none');
      return [type, Object.fromEntries(given.map((action) => [action, levels[action]]))];
    }),
  );
}

interface RoleDialogProps {
  /** What is edited; null for a new one. */
  readonly edited: Role | null;
  /** What a new one begins as. */
  readonly copied?: Role | undefined;
  readonly onClose: () => void;
  readonly onSaved?: (role: Role) => void;
}

function useStart({ copied }: RoleDialogProps) {
  const { t } = useTranslation();
  return (role: Role | null): RoleInput => {
    const from = role ?? copied;
    const { name = '', permissions = {}, side = 'backoffice' } = from?.attributes ?? {};
    if (role !== null) return { name, side, permissions, organizationId: relatedId(role, 'organization') };
    const organizationId = context.organization.id;
    const copyName = copied === undefined ? '' : t('roles.copyOf', { name });
    return { name: copyName, side, organizationId, permissions: passable(permissions) };
  };
}

function write({ name, organizationId, permissions, side }: RoleInput, isNew: boolean) {
  const attributes = { name, permissions: compact(permissions) };
  if (!isNew) return { attributes };
  const organization = { data: { type: 'organizations', id: organizationId } };
  return { attributes: { ...attributes, side }, relationships: { organization } };
}

/** Adds a role, or edits one. */
export function RoleDialog(props: RoleDialogProps) {
  const { t } = useTranslation();
  const { copied, edited: role, onClose, onSaved } = props;
  const start = useStart(props);
  const isNew = role === null;
  const sides = (['backoffice', 'storefront'] as const).map((value) => ({ value, label: t(`roles.sides.${value}`) }));
  return (
    <ResourceDialog<Role['attributes'], RoleInput, keyof typeof pointers>
      title={isNew ? t('roles.create') : t('people.edit', { name: role.attributes.name })}
      size="60rem"
      type="roles"
      id={role?.id ?? null}
      start={start}
      write={(input) => write(input, isNew)}
      pointers={pointers}
      onClose={onClose}
      onSaved={(saved) => {
        notify(t(isNew ? 'people.changed.created' : 'people.changed.saved', { name: saved.attributes.name }));
        onSaved?.(saved);
      }}
    >
      {({ change, input, problems }) => (
        <>
          <TextInput
            label={t('organizations.name')}
            value={input.name}
            onChange={({ currentTarget }) => change({ name: currentTarget.value })}
            error={problems.name}
            required
            maxLength={255}
            data-autofocus
          />
          {isNew && copied === undefined && (
            <NativeSelect
              label={t('roles.side')}
              description={t('roles.sideHint')}
              value={input.side}
              onChange={({ currentTarget }) => change({ side: currentTarget.value as Side, permissions: {} })}
              data={sides}
              error={problems.side}
            />
          )}
          {isNew && mayEverywhere('roles', 'create') && (
            <ResourcePicker
              label={t('organizations.one')}
              description={t('roles.organizationHint')}
              type="organizations"
              value={input.organizationId}
              onChange={(organizationId) => change({ organizationId })}
              error={problems.organization}
              required
            />
          )}
          <Stack gap="xs">
            <Text size="sm">{t('roles.boundHint')}</Text>
            <PermissionMatrix
              side={input.side}
              permissions={input.permissions}
              organizationId={input.organizationId}
              onChange={(permissions) => change({ permissions })}
            />
            {problems.permissions !== undefined && (
              <Text size="sm" c="var(--mantine-color-error)" role="alert">
                {problems.permissions}
              </Text>
            )}
          </Stack>
        </>
      )}
    </ResourceDialog>
  );
}
