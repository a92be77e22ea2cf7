import { z } from 'zod';
import type { Organization } from '../../directory/organization.ts';
import type { OrganizationAdministration } from '../../directory/organization-administration.ts';
import { text, timestamps } from '../json-api/person-declarations.ts';
import { type Resource, type ResourceType, showPage } from '../json-api/resource-type.ts';

function show({ createdAt, enabled, global, id, name, updatedAt }: Organization): Resource {
  const times = { createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
  return { id, attributes: { name, global, enabled, ...times } };
}

/** The organizations: tenants of the installation. */
export function createOrganizationsType(organizations: OrganizationAdministration): ResourceType {
  return {
    type: 'organizations',
    protects: 'organizations',
    title: 'Organizations',
    description: 'Tenants. Who works in a global one may see and choose the others.',
    attributes: {
      name: { description: 'The name.', schema: text, writable: 'always', required: true },
      global: { description: 'Whether it is global.', schema: z.boolean(), writable: 'create' },
      enabled: {
        description: 'Whether anybody may act in it. Disabling ends everything that was issued in it.',
        schema: z.boolean(),
        writable: 'always',
      },
      ...timestamps,
    },
    relationships: {},
    filters: {
      id: { description: 'The id.', kind: 'id' },
      name: { description: 'The name.', kind: 'text' },
      global: { description: 'Whether it is global.', kind: 'flag' },
      enabled: { description: 'Whether it is enabled.', kind: 'flag' },
      createdAt: { description: 'When it was created.', kind: 'time' },
      updatedAt: { description: 'When it was last changed.', kind: 'time' },
    },
    sorts: ['name', 'global', 'enabled', 'createdAt', 'updatedAt'],
    defaultSort: 'name',
    list: async (caller, query) => showPage(await organizations.list(caller, query), show),
    async get(caller, id) {
      const organization = await organizations.get(caller, id);
      return organization && show(organization);
    },
    async create(caller, { attributes }) {
      const input = attributes as { name: string; global?: boolean; enabled?: boolean };
      return { resource: show(await organizations.create(caller, input)) };
    },
    async update(caller, id, { attributes }) {
      const organization = await organizations.update(caller, id, attributes);
      return organization && show(organization);
    },
  };
}
