import { hash } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverCaller } from '../../src/directory/caller-resolution.ts';
import { PasswordQueueFull } from '../../src/directory/password.ts';
import { builtInRoles } from '../../src/directory/role.ts';
import { createSignIn } from '../../src/directory/sign-in.ts';
import type { PasswordAttempt } from '../../src/oauth/resource-owner.ts';
import {
  callerFor,
  openTestDirectory,
  populate,
  type TestDirectory,
  testPassword,
  testSignInRules,
} from '../fixtures/test-directory.ts';

let directory: TestDirectory;
let world: Awaited<ReturnType<typeof populate>>;
const server = serverCaller();

beforeAll(async () => {
  directory = await openTestDirectory();
  world = await populate(directory);
}, 60_000);
afterAll(() => directory.close());

let addresses = 0;
/** An address that nobody has used yet. */
function freshAddress(): string {
  addresses += 1;
  return `198.51.${Math.floor(addresses / 200)}.${(addresses % 200) + 1}`;
}

function attempt(username: string, changes: Partial<PasswordAttempt> = {}): PasswordAttempt {
  return {
    side: 'backoffice',
    organizationId: world.organizations.a,
    username,
    password: testPassword,
    address: freshAddress(),
    ...changes,
  };
}

let people = 0;
async function newMember(password = testPassword) {
  people += 1;
  const memberships = [{ organizationId: world.organizations.a, roleId: builtInRoles.member.id }];
  const username = `person${people}`;
  const input = { username, email: `${username}@example.com`, memberships, password };
  const { id } = await directory.administrations.users.create(server, input);
  return { username, ref: { kind: 'user', id } as const };
}

describe('signing in', () => {
  it('proves a user by user name or e-mail address in any case, in each of its organizations', async () => {
    const { people, organizations } = world;
    for (const username of ['alice', 'ALICE', ' alice ', 'alice@example.com', 'Alice@EXAMPLE.com']) {
      expect(await directory.signIn.authenticate(attempt(username))).toMatchObject({
        outcome: 'proved',
        person: people.alice,
      });
    }
    const elsewhere = attempt('eve', { organizationId: organizations.b });
    expect(await directory.signIn.authenticate(elsewhere)).toMatchObject({ outcome: 'proved', person: people.eve });
  });

  it('proves a customer user by e-mail address within the organization', async () => {
    const carol = attempt('carol@example.com', { side: 'storefront' });
    expect(await directory.signIn.authenticate(carol)).toMatchObject({ outcome: 'proved', person: world.people.carol });
  });

  it('refuses everything else in the same way; only the log hears why', async () => {
    const { a, b } = world.organizations;
    const disabled = await newMember();
    await directory.administrations.users.update(server, disabled.ref.id, { enabled: false });
    const { users, organizations } = directory.administrations;
    const memberships = [{ organizationId: a, roleId: builtInRoles.member.id }];
    await users.create(server, { username: 'nopassword', email: 'nopassword@example.com', memberships });
    const closed = await organizations.create(server, { name: 'Closed', enabled: false });
    const cases: [Partial<PasswordAttempt> & { username: string }, string][] = [
      [{ username: 'nobody' }, 'no such account'],
      [{ username: 'alice', password: 'wrong' }, 'wrong password'],
      [{ username: disabled.username }, 'the person is disabled'],
      [{ username: 'nopassword' }, 'the person has no password'],
      [{ username: 'alice', organizationId: b }, 'the person does not belong to the organization'],
      [{ username: 'alice', organizationId: closed.id }, 'the organization is disabled'],
      [{ username: 'alice', organizationId: 'nonsense' }, 'the organization is disabled'],
      [{ username: 'alice', side: 'storefront' }, 'no such account'],
      [{ username: 'carol@example.com' }, 'no such account'],
      [{ username: 'carol@example.com', side: 'storefront', organizationId: b }, 'no such account'],
      [{ username: 'dan', side: 'storefront', organizationId: b }, 'no such account'],
      [{ username: '' }, 'the name or password cannot be one'],
      [{ username: 'a\0b' }, 'the name or password cannot be one'],
      [{ username: 'a\ud800' }, 'the name or password cannot be one'],
      [{ username: 'x'.repeat(100_000) }, 'the name or password cannot be one'],
      [{ username: 'alice', password: 'x'.repeat(1025) }, 'the name or password cannot be one'],
      [{ username: 'alice', password: `${testPassword}\ud800` }, 'the name or password cannot be one'],
      [{ username: 'alice', password: '' }, 'wrong password'],
    ];
    for (const [{ username, ...changes }, detail] of cases) {
      const result = await directory.signIn.authenticate(attempt(username, changes));
      expect(result, username.slice(0, 30)).toEqual({ outcome: 'refused', detail });
    }
  });

  it('takes as long for nobody as for a wrong password', async () => {
    const times = { known: [] as number[], unknown: [] as number[] };
    const measure = async (kind: keyof typeof times, username: string, run: number) => {
      const tried = attempt(username, { password: `wrong ${run}` });
      const start = performance.now();
      expect((await directory.signIn.authenticate(tried)).outcome).toBe('refused');
      times[kind].push(performance.now() - start);
    };
    // One after the other, so that a busy machine slows both.
    for (let run = 0; run < 11; run += 1) {
      await measure('known', 'gus', run);
      await measure('unknown', 'no such person', run);
    }
    const median = (all: number[]) => all.sort((one, other) => one - other)[5] ?? 0;
    const ratio = median(times.unknown) / median(times.known);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  it('takes passwords byte by byte: no trimming, no folding, no cutting off (PWD-07)', async () => {
    const password = `ü${'x'.repeat(150)} Pass\u0000word `;
    const { username, ref } = await newMember(password);
    const proved = { outcome: 'proved', person: ref };
    expect(await directory.signIn.authenticate(attempt(username, { password }))).toMatchObject(proved);
    for (const other of [
      password.trim(),
      password.toLowerCase(),
      password.normalize('NFD'),
      password.slice(0, -1),
      `${password} `,
      password.replace('\u0000', ''),
      password.replace('Pass', 'Pasz'),
    ]) {
      expect(await directory.signIn.authenticate(attempt(username, { password: other }))).toMatchObject({
        outcome: 'refused',
      });
    }
  });

  it('renews a hash that was made with older parameters', async () => {
    const { username, ref } = await newMember();
    const weak = await hash(testPassword, { memoryCost: 4096, timeCost: 1, parallelism: 1 });
    const today = await directory.storage.accounts.passwordHash(ref);
    await directory.storage.accounts.rehash(ref, today ?? '', weak);
    const before = await directory.owners.standing(ref, world.organizations.a);
    expect(await directory.signIn.authenticate(attempt(username))).toMatchObject({ outcome: 'proved' });
    const renewed = await directory.storage.accounts.passwordHash(ref);
    expect(directory.passwords.needsRehash(renewed ?? '')).toBe(false);
    expect(await directory.owners.standing(ref, world.organizations.a)).toEqual(before);
    expect(await directory.signIn.authenticate(attempt(username))).toMatchObject({ outcome: 'proved' });
  });
});

describe('throttling', () => {
  it('stops a guesser at one address, and not the person at another (PWD-03)', async () => {
    const { username, ref } = await newMember();
    const address = freshAddress();
    for (let guess = 0; guess < testSignInRules.accountAndAddress.limit; guess += 1) {
      const result = await directory.signIn.authenticate(attempt(username, { address, password: 'guess' }));
      expect(result.outcome).toBe('refused');
    }
    const stopped = await directory.signIn.authenticate(attempt(username, { address }));
    expect(stopped.outcome).toBe('throttled');
    expect(stopped).toHaveProperty('retryAfter');
    for (const spelling of [username.toUpperCase(), ` ${username}`]) {
      expect((await directory.signIn.authenticate(attempt(spelling, { address }))).outcome).toBe('throttled');
    }
    expect(await directory.signIn.authenticate(attempt(username))).toMatchObject({ outcome: 'proved', person: ref });
  });

  it('counts an unknown name like a known one', async () => {
    const address = freshAddress();
    const outcomes: string[] = [];
    for (let guess = 0; guess <= testSignInRules.accountAndAddress.limit; guess += 1) {
      outcomes.push((await directory.signIn.authenticate(attempt('who ever', { address }))).outcome);
    }
    expect(outcomes.at(-2)).toBe('refused');
    expect(outcomes.at(-1)).toBe('throttled');
  });

  it('counts before it evaluates, so that guesses at once do not slip through', async () => {
    const { username } = await newMember();
    const address = freshAddress();
    const guesses = Array.from({ length: 15 }, (_, number) =>
      directory.signIn.authenticate(attempt(username, { address, password: `guess ${number}` })),
    );
    const outcomes = (await Promise.all(guesses)).map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === 'refused')).toHaveLength(testSignInRules.accountAndAddress.limit);
    expect(outcomes.filter((outcome) => outcome === 'throttled')).toHaveLength(10);
  });

  it('gives rightful attempts back, however many there are', async () => {
    const { username } = await newMember();
    const address = freshAddress();
    for (let time = 0; time < testSignInRules.address.limit + 5; time += 1) {
      expect((await directory.signIn.authenticate(attempt(username, { address }))).outcome).toBe('proved');
    }
  });

  it('stops an address that tries many accounts, a whole /64 of IPv6 as one', async () => {
    const outcomes: string[] = [];
    for (let account = 0; account <= testSignInRules.address.limit; account += 1) {
      const address = `2001:db8:5:5::${(account + 1).toString(16)}`;
      outcomes.push((await directory.signIn.authenticate(attempt(`nobody ${account}`, { address }))).outcome);
    }
    expect(outcomes.at(-2)).toBe('refused');
    expect(outcomes.at(-1)).toBe('throttled');
    const next = await directory.signIn.authenticate(attempt('alice', { address: '2001:db8:5:6::1' }));
    expect(next.outcome).toBe('proved');
  });

  it('slows a botnet down for a minute, and never keeps a person from where they signed in before', async () => {
    const { username, ref } = await newMember();
    const home = freshAddress();
    expect((await directory.signIn.authenticate(attempt(username, { address: home }))).outcome).toBe('proved');
    let last = await directory.signIn.authenticate(attempt(username, { password: 'guess' }));
    for (let bot = 0; bot < testSignInRules.account.limit; bot += 1) {
      last = await directory.signIn.authenticate(attempt(username, { password: 'guess' }));
    }
    expect(last.outcome).toBe('throttled');
    expect(last.outcome === 'throttled' && last.retryAfter).toBeLessThanOrEqual(60);
    const atHome = await directory.signIn.authenticate(attempt(username, { address: home }));
    expect(atHome).toMatchObject({ outcome: 'proved', person: ref });
    const abroad = freshAddress();
    for (let time = 0; time < testSignInRules.accountAndAddress.limit + 2; time += 1) {
      const tried = await directory.signIn.authenticate(attempt(username, { address: abroad }));
      expect(tried.outcome === 'throttled' && tried.retryAfter).toBeLessThanOrEqual(60);
    }
  });

  it('asks for patience when too many passwords wait, without holding it against the account', async () => {
    const { username, ref } = await newMember();
    let full = true;
    const busy = async () => {
      if (full) throw new PasswordQueueFull();
      return true;
    };
    const signIn = createSignIn({
      ...directory.storage,
      cryptography: directory.cryptography,
      clock: () => new Date(),
      rules: testSignInRules,
      passwords: { ...directory.passwords, verify: busy },
    });
    const address = freshAddress();
    for (let time = 0; time < testSignInRules.accountAndAddress.limit + 2; time += 1) {
      const result = await signIn.authenticate(attempt(username, { address }));
      expect(result).toEqual({ outcome: 'throttled', retryAfter: 1 });
    }
    full = false;
    expect(await signIn.authenticate(attempt(username, { address }))).toMatchObject({ outcome: 'proved', person: ref });
  });
});

describe('standing and callers', () => {
  it('a person stands in the organizations it belongs to, with what its role permits', async () => {
    const { a, b } = world.organizations;
    const standing = await directory.owners.standing(world.people.mia, a);
    expect(standing?.permittedScopes).toEqual([
      'users:read',
      'organizations:read',
      'customers:read',
      'customerusers:read',
      'oauthapplications:read',
      'oauthapplications:write',
      'profile:read',
      'profile:write',
    ]);
    expect(await directory.owners.standing(world.people.mia, b)).toBeNull();
    expect(await directory.owners.standing(world.people.carol, b)).toBeNull();
    expect(await directory.owners.standing({ kind: 'user', id: world.people.carol.id }, a)).toBeNull();
    expect(await directory.owners.standing({ kind: 'user', id: 'nonsense' }, a)).toBeNull();
  });

  it('a visitor stands in a storefront and may look at its own profile', async () => {
    const standing = await directory.owners.visitorStanding('v', world.organizations.a);
    expect(standing).toMatchObject({ subject: { kind: 'visitor', id: 'v' }, permittedScopes: ['profile:read'] });
    expect(await directory.owners.visitorStanding('v', 'nonsense')).toBeNull();
  });

  it('a caller is what its token and the live state say together, and nobody once either is gone', async () => {
    const { ref } = await newMember();
    const { a, b } = world.organizations;
    expect(await callerFor(directory, ref, a, ['users:read'])).toMatchObject({
      side: 'backoffice',
      actor: ref,
      person: ref,
      organization: { id: a, global: false },
      customerId: null,
      scopes: new Set(['users:read']),
    });
    expect((await callerFor(directory, world.people.carol, a)).customerId).toBe(world.customers.a);
    await expect(callerFor(directory, ref, b)).rejects.toThrow('no such caller');
    await directory.administrations.users.update(server, ref.id, { enabled: false });
    await expect(callerFor(directory, ref, a)).rejects.toThrow('no such caller');
  });

  it('an application calls as itself with what its owner may do, and never across sides', async () => {
    const facts = {
      subject: { kind: 'application', id: world.organizations.a },
      clientRowId: world.organizations.a,
      organizationId: world.organizations.a,
      scopes: new Set<string>(),
    } as const;
    const origin = { address: null, requestId: null };
    const resolve = (owner: typeof world.people.mia | null, side: 'backoffice' | 'storefront') =>
      directory.callers.resolve({ ...facts, owner, side }, origin);
    expect(await resolve(world.people.mia, 'backoffice')).toMatchObject({
      actor: { kind: 'application', id: world.organizations.a },
      person: world.people.mia,
    });
    expect(await resolve(world.people.mia, 'storefront')).toBeNull();
    expect(await resolve(world.people.carol, 'backoffice')).toBeNull();
    expect(await resolve(null, 'backoffice')).toBeNull();
  });
});
