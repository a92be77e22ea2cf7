import { z } from 'zod';
import { actions, permissionLevels, protectedTypes } from '../../access/permission.ts';
import type { Role } from '../../directory/role.ts';
import type { RoleAdministration } from '../../directory/role-administration.ts';
import { rowFilters, showTimestamps, sideNames, text, timestamps } from '../json-api/attribute-declarations.ts';
import {
  defineResourceType,
  type Resource,
  type ResourceType,
  showFound,
  showPage,
} from '../json-api/resource-type.ts';

const level = z.enum([...new Set([...permissionLevels.backoffice, ...permissionLevels.storefront])]);
const permissions = z.partialRecord(z.enum(protectedTypes.backoffice), z.partialRecord(z.enum(actions), level));

function show(role: Role): Resource {
  const { builtIn, id, name, organizationId, permissions: matrix, side } = role;
  return {
    id,
    attributes: { name, side, builtIn, permissions: matrix, ...showTimestamps(role) },
    relationships: { organization: organizationId === null ? null : { type: 'organizations', id: organizationId } },
  };
}

/** The roles and their permissions. */
export function createRolesType(roles: RoleAdministration): ResourceType {
  return defineResourceType({
    type: 'roles',
    protects: 'roles',
    scopes: { read: 'See the roles and their permissions.', write: 'Add, change and remove roles.' },
    title: 'roles',
    one: 'a role',
    description: 'Named sets of permissions. The built-in ones are fixed, and all organizations share them.',
    attributes: {
      name: { description: 'The name.', schema: text, writable: 'always', required: true, example: 'Support' },
      side: {
        description: 'Whether users (backoffice) or customer users (storefront) have it; fixed once it is created.',
        schema: z.enum(sideNames),
        writable: 'create',
        required: true,
        example: 'backoffice',
      },
      builtIn: { description: 'Whether every installation has it.', schema: z.boolean(), example: false },
      permissions: {
        description:
          'How far each action reaches for each type: none, own, customer (storefront), organization or global (backoffice). What is left out is none.',
        schema: permissions,
        writable: 'always',
        required: true,
        example: { users: { view: 'organization' }, oauthapplications: { view: 'own', create: 'own', edit: 'own' } },
      },
      ...timestamps,
    },
    relationships: {
      organization: {
        description: 'The organization that made it; yours where left out. The built-in ones have none.',
        targets: ['organizations'],
        writable: 'create',
      },
    },
    filters: {
      ...rowFilters,
      name: { description: 'The name.', kind: 'text' },
      side: { description: 'Who has it.', kind: 'choice', choices: sideNames },
      builtIn: { description: 'Whether every installation has it.', kind: 'flag' },
      organization: { description: 'The id of the organization that made it.', kind: 'id' },
    },
    sorts: ['name', 'side', 'builtIn', 'createdAt', 'updatedAt'],
    defaultSort: 'name',
    list: async (caller, query) => showPage(await roles.list(caller, query), show),
    get: async (caller, id) => showFound(await roles.get(caller, id), show),
    async create(caller, { attributes, relationships: { organization } }) {
      const organizationId = organization && { organizationId: organization.id };
      return { resource: show(await roles.create(caller, { ...attributes, ...organizationId })) };
    },
    update: async (caller, id, { attributes }) => showFound(await roles.update(caller, id, attributes), show),
    delete: (caller, id) => roles.delete(caller, id),
  });
}
