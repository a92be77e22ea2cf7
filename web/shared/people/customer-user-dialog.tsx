import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { context } from '../context.ts';
import { ResourceDialog } from '../forms/resource-dialog.tsx';
import { ResourcePicker } from '../forms/resource-picker.tsx';
import { notify } from '../notify.ts';
import { readResource, relatedId } from '../resources.ts';
import { RoleField } from '../roles/role-field.tsx';
import { type Person, type PersonAttributes, personName } from './person.ts';
import {
  NewPersonFields,
  PersonFields,
  type PersonInput,
  personPointers,
  startPerson,
  writePerson,
} from './person-fields.tsx';

interface CustomerUserInput extends PersonInput {
  /** Of somebody new in the back-office. */
  readonly customerId: string;
  readonly roleId: string;
}

const pointers = {
  ...personPointers,
  customer: '/data/relationships/customer',
  role: '/data/relationships/role',
} as const;

function write(input: CustomerUserInput, isNew: boolean) {
  const { customerId, roleId } = input;
  const customer = isNew &&
    context.side === 'backoffice' && { customer: { data: { type: 'customers', id: customerId } } };
  return {
    attributes: writePerson(input, isNew),
    relationships: { role: { data: { type: 'roles', id: roleId } }, ...customer },
  };
}

/** The organization in which the role is given: that of the customer. */
function useOrganizationOf(customerUser: Person | null, customerId: string): string {
  const isAsked = context.side === 'backoffice' && customerUser === null && customerId !== '';
  const { data } = useQuery({
    queryKey: ['customers', 'place', customerId],
    queryFn: () => readResource('customers', customerId),
    enabled: isAsked,
  });
  if (context.side === 'storefront') return context.organization.id;
  if (customerUser !== null) return relatedId(customerUser, 'organization');
  return isAsked && data !== undefined ? relatedId(data.resource, 'organization') : '';
}

interface RoleOfCustomerUserProps {
  readonly customerUser: Person | null;
  readonly customerId: string;
  readonly value: string;
  readonly onChange: (id: string) => void;
  readonly error: string | undefined;
}

function RoleOfCustomerUser({ customerId, customerUser, ...field }: RoleOfCustomerUserProps) {
  return <RoleField side="storefront" organizationId={useOrganizationOf(customerUser, customerId)} {...field} />;
}

interface CustomerUserDialogProps {
  /** Who is edited; null for somebody new. */
  readonly customerUser: Person | null;
  /** The customer of somebody new, where it is not to be chosen. */
  readonly customerId?: string;
  readonly onClose: () => void;
  readonly onSaved?: (customerUser: Person) => void;
}

/** Adds a customer user, or edits one. */
export function CustomerUserDialog({ customerId = '', customerUser, onClose, onSaved }: CustomerUserDialogProps) {
  const { t } = useTranslation();
  const isNew = customerUser === null;
  const create = t(context.side === 'storefront' ? 'people.company.create' : 'people.customerUsers.create');
  const start = (person: Person | null): CustomerUserInput => ({
    ...startPerson(person),
    customerId,
    roleId: person === null ? '' : relatedId(person, 'role'),
  });
  return (
    <ResourceDialog<PersonAttributes, CustomerUserInput, keyof typeof pointers>
      title={isNew ? create : t('people.edit', { name: personName(customerUser) })}
      type="customerusers"
      id={customerUser?.id ?? null}
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
          {isNew && context.side === 'backoffice' && customerId === '' && (
            <ResourcePicker
              label={t('customers.one')}
              type="customers"
              value={input.customerId}
              onChange={(id) => change({ customerId: id, roleId: '' })}
              error={problems.customer}
              required
            />
          )}
          <PersonFields input={input} change={change} problems={problems} />
          <RoleOfCustomerUser
            customerUser={customerUser}
            customerId={input.customerId}
            value={input.roleId}
            onChange={(roleId) => change({ roleId })}
            error={problems.role}
          />
          {isNew && <NewPersonFields input={input} change={change} problems={problems} />}
        </>
      )}
    </ResourceDialog>
  );
}
