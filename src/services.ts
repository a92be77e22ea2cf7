import type { Logger } from 'pino';
import type { Config } from './config/config-schema.ts';
import { keyPaths } from './config/key-paths.ts';
import { createCryptography } from './crypto/cryptography.ts';
import { readOrCreateHashKey } from './crypto/key-files.ts';
import { createPasswordHasher } from './crypto/password-hasher.ts';
import { createAuditReview } from './directory/audit-review.ts';
import { createCallerResolution, serverCaller } from './directory/caller-resolution.ts';
import { createCustomerAdministration } from './directory/customer-administration.ts';
import { createCustomerUserAdministration } from './directory/customer-user-administration.ts';
import { createOrganizationAdministration } from './directory/organization-administration.ts';
import type { PasswordHasher } from './directory/password.ts';
import { createProfile } from './directory/profile.ts';
import { createResourceOwners } from './directory/resource-owners.ts';
import { createRoleAdministration } from './directory/role-administration.ts';
import { createSessions } from './directory/session.ts';
import { createSetUp } from './directory/set-up.ts';
import { createSignIn } from './directory/sign-in.ts';
import { createStorefrontRoles } from './directory/storefront-roles.ts';
import { createUserAdministration } from './directory/user-administration.ts';
import { createApiRegistration } from './oauth/api-registration.ts';
import { createAuthorities } from './oauth/authority.ts';
import { createClientRegistration } from './oauth/client-registration.ts';
import { createConnectedApplications } from './oauth/consent.ts';
import type { Cryptography } from './oauth/cryptography.ts';
import { openSigningKeys } from './signing-keys.ts';
import { countInMemory, createAttemptLimiter } from './storage/attempts.ts';
import { openStorage, type Storage } from './storage/open-storage.ts';

export const clock = (): Date => new Date();

/** Everything between the configuration and the HTTP routes; the command line uses the same. */
export type Services = Awaited<ReturnType<typeof openServices>>;

interface OpenOptions {
  readonly config: Config;
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

function createAdministrations(
  storage: Storage,
  cryptography: Cryptography,
  passwords: PasswordHasher,
  { sessions, tokens }: Config,
) {
  const { accessTokenLifetime } = tokens;
  const lifetimes = { idle: sessions.idleTimeout, absolute: sessions.absoluteTimeout };
  const dependencies = { ...storage, cryptography, passwords, clock, lifetimes, accessTokenLifetime };
  return {
    apis: createApiRegistration(dependencies),
    audit: createAuditReview(dependencies),
    clients: createClientRegistration(dependencies),
    connectedApplications: createConnectedApplications(dependencies),
    customers: createCustomerAdministration(dependencies),
    customerUsers: createCustomerUserAdministration(dependencies),
    organizations: createOrganizationAdministration(dependencies),
    profile: createProfile(dependencies),
    roles: createRoleAdministration(dependencies),
    sessions: createSessions(dependencies),
    storefrontRoles: createStorefrontRoles(dependencies),
    users: createUserAdministration(dependencies),
  };
}

function attemptRules({ rateLimits }: Config) {
  const quarter = 15 * 60;
  return {
    signIn: {
      accountAndAddress: {
        name: 'sign-in-account-network',
        limit: rateLimits.signInPerAccountAndNetwork,
        seconds: quarter,
      },
      address: { name: 'sign-in-network', limit: rateLimits.signInPerNetwork, seconds: quarter },
      account: { name: 'sign-in-account', limit: rateLimits.signInPerAccount, seconds: 60 },
    },
    clientFailures: {
      perClientAndNetwork: { name: 'client-network', limit: rateLimits.clientPerNetwork, seconds: 60 },
      perNetwork: { name: 'clients-network', limit: rateLimits.clientsPerNetwork, seconds: 60 },
    },
    authorizations: {
      name: 'authorizations-network',
      limit: rateLimits.authorizationsPerNetwork,
      seconds: 60,
    },
    guests: { name: 'guests-network', limit: rateLimits.guestsPerNetwork, seconds: 60 },
    introspection: { name: 'introspection-caller', limit: rateLimits.unknownTokensPerCaller, seconds: 60 },
  };
}

/** Opens the database, brings it up to date, reads the keys, and connects the parts. Close `storage` in the end. */
export async function openServices({ config, log, controlSocket }: OpenOptions) {
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
  const openKeys = async () => {
    await checkHashKey(storage, cryptography, keyPaths(config).hashKey);
    return openSigningKeys({ config, log, hashKey, store: storage.signingKeys, clock });
  };
  const signingKeys = await openKeys().catch(async (error: unknown) => {
    await storage.close();
    throw error;
  });
  // Only now: a command that finds the database in use asks the running server, and needs none of this.
  const passwords = await createPasswordHasher();
  const { accounts, attempts, organizations } = storage;
  const administrations = createAdministrations(storage, cryptography, passwords, config);
  const rules = attemptRules(config);
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
    clock,
    caller: serverCaller(),
  });
  return {
    config,
    log,
    storage,
    cryptography,
    keys: signingKeys.keys,
    signingKeys,
    passwords,
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
