import { sql } from 'kysely';
import type { ActivityCounter } from '../oauth/statistics.ts';
import { createFlushing, type Flushing } from './flushing.ts';
import { isRowId, isStorable } from './row-ids.ts';
import type { Database } from './schema.ts';
import type { StorageLog } from './storage-log.ts';
import type { StoreContext } from './store-context.ts';

/** What is counted together: by the row id of an application or the client id that a request named, or by neither. */
interface Counted {
  readonly at: Date;
  readonly rowId: string | null;
  readonly clientId: string | null;
  readonly grantType: string;
  readonly outcome: string;
  amount: number;
}

type Counts = Map<string, Counted>;

/** How many different things are counted between two writings; the rest is counted without its application. */
const mostKeys = 10_000;
const hour = 60 * 60 * 1000;

/**
 * Adds counts to the hour, day and month they belong to, in one statement. Rows are written in one order on all nodes, so
 * that two of them never wait for each other.
 */
async function write(database: Database, counts: Counts): Promise<void> {
  const noted = [...counts.values()];
  await sql`
    insert into activity_counts (period, starts_at, client_row_id, organization_id, side, grant_type, outcome, amount)
    select periods.period, date_trunc(periods.period, noted.at, 'UTC'), clients.id, clients.organization_id,
      clients.side, noted.grant_type, noted.outcome, sum(noted.amount)::int8
    from unnest(${noted.map(({ at }) => at.toISOString())}::timestamptz[], ${noted.map(({ rowId }) => rowId)}::uuid[],
      ${noted.map(({ clientId }) => clientId)}::text[], ${noted.map(({ grantType }) => grantType)}::text[],
      ${noted.map(({ outcome }) => outcome)}::text[], ${noted.map(({ amount }) => amount)}::int8[])
      as noted (at, row_id, client_id, grant_type, outcome, amount)
    left join clients as named on named.client_id = noted.client_id
    left join clients on clients.id = coalesce(noted.row_id, named.id)
    cross join (values ('hour'), ('day'), ('month')) as periods (period)
    group by 1, 2, 3, 4, 5, 6, 7
    order by 1, 2, 3, 6, 7
    on conflict (period, starts_at, client_row_id, grant_type, outcome)
      do update set amount = activity_counts.amount + excluded.amount`.execute(database);
}

function add(counts: Counts, key: string, counted: Counted): void {
  const known = counts.get(key);
  if (known === undefined) counts.set(key, counted);
  else known.amount += counted.amount;
}

/**
 * Makes the counter of what happens. It keeps sums in memory and adds them to the database every 5 seconds with one
 * statement, so that counting costs a request nothing and nodes add up. A writing that fails is tried again; a process
 * that is killed loses what it counted since the last one.
 */
export function createActivityCounter({ database, now }: StoreContext, log: StorageLog): ActivityCounter & Flushing {
  const flushing = createFlushing<Counts>({
    empty: () => new Map(),
    isEmpty: (counts) => counts.size === 0,
    write: (counts) => write(database, counts),
    putBack(counts, failed) {
      for (const [key, counted] of failed) add(counts, key, counted);
    },
    log,
    failure: 'what happened how often could not be written; it will be tried again',
  });

  function count(facts: Pick<Counted, 'rowId' | 'clientId' | 'grantType' | 'outcome'>): void {
    const counts = flushing.held();
    const begin = Math.floor(now().getTime() / hour) * hour;
    const keyOf = (named: string) => `${begin} ${named} ${facts.grantType} ${facts.outcome}`;
    const key = keyOf(facts.rowId ?? facts.clientId ?? '');
    const known = counts.get(key);
    if (known !== undefined) known.amount += 1;
    else if (counts.size < mostKeys) counts.set(key, { ...facts, at: new Date(begin), amount: 1 });
    else add(counts, keyOf(''), { ...facts, rowId: null, clientId: null, at: new Date(begin), amount: 1 });
  }

  return {
    issued: (clientRowId, grantType) => {
      const rowId = isRowId(clientRowId) ? clientRowId : null;
      count({ rowId, clientId: null, grantType, outcome: 'issued' });
    },
    called: (clientRowId) => {
      const rowId = isRowId(clientRowId) ? clientRowId : null;
      count({ rowId, clientId: null, grantType: '', outcome: 'called' });
    },
    refused(named, grantType, code) {
      const clientId = named !== null && isStorable(named) && named.length <= 64 ? named : null;
      count({ rowId: null, clientId, grantType: grantType ?? '', outcome: code });
    },
    flush: flushing.flush,
    close: flushing.close,
  };
}
