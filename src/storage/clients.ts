import { sql } from 'kysely';
import type { ListPage, ListQuery } from '../access/list-query.ts';
import type { Reach } from '../access/reach.ts';
import { comparisonKey } from '../directory/person.ts';
import type { Client, ClientChanges, ClientListing, ClientSecret, ClientStore } from '../oauth/client.ts';
import { appendEvent } from './audit-log.ts';
import { createClientCaches } from './client-cache.ts';
import { createClientEndings, lockClient } from './client-endings.ts';
import { batchClientIds, listClientIds, readListings } from './client-lists.ts';
import { lockOwners, requireOwner } from './client-owners.ts';
import { fromClient, fromSecret, updatedBy } from './client-rows.ts';
import { createSecretChanges } from './client-secrets.ts';
import { isRowId, isStorable } from './row-ids.ts';
import type { Database } from './schema.ts';
import { explainTaken, type StoreContext } from './store-context.ts';

const taken = {
  clients_name_taken: {
    field: 'name',
    message: 'There is an application of this name already. Choose another name.',
  },
};

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

/** Secrets may expire while they are in the cache. */
function withoutExpired(client: Client | null, now: Date): Client | null {
  const isDead = (secret: ClientSecret) => secret.expiresAt !== null && secret.expiresAt <= now;
  if (client === null || !client.secrets.some(isDead)) return client;
  return { ...client, secrets: client.secrets.filter((secret) => !isDead(secret)) };
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
