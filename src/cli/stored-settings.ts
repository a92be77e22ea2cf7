import { stat } from 'node:fs/promises';
import { pino } from 'pino';
import type { Config } from '../config/config-schema.ts';
import type { StoredValue } from '../config/live-config.ts';
import { createCryptography } from '../crypto/cryptography.ts';
import { openStorage } from '../storage/open-storage.ts';
import { DatabaseInUse } from '../storage/storage-error.ts';
import { sendOperation } from './control-socket.ts';

/** How the command line looks into a database: without bringing it up to date, and without a word in the log. */
export function openToLook({ database, server }: Config) {
  const location = { stateDir: server.stateDir, ...(database.url !== undefined && { databaseUrl: database.url }) };
  const quiet = { log: pino({ level: 'silent' }), cryptography: createCryptography(Buffer.alloc(32)) };
  return openStorage({ ...location, ...quiet, poolSize: 1, migrate: false });
}

/** Whether there is a database at all, as far as that can be told without opening it. */
export async function mayHaveDatabase({ database, server }: Config): Promise<boolean> {
  if (database.url !== undefined) return true;
  return stat(`${server.stateDir}/database`).then(
    () => true,
    () => false,
  );
}

async function lookIntoDatabase(config: Config): Promise<readonly StoredValue[] | null> {
  const storage = await openToLook(config);
  try {
    const { database, migrations } = await storage.status();
    if (!database) return null;
    // A schema that is older than the table holds no values.
    return migrations ? await storage.settingValues.all() : [];
  } finally {
    await storage.close();
  }
}

/** The values of settings that the database holds; null where it cannot be asked. */
export async function readStoredSettings(config: Config): Promise<readonly StoredValue[] | null> {
  if (!(await mayHaveDatabase(config))) return [];
  try {
    return await lookIntoDatabase(config);
  } catch (error) {
    if (!(error instanceof DatabaseInUse) || error.controlSocket === null) return null;
    const { settings } = await sendOperation(error.controlSocket, 'config stored', {});
    return settings;
  }
}
