import { z } from 'zod';
import type { Profile, ProfileOperations } from '../../directory/profile.ts';
import { personAttributes, showPerson, text, time } from './person-declarations.ts';
import type { Resource, ResourceType } from './resource-type.ts';

function show(profile: Profile): Resource {
  if (profile.kind === 'visitor') {
    const { firstSeenAt, id, lastSeenAt } = profile.visitor;
    const seen = { firstSeenAt: firstSeenAt.toISOString(), lastSeenAt: lastSeenAt.toISOString() };
    return { id, attributes: { kind: 'visitor', ...seen } };
  }
  if (profile.kind === 'user') {
    const { id, memberships, username } = profile.user;
    const organizations = memberships.map(({ organizationId }) => ({ type: 'organizations', id: organizationId }));
    return {
      id,
      attributes: { kind: 'user', username, ...showPerson(profile.user) },
      relationships: { organizations },
    };
  }
  const { customerId, id, organizationId } = profile.customerUser;
  return {
    id,
    attributes: { kind: 'customer-user', ...showPerson(profile.customerUser) },
    relationships: {
      customer: { type: 'customers', id: customerId },
      organizations: [{ type: 'organizations', id: organizationId }],
    },
  };
}

const { createdAt, enabled, firstName, lastName, locale, updatedAt } = personAttributes;
const readOnlyEnabled = { description: enabled?.description ?? '', schema: z.boolean() };

/** One's own profile. For an application that acts for its owner it is the owner's; visitors have one too. */
export function createProfileType(profile: ProfileOperations): ResourceType {
  return {
    type: 'profile',
    protects: 'profile',
    singleton: true,
    title: 'Profile',
    description: 'Whom the token speaks for: a user, a customer user, or a visitor.',
    attributes: {
      kind: { description: 'user, customer-user or visitor.', schema: z.enum(['user', 'customer-user', 'visitor']) },
      username: { description: 'The user name (users only).', schema: text },
      email: { description: 'The e-mail address.', schema: text, writable: 'always' },
      ...(firstName && lastName && locale && { firstName, lastName, locale }),
      enabled: readOnlyEnabled,
      firstSeenAt: { description: 'When the visitor first did something (visitors only).', schema: time },
      lastSeenAt: { description: 'When the visitor last did something (visitors only).', schema: time },
      ...(createdAt && updatedAt && { createdAt, updatedAt }),
    },
    relationships: {
      organizations: { description: 'The organizations it belongs to.', targets: ['organizations'], many: true },
      customer: { description: 'The customer it belongs to (customer users only).', targets: ['customers'] },
    },
    filters: {},
    sorts: [],
    defaultSort: 'id',
    actions: [
      {
        method: 'POST',
        path: 'password',
        action: 'edit',
        summary: 'Change your password; everything that was issued to you ends',
        input: z.strictObject({ currentPassword: text, password: text }),
        answers: 'nothing',
        run(caller, _parameters, input) {
          const { currentPassword, password } = input as { currentPassword: string; password: string };
          return profile.changePassword(caller, currentPassword, password);
        },
      },
    ],
    async get(caller) {
      const found = await profile.get(caller);
      return found && show(found);
    },
    async update(caller, _id, { attributes }) {
      const changed = await profile.update(caller, attributes);
      return changed && show(changed);
    },
  };
}
