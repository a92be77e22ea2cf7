import { z } from 'zod';
import type { Membership, User } from '../../directory/user.ts';
import type { UserAdministration } from '../../directory/user-administration.ts';
import { personAttributes, personFilters, showPerson, text } from '../json-api/person-declarations.ts';
import { type Resource, type ResourceType, showPage } from '../json-api/resource-type.ts';

const membership = z.strictObject({ organizationId: z.uuid(), roleId: z.uuid() });

function show(user: User): Resource {
  const { id, memberships, username } = user;
  return {
    id,
    attributes: { username, ...showPerson(user), memberships },
    relationships: {
      organizations: memberships.map(({ organizationId }) => ({ type: 'organizations', id: organizationId })),
      roles: [...new Set(memberships.map(({ roleId }) => roleId))].map((roleId) => ({ type: 'roles', id: roleId })),
    },
  };
}

/** The users of the back-office. */
export function createUsersType(users: UserAdministration): ResourceType {
  return {
    type: 'users',
    protects: 'users',
    title: 'Users',
    description: 'People of the back-office. Each belongs to one or more organizations, with a role in each.',
    attributes: {
      username: { description: 'The name to sign in with.', schema: text, writable: 'always', required: true },
      email: { description: 'The e-mail address.', schema: text, writable: 'always', required: true },
      memberships: {
        description: 'The organizations it belongs to and its role in each; those within your reach.',
        schema: z.array(membership).max(1000),
        writable: 'always',
        required: true,
      },
      ...personAttributes,
    },
    relationships: {
      organizations: { description: 'The organizations it belongs to.', targets: ['organizations'], many: true },
      roles: { description: 'The roles it has in them.', targets: ['roles'], many: true },
    },
    filters: {
      ...personFilters,
      username: { description: 'The user name.', kind: 'text' },
      organization: { description: 'The id of an organization.', kind: 'id' },
      role: { description: 'The id of a role.', kind: 'id' },
    },
    sorts: ['username', 'email', 'firstName', 'lastName', 'enabled', 'createdAt', 'updatedAt'],
    defaultSort: 'username',
    actions: [
      {
        method: 'POST',
        path: 'password',
        action: 'edit',
        summary: 'Set the password and end everything that was issued to the user',
        input: z.strictObject({ password: text }),
        answers: 'nothing',
        run: (caller, { id = '' }, input) => users.resetPassword(caller, id, (input as { password: string }).password),
      },
    ],
    list: async (caller, query) => showPage(await users.list(caller, query), show),
    async get(caller, id) {
      const user = await users.get(caller, id);
      return user && show(user);
    },
    async create(caller, { attributes }) {
      const input = attributes as { username: string; email: string; memberships: Membership[]; password?: string };
      return { resource: show(await users.create(caller, input)) };
    },
    async update(caller, id, { attributes }) {
      const user = await users.update(caller, id, attributes);
      return user && show(user);
    },
    delete: (caller, id) => users.delete(caller, id),
  };
}
