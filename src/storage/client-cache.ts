import { type SqlBool, sql } from 'kysely';
import type { Client } from '../oauth/client.ts';
import type { ChangeListener } from './change-feed.ts';
import { toClient, toSecret } from './client-rows.ts';
import { readSecrets } from './client-secrets.ts';
import { createGathering } from './gathering.ts';
import { createLiveCache } from './live-cache.ts';
import type { Database } from './schema.ts';
import type { StoreContext } from './store-context.ts';

const cacheCapacity = 20_000;

/** Whether any active client has an origin; null for no, which the cache keeps apart. */
async function loadOrigin(database: Database, origin: string): Promise<true | null> {
  const found = database
    .selectFrom('clients')
    .select('id')
    .where(sql<boolean>`cors_origins <> '{}' and cors_origins @> array[${origin}]::text[]`)
    .where('active', '=', true)
    .where('deleted_at', 'is', null)
    .limit(1);
  return (await found.executeTakeFirst()) === undefined ? null : true;
}

/** Clients by one of their identifiers, with their secrets, in the order of what is asked; null for none. */
async function loadClients(
  { database, now }: StoreContext,
  column: 'client_id' | 'id',
  wanted: readonly string[],
): Promise<readonly (Client | null)[]> {
  const type = sql.raw(column === 'id' ? 'uuid[]' : 'text[]');
  const rows = await database
    .selectFrom('clients')
    .selectAll()
    .where(sql<SqlBool>`${sql.ref(column)} = any(${wanted}::${type})`)
    .where('deleted_at', 'is', null)
    .execute();
  const ids = rows.map(({ id }) => id);
  const secrets = await readSecrets(database, ids, now());
  const found = new Map(rows.map((row) => [row[column], toClient(row, (secrets.get(row.id) ?? []).map(toSecret))]));
  return wanted.map((each) => found.get(each) ?? null);
}

/** The caches of clients: by public identifier and by row id, and of the origins that any of them has. */
export function createClientCaches(context: StoreContext) {
  const { database, feed } = context;
  const loadBy = (column: 'client_id' | 'id') =>
    createGathering((wanted: readonly string[]) => loadClients(context, column, wanted));
  const { isCurrent } = feed;
  const capacity = cacheCapacity;
  const byClientId = createLiveCache({ load: loadBy('client_id'), isCurrent, capacity });
  const byId = createLiveCache({ load: loadBy('id'), isCurrent, capacity });
  const byOrigin = createLiveCache({ load: (origin) => loadOrigin(database, origin), isCurrent, capacity: 1_000 });
  const listener: ChangeListener = {
    changed({ kind, key }) {
      if (kind !== 'client') return;
      byOrigin.clear();
      const colon = key.indexOf(':');
      byId.forget(key.slice(0, colon));
      byClientId.forget(key.slice(colon + 1));
    },
    async reset() {
      byId.clear();
      byOrigin.clear();
      byClientId.clear();
    },
  };
  feed.subscribe(listener);
  return { byClientId, byId, byOrigin };
}
