import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Reach } from '../access/reach.ts';
import { isRowId } from './row-ids.ts';

type Condition = RawBuilder<SqlBool>;

/** A condition that every row meets. */
export const everything: Condition = sql`true`;

/** A condition that no row meets. */
export const nothing: Condition = sql`false`;

/** Rows of the organization that a reach is in; all for the global one. */
export function inOrganization(reach: Reach, organizationColumn: string): Condition {
  if (reach.level === 'global') return everything;
  return isRowId(reach.organizationId) ? sql`${sql.ref(organizationColumn)} = ${reach.organizationId}` : nothing;
}

/** Rows that carry an id; none where the text is no id. */
export function hasId(column: string, id: string): Condition {
  return isRowId(id) ? sql`${sql.ref(column)} = ${id}` : nothing;
}

/** Rows that meet all conditions. */
export function allOf(...conditions: readonly Condition[]): Condition {
  return sql`(${sql.join(conditions, sql` and `)})`;
}

/** Rows of the organization that a reach is in and of no other; for what is nobody's own or a customer's. */
export function ofOrganization(reach: Reach, organizationColumn: string): Condition {
  const whole = reach.level === 'global' || reach.level === 'organization';
  return whole ? inOrganization(reach, organizationColumn) : nothing;
}
