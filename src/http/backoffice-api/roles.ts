import { z } from 'zod';
import { actions, type Permissions, permissionLevels, protectedTypes } from '../../access/permission.ts';
import type { Side } from '../../access/subject.ts';
import type { Role } from '../../directory/role.ts';
import type { RoleAdministration } from '../../directory/role-administration.ts';
import { text, timestamps } from '../json-api/person-declarations.ts';
import { oneOf, type Resource, type ResourceType, showPage } from '../json-api/resource-type.ts';

const level = z.enum([...new Set([...permissionLevels.backoffice, ...permissionLevels.storefront])]);
const matrix = z.partialRecord(z.enum(protectedTypes.backoffice), z.partialRecord(z.enum(actions), level));

function show({ builtIn, createdAt, id, name, organizationId, permissions, side, updatedAt }: Role): Resource {
  const times = { createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
  return {
    id,
    attributes: { name, side, builtIn, permissions, ...times },
    relationships: { organization: organizationId === null ? null : { type: 'organizations', id: organizationId } },
  };
}

/** The roles and their permissions. */
export function createRolesType(roles: RoleAdministration): ResourceType {
  return {
    type: 'roles',
    protects: 'roles',
    title: 'Roles',
    description: 'Named sets of permissions. The built-in ones are shared by all organizations and fixed.',
    attributes: {
      name: { description: 'The name.', schema: text, writable: 'always', required: true },
      side: {
        description: 'For whom it is: backoffice (users) or storefront (customer users).',
        schema: z.enum(['backoffice', 'storefront']),
        writable: 'create',
        required: true,
      },
      builtIn: { description: 'Whether every installation has it.', schema: z.boolean() },
      permissions: {
        description: 'For each type of resource and action how far it reaches; what is left out is none.',
        schema: matrix,
        writable: 'always',
        required: true,
      },
      ...timestamps,
    },
    relationships: {
      organization: {
        description: 'The organization that made it; yours where left out; none for the built-in ones.',
        targets: ['organizations'],
        writable: 'create',
      },
    },
    filters: {
      id: { description: 'The id.', kind: 'id' },
      name: { description: 'The name.', kind: 'text' },
      side: { description: 'For whom it is.', kind: 'choice', choices: ['backoffice', 'storefront'] },
      builtIn: { description: 'Whether it is built in.', kind: 'flag' },
      organization: { description: 'The id of the organization that made it.', kind: 'id' },
    },
    sorts: ['name', 'side', 'builtIn'],
    defaultSort: 'name',
    list: async (caller, query) => showPage(await roles.list(caller, query), show),
    async get(caller, id) {
      const role = await roles.get(caller, id);
      return role && show(role);
    },
    async create(caller, input) {
      const attributes = input.attributes as { name: string; side: Side; permissions: Permissions };
      const organization = oneOf(input, 'organization');
      const role = await roles.create(caller, {
        ...attributes,
        ...(organization && { organizationId: organization.id }),
      });
      return { resource: show(role) };
    },
    async update(caller, id, { attributes }) {
      const role = await roles.update(caller, id, attributes);
      return role && show(role);
    },
    delete: (caller, id) => roles.delete(caller, id),
  };
}
