import { z } from 'zod';
import type { ProfileOperations } from '../../directory/profile.ts';
import { text, timestamps } from './attribute-declarations.ts';
import { nameAttributes } from './person-declarations.ts';
import { type Attributes, defineAction, type ResourceAction } from './resource-type.ts';

/** What everybody with an account is told of themselves. */
export const profileAttributes = {
  email: {
    description: 'Your e-mail address. A new one needs your current password beside it.',
    schema: text,
    writable: 'always',
    example: 'ada@example.com',
  },
  ...nameAttributes,
  currentPassword: {
    description: 'Your password, where the e-mail address changes. It is never shown.',
    schema: text,
    writable: 'always',
    hidden: true,
    example: 'correct horse battery staple',
  },
  enabled: { description: 'Whether you may act; yes, since you do.', schema: z.boolean(), example: true },
  ...timestamps,
} as const satisfies Attributes;

/** The action by which people change their own password. */
export function changePasswordAction(profile: ProfileOperations): ResourceAction {
  return defineAction({
    method: 'POST',
    path: 'password',
    action: 'edit',
    summary: 'Change your password; everything that was issued to you ends, but for the session in which you do it',
    input: z.strictObject({
      currentPassword: text.describe('The one you have.'),
      password: text.describe('The new one: 12 to 256 characters.'),
    }),
    answers: 'nothing',
    run: (caller, _parameters, { currentPassword, password }) =>
      profile.changePassword(caller, currentPassword, password),
  });
}
