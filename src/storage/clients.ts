import { sql } from 'kysely';
import type { ListPage, ListQuery } from '../access/list-query.ts';
import type { Reach } from '../access/reach.ts';
import { comparisonKey } from '../directory/person.ts';
import type { Client, ClientChanges, ClientListing, ClientSecret, ClientStore } from '../oauth/client.ts';
import { mostSecrets } from '../oauth/client-secret.ts';
import { appendEvent } from './audit-log.ts';
import type { ChangeListener } from './change-feed.ts';
import { createClientEndings, lockClient } from './client-endings.ts';
import { batchClientIds, listClientIds, readListings } from './client-lists.ts';
import { lockOwners, requireOwner } from './client-owners.ts';
import { fromClient, fromSecret, type SecretRow, toClient, toSecret, updatedBy } from './client-rows.ts';
import { createLiveCache } from './live-cache.ts';
import { isRowId, isStorable } from './row-ids.ts';
import type { Database } from './schema.ts';
import { explainTaken, type StoreContext } from './store-context.ts';

const cacheCapacity = 20_000;

const taken = {
  clients_name_taken: {
    field: 'name',
    message: 'There is an application of this name already. Choose another name.',
  },
};

/** The live secrets of clients, by row id, oldest first. */
async function readSecrets(database: Database, ids: readonly string[], now: Date): Promise<Map<string, SecretRow[]>> {
  const secrets = new Map<string, SecretRow[]>(ids.map((id) => [id, []]));
  if (ids.length === 0) return secrets;
  const rows = await database
    .selectFrom('client_secrets')
    .selectAll()
    .where('client_row_id', 'in', [...ids])
    .where('retired_at', 'is', null)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  for (const row of rows) secrets.get(row.client_row_id)?.push(row);
  return secrets;
}

function changedColumns(changes: ClientChanges, wasActive: boolean, now: Date) {
  const { name, active, redirectUris, access, apis, corsOrigins } = changes;
  const { skipConsent, pkceRequired, tokenReuse, guestsAllowed } = changes;
  return {
    ...(name !== undefined && { name, name_key: comparisonKey(name) }),
    ...(active !== undefined && { active }),
    ...(redirectUris !== undefined && { redirect_uris: [...redirectUris] }),
    ...(access !== undefined && { access: JSON.stringify(access) }),
    ...(apis !== undefined && { apis: JSON.stringify(apis) }),
    ...(corsOrigins !== undefined && { cors_origins: [...corsOrigins] }),
    ...(skipConsent !== undefined && { skip_consent: skipConsent }),
    ...(pkceRequired !== undefined && { pkce_required: pkceRequired }),
    ...(tokenReuse !== undefined && { token_reuse: tokenReuse }),
    ...(guestsAllowed !== undefined && { guests_allowed: guestsAllowed }),
    ...(active === false && wasActive && { epoch: sql<number>`epoch + 1` }),
    updated_at: now,
  };
}

function onlyId(id: string): ListQuery {
  return { filters: [{ field: 'id', operator: 'equals', values: [id] }], sort: [], page: { number: 1, size: 1 } };
}

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

/** The caches of clients: by public identifier and by row id, and of the origins that any of them has. */
function createClientCaches({ database, feed, now }: StoreContext) {
  const loadWhere = async (column: 'client_id' | 'id', value: string): Promise<Client | null> => {
    const row = await database
      .selectFrom('clients')
      .selectAll()
      .where(column, '=', value)
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
    if (row === undefined) return null;
    const secrets = await readSecrets(database, [row.id], now());
    return toClient(row, (secrets.get(row.id) ?? []).map(toSecret));
  };
  const { isCurrent } = feed;
  const capacity = cacheCapacity;
  const byClientId = createLiveCache({ load: (value) => loadWhere('client_id', value), isCurrent, capacity });
  const byId = createLiveCache({ load: (value) => loadWhere('id', value), isCurrent, capacity });
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

/** Secrets may expire while they are in the cache. */
function withoutExpired(client: Client | null, now: Date): Client | null {
  const isDead = (secret: ClientSecret) => secret.expiresAt !== null && secret.expiresAt <= now;
  if (client === null || !client.secrets.some(isDead)) return client;
  return { ...client, secrets: client.secrets.filter((secret) => !isDead(secret)) };
}

function createSecretChanges({ change, now }: StoreContext): Pick<ClientStore, 'insertSecret' | 'retireSecret'> {
  return {
    async insertSecret(reach, id, secret, event) {
      if (!isRowId(id)) return false;
      return change(async (transaction) => {
        if ((await lockClient(transaction, reach, id)) === undefined) return false;
        const live = await readSecrets(transaction, [id], now());
        if ((live.get(id)?.length ?? 0) >= mostSecrets) return false;
        await transaction.insertInto('client_secrets').values(fromSecret(id, secret)).execute();
        await appendEvent(transaction, event, now());
        return true;
      });
    },

    async retireSecret(reach, id, secretId, event) {
      if (!isRowId(id) || !isRowId(secretId)) return false;
      return change(async (transaction) => {
        if ((await lockClient(transaction, reach, id)) === undefined) return false;
        const { numUpdatedRows } = await transaction
          .updateTable('client_secrets')
          .set({ retired_at: now() })
          .where('id', '=', secretId)
          .where('client_row_id', '=', id)
          .where('retired_at', 'is', null)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return false;
        await appendEvent(transaction, event, now());
        return true;
      });
    },
  };
}

/** Makes the store of clients. */
export function createClientStore(context: StoreContext): ClientStore {
  const { database, change, now } = context;
  const { byClientId, byId, byOrigin } = createClientCaches(context);

  async function get(source: Database, reach: Reach, id: string): Promise<ClientListing | null> {
    const { ids } = await listClientIds(source, reach, onlyId(id));
    const [listing] = await readListings(source, ids, now());
    return listing ?? null;
  }

  return {
    ...createSecretChanges(context),
    ...createClientEndings(context),
    async findByClientId(clientId) {
      return isStorable(clientId) ? withoutExpired(await byClientId.get(clientId), now()) : null;
    },
    async findById(id) {
      return isRowId(id) ? withoutExpired(await byId.get(id.toLowerCase()), now()) : null;
    },
    hasCorsOrigin: async (origin) => isStorable(origin) && (await byOrigin.get(origin)) !== null,
    get: async (reach, id) => (isRowId(id) ? get(database, reach, id) : null),

    async list(reach, query): Promise<ListPage<ClientListing>> {
      const { ids, total } = await listClientIds(database, reach, query);
      return { rows: await readListings(database, ids, now()), total };
    },

    async *batches(reach, query) {
      for await (const ids of batchClientIds(database, reach, query)) yield await readListings(database, ids, now());
    },

    async insert(client, event) {
      await explainTaken(taken, () =>
        change(async (transaction) => {
          await transaction.insertInto('clients').values(fromClient(client)).execute();
          for (const secret of client.secrets) {
            await transaction.insertInto('client_secrets').values(fromSecret(client.id, secret)).execute();
          }
          await lockOwners(transaction, [client.id]);
          await requireOwner(transaction, client.id);
          await appendEvent(transaction, event, now());
        }),
      );
    },

    async update(reach, id, changes, event) {
      if (!isRowId(id)) return null;
      return explainTaken(taken, () =>
        change(async (transaction) => {
          if (changes.active) await lockOwners(transaction, [id]);
          const row = await lockClient(transaction, reach, id);
          if (row === undefined) return null;
          const columns = { ...changedColumns(changes, row.active, now()), ...updatedBy(event) };
          await transaction.updateTable('clients').set(columns).where('id', '=', id).execute();
          if (changes.active) await requireOwner(transaction, id);
          await appendEvent(transaction, event, now());
          return get(transaction, reach, id);
        }),
      );
    },
  };
}
