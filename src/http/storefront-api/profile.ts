import type { Profile, ProfileOperations } from '../../directory/profile.ts';
import { showCustomerUser } from '../json-api/customer-user-resource.ts';
import { changePasswordAction, profileAttributes } from '../json-api/profile-resource.ts';
import { defineResourceType, type Resource, type ResourceType } from '../json-api/resource-type.ts';
import { showVisitor } from './visitors.ts';

/** Null for a user of the back-office, who never comes with a token of the storefront. */
function show(profile: Profile | null): Resource | null {
  if (profile === null || profile.kind === 'user') return null;
  return profile.kind === 'visitor' ? showVisitor(profile.visitor) : showCustomerUser(profile.customerUser);
}

/** One's own profile; a visitor has none and is shown as a visitor there. */
export function createProfileType(profile: ProfileOperations): ResourceType {
  return defineResourceType({
    type: 'profile',
    protects: 'profile',
    scopes: { read: 'See your own profile.', write: 'Change your own profile and password.' },
    singleton: true,
    title: 'profile',
    one: 'your profile',
    description: 'The customer user whom the token speaks for; for a visitor there is a resource of the type visitors.',
    attributes: profileAttributes,
    relationships: {
      customer: { description: 'The customer you belong to.', targets: ['customers'] },
      role: { description: 'Your role.', targets: ['roles'] },
      organization: { description: 'The organization of your customer.', targets: ['organizations'] },
    },
    filters: {},
    sorts: [],
    defaultSort: 'id',
    actions: [changePasswordAction(profile)],
    get: async (caller) => show(await profile.get(caller)),
    update: async (caller, _id, { attributes }) => show(await profile.update(caller, attributes)),
  });
}
