import { z } from 'zod';
import type { Organization } from '../../directory/organization.ts';
import type { OrganizationAdministration } from '../../directory/organization-administration.ts';
import { rowFilters, showTimestamps, text, timestamps } from '../json-api/attribute-declarations.ts';
import {
  defineResourceType,
  type Resource,
  type ResourceType,
  showFound,
  showPage,
} from '../json-api/resource-type.ts';

function show(organization: Organization): Resource {
  const { enabled, global, id, name } = organization;
  return { id, attributes: { name, global, enabled, ...showTimestamps(organization) } };
}

/** The organizations: tenants of the installation. */
export function createOrganizationsType(organizations: OrganizationAdministration): ResourceType {
  return defineResourceType({
    type: 'organizations',
    protects: 'organizations',
    scopes: { read: 'See the organizations.', write: 'Add and change organizations.' },
    title: 'organizations',
    one: 'an organization',
    description: 'Tenants of the installation. Who works in a global one may see and choose the others.',
    attributes: {
      name: { description: 'The name.', schema: text, writable: 'always', required: true, example: 'Northwind' },
      global: {
        description: 'Whether who works in it may see and choose the others; fixed once it is created.',
        schema: z.boolean(),
        writable: 'create',
        example: false,
      },
      enabled: {
        description: 'Whether anybody may act in it. Disabling ends everything that was issued in it.',
        schema: z.boolean(),
        writable: 'always',
        example: true,
      },
      ...timestamps,
    },
    relationships: {},
    filters: {
      ...rowFilters,
      name: { description: 'The name.', kind: 'text' },
      global: { description: 'Whether it is global.', kind: 'flag' },
      enabled: { description: 'Whether anybody may act in it.', kind: 'flag' },
    },
    sorts: ['name', 'global', 'enabled', 'createdAt', 'updatedAt'],
    defaultSort: 'name',
    list: async (caller, query) => showPage(await organizations.list(caller, query), show),
    get: async (caller, id) => showFound(await organizations.get(caller, id), show),
    create: async (caller, { attributes }) => ({ resource: show(await organizations.create(caller, attributes)) }),
    update: async (caller, id, { attributes }) => showFound(await organizations.update(caller, id, attributes), show),
  });
}
