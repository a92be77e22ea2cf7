import { z } from 'zod';
import type { Profile, ProfileOperations } from '../../directory/profile.ts';
import { id as anId, text } from '../json-api/attribute-declarations.ts';
import { showPerson } from '../json-api/person-declarations.ts';
import { changePasswordAction, profileAttributes } from '../json-api/profile-resource.ts';
import { defineResourceType, type Resource, type ResourceType } from '../json-api/resource-type.ts';
import { showMemberships } from './memberships.ts';

/** Null for whoever is no user: nobody else comes with a token of the back-office. */
function show(profile: Profile | null): Resource | null {
  if (profile?.kind !== 'user') return null;
  const { user } = profile;
  const { id, memberships, username } = user;
  return {
    id,
    attributes: { username, ...showPerson(user), memberships },
    relationships: showMemberships(memberships),
  };
}

/** One's own profile. For an application that acts for its owner it is the owner's. */
export function createProfileType(profile: ProfileOperations): ResourceType {
  return defineResourceType({
    type: 'profile',
    protects: 'profile',
    scopes: { read: 'See your own profile.', write: 'Change your own profile and password.' },
    singleton: true,
    title: 'profile',
    one: 'your profile',
    description: 'The user whom the token speaks for; with an application that acts for its owner, the owner.',
    attributes: {
      username: { description: 'Your user name; administrators change it.', schema: text, example: 'ada' },
      ...profileAttributes,
      memberships: {
        description: 'The organizations you belong to and your role in each.',
        schema: z.array(z.strictObject({ organizationId: anId, roleId: anId })),
        example: [
          {
            organizationId: '8b2d4c16-0f3a-4e57-8a91-c64b7d92e035',
            roleId: '00000000-0000-4000-8000-000000000003',
          },
        ],
      },
    },
    relationships: {
      organizations: { description: 'The organizations you belong to.', targets: ['organizations'], many: true },
      roles: { description: 'The roles you have in them.', targets: ['roles'], many: true },
    },
    filters: {},
    sorts: [],
    defaultSort: 'id',
    actions: [changePasswordAction(profile)],
    get: async (caller) => show(await profile.get(caller)),
    update: async (caller, _id, { attributes }) => show(await profile.update(caller, attributes)),
  });
}
