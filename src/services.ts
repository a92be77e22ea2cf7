import type { Logger } from 'pino';
import { createAttemptRules } from './attempt-rules.ts';
import { keyPaths } from './config/key-paths.ts';
import { createLiveConfig, type LiveConfig, type StartConfig } from './config/live-config.ts';
import { createCryptography } from './crypto/cryptography.ts';
import { readOrCreateHashKey } from './crypto/key-files.ts';
import { createPasswordHasher } from './crypto/password-hasher.ts';
import { createAuditReview } from './directory/audit-review.ts';
import { createCallerResolution, serverCaller } from './directory/caller-resolution.ts';
import { createCustomerAdministration } from './directory/customer-administration.ts';
import { createCustomerUserAdministration } from './directory/customer-user-administration.ts';
import { createJobAdministration, type JobDescription } from './directory/job-administration.ts';
import { createOrganizationAdministration } from './directory/organization-administration.ts';
import type { PasswordHasher } from './directory/password.ts';
import { createProfile } from './directory/profile.ts';
import { createResourceOwners } from './directory/resource-owners.ts';
import { createRoleAdministration } from './directory/role-administration.ts';
import { createSessions } from './directory/session.ts';
import { createSetUp } from './directory/set-up.ts';
import { createSettingAdministration } from './directory/setting-administration.ts';
import { createSignIn } from './directory/sign-in.ts';
import { createStorefrontRoles } from './directory/storefront-roles.ts';
import { createUserAdministration } from './directory/user-administration.ts';
import { createApiRegistration } from './oauth/api-registration.ts';
import { createAuthorities } from './oauth/authority.ts';
import { createClientRegistration } from './oauth/client-registration.ts';
import { createConnectedApplications } from './oauth/consent.ts';
import type { Cryptography } from './oauth/cryptography.ts';
import { createRefusalReview } from './oauth/refusal-review.ts';
import { createSigningKeyAdministration } from './oauth/signing-key-administration.ts';
import { createStatistics } from './oauth/statistics.ts';
import { createSettingStates } from './setting-states.ts';
import { type InstallationKeys, openSigningKeys } from './signing-keys.ts';
import { countInMemory, createAttemptLimiter } from './storage/attempts.ts';
import { createJobRunner, type JobRunner } from './storage/jobs.ts';
import { openStorage, type Storage } from './storage/open-storage.ts';

export const clock = (): Date => new Date();

/** Everything between the configuration and the HTTP routes; the command line uses the same. */
export type Services = Awaited<ReturnType<typeof openServices>>;

interface OpenOptions {
  readonly start: StartConfig;
  readonly log: Logger;
  /** Where a running server takes commands; recorded in the lock of an embedded database. */
  readonly controlSocket?: string;
}

/** Two nodes with different hash keys would refuse each other's secrets: better not to start. */
async function checkHashKey(storage: Storage, cryptography: Cryptography, file: string): Promise<void> {
  const fingerprint = cryptography.base64url(cryptography.keyedHash('fingerprint', 'hash key'));
  const isFirst = await storage.settings.insertOnce('hash-key-fingerprint', fingerprint);
  if (isFirst || (await storage.settings.get('hash-key-fingerprint')) === fingerprint) return;
  throw new Error(
    `the hash key in ${file} is not the one this database was set up with; copy hash.key from the first node`,
  );
}

interface AdministrationParts extends ReturnType<typeof createPolicies> {
  readonly storage: Storage;
  readonly cryptography: Cryptography;
  readonly passwords: PasswordHasher;
  readonly live: LiveConfig;
  readonly signingKeys: InstallationKeys;
  readonly runner: JobRunner;
  readonly descriptions: readonly JobDescription[];
}

/** Signing keys are told of a longer lifetime of tokens before the first such token is signed. */
function noteForKeys({ rotation }: InstallationKeys) {
  return async (name: string, value: unknown): Promise<void> => {
    if (name === 'tokens.accessTokenLifetime') await rotation.noteTokenLifetime(serverCaller(), Number(value));
  };
}

function createAdministrations(parts: AdministrationParts) {
  const { descriptions, live, runner, signingKeys, storage } = parts;
  const { longestTokenLife } = signingKeys;
  const dependencies = { ...parts, ...storage, clock, longestTokenLife };
  return {
    apis: createApiRegistration(dependencies),
    audit: createAuditReview(dependencies),
    clients: createClientRegistration(dependencies),
    connectedApplications: createConnectedApplications(dependencies),
    customers: createCustomerAdministration(dependencies),
    customerUsers: createCustomerUserAdministration(dependencies),
    jobs: createJobAdministration({ descriptions, jobs: storage.jobs, wake: runner.wake }),
    organizations: createOrganizationAdministration(dependencies),
    profile: createProfile(dependencies),
    refusals: createRefusalReview(dependencies),
    roles: createRoleAdministration(dependencies),
    sessions: createSessions(dependencies),
    statistics: createStatistics(dependencies),
    settings: createSettingAdministration({
      states: createSettingStates(live, storage.settingValues.copy),
      settingValues: storage.settingValues,
      onChange: noteForKeys(signingKeys),
    }),
    signingKeys: createSigningKeyAdministration({
      rotation: signingKeys.rotation,
      store: storage.signingKeys,
      clock,
    }),
    storefrontRoles: createStorefrontRoles(dependencies),
    users: createUserAdministration(dependencies),
  };
}

/** The settings that rules of the directory follow, read each time. */
function createPolicies(live: LiveConfig) {
  return {
    passwordPolicy: {
      get minLength() {
        return live.now().passwords.minLength;
      },
    },
    lifetimes: {
      get idle() {
        return live.now().sessions.idleTimeout;
      },
      get absolute() {
        return live.now().sessions.absoluteTimeout;
      },
    },
  };
}

function openLiveConfig(start: StartConfig, { settingValues }: Storage, log: Logger): LiveConfig {
  return createLiveConfig(start, settingValues.copy, (setting, problem) =>
    log.warn({ setting, problem }, 'a setting in the database is not right; it is left out'),
  );
}

/** Opens the database, brings it up to date, reads the keys, and connects the parts. Close `storage` in the end. */
export async function openServices({ start, log, controlSocket }: OpenOptions) {
  const { config } = start;
  const hashKey = await readOrCreateHashKey(keyPaths(config).hashKey);
  const cryptography = createCryptography(hashKey);
  const storage = await openStorage({
    stateDir: config.server.stateDir,
    ...(config.database.url !== undefined && { databaseUrl: config.database.url }),
    poolSize: config.database.poolSize,
    ...(controlSocket !== undefined && { controlSocket }),
    log,
    cryptography,
  });
  const live = openLiveConfig(start, storage, log);
  const openKeys = async () => {
    await checkHashKey(storage, cryptography, keyPaths(config).hashKey);
    return openSigningKeys({ live, log, hashKey, store: storage.signingKeys, clock });
  };
  const signingKeys = await openKeys().catch(async (error: unknown) => {
    await storage.close();
    throw error;
  });
  // Only now: a command that finds the database in use asks the running server, and needs none of this.
  const passwords = await createPasswordHasher();
  const { accounts, attempts, organizations } = storage;
  const policies = createPolicies(live);
  const descriptions = [...storage.upkeep, ...signingKeys.jobs];
  const runner = createJobRunner({ jobs: descriptions, store: storage.jobs, log });
  const parts = { ...policies, storage, cryptography, passwords, live, signingKeys, runner, descriptions };
  const administrations = createAdministrations(parts);
  const rules = createAttemptRules(live);
  const signIn = createSignIn({
    accounts,
    attempts,
    organizations,
    passwords,
    cryptography,
    clock,
    rules: rules.signIn,
  });
  const owners = createResourceOwners({ accounts, organizations, signIn });
  const setUp = createSetUp({
    tokens: storage.setUpTokens,
    organizations: administrations.organizations,
    users: administrations.users,
    cryptography,
    passwordPolicy: policies.passwordPolicy,
    clock,
    caller: serverCaller(),
  });
  return {
    /** What holds until the next start. What can change at any moment is asked of `live`. */
    config,
    live,
    log,
    storage,
    cryptography,
    keys: signingKeys.keys,
    signingKeys,
    passwords,
    passwordPolicy: policies.passwordPolicy,
    runner,
    administrations,
    owners,
    /** Counts what is cheap to check in the memory of this node alone. */
    localAttempts: createAttemptLimiter(countInMemory(), cryptography),
    rules,
    setUp,
    authorities: createAuthorities(owners, organizations),
    callers: createCallerResolution({ accounts, organizations }),
  };
}
