import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { AuditLog } from '../audit/audit-log.ts';
import type { AccountStore } from '../directory/account.ts';
import type { AttemptLimiter } from '../directory/attempt-limiter.ts';
import type { AuditEventStore } from '../directory/audit-review.ts';
import type { CustomerStore } from '../directory/customer.ts';
import type { CustomerUserStore } from '../directory/customer-user.ts';
import type { OrganizationStore } from '../directory/organization.ts';
import type { RoleStore } from '../directory/role.ts';
import type { SessionStore } from '../directory/session.ts';
import type { SetUpTokenStore } from '../directory/set-up.ts';
import type { SettingValueStore } from '../directory/setting.ts';
import type { UserStore } from '../directory/user.ts';
import type { VisitorStore } from '../directory/visitor.ts';
import type { AuthorizationCodeStore } from '../oauth/authorization-code.ts';
import type { AuthorizationRequestStore } from '../oauth/authorization-request.ts';
import type { ClientStore, ClientUsageRecorder } from '../oauth/client.ts';
import type { ConsentStore } from '../oauth/consent.ts';
import type { Cryptography } from '../oauth/cryptography.ts';
import type { RefreshTokenStore } from '../oauth/refresh-token.ts';
import type { RefusalRecorder } from '../oauth/refusal.ts';
import type { RefusalStore } from '../oauth/refusal-review.ts';
import type { RegisteredApiStore } from '../oauth/registered-api.ts';
import type { RevocationStore, Revocations } from '../oauth/revocation.ts';
import type { SigningKeyStore } from '../oauth/signing-key-life.ts';
import type { ActivityCounter, ActivityStore } from '../oauth/statistics.ts';
import type { VisitorTransferStore } from '../oauth/visitor-transfer.ts';
import { createAccountStore } from './accounts.ts';
import { createActivityStore } from './activity.ts';
import { createActivityCounter } from './activity-recorder.ts';
import { countInDatabase, countInMemory, createAttemptLimiter } from './attempts.ts';
import { createAuditEventStore } from './audit-events.ts';
import { createAuditLog } from './audit-log.ts';
import { createAuthorizationCodeStore } from './authorization-codes.ts';
import { createAuthorizationRequestStore } from './authorization-requests.ts';
import { createClientUsageRecorder } from './client-usage.ts';
import { createClientStore } from './clients.ts';
import { createConsentStore } from './consents.ts';
import { createCustomerUserStore } from './customer-users.ts';
import { createCustomerStore } from './customers.ts';
import { createEmbeddedUpkeep } from './embedded-upkeep.ts';
import type { Flushing } from './flushing.ts';
import { createJobStore, type JobStore } from './job-store.ts';
import type { Job } from './jobs.ts';
import { isMigrated } from './migrate.ts';
import { type DatabaseOptions, type OpenDatabase, openDatabase } from './open-database.ts';
import { createOrganizationStore } from './organizations.ts';
import { createPruningJobs } from './pruning.ts';
import { createRefreshTokenStore } from './refresh-tokens.ts';
import { createRefusalRecorder } from './refusal-recorder.ts';
import { createRefusalStore } from './refusals.ts';
import { createRegisteredApiStore } from './registered-apis.ts';
import { createRevocations } from './revocations.ts';
import { createRoleStore } from './roles.ts';
import type { Database } from './schema.ts';
import { createSessionStore } from './sessions.ts';
import { createSetUpTokenStore } from './set-up-tokens.ts';
import { createSettingValueStore } from './setting-values.ts';
import { createSettingStore, type SettingStore } from './settings.ts';
import { createSigningKeyStore } from './signing-keys.ts';
import { createStoreContext, type StoreContext } from './store-context.ts';
import { createUserStore } from './users.ts';
import { createVisitorStore } from './visitors.ts';

export interface StorageOptions extends DatabaseOptions {
  readonly cryptography: Cryptography;
  /** Leaves the schema as it is; the stores work once `migrate` was called. */
  readonly migrate?: boolean;
}

/** Every port of storage, on one database. */
export interface Storage {
  readonly clients: ClientStore;
  readonly clientUsage: ClientUsageRecorder & Flushing;
  readonly activity: ActivityStore;
  readonly activityCounter: ActivityCounter & Flushing;
  readonly refusals: RefusalStore;
  readonly refusalRecorder: RefusalRecorder & Flushing;
  readonly organizations: OrganizationStore;
  readonly roles: RoleStore;
  readonly users: UserStore;
  readonly customers: CustomerStore;
  readonly customerUsers: CustomerUserStore;
  readonly visitors: VisitorStore & VisitorTransferStore;
  readonly accounts: AccountStore;
  readonly authorizationRequests: AuthorizationRequestStore;
  readonly authorizationCodes: AuthorizationCodeStore;
  readonly consents: ConsentStore;
  readonly sessions: SessionStore;
  readonly refreshTokens: RefreshTokenStore;
  readonly registeredApis: RegisteredApiStore;
  readonly revocations: Revocations & RevocationStore;
  readonly auditLog: AuditLog;
  readonly auditEvents: AuditEventStore;
  readonly attempts: AttemptLimiter;
  readonly settings: SettingStore;
  readonly settingValues: SettingValueStore;
  readonly setUpTokens: SetUpTokenStore;
  readonly signingKeys: SigningKeyStore;
  readonly jobs: JobStore;
  /** What keeps the database small; a server lets its job runner do it. */
  readonly upkeep: readonly Job[];
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

function createStores(context: StoreContext, { isEmbedded }: OpenDatabase, { log, cryptography }: StorageOptions) {
  const { database, now } = context;
  return {
    clients: createClientStore(context),
    clientUsage: createClientUsageRecorder(context, log),
    activity: createActivityStore(context),
    activityCounter: createActivityCounter(context, log),
    refusals: createRefusalStore(context),
    refusalRecorder: createRefusalRecorder(context, log),
    organizations: createOrganizationStore(context),
    roles: createRoleStore(context),
    users: createUserStore(context),
    customers: createCustomerStore(context),
    customerUsers: createCustomerUserStore(context),
    visitors: createVisitorStore(context),
    accounts: createAccountStore(context),
    authorizationRequests: createAuthorizationRequestStore(context),
    authorizationCodes: createAuthorizationCodeStore(context),
    consents: createConsentStore(context),
    sessions: createSessionStore(context),
    refreshTokens: createRefreshTokenStore(context),
    registeredApis: createRegisteredApiStore(context),
    revocations: createRevocations(context),
    auditLog: createAuditLog(context),
    auditEvents: createAuditEventStore(context),
    attempts: createAttemptLimiter(isEmbedded ? countInMemory() : countInDatabase(database), cryptography),
    settings: createSettingStore(context),
    settingValues: createSettingValueStore(context),
    setUpTokens: createSetUpTokenStore(context),
    signingKeys: createSigningKeyStore(context),
    jobs: createJobStore(context),
    upkeep: [...createPruningJobs({ database, log, now }), ...(isEmbedded ? createEmbeddedUpkeep(database) : [])],
  };
}

/** Makes the stores of an open database, whose schema may still have to be brought up to date. */
export function createStorage(opened: OpenDatabase, options: StorageOptions): Storage {
  const { database, feed } = opened;
  const stores = createStores(
    createStoreContext(database, feed, () => new Date()),
    opened,
    options,
  );
  return {
    ...stores,
    async isEmpty() {
      const { rows } = await sql`select 1 from organizations limit 1`.execute(database);
      return rows.length === 0;
    },
    status: () => readStatus(database),
    async migrate() {
      await opened.migrate();
      await feed.start();
    },
    async close() {
      const { activityCounter, clientUsage, refusalRecorder } = stores;
      await Promise.all([clientUsage, activityCounter, refusalRecorder].map((each) => each.close()));
      await opened.close();
    },
  };
}

/**
 * Opens the database of an installation, brings its schema up to date and makes the stores.
 * @throws DatabaseInUse when another process has the embedded database.
 */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const storage = createStorage(await openDatabase(options), options);
  if (options.migrate === false) return storage;
  try {
    await storage.migrate();
    return storage;
  } catch (error) {
    await storage.close();
    throw error;
  }
}
