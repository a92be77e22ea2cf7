import type { Cryptography } from '../oauth/cryptography.ts';
import type { PasswordAttempt, PasswordResult } from '../oauth/resource-owner.ts';
import type { Account, AccountStore } from './account.ts';
import type { AttemptLimiter, AttemptRule, Wait } from './attempt-limiter.ts';
import { createFamiliarNetworks, type FamiliarNetworks } from './familiar-networks.ts';
import { organizationsOf } from './home-organization.ts';
import { networkOf } from './network.ts';
import type { OrganizationStore } from './organization.ts';
import { type PasswordHasher, PasswordQueueFull } from './password.ts';
import { comparisonKey } from './person.ts';

/** How often a password may be tried. */
export interface SignInRules {
  /** One network, whatever the account. */
  readonly address: AttemptRule;
  /** One account from one network: what a guesser at one desk gets. */
  readonly accountAndAddress: AttemptRule;
  /**
   * One account from all networks where it is not at home. Its window is short, so that nobody can lock a person out
   * for long, and networks from which the person has signed in are not counted.
   */
  readonly account: AttemptRule;
}

export interface SignIn {
  /** Checks a password. Whatever is wrong, the refusal is the same and takes the same time (RFC 6749 §4.3.2). */
  authenticate(attempt: PasswordAttempt): Promise<PasswordResult>;
}

export interface SignInDependencies {
  readonly accounts: AccountStore;
  readonly organizations: OrganizationStore;
  readonly passwords: PasswordHasher;
  readonly attempts: AttemptLimiter;
  readonly cryptography: Pick<Cryptography, 'digest'>;
  readonly rules: SignInRules;
  readonly clock: () => Date;
  /** Told, without names or addresses, what nobody else hears of. */
  readonly log?: (message: string) => void;
}

/** An attempt that was counted, with what it was counted under. */
interface CountedAttempt {
  readonly account: string;
  readonly network: string;
  readonly taken: readonly (readonly [AttemptRule, string])[];
}

/** Who may be verified with which hash, or why nobody. */
type Candidate =
  | { readonly account: Account; readonly hash: string; readonly organizationId: string; readonly detail: null }
  | { readonly detail: string };

const longestIdentifier = 320;
const longestPasswordBytes = 1024;
const familiarPairs = 20_000;
const bytesOf = (text: string) => new TextEncoder().encode(text).length;

function isIdentifier(text: string): boolean {
  return text.length > 0 && text.length <= longestIdentifier && text.isWellFormed() && !text.includes('\0');
}

function isPassword(text: string): boolean {
  return text.length <= longestPasswordBytes && text.isWellFormed() && bytesOf(text) <= longestPasswordBytes;
}

/** What an account is counted under, whether or not it exists. A user of the back-office is the same everywhere. */
function accountKey({ side, organizationId, username }: PasswordAttempt, { digest }: Pick<Cryptography, 'digest'>) {
  const name = comparisonKey(username.slice(0, longestIdentifier + 1));
  return digest(`${side === 'storefront' ? organizationId : ''} ${side} ${name.toWellFormed()}`);
}

/** Counts an attempt under every rule before anything is looked at; a refused one is not held against the account. */
async function count(
  attempts: AttemptLimiter,
  rules: SignInRules,
  familiar: FamiliarNetworks,
  { account, network }: { readonly account: string; readonly network: string },
): Promise<{ readonly wait: Wait } | CountedAttempt> {
  const keys: (readonly [AttemptRule, string])[] = [
    [rules.address, network],
    [rules.accountAndAddress, `${account} ${network}`],
  ];
  if (!familiar.has(account, network)) keys.push([rules.account, account]);
  const taken: (readonly [AttemptRule, string])[] = [];
  for (const [rule, key] of keys) {
    const wait = await attempts.take(rule, key);
    if (wait === 0) {
      taken.push([rule, key]);
      continue;
    }
    // What others did to the account must not use up what its owner has at this address.
    if (rule === rules.account) await attempts.giveBack(rules.accountAndAddress, `${account} ${network}`);
    return { wait };
  }
  return { account, network, taken };
}

async function findCandidate(
  { accounts, organizations, clock }: SignInDependencies,
  attempt: PasswordAttempt,
): Promise<Candidate> {
  const { side, username, password } = attempt;
  if (!isIdentifier(username) || !isPassword(password)) return { detail: 'the name or password cannot be one' };
  const account = await accounts.findForSignIn(side, attempt.organizationId ?? '', username);
  if (account === null) return { detail: 'no such account' };
  const home =
    attempt.organizationId === null ? await organizationsOf({ accounts, organizations }, account.person) : [];
  const organizationId = attempt.organizationId ?? home[0]?.id ?? '';
  const organization = await organizations.findById(organizationId);
  const state = await accounts.state(account.person, organizationId);
  if (organization === null || !organization.enabled) return { detail: 'the organization is disabled' };
  if (!account.enabled || state?.enabled !== true) return { detail: 'the person is disabled' };
  if (account.lockedUntil !== null && account.lockedUntil > clock()) return { detail: 'the person is locked' };
  if (state.permissions === null) return { detail: 'the person does not belong to the organization' };
  if (account.passwordHash === null) return { detail: 'the person has no password' };
  return { account, hash: account.passwordHash, organizationId, detail: null };
}

/** Replaces a hash made with older parameters. That it fails must not keep anybody out. */
async function renewHash(
  dependencies: SignInDependencies,
  { account, hash }: { account: Account; hash: string },
  password: string,
) {
  const { passwords, accounts, log } = dependencies;
  if (!passwords.needsRehash(hash)) return;
  try {
    await accounts.rehash(account.person, hash, await passwords.hash(password));
  } catch (error) {
    log?.(`a password hash could not be renewed: ${error instanceof Error ? error.name : 'unknown error'}`);
  }
}

/**
 * Makes the check of names and passwords. Attempts are counted before they are evaluated, one by one and atomically,
 * and given back when they were rightful.
 */
export function createSignIn(dependencies: SignInDependencies): SignIn {
  const { passwords, attempts, cryptography, rules, log } = dependencies;
  const familiar = createFamiliarNetworks(familiarPairs);

  async function evaluate(attempt: PasswordAttempt): Promise<PasswordResult> {
    const candidate = await findCandidate(dependencies, attempt);
    if (candidate.detail !== null) {
      await passwords.verifyNothing(isPassword(attempt.password) ? attempt.password : '');
      return { outcome: 'refused', detail: candidate.detail };
    }
    if (!(await passwords.verify(attempt.password, candidate.hash))) {
      return { outcome: 'refused', detail: 'wrong password' };
    }
    await renewHash(dependencies, candidate, attempt.password);
    return { outcome: 'proved', person: candidate.account.person, organizationId: candidate.organizationId };
  }

  async function giveBack(counted: CountedAttempt, rightful: boolean): Promise<void> {
    for (const [rule, key] of counted.taken) {
      if (rightful || rule !== rules.address) await attempts.giveBack(rule, key);
    }
  }

  return {
    async authenticate(attempt) {
      const account = accountKey(attempt, cryptography);
      const network = attempt.address === null ? 'unknown' : networkOf(attempt.address);
      const counted = await count(attempts, rules, familiar, { account, network });
      if ('wait' in counted) {
        log?.(`a sign-in to the ${attempt.side} had to wait`);
        return { outcome: 'throttled', retryAfter: counted.wait };
      }
      try {
        const result = await evaluate(attempt);
        if (result.outcome === 'proved') {
          familiar.add(account, network);
          await giveBack(counted, true);
        }
        return result;
      } catch (error) {
        if (!(error instanceof PasswordQueueFull)) throw error;
        // Nothing was learnt of the password. The address still pays, so that nobody fills the queue for free.
        await giveBack(counted, false);
        return { outcome: 'throttled', retryAfter: error.retryAfter };
      }
    },
  };
}
