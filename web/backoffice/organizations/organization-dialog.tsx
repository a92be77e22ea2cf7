import { Checkbox, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ResourceDialog } from '../../shared/forms/resource-dialog.tsx';
import { notify } from '../../shared/notify.ts';
import type { Organization, OrganizationAttributes } from './organization.ts';

interface OrganizationInput {
  readonly name: string;
  /** Of a new one. */
  readonly global: boolean;
  /** Of a new one. */
  readonly enabled: boolean;
}

const pointers = {
  name: '/data/attributes/name',
  global: '/data/attributes/global',
  enabled: '/data/attributes/enabled',
} as const;

const start = (organization: Organization | null): OrganizationInput => ({
  name: organization?.attributes.name ?? '',
  global: false,
  enabled: true,
});

interface OrganizationDialogProps {
  /** What is edited; null for a new one. */
  readonly organization: Organization | null;
  readonly onClose: () => void;
  readonly onSaved?: (organization: Organization) => void;
}

/** Adds an organization, or edits one. */
export function OrganizationDialog({ onClose, onSaved, organization }: OrganizationDialogProps) {
  const { t } = useTranslation();
  const isNew = organization === null;
  return (
    <ResourceDialog<OrganizationAttributes, OrganizationInput, keyof typeof pointers>
      title={isNew ? t('organizations.create') : t('people.edit', { name: organization.attributes.name })}
      type="organizations"
      id={organization?.id ?? null}
      start={start}
      write={(input) => ({ attributes: isNew ? { ...input } : { name: input.name } })}
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
          {isNew && (
            <>
              <Checkbox
                label={t('organizations.global')}
                description={t('organizations.globalHint')}
                checked={input.global}
                onChange={({ currentTarget }) => change({ global: currentTarget.checked })}
                error={problems.global}
              />
              <Checkbox
                label={t('people.fields.enabled')}
                checked={input.enabled}
                onChange={({ currentTarget }) => change({ enabled: currentTarget.checked })}
                error={problems.enabled}
              />
            </>
          )}
        </>
      )}
    </ResourceDialog>
  );
}
