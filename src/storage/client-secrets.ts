import type { ClientStore } from '../oauth/client.ts';
import { mostSecrets } from '../oauth/client-secret.ts';
import { appendEvent } from './audit-log.ts';
import { lockClient } from './client-endings.ts';
import { fromSecret, type SecretRow } from './client-rows.ts';
import { isAmong, isRowId } from './row-ids.ts';
import type { Database } from './schema.ts';
import type { StoreContext } from './store-context.ts';

/** The live secrets of clients, by row id, oldest first. */
export async function readSecrets(
  database: Database,
  ids: readonly string[],
  now: Date,
): Promise<Map<string, SecretRow[]>> {
  const secrets = new Map<string, SecretRow[]>(ids.map((id) => [id, []]));
  if (ids.length === 0) return secrets;
  const rows = await database
    .selectFrom('client_secrets')
    .selectAll()
    .where(isAmong('client_row_id', ids))
    .where('retired_at', 'is', null)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  for (const row of rows) secrets.get(row.client_row_id)?.push(row);
  return secrets;
}

/** Makes what changes the secrets of clients. */
export function createSecretChanges({ change, now }: StoreContext): Pick<ClientStore, 'insertSecret' | 'retireSecret'> {
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
