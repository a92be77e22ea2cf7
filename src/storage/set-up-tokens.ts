import type { SetUpTokenStore } from '../directory/set-up.ts';
import type { StoreContext } from './store-context.ts';

/** Makes the store of set-up tokens. */
export function createSetUpTokenStore({ database }: StoreContext): SetUpTokenStore {
  return {
    async insert(hash, expiresAt) {
      await database.insertInto('set_up_tokens').values({ hash, expires_at: expiresAt }).execute();
    },
    async check(hash, now) {
      const row = await database
        .selectFrom('set_up_tokens')
        .select('hash')
        .where('hash', '=', hash)
        .where('consumed_at', 'is', null)
        .where('expires_at', '>', now)
        .executeTakeFirst();
      return row !== undefined;
    },
    async consume(hash, now) {
      const { numUpdatedRows } = await database
        .updateTable('set_up_tokens')
        .set({ consumed_at: now })
        .where('hash', '=', hash)
        .where('consumed_at', 'is', null)
        .where('expires_at', '>', now)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
  };
}
