import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { ListFilter, ListQuery } from '../access/list-query.ts';
import type { ClientReach } from '../oauth/own-clients.ts';
import { type ActivityGroup, type ActivityStore, type Grouping, groupings } from '../oauth/statistics.ts';
import { namesSeenClient } from './client-rows.ts';
import { isRowId, isStorable } from './row-ids.ts';
import type { StoreContext } from './store-context.ts';

type Condition = RawBuilder<SqlBool>;
type Period = 'hour' | 'day' | 'month';

const hour = 60 * 60 * 1000;
const day = 24 * hour;

/** How long the counts of each period are kept, in milliseconds. */
export const activityKept: Readonly<Record<Period, number>> = { hour: 14 * day, day: 400 * day, month: 1830 * day };

const column = (name: string) => sql.ref(`activity_counts.${name}`);

const groupColumns: Readonly<Record<Grouping, RawBuilder<unknown>>> = {
  hour: column('starts_at'),
  day: column('starts_at'),
  month: column('starts_at'),
  application: column('client_row_id'),
  organization: column('organization_id'),
  side: column('side'),
  grant: sql`nullif(${column('grant_type')}, '')`,
  outcome: column('outcome'),
};

/** The name of a group, of what may be deleted too. */
const labels: Readonly<Partial<Record<Grouping, RawBuilder<unknown>>>> = {
  application: sql`(select name from clients where clients.id = grouped.value)`,
  organization: sql`(select name from organizations where organizations.id = grouped.value)`,
};

function groupingOf({ filters }: ListQuery): Grouping {
  const wanted = filters.find(({ field, operator }) => field === 'by' && operator === 'equals')?.values[0];
  return groupings.find((each) => each === wanted) ?? 'day';
}

/** The finest counts that are there for all of the time asked for, without summing up more rows than it takes. */
function periodOf(by: Grouping, { filters }: ListQuery, now: Date): Period {
  if (by === 'hour' || by === 'day' || by === 'month') return by;
  const after = filters.find(({ field, operator }) => field === 'at' && operator === 'after')?.values[0];
  const age = after === undefined ? Number.POSITIVE_INFINITY : now.getTime() - new Date(after).getTime();
  if (age <= 2 * day) return 'hour';
  return age <= 100 * day ? 'day' : 'month';
}

function anyOf(filter: ListFilter, condition: (value: string) => Condition): Condition {
  const any = sql<SqlBool>`(${sql.join(filter.values.map(condition), sql` or `)})`;
  return filter.operator === 'not' ? sql`${any} is not true` : any;
}

/** Counts belong to a time by its beginning: after 09:30 includes the hour of 09:00. */
function timeCondition({ operator, values }: ListFilter, period: Period): Condition {
  return sql`(${sql.join(
    values.map((value) =>
      operator === 'before'
        ? sql`${column('starts_at')} < ${new Date(value)}`
        : sql`${column('starts_at')} >= date_trunc(${period}, ${new Date(value)}::timestamptz, 'UTC')`,
    ),
    sql` or `,
  )})`;
}

function filterCondition(filter: ListFilter, period: Period): Condition {
  const uuid = (name: string) => (value: string) =>
    isRowId(value) ? sql<SqlBool>`${column(name)} = ${value}::uuid` : sql<SqlBool>`false`;
  const text = (name: string) => (value: string) =>
    isStorable(value) ? sql<SqlBool>`${column(name)} = ${value}` : sql<SqlBool>`false`;
  switch (filter.field) {
    case 'by':
      return sql`true`;
    case 'at':
      return timeCondition(filter, period);
    case 'application':
      return anyOf(filter, uuid('client_row_id'));
    case 'organization':
      return anyOf(filter, uuid('organization_id'));
    case 'side':
      return anyOf(filter, text('side'));
    case 'grant':
      return anyOf(filter, text('grant_type'));
    case 'outcome':
      return anyOf(filter, text('outcome'));
    default:
      throw new Error(`cannot filter by ${filter.field}`);
  }
}

/** An organization sees what its deleted applications did as well; people what theirs do that exist. */
function countsWithin(seen: ClientReach): Condition {
  const { reach } = seen;
  const byClient = namesSeenClient('activity_counts.client_row_id', seen);
  if (reach.level !== 'organization' || reach.side !== undefined || !isRowId(reach.organizationId)) return byClient;
  const here = sql<SqlBool>`${column('organization_id')} = ${reach.organizationId}::uuid`;
  return seen.ownOf === null ? here : sql`(${here} or ${byClient})`;
}

const sortable: readonly string[] = ['value', 'issued', 'refused', 'called'];

function orderOf({ sort }: ListQuery): RawBuilder<unknown> {
  const wanted = sort.map(({ descending, field }) => {
    if (!sortable.includes(field)) throw new Error(`cannot sort by ${field}`);
    const expression = sql.ref(`grouped.${field}`);
    return descending ? sql`${expression} desc nulls last` : sql`${expression} nulls first`;
  });
  return sql.join([...wanted, sql`grouped.value nulls first`]);
}

interface GroupRow {
  readonly value: Date | string | null;
  readonly label: string | null;
  readonly issued: number;
  readonly refused: number;
  readonly called: number;
  readonly total: number;
}

const sumOf = (condition: Condition) => sql`coalesce(sum(${column('amount')}) filter (where ${condition}), 0)::int8`;

/** Makes the reader of counts. */
export function createActivityStore({ database, now }: StoreContext): ActivityStore {
  return {
    async list(seen, query) {
      const by = groupingOf(query);
      const period = periodOf(by, query, now());
      const conditions = [
        sql`${column('period')} = ${period}`,
        countsWithin(seen),
        ...query.filters.map((filter) => filterCondition(filter, period)),
      ];
      const outcome = column('outcome');
      const { number, size } = query.page;
      const { rows } = await sql<GroupRow>`
        with grouped as (
          select ${groupColumns[by]} as value, ${sumOf(sql`${outcome} = 'issued'`)} as issued,
            ${sumOf(sql`${outcome} not in ('issued', 'called')`)} as refused, ${sumOf(sql`${outcome} = 'called'`)} as called
          from activity_counts where ${sql.join(conditions, sql` and `)} group by 1)
        select grouped.*, ${labels[by] ?? sql`null::text`} as label, (select count(*) from grouped) as total
        from grouped order by ${orderOf(query)} limit ${size} offset ${(number - 1) * size}`.execute(database);
      const shown = rows.map(({ called, issued, label, refused, value }): ActivityGroup => {
        return { by, value: value instanceof Date ? value.toISOString() : value, label, issued, refused, called };
      });
      return { rows: shown, total: rows[0]?.total ?? 0 };
    },
  };
}
