import type { StoreContext } from './store-context.ts';

/** A few texts that the installation remembers, by name. */
export interface SettingStore {
  get(key: string): Promise<string | null>;
  /** Writes a value where there is none. False where there is one; it stays. */
  insertOnce(key: string, value: string): Promise<boolean>;
  set(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
}

/** Makes the store of settings. Nothing of it is cached. */
export function createSettingStore({ database }: StoreContext): SettingStore {
  return {
    async get(key) {
      const row = await database.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst();
      return row?.value ?? null;
    },
    async insertOnce(key, value) {
      const { numInsertedOrUpdatedRows } = await database
        .insertInto('settings')
        .values({ key, value })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },
    async set(key, value) {
      await database
        .insertInto('settings')
        .values({ key, value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute();
    },
    async delete(key) {
      await database.deleteFrom('settings').where('key', '=', key).execute();
    },
  };
}
