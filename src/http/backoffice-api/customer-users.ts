import type { CustomerUserAdministration } from '../../directory/customer-user-administration.ts';
import type { ClientRegistration } from '../../oauth/client-registration.ts';
import {
  customerUserDeclaration,
  customerUserRelationships,
  showCustomerUser,
} from '../json-api/customer-user-resource.ts';
import { defineResourceType, type ResourceType, showFound } from '../json-api/resource-type.ts';

/** The customer users, as the back-office sees and makes them. */
export function createCustomerUsersType(
  customerUsers: CustomerUserAdministration,
  clients: ClientRegistration,
): ResourceType {
  return defineResourceType({
    ...customerUserDeclaration(customerUsers, clients),
    scopes: { read: 'See the customer users of the storefront.', write: 'Add, change and remove customer users.' },
    description: 'People of a customer. They sign in to the storefront by e-mail.',
    relationships: {
      customer: {
        description: 'The customer it belongs to; fixed once it is created.',
        targets: ['customers'],
        writable: 'create',
        required: true,
      },
      ...customerUserRelationships,
    },
    async create(caller, { attributes, relationships: { customer, role } }) {
      const input = { ...attributes, customerId: customer.id, roleId: role.id };
      return { resource: showCustomerUser(await customerUsers.create(caller, input)) };
    },
    async update(caller, id, { attributes, relationships: { role } }) {
      const changes = { ...attributes, ...(role && { roleId: role.id }) };
      return showFound(await customerUsers.update(caller, id, changes), showCustomerUser);
    },
  });
}
