import { z } from 'zod';
import { actions, permissionLevels, protectedTypes } from '../../access/permission.ts';
import type { Role } from '../../directory/role.ts';
import type { StorefrontRoles } from '../../directory/storefront-roles.ts';
import { rowFilters, showTimestamps, text, timestamps } from '../json-api/attribute-declarations.ts';
import {
  defineResourceType,
  type Resource,
  type ResourceType,
  showFound,
  showPage,
} from '../json-api/resource-type.ts';

const levels = z.partialRecord(z.enum(actions), z.enum(permissionLevels.storefront));

function show(role: Role): Resource {
  const { builtIn, id, name, permissions } = role;
  return { id, attributes: { name, builtIn, permissions, ...showTimestamps(role) } };
}

/** The roles that people of one's own customer can have. */
export function createRolesType(roles: StorefrontRoles): ResourceType {
  return defineResourceType({
    type: 'roles',
    protects: 'customerusers',
    title: 'roles',
    one: 'a role',
    description: 'The roles that people of your company can have: named sets of permissions.',
    attributes: {
      name: { description: 'The name.', schema: text, example: 'Buyer' },
      builtIn: { description: 'Whether every installation has it.', schema: z.boolean(), example: true },
      permissions: {
        description: 'How far each action reaches for each type: none, own, customer or organization.',
        schema: z.partialRecord(z.enum(protectedTypes.storefront), levels),
        example: { customerusers: { view: 'own' }, oauthapplications: { view: 'own', create: 'own', edit: 'own' } },
      },
      ...timestamps,
    },
    relationships: {},
    filters: {
      ...rowFilters,
      name: { description: 'The name.', kind: 'text' },
      builtIn: { description: 'Whether every installation has it.', kind: 'flag' },
    },
    sorts: ['name', 'builtIn', 'createdAt', 'updatedAt'],
    defaultSort: 'name',
    list: async (caller, query) => showPage(await roles.list(caller, query), show),
    get: async (caller, id) => showFound(await roles.get(caller, id), show),
  });
}
