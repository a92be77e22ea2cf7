import { sql } from 'kysely';
import type { SettingValueStore, StoredSetting } from '../directory/setting.ts';
import { appendEvent } from './audit-log.ts';
import type { Database } from './schema.ts';
import type { StoreContext } from './store-context.ts';

/** Any number that nobody else locks. */
const settingLock = 7_247_826_912;

async function readAll(database: Database): Promise<readonly StoredSetting[]> {
  const rows = await database.selectFrom('setting_values').selectAll().orderBy('name').execute();
  return rows.map(({ changed_at, name, value }) => ({ name, value, changedAt: changed_at }));
}

/** Makes the store of the values that administrators gave settings. All of them are in memory. */
export function createSettingValueStore({ database, change, feed, now }: StoreContext): SettingValueStore {
  let copy: readonly StoredSetting[] = [];
  let isStale = false;

  async function read(): Promise<void> {
    isStale = false;
    try {
      copy = await readAll(database);
    } catch (error) {
      isStale = true;
      throw error;
    }
  }

  feed.subscribe({
    changed({ kind }) {
      if (kind === 'setting') isStale = true;
    },
    settle: async () => {
      if (isStale) await read();
    },
    reset: read,
  });

  return {
    all: () => readAll(database),
    copy: () => copy,
    change: (name, decide) =>
      change(async (transaction) => {
        await sql`select pg_advisory_xact_lock(${settingLock})`.execute(transaction);
        const row = transaction.selectFrom('setting_values').select('value').where('name', '=', name);
        const decision = decide((await row.executeTakeFirst())?.value);
        if (decision === null) return;
        if (decision.value === undefined) {
          await transaction.deleteFrom('setting_values').where('name', '=', name).execute();
        } else {
          const columns = { value: JSON.stringify(decision.value), changed_at: now() };
          await transaction
            .insertInto('setting_values')
            .values({ name, ...columns })
            .onConflict((conflict) => conflict.column('name').doUpdateSet(columns))
            .execute();
        }
        await appendEvent(transaction, decision.event, now());
      }),
  };
}
