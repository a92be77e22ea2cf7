import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { AuditLog } from '../audit/audit-log.ts';
import type { OrganizationStore } from '../directory/organization.ts';
import type { SetUpTokenStore } from '../directory/set-up.ts';
import type { ClientStore } from '../oauth/client.ts';
import type { Cryptography } from '../oauth/cryptography.ts';
import type { RefreshTokenStore } from '../oauth/refresh-token.ts';
import type { RevocationStore, Revocations } from '../oauth/revocation.ts';
import { createAuditLog } from './audit-log.ts';
import { createClientStore } from './clients.ts';
import { isMigrated } from './migrate.ts';
import { type DatabaseOptions, openDatabase } from './open-database.ts';
import { createOrganizationStore } from './organizations.ts';
import { createRefreshTokenStore } from './refresh-tokens.ts';
import { createRevocations } from './revocations.ts';
import type { Database } from './schema.ts';
import { createSetUpTokenStore } from './set-up-tokens.ts';
import { createSettingStore, type SettingStore } from './settings.ts';
import { createStoreContext } from './store-context.ts';

export interface StorageOptions extends DatabaseOptions {
  readonly cryptography: Cryptography;
  /** Leaves the schema as it is; the stores work once `migrate` was called. */
  readonly migrate?: boolean;
}

/** Every port of storage, on one database. */
export interface Storage {
  readonly clients: ClientStore;
  readonly organizations: OrganizationStore;
  readonly refreshTokens: RefreshTokenStore;
  readonly revocations: Revocations & RevocationStore;
  readonly auditLog: AuditLog;
  readonly settings: SettingStore;
  readonly setUpTokens: SetUpTokenStore;
  /** Whether there is no organization yet. */
  isEmpty(): Promise<boolean>;
  /** Answers within two seconds, also when the database does not. */
  status(): Promise<{ readonly database: boolean; readonly migrations: boolean }>;
  /** Brings the schema up to date; several nodes do it one after the other. */
  migrate(): Promise<void>;
  close(): Promise<void>;
}

const statusTimeout = 2_000;

async function readStatus(database: Database) {
  const silence = new AbortController();
  const timeout = sleep(statusTimeout, { database: false, migrations: false }, { signal: silence.signal, ref: false });
  const look = isMigrated(database).then(
    (migrations) => ({ database: true, migrations }),
    () => ({ database: false, migrations: false }),
  );
  return Promise.race([look, timeout]).finally(() => silence.abort());
}

/**
 * Opens the database of an installation, brings its schema up to date and makes the stores.
 * @throws DatabaseInUse when another process has the embedded database.
 */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const opened = await openDatabase(options);
  const { database, feed } = opened;
  const context = createStoreContext(database, feed, () => new Date());
  const storage: Storage = {
    clients: createClientStore(context),
    organizations: createOrganizationStore(context),
    refreshTokens: createRefreshTokenStore(context),
    revocations: createRevocations(context),
    auditLog: createAuditLog(context),
    settings: createSettingStore(context),
    setUpTokens: createSetUpTokenStore(context),
    async isEmpty() {
      const { rows } = await sql`select 1 from organizations limit 1`.execute(database);
      return rows.length === 0;
    },
    status: () => readStatus(database),
    async migrate() {
      await opened.migrate();
      await feed.start();
    },
    close: () => opened.close(),
  };
  if (options.migrate === false) return storage;
  try {
    await storage.migrate();
    return storage;
  } catch (error) {
    await storage.close();
    throw error;
  }
}
