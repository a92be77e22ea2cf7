import { z } from 'zod';
import type { CustomerUser } from '../../directory/customer-user.ts';
import type { CustomerUserAdministration } from '../../directory/customer-user-administration.ts';
import { personAttributes, personFilters, showPerson, text } from './person-declarations.ts';
import { oneOf, type Resource, type ResourceType, showPage } from './resource-type.ts';

/** Shows a customer user, on either side. */
export function showCustomerUser(customerUser: CustomerUser): Resource {
  const { customerId, id, organizationId, roleId } = customerUser;
  return {
    id,
    attributes: showPerson(customerUser),
    relationships: {
      customer: { type: 'customers', id: customerId },
      organization: { type: 'organizations', id: organizationId },
      role: { type: 'roles', id: roleId },
    },
  };
}

/** What the two APIs declare alike about customer users; each side adds what its people may do. */
export function createCustomerUsersType(customerUsers: CustomerUserAdministration): ResourceType {
  return {
    type: 'customerusers',
    protects: 'customerusers',
    title: 'Customer users',
    description: 'People of a customer. They sign in to the storefront by e-mail.',
    attributes: {
      email: { description: 'The e-mail address to sign in with.', schema: text, writable: 'always', required: true },
      ...personAttributes,
    },
    relationships: {
      customer: {
        description: 'The customer it belongs to; your own where left out on the storefront.',
        targets: ['customers'],
        writable: 'create',
      },
      role: { description: 'Its role.', targets: ['roles'], writable: 'always', required: true },
      organization: { description: 'The organization of its customer.', targets: ['organizations'] },
    },
    filters: {
      ...personFilters,
      customer: { description: 'The id of a customer.', kind: 'id' },
      organization: { description: 'The id of an organization.', kind: 'id' },
      role: { description: 'The id of a role.', kind: 'id' },
    },
    sorts: ['email', 'firstName', 'lastName', 'enabled', 'createdAt', 'updatedAt'],
    defaultSort: 'email',
    actions: [
      {
        method: 'POST',
        path: 'password',
        action: 'edit',
        summary: 'Set the password and end everything that was issued to the customer user',
        input: z.strictObject({ password: text }),
        answers: 'nothing',
        run: (caller, { id = '' }, input) =>
          customerUsers.resetPassword(caller, id, (input as { password: string }).password),
      },
    ],
    list: async (caller, query) => showPage(await customerUsers.list(caller, query), showCustomerUser),
    async get(caller, id) {
      const customerUser = await customerUsers.get(caller, id);
      return customerUser && showCustomerUser(customerUser);
    },
    async create(caller, input) {
      const attributes = input.attributes as { email: string; password?: string };
      const customer = oneOf(input, 'customer');
      const roleId = oneOf(input, 'role')?.id ?? '';
      const created = await customerUsers.create(caller, {
        ...attributes,
        roleId,
        ...(customer && { customerId: customer.id }),
      });
      return { resource: showCustomerUser(created) };
    },
    async update(caller, id, input) {
      const role = oneOf(input, 'role');
      const changes = { ...input.attributes, ...(role !== undefined && { roleId: role?.id ?? '' }) };
      const customerUser = await customerUsers.update(caller, id, changes);
      return customerUser && showCustomerUser(customerUser);
    },
    delete: (caller, id) => customerUsers.delete(caller, id),
  };
}
