import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { ListFilter } from '../access/list-query.ts';
import type { AuditEntry } from '../audit/audit-log.ts';
import { isRowId } from './row-ids.ts';
import { filterRows, type ListFields } from './row-lists.ts';
import type { Database } from './schema.ts';

type Condition = RawBuilder<SqlBool>;

/** The ids in a value of the details: an id itself, or one behind the kind of whom it is about (`user:…`). */
function idIn(value: unknown): string | null {
  const id = typeof value === 'string' ? value.slice(value.indexOf(':') + 1) : '';
  return isRowId(id) ? id : null;
}

/** The ids that an event mentions beside its subject, whose name it carries. */
export function idsMentioned({ actor, details }: AuditEntry): string[] {
  return [actor.id, ...Object.values(details)].map(idIn).filter((id) => id !== null);
}

/** The names that people, customers and applications have today, the deleted ones too, by id. */
export async function readNames(database: Database, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const wanted = sql`any(${[...new Set(ids)]}::uuid[])`;
  const { rows } = await sql<{ id: string; name: string }>`
    select id::text, username as name from users where id = ${wanted}
    union all select id::text, email from customer_users where id = ${wanted}
    union all select id::text, name from customers where id = ${wanted}
    union all select id::text, name from clients where id = ${wanted}`.execute(database);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Whoever bears a name in any of these columns. */
function namedIn(...columns: readonly string[]): ListFields {
  const matches = (isSo: (column: RawBuilder<unknown>) => Condition): Condition =>
    sql`(${sql.join(
      columns.map((column) => isSo(sql.ref(column))),
      sql` or `,
    )})`;
  return { actorName: { type: 'custom-name', matches } };
}

const people = ['email_key', 'first_name_key', 'last_name_key'];
const users = namedIn('username_key', ...people);
const customerUsers = namedIn(...people);
const clients = namedIn('name_key');

/**
 * Turns the filters by the name of who did something into filters by id: who is named so today is found first, so that
 * the index by who did it serves. The command line is used by users of the system, who are called by their id.
 */
export async function withActorIds(database: Database, filters: readonly ListFilter[]): Promise<readonly ListFilter[]> {
  const resolve = async (filter: ListFilter): Promise<ListFilter> => {
    if (filter.field !== 'actorName') return filter;
    const operator = filter.operator === 'not' ? 'not' : 'equals';
    const sought = [{ ...filter, operator: filter.operator === 'not' ? ('equals' as const) : filter.operator }];
    const found = await Promise.all([
      filterRows(database.selectFrom('users').select('id'), users, sought).execute(),
      filterRows(database.selectFrom('customer_users').select('id'), customerUsers, sought).execute(),
      filterRows(database.selectFrom('clients').select('id'), clients, sought).execute(),
    ]);
    return { field: 'actor', operator, values: [...found.flat().map(({ id }) => id), ...filter.values] };
  };
  return Promise.all(filters.map(resolve));
}
