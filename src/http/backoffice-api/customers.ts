import { z } from 'zod';
import type { Customer } from '../../directory/customer.ts';
import type { CustomerAdministration } from '../../directory/customer-administration.ts';
import { text, timestamps } from '../json-api/person-declarations.ts';
import { oneOf, type Resource, type ResourceType, showPage } from '../json-api/resource-type.ts';

function show({ createdAt, enabled, id, name, organizationId, updatedAt }: Customer): Resource {
  const times = { createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
  return {
    id,
    attributes: { name, enabled, ...times },
    relationships: { organization: { type: 'organizations', id: organizationId } },
  };
}

/** The customers: companies that buy. */
export function createCustomersType(customers: CustomerAdministration): ResourceType {
  return {
    type: 'customers',
    protects: 'customers',
    title: 'Customers',
    description: 'Companies that buy. Each belongs to one organization.',
    attributes: {
      name: { description: 'The name.', schema: text, writable: 'always', required: true },
      enabled: {
        description: 'Whether its people may act. Disabling ends everything that was issued to them.',
        schema: z.boolean(),
        writable: 'always',
      },
      ...timestamps,
    },
    relationships: {
      organization: {
        description: 'The organization it belongs to; yours where left out.',
        targets: ['organizations'],
        writable: 'create',
      },
    },
    filters: {
      id: { description: 'The id.', kind: 'id' },
      name: { description: 'The name.', kind: 'text' },
      enabled: { description: 'Whether it is enabled.', kind: 'flag' },
      organization: { description: 'The id of its organization.', kind: 'id' },
      createdAt: { description: 'When it was created.', kind: 'time' },
      updatedAt: { description: 'When it was last changed.', kind: 'time' },
    },
    sorts: ['name', 'enabled', 'createdAt', 'updatedAt'],
    defaultSort: 'name',
    list: async (caller, query) => showPage(await customers.list(caller, query), show),
    async get(caller, id) {
      const customer = await customers.get(caller, id);
      return customer && show(customer);
    },
    async create(caller, input) {
      const attributes = input.attributes as { name: string; enabled?: boolean };
      const organization = oneOf(input, 'organization');
      const organizationId = organization && { organizationId: organization.id };
      return { resource: show(await customers.create(caller, { ...attributes, ...organizationId })) };
    },
    async update(caller, id, { attributes }) {
      const customer = await customers.update(caller, id, attributes);
      return customer && show(customer);
    },
    delete: (caller, id) => customers.delete(caller, id),
  };
}
