import type { CustomerUserAdministration } from '../../directory/customer-user-administration.ts';
import type { ClientRegistration } from '../../oauth/client-registration.ts';
import {
  customerUserDeclaration,
  customerUserRelationships,
  showCustomerUser,
} from '../json-api/customer-user-resource.ts';
import { defineResourceType, type ResourceType, showFound } from '../json-api/resource-type.ts';

/** The people of one's own customer. */
export function createCustomerUsersType(
  customerUsers: CustomerUserAdministration,
  clients: ClientRegistration,
): ResourceType {
  return defineResourceType({
    ...customerUserDeclaration(customerUsers, clients),
    scopes: {
      read: 'See the people of your company in the storefront.',
      write: 'Add, change and remove people of your company.',
    },
    description: 'The people of your company: those who sign in to the storefront by e-mail.',
    relationships: {
      customer: { description: 'Your customer: people are added to no other.', targets: ['customers'] },
      ...customerUserRelationships,
    },
    async create(caller, { attributes, relationships: { role } }) {
      return { resource: showCustomerUser(await customerUsers.create(caller, { ...attributes, roleId: role.id })) };
    },
    async update(caller, id, { attributes, relationships: { role } }) {
      const changes = { ...attributes, ...(role && { roleId: role.id }) };
      return showFound(await customerUsers.update(caller, id, changes), showCustomerUser);
    },
  });
}
