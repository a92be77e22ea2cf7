import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../src/access/caller.ts';
import { TooManyAttempts } from '../../src/directory/attempt-limiter.ts';
import { serverCaller } from '../../src/directory/caller-resolution.ts';
import {
  callerFor,
  openTestDirectory,
  outcomeOf,
  populate,
  type TestDirectory,
  testPassword,
} from '../fixtures/test-directory.ts';

let directory: TestDirectory;
let world: Awaited<ReturnType<typeof populate>>;

beforeAll(async () => {
  directory = await openTestDirectory();
  world = await populate(directory);
}, 60_000);
afterAll(() => directory.close());

function as(person: keyof typeof world.people, organization: 'a' | 'b' | 'all' = 'a', scopes?: readonly string[]) {
  return callerFor(directory, world.people[person], world.organizations[organization], scopes);
}

async function visitor(): Promise<Caller> {
  const caller = await directory.callers.resolve(
    {
      subject: { kind: 'visitor', id: randomUUID() },
      owner: null,
      clientRowId: randomUUID(),
      organizationId: world.organizations.a,
      side: 'storefront',
      scopes: new Set(['profile:read', 'profile:write']),
    },
    { address: null, requestId: null },
  );
  if (caller === null) throw new Error('no visitor');
  return caller;
}

describe('one’s own profile', () => {
  it('is that of a user, a customer user or a visitor', async () => {
    const { profile } = directory.administrations;
    expect(await profile.get(await as('mia'))).toMatchObject({ kind: 'user', user: { username: 'mia' } });
    expect(await profile.get(await as('cleo'))).toMatchObject({
      kind: 'customer-user',
      customerUser: { email: 'cleo@example.com', customerId: world.customers.a },
    });
    const guest = await visitor();
    expect(await profile.get(guest)).toMatchObject({
      kind: 'visitor',
      visitor: { id: guest.actor.id, organizationId: world.organizations.a },
    });
  });

  it('shows memberships elsewhere only while working in a global organization', async () => {
    const { profile } = directory.administrations;
    const memberships = async (caller: Caller) => {
      const found = await profile.get(caller);
      return found?.kind === 'user' ? found.user.memberships.length : null;
    };
    expect(await memberships(await as('gus', 'a'))).toBe(1);
    expect(await memberships(await as('gus', 'all'))).toBe(2);
  });

  it('is changed by its person: names, language, e-mail address, and nothing else', async () => {
    const { profile } = directory.administrations;
    const mia = await as('mia');
    const changes = {
      firstName: ' Mia ',
      locale: 'de',
      username: 'boss',
      enabled: false,
      memberships: [],
      roleId: 'x',
    };
    expect(await profile.update(mia, changes)).toMatchObject({
      kind: 'user',
      user: { firstName: 'Mia', locale: 'de', username: 'mia', enabled: true, memberships: [{}] },
    });
    expect(
      await profile.update(await as('cleo'), { email: 'cleo.new@example.com', currentPassword: testPassword }),
    ).toMatchObject({
      customerUser: { email: 'cleo.new@example.com' },
    });
    const taken = { email: 'alice@example.com', currentPassword: testPassword };
    expect(await outcomeOf(profile.update(mia, taken))).toMatch(/^email:/);
    expect(await outcomeOf(profile.update(mia, { email: 'x', locale: 'xx' }))).toMatch(/^email:.*\nlocale:/);
  });

  it('takes a new e-mail address only with the right password (V7.5.1)', async () => {
    const { profile } = directory.administrations;
    const cleo = await as('cleo');
    const email = 'cleo.newer@example.com';
    expect(await outcomeOf(profile.update(cleo, { email }))).toMatch(/^currentPassword: A new e-mail address needs/);
    expect(await outcomeOf(profile.update(cleo, { email, currentPassword: 'wrong' }))).toMatch(
      /^currentPassword:.*wrong/,
    );
    expect(await profile.get(cleo)).toMatchObject({ customerUser: { email: 'cleo.new@example.com' } });
    expect(await outcomeOf(profile.update(cleo, { email: 'cleo.new@example.com', firstName: 'Cleo' }))).toBe('done');
    expect(await outcomeOf(profile.update(cleo, { email, currentPassword: testPassword }))).toBe('done');
  });

  it('is not changed by visitors, the server, or with a token that only reads', async () => {
    const { profile } = directory.administrations;
    expect(await outcomeOf(profile.update(await visitor(), { firstName: 'X' }))).toMatch(/^denied:/);
    expect(await outcomeOf(profile.update(serverCaller(), { firstName: 'X' }))).toMatch(/^denied:/);
    expect(await outcomeOf(profile.get(serverCaller()))).toMatch(/^denied:/);
    const reader = await as('mia', 'a', ['profile:read']);
    expect(await outcomeOf(profile.update(reader, { firstName: 'X' }))).toMatch(/profile:write/);
    expect(await outcomeOf(profile.get(await as('mia', 'a', ['users:read'])))).toMatch(/profile:read/);
  });
});

describe('changing one’s password', () => {
  it('needs the current one, and ends what was issued before', async () => {
    const { profile } = directory.administrations;
    const gus = await as('gus');
    const before = await directory.owners.standing(world.people.gus, world.organizations.a);
    expect(await outcomeOf(profile.changePassword(gus, 'wrong', 'a new fine password'))).toBe(
      'currentPassword: The current password is wrong.',
    );
    expect(await profile.changePassword(gus, testPassword, 'a new fine password')).toBe(true);
    const after = await directory.owners.standing(world.people.gus, world.organizations.a);
    expect(after?.personEpoch).toBeGreaterThan(before?.personEpoch ?? 0);
    expect(await outcomeOf(profile.changePassword(gus, testPassword, 'another new password'))).toMatch(/^current/);
    expect(await profile.changePassword(gus, 'a new fine password', testPassword)).toBe(true);
  });

  it('checks the new one', async () => {
    const { profile } = directory.administrations;
    const carol = await as('carol');
    for (const next of ['short', 'x'.repeat(300), 'carol@example.com', testPassword, `a lone surrogate \ud800`]) {
      expect(await outcomeOf(profile.changePassword(carol, testPassword, next))).toMatch(/^password:/);
    }
    expect(await profile.changePassword(carol, testPassword, 'a new fine password')).toBe(true);
  });

  it('cannot be used to guess the current one', async () => {
    const { profile } = directory.administrations;
    const eve = await as('eve');
    for (let guess = 0; guess < 10; guess += 1) {
      expect(await outcomeOf(profile.changePassword(eve, `guess ${guess}`, 'a new fine password'))).toMatch(/^current/);
    }
    await expect(profile.changePassword(eve, testPassword, 'a new fine password')).rejects.toThrow(TooManyAttempts);
  });
});
