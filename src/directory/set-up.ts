import type { Caller } from '../access/caller.ts';
import { RuleViolation, type Violation } from '../access/rule-violation.ts';
import type { Cryptography } from '../oauth/cryptography.ts';
import type { OrganizationAdministration } from './organization-administration.ts';
import { checkNewPassword, type PasswordPolicy } from './password.ts';
import { builtInRoles } from './role.ts';
import type { UserAdministration } from './user-administration.ts';

/** Keeps the hashes of set-up links. */
export interface SetUpTokenStore {
  insert(hash: Uint8Array, expiresAt: Date): Promise<void>;
  /** Whether a token is good at `now`; does not use it up. */
  check(hash: Uint8Array, now: Date): Promise<boolean>;
  /** Uses a token up, atomically. False when it is not good (any more). */
  consume(hash: Uint8Array, now: Date): Promise<boolean>;
}

/** The first administrator and the first, global organization. */
export interface FirstAdministrator {
  readonly organization: string;
  readonly username: string;
  readonly email: string;
  readonly password: string;
}

export interface SetUpDependencies {
  readonly tokens: SetUpTokenStore;
  readonly organizations: OrganizationAdministration;
  readonly users: UserAdministration;
  readonly cryptography: Cryptography;
  readonly passwordPolicy: PasswordPolicy;
  readonly clock: () => Date;
  /** In whose name the first administrator is made. */
  readonly caller: Caller;
}

/** What came of a set-up link: done, not good (any more), or input to mend with a fresh token. */
export type SetUpResult =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'refused' }
  | { readonly outcome: 'wrong-input'; readonly violations: readonly Violation[]; readonly token: string };

/** How an empty installation gets its first administrator. Never with a fixed password. */
export interface SetUp {
  /** Whether there is nobody yet who could administer. */
  isNeeded(): Promise<boolean>;
  /** Makes a link's token, good once and for 30 minutes. */
  invite(): Promise<string>;
  /** Whether a token is good; does not use it up. */
  check(token: string): Promise<boolean>;
  /** Uses a token up and makes the administrator. */
  complete(token: string, first: FirstAdministrator): Promise<SetUpResult>;
  /** Makes the administrator without a link, for the command line and unattended installations. @throws RuleViolation */
  create(first: FirstAdministrator): Promise<void>;
}

const lifetime = 30 * 60 * 1000;
const anybody = { filters: [], sort: [], page: { number: 1, size: 1 } } as const;

/** Makes the set-up of an empty installation. */
export function createSetUp(dependencies: SetUpDependencies): SetUp {
  const { tokens, organizations, users, cryptography, clock, caller } = dependencies;
  const hashOf = (token: string) => cryptography.keyedHash('set-up-token', token);

  async function isNeeded(): Promise<boolean> {
    return (await users.list(caller, anybody)).total === 0;
  }

  /** An organization may be there already when an earlier attempt was cut off. */
  async function globalOrganization(name: string): Promise<string> {
    const filters = [{ field: 'global', operator: 'equals', values: ['true'] }] as const;
    const found = await organizations.list(caller, { ...anybody, filters });
    return found.rows[0]?.id ?? (await organizations.create(caller, { name, global: true })).id;
  }

  async function create(first: FirstAdministrator): Promise<void> {
    checkNewPassword(first.password, [first.username, first.email], dependencies.passwordPolicy);
    const organizationId = await globalOrganization(first.organization);
    await users.create(caller, {
      username: first.username,
      email: first.email,
      password: first.password,
      memberships: [{ organizationId, roleId: builtInRoles.administrator.id }],
    });
  }

  async function invite(): Promise<string> {
    const token = cryptography.base64url(cryptography.randomBytes(32));
    await tokens.insert(hashOf(token), new Date(clock().getTime() + lifetime));
    return token;
  }

  return {
    isNeeded,
    create,
    invite,
    async check(token) {
      return (await tokens.check(hashOf(token), clock())) && (await isNeeded());
    },
    async complete(token, first) {
      const good = (await tokens.consume(hashOf(token), clock())) && (await isNeeded());
      if (!good) return { outcome: 'refused' };
      try {
        await create(first);
        return { outcome: 'done' };
      } catch (error) {
        if (!(error instanceof RuleViolation)) throw error;
        return { outcome: 'wrong-input', violations: error.violations, token: await invite() };
      }
    },
  };
}
