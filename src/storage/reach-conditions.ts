import { type SqlBool, sql } from 'kysely';

/** A condition that no row meets. */
export const nothing = sql<SqlBool>`false`;
