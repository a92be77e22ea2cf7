import type { CustomerUser } from '../../directory/customer-user.ts';
import type { CustomerUserAdministration } from '../../directory/customer-user-administration.ts';
import type { ClientRegistration } from '../../oauth/client-registration.ts';
import { text } from './attribute-declarations.ts';
import { leavingAction } from './leaving-action.ts';
import {
  personAttributes,
  personFilters,
  personSorts,
  resetPasswordAction,
  showPerson,
} from './person-declarations.ts';
import { type Attributes, type Relationships, type Resource, showFound, showPage } from './resource-type.ts';

const attributes = {
  email: {
    description: 'The e-mail address to sign in with; once in the organization.',
    schema: text,
    writable: 'always',
    required: true,
    example: 'ada@example.com',
  },
  ...personAttributes,
} as const satisfies Attributes;

/** The relationships of customer users that are the same on both sides. */
export const customerUserRelationships = {
  role: {
    description: 'Its role, which decides what it may do in the storefront.',
    targets: ['roles'],
    writable: 'always',
    required: true,
  },
  organization: { description: 'The organization of its customer.', targets: ['organizations'] },
} as const satisfies Relationships;

/** Shows a customer user. */
export function showCustomerUser(customerUser: CustomerUser): Resource {
  const { customerId, id, organizationId, roleId } = customerUser;
  return {
    id,
    attributes: showPerson(customerUser),
    relationships: {
      customer: { type: 'customers', id: customerId },
      role: { type: 'roles', id: roleId },
      organization: { type: 'organizations', id: organizationId },
    },
  };
}

/** What the two APIs declare alike about customer users. */
export function customerUserDeclaration(customerUsers: CustomerUserAdministration, clients: ClientRegistration) {
  const one = 'a customer user';
  return {
    type: 'customerusers',
    protects: 'customerusers',
    title: 'customer users',
    one,
    attributes,
    filters: {
      ...personFilters,
      customer: { description: 'The id of the customer.', kind: 'id' },
      role: { description: 'The id of the role.', kind: 'id' },
      organization: { description: 'The id of the organization.', kind: 'id' },
    },
    sorts: personSorts,
    defaultSort: 'email',
    actions: [
      resetPasswordAction(customerUsers, one),
      leavingAction(clients, customerUsers, { kind: 'customer-user', one }),
    ],
    list: async (...asked: Parameters<CustomerUserAdministration['list']>) =>
      showPage(await customerUsers.list(...asked), showCustomerUser),
    get: async (...asked: Parameters<CustomerUserAdministration['get']>) =>
      showFound(await customerUsers.get(...asked), showCustomerUser),
    delete: (...asked: Parameters<CustomerUserAdministration['delete']>) => customerUsers.delete(...asked),
  } as const;
}
