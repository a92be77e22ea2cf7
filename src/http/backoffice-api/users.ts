import { z } from 'zod';
import type { User } from '../../directory/user.ts';
import type { UserAdministration } from '../../directory/user-administration.ts';
import type { ClientRegistration } from '../../oauth/client-registration.ts';
import { id as anId, text } from '../json-api/attribute-declarations.ts';
import { leavingAction } from '../json-api/leaving-action.ts';
import {
  personAttributes,
  personFilters,
  personSorts,
  resetPasswordAction,
  showPerson,
} from '../json-api/person-declarations.ts';
import {
  defineResourceType,
  type Resource,
  type ResourceType,
  showFound,
  showPage,
} from '../json-api/resource-type.ts';
import { showMemberships } from './memberships.ts';

const membership = z.strictObject({
  organizationId: anId.describe('An organization.'),
  roleId: anId.describe('The role in it.'),
});

function show(user: User): Resource {
  const { id, memberships, username } = user;
  return {
    id,
    attributes: { username, ...showPerson(user), memberships },
    relationships: showMemberships(memberships),
  };
}

/** The users of the back-office. */
export function createUsersType(users: UserAdministration, clients: ClientRegistration): ResourceType {
  return defineResourceType({
    type: 'users',
    protects: 'users',
    scopes: { read: 'See the users of the back-office.', write: 'Add, change and remove users of the back-office.' },
    title: 'users',
    one: 'a user',
    description: 'People of the back-office. Each belongs to one or more organizations, with a role in each.',
    attributes: {
      username: {
        description: 'The name to sign in with, beside the e-mail address.',
        schema: text,
        writable: 'always',
        required: true,
        example: 'ada',
      },
      email: {
        description: 'The e-mail address, with which one can sign in as well.',
        schema: text,
        writable: 'always',
        required: true,
        example: 'ada@example.com',
      },
      ...personAttributes,
      memberships: {
        description:
          'The organizations it belongs to and its role in each, within your reach; what is sent replaces them.',
        schema: z.array(membership).max(1000),
        writable: 'always',
        required: true,
        example: [
          {
            organizationId: '8b2d4c16-0f3a-4e57-8a91-c64b7d92e035',
            roleId: '00000000-0000-4000-8000-000000000003',
          },
        ],
      },
    },
    relationships: {
      organizations: { description: 'The organizations of its memberships.', targets: ['organizations'], many: true },
      roles: { description: 'The roles of its memberships.', targets: ['roles'], many: true },
    },
    filters: {
      ...personFilters,
      username: { description: 'The user name.', kind: 'text' },
      organization: { description: 'The id of an organization it belongs to.', kind: 'id' },
      role: { description: 'The id of a role it has.', kind: 'id' },
    },
    sorts: ['username', ...personSorts],
    defaultSort: 'username',
    actions: [resetPasswordAction(users, 'a user'), leavingAction(clients, users, { kind: 'user', one: 'a user' })],
    list: async (caller, query) => showPage(await users.list(caller, query), show),
    get: async (caller, id) => showFound(await users.get(caller, id), show),
    create: async (caller, { attributes }) => ({ resource: show(await users.create(caller, attributes)) }),
    update: async (caller, id, { attributes }) => showFound(await users.update(caller, id, attributes), show),
    delete: (caller, id) => users.delete(caller, id),
  });
}
