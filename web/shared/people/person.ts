import { context, may } from '../context.ts';
import type { GridSearch } from '../grid/grid-search.ts';
import { loadPage } from '../grid/load-page.ts';
import { callApi, type Identifier, type Resource } from '../json-api.ts';
import { shownName } from './person-choices.ts';

/** The two kinds of people with an account. */
export type PersonType = 'users' | 'customerusers';

/** That a user belongs to an organization, and with which role. */
export interface Membership {
  readonly organizationId: string;
  readonly roleId: string;
}

export interface PersonAttributes {
  /** Users have one. */
  readonly username?: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly locale: string;
  readonly enabled: boolean;
  /** Those of a user that one reaches. */
  readonly memberships?: readonly Membership[];
  /** ISO 8601. */
  readonly createdAt: string;
  /** ISO 8601. */
  readonly updatedAt: string;
}

export type Person = Resource<PersonAttributes>;

/** The languages that people can choose. */
export const locales = ['en', 'de', 'fr', 'es', 'uk'] as const;

/** What a person is called. */
export const personName = (person: Person): string => shownName(person);

/** Whether a person is the one who is signed in. */
export function isSelf({ id, type }: Identifier): boolean {
  return id === context.person.id && type === context.person.type;
}

/** Whether one may do something to others, and not just to oneself. */
export const mayManage = (type: PersonType, action: 'create' | 'edit' | 'delete') => may(type, action, 'customer');

const enabledFilters: Readonly<Record<string, string>> = { enabled: 'true', disabled: 'false' };

/** The filter of the API for what is chosen of `enabled` and `disabled`. */
export const enabledFilter = (status: string | undefined) => enabledFilters[status ?? ''];

/** A page of people. `filters` and `include` are added to what all lists of people have. @throws ApiFailure */
export function listPeople(
  type: PersonType,
  search: GridSearch,
  filters: Readonly<Record<string, string | undefined>>,
) {
  return loadPage<Person>(`/${type}`, search, {
    'filter[name][contains]': search.name,
    'filter[email][contains]': search.email,
    'filter[enabled]': enabledFilter(search.status),
    'filter[role]': search.role,
    ...filters,
  });
}

/** Sets the password of somebody else and ends everything that was issued to them. @throws ApiFailure */
export async function resetPassword({ id, type }: Identifier, password: string): Promise<void> {
  await callApi<null>(`/${type}/${id}/password`, { method: 'POST', body: { meta: { password } } });
}

const passwordLetters = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789';
const passwordLength = 20;

/** A random password of 20 letters and digits without those that look alike: more than 110 bits. */
export function generatePassword(): string {
  let password = '';
  while (password.length < passwordLength) {
    const [byte = 255] = crypto.getRandomValues(new Uint8Array(1));
    // The rest of the division is left out, so that every letter is as likely as the others.
    if (byte < 256 - (256 % passwordLetters.length)) password += passwordLetters[byte % passwordLetters.length];
  }
  return password;
}
