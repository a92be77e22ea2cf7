import { type Insertable, type Selectable, sql } from 'kysely';
import { comparisonKey, type PersonalData } from '../directory/person.ts';
import type { UserTable } from './directory-tables.ts';
import type { ListFields } from './row-lists.ts';

type PersonTable = Omit<UserTable, 'username' | 'username_key'>;

/** What both kinds of person share of their changes. */
export interface PersonChanges {
  readonly email?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly locale?: string;
  readonly enabled?: boolean;
}

/** What both kinds of person share, as it was read. */
export function toPersonalData(row: Selectable<PersonTable>): PersonalData {
  return {
    id: row.id,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    locale: row.locale,
    enabled: row.enabled,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** The columns of a new person. */
export function fromPersonalData(person: PersonalData, passwordHash: string | null): Insertable<PersonTable> {
  return {
    id: person.id,
    email: person.email,
    email_key: comparisonKey(person.email),
    first_name: person.firstName,
    first_name_key: comparisonKey(person.firstName),
    last_name: person.lastName,
    last_name_key: comparisonKey(person.lastName),
    locale: person.locale,
    enabled: person.enabled,
    password_hash: passwordHash,
    created_at: person.createdAt,
    updated_at: person.updatedAt,
  };
}

/** The columns that changes set. Disabling an enabled person ends what was issued to it. */
export function changedPersonColumns({ email, firstName, lastName, locale, enabled }: PersonChanges, now: Date) {
  return {
    ...(email !== undefined && { email, email_key: comparisonKey(email) }),
    ...(firstName !== undefined && { first_name: firstName, first_name_key: comparisonKey(firstName) }),
    ...(lastName !== undefined && { last_name: lastName, last_name_key: comparisonKey(lastName) }),
    ...(locale !== undefined && { locale }),
    ...(enabled !== undefined && { enabled }),
    ...(enabled === false && { epoch: sql<number>`epoch + enabled::integer` }),
    updated_at: now,
  };
}

/** The columns of a tombstone: nobody signs in with it any more, and its name and e-mail address are free again. */
export function tombstoneColumns(now: Date) {
  return { deleted_at: now, updated_at: now, enabled: false, password_hash: null, epoch: sql<number>`epoch + 1` };
}

/** How the fields that both kinds of person share are found. */
export function personFields(table: 'users' | 'customer_users'): ListFields {
  const column = (name: string) => sql.ref(`${table}.${name}`);
  return {
    id: { type: 'id', column: column('id') },
    name: { type: 'name', column: sql`(${column('first_name_key')} || ' ' || ${column('last_name_key')})` },
    email: { type: 'name', column: column('email_key') },
    firstName: { type: 'name', column: column('first_name_key') },
    lastName: { type: 'name', column: column('last_name_key') },
    enabled: { type: 'boolean', column: column('enabled') },
    createdAt: { type: 'time', column: column('created_at') },
    updatedAt: { type: 'time', column: column('updated_at') },
  };
}
