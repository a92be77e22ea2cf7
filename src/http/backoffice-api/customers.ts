import { z } from 'zod';
import type { Customer } from '../../directory/customer.ts';
import type { CustomerAdministration } from '../../directory/customer-administration.ts';
import { rowFilters, showTimestamps, text, timestamps } from '../json-api/attribute-declarations.ts';
import {
  defineResourceType,
  type Resource,
  type ResourceType,
  showFound,
  showPage,
} from '../json-api/resource-type.ts';

function show(customer: Customer): Resource {
  const { enabled, id, name, organizationId } = customer;
  return {
    id,
    attributes: { name, enabled, ...showTimestamps(customer) },
    relationships: { organization: { type: 'organizations', id: organizationId } },
  };
}

/** The customers: companies that buy. */
export function createCustomersType(customers: CustomerAdministration): ResourceType {
  return defineResourceType({
    type: 'customers',
    protects: 'customers',
    scopes: { read: 'See the customers.', write: 'Add, change and remove customers.' },
    title: 'customers',
    one: 'a customer',
    description: 'Companies that buy. Each belongs to one organization.',
    attributes: {
      name: {
        description: 'The name; once in the organization.',
        schema: text,
        writable: 'always',
        required: true,
        example: 'Contoso',
      },
      enabled: {
        description: 'Whether its people may act. Disabling ends everything that was issued to them.',
        schema: z.boolean(),
        writable: 'always',
        example: true,
      },
      ...timestamps,
    },
    relationships: {
      organization: {
        description: 'The organization it belongs to; yours where left out. Fixed once it is created.',
        targets: ['organizations'],
        writable: 'create',
      },
    },
    filters: {
      ...rowFilters,
      name: { description: 'The name.', kind: 'text' },
      enabled: { description: 'Whether its people may act.', kind: 'flag' },
      organization: { description: 'The id of the organization.', kind: 'id' },
    },
    sorts: ['name', 'enabled', 'createdAt', 'updatedAt'],
    defaultSort: 'name',
    list: async (caller, query) => showPage(await customers.list(caller, query), show),
    get: async (caller, id) => showFound(await customers.get(caller, id), show),
    async create(caller, { attributes, relationships: { organization } }) {
      const organizationId = organization && { organizationId: organization.id };
      return { resource: show(await customers.create(caller, { ...attributes, ...organizationId })) };
    },
    update: async (caller, id, { attributes }) => showFound(await customers.update(caller, id, attributes), show),
    delete: (caller, id) => customers.delete(caller, id),
  });
}
