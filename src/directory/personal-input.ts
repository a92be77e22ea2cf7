import type { InputCheck } from '../access/input-check.ts';
import { RuleViolation } from '../access/rule-violation.ts';
import { checkNewPassword, type PasswordPolicy } from './password.ts';

/** The languages that mails and pages exist in. */
export const locales = ['en', 'de', 'fr', 'es', 'uk'] as const;

export type Locale = (typeof locales)[number];

/** Tells whether there are mails and pages in a language. */
export function isLocale(text: string): text is Locale {
  return locales.some((locale) => locale === text);
}

interface PersonalInput {
  readonly email?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly locale?: string;
}

const unreadable = /\p{C}/u;

function checkLocale(check: InputCheck, locale: string): string {
  if (!isLocale(locale)) check.refuse('locale', `The language is one of ${locales.join(', ')}.`);
  return locale;
}

function checkEmail(check: InputCheck, value: string): string {
  const email = check.email('email', value);
  if (unreadable.test(email))
    check.refuse('email', 'An e-mail address has no invisible characters.', { rule: 'email' });
  return email;
}

/** Checks what is given of a person's data and gives it in the form in which it is kept. */
export function checkPersonalInput(check: InputCheck, input: PersonalInput): PersonalInput {
  const { email, firstName, lastName, locale } = input;
  return {
    ...(email !== undefined && { email: checkEmail(check, email) }),
    ...(firstName !== undefined && { firstName: check.optionalLine('firstName', firstName, 'A first name') }),
    ...(lastName !== undefined && { lastName: check.optionalLine('lastName', lastName, 'A last name') }),
    ...(locale !== undefined && { locale: checkLocale(check, locale) }),
  };
}

const usernameForm = /^[\p{L}\p{M}\p{N}._+@-]+$/u;

/** Checks a user name. It may be the user's own e-mail address; the store keeps it from being another's. */
export function checkUsername(check: InputCheck, value: string): string {
  const username = check.line('username', value, 'A user name');
  if (username !== '' && !usernameForm.test(username)) {
    check.refuse('username', 'A user name is made of letters, digits and the characters . _ + @ -', {
      rule: 'username',
    });
  }
  return username;
}

interface NewPassword {
  readonly password: string;
  /** Texts that it must not be. */
  readonly about: readonly string[];
}

/** Checks a new password. Notes what is wrong, and never repeats it. */
export function checkPassword(check: InputCheck, { about, password }: NewPassword, policy: PasswordPolicy): void {
  if (!password.isWellFormed()) check.refuse('password', 'A password must be valid Unicode text.', { rule: 'unicode' });
  try {
    checkNewPassword(password, about, policy);
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    for (const { broken, field, message } of error.violations) check.refuse(field, message, broken);
  }
}
