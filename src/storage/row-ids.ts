import { type SqlBool, sql } from 'kysely';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Tells whether a text is a uuid. Any other would make PostgreSQL refuse the statement instead of finding nothing. */
export function isRowId(text: string): boolean {
  return uuid.test(text);
}

/** Tells whether PostgreSQL can hold a text: it has no NUL character and no half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** Whether the id in a column is one of some: one parameter however many there are, which is quicker to plan. */
export function isAmong(column: string, ids: readonly string[]) {
  return sql<SqlBool>`${sql.ref(column)} = any(${[...ids]}::uuid[])`;
}
