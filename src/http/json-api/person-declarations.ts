import { z } from 'zod';
import type { AttributeDeclaration } from './resource-type.ts';

/** Text that people type; the rules about its content are the domain's. */
export const text = z.string().max(1000);

/** A time as the API writes it. */
export const time = z.iso.datetime();

/** When a resource came into being and when it last changed. */
export const timestamps: Readonly<Record<'createdAt' | 'updatedAt', AttributeDeclaration>> = {
  createdAt: { description: 'When it was created.', schema: time },
  updatedAt: { description: 'When it was last changed.', schema: time },
};

/** What the two kinds of people with an account have in common. */
export const personAttributes: Readonly<Record<string, AttributeDeclaration>> = {
  firstName: { description: 'The first name.', schema: text, writable: 'always' },
  lastName: { description: 'The last name.', schema: text, writable: 'always' },
  locale: { description: 'The language of mails and pages: en, de, fr, es or uk.', schema: text, writable: 'always' },
  enabled: { description: 'Whether the person may sign in and act.', schema: z.boolean(), writable: 'always' },
  password: {
    description: 'The first password; without one the person cannot sign in until one is set.',
    schema: text,
    writable: 'create',
    hidden: true,
  },
  ...timestamps,
};

/** Shows the attributes of a person. */
export function showPerson(person: {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly locale: string;
  readonly enabled: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}) {
  const { createdAt, email, enabled, firstName, lastName, locale, updatedAt } = person;
  return {
    email,
    firstName,
    lastName,
    locale,
    enabled,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

/** The filters that every kind of person has. */
export const personFilters = {
  id: { description: 'The id.', kind: 'id' },
  email: { description: 'The e-mail address.', kind: 'text' },
  firstName: { description: 'The first name.', kind: 'text' },
  lastName: { description: 'The last name.', kind: 'text' },
  enabled: { description: 'Whether the person may sign in.', kind: 'flag' },
  createdAt: { description: 'When it was created.', kind: 'time' },
  updatedAt: { description: 'When it was last changed.', kind: 'time' },
} as const;
