import { z } from 'zod';
import type { PersonalData } from '../../directory/person.ts';
import { locales } from '../../directory/personal-input.ts';
import { rowFilters, showTimestamps, text, timestamps } from './attribute-declarations.ts';
import { type Attributes, defineAction, type FilterDeclaration, type ResourceAction } from './resource-type.ts';

/** What everybody with an account may be told and change of themselves. */
export const nameAttributes = {
  firstName: { description: 'The first name.', schema: text, writable: 'always', example: 'Ada' },
  lastName: { description: 'The last name.', schema: text, writable: 'always', example: 'Lovelace' },
  locale: {
    description: `The language of mails and pages: one of ${locales.join(', ')}.`,
    schema: text,
    writable: 'always',
    example: 'en',
  },
} as const satisfies Attributes;

/** What the two kinds of people with an account have in common. */
export const personAttributes = {
  ...nameAttributes,
  enabled: {
    description: 'Whether the person may sign in and act. Disabling ends everything that was issued to them.',
    schema: z.boolean(),
    writable: 'always',
    example: true,
  },
  password: {
    description: 'The first password. Without one the person cannot sign in until one is set. It is never shown.',
    schema: text,
    writable: 'create',
    hidden: true,
    example: 'correct horse battery staple',
  },
  ...timestamps,
} as const satisfies Attributes;

/** Shows the attributes that both kinds of people have. */
export function showPerson(person: PersonalData) {
  const { email, enabled, firstName, lastName, locale } = person;
  return { email, firstName, lastName, locale, enabled, ...showTimestamps(person) };
}

/** The filters that both kinds of people have. */
export const personFilters = {
  ...rowFilters,
  name: { description: 'The first name and the last name, with a space between them.', kind: 'text' },
  email: { description: 'The e-mail address.', kind: 'text' },
  firstName: { description: 'The first name.', kind: 'text' },
  lastName: { description: 'The last name.', kind: 'text' },
  enabled: { description: 'Whether the person may sign in and act.', kind: 'flag' },
} as const satisfies Readonly<Record<string, FilterDeclaration>>;

export const personSorts = ['email', 'firstName', 'lastName', 'enabled', 'createdAt', 'updatedAt'] as const;

/** The action by which administrators set somebody's password. `people` is the administration of that kind of people. */
export function resetPasswordAction(
  people: { resetPassword(...input: Parameters<ResetPassword>): ReturnType<ResetPassword> },
  one: string,
): ResourceAction {
  return defineAction({
    method: 'POST',
    path: 'password',
    action: 'edit',
    summary: `Set the password of ${one} and end everything that was issued to them`,
    input: z.strictObject({ password: text.describe('12 to 256 characters.') }),
    answers: 'nothing',
    run: (caller, { id = '' }, { password }) => people.resetPassword(caller, id, password),
  });
}

type ResetPassword = (caller: Parameters<ResourceAction['run']>[0], id: string, password: string) => Promise<boolean>;
