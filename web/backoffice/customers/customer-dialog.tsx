import { Checkbox, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { context, mayEverywhere } from '../../shared/context.ts';
import { ResourceDialog } from '../../shared/forms/resource-dialog.tsx';
import { ResourcePicker } from '../../shared/forms/resource-picker.tsx';
import { notify } from '../../shared/notify.ts';
import type { Customer, CustomerAttributes } from './customer.ts';

interface CustomerInput {
  readonly name: string;
  /** Of a new customer. */
  readonly organizationId: string;
  /** Of a new customer. */
  readonly enabled: boolean;
}

const pointers = {
  name: '/data/attributes/name',
  enabled: '/data/attributes/enabled',
  organization: '/data/relationships/organization',
} as const;

const start = (customer: Customer | null): CustomerInput => ({
  name: customer?.attributes.name ?? '',
  organizationId: context.organization.id,
  enabled: true,
});

function write({ enabled, name, organizationId }: CustomerInput, isNew: boolean) {
  if (!isNew) return { attributes: { name } };
  const organization = { data: { type: 'organizations', id: organizationId } };
  return { attributes: { name, enabled }, relationships: { organization } };
}

interface CustomerDialogProps {
  /** What is edited; null for a new one. */
  readonly customer: Customer | null;
  readonly onClose: () => void;
  readonly onSaved?: (customer: Customer) => void;
}

/** Adds a customer, or edits one. */
export function CustomerDialog({ customer, onClose, onSaved }: CustomerDialogProps) {
  const { t } = useTranslation();
  const isNew = customer === null;
  return (
    <ResourceDialog<CustomerAttributes, CustomerInput, keyof typeof pointers>
      title={isNew ? t('customers.create') : t('people.edit', { name: customer.attributes.name })}
      type="customers"
      id={customer?.id ?? null}
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
          {isNew && mayEverywhere('customers', 'create') && (
            <ResourcePicker
              label={t('organizations.one')}
              type="organizations"
              value={input.organizationId}
              onChange={(organizationId) => change({ organizationId })}
              error={problems.organization}
              required
            />
          )}
          {isNew && (
            <Checkbox
              label={t('people.fields.enabled')}
              checked={input.enabled}
              onChange={({ currentTarget }) => change({ enabled: currentTarget.checked })}
              error={problems.enabled}
            />
          )}
        </>
      )}
    </ResourceDialog>
  );
}
