import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../src/access/caller.ts';
import { serverCaller } from '../../src/directory/caller-resolution.ts';
import { builtInRoles } from '../../src/directory/role.ts';
import {
  callerFor,
  eventsOf,
  everything,
  openTestDirectory,
  outcomeOf,
  populate,
  type TestDirectory,
  testPassword,
} from '../fixtures/test-directory.ts';

let directory: TestDirectory;
let world: Awaited<ReturnType<typeof populate>>;
let root: Caller;
let alice: Caller;
let mia: Caller;

beforeAll(async () => {
  directory = await openTestDirectory();
  world = await populate(directory);
  root = await callerFor(directory, world.people.root, world.organizations.all);
  alice = await callerFor(directory, world.people.alice, world.organizations.a);
  mia = await callerFor(directory, world.people.mia, world.organizations.a);
}, 60_000);
afterAll(() => directory.close());

const { administrator, organizationAdministrator, member, buyer } = builtInRoles;
let made = 0;

function newUser(changes: object = {}) {
  made += 1;
  const username = `new${made}`;
  const memberships = [{ organizationId: world.organizations.a, roleId: member.id }];
  return { username, email: `${username}@example.com`, memberships, ...changes };
}

describe('users', () => {
  it('are seen within the organization one works in, with the memberships there alone', async () => {
    const { users } = directory.administrations;
    const seen = await users.list(alice, everything);
    expect(seen.rows.map(({ username }) => username).sort()).toEqual(expect.arrayContaining(['alice', 'eve', 'mia']));
    expect(seen.rows.map(({ username }) => username)).not.toContain('bob');
    expect((await users.get(alice, world.people.eve.id))?.memberships).toEqual([
      { organizationId: world.organizations.a, roleId: member.id },
    ]);
    expect(await users.get(alice, world.people.bob.id)).toBeNull();
    expect((await users.get(root, world.people.eve.id))?.memberships).toHaveLength(2);
  });

  it('are nowhere under an id that is none', async () => {
    const { users } = directory.administrations;
    for (const id of ['', 'x', "' or 1=1", '00000000-0000-4000-8000-00000000FFFF', '\u0000']) {
      expect(await users.get(root, id)).toBeNull();
      expect(await users.update(root, id, { firstName: 'X' })).toBeNull();
      expect(await users.delete(root, id)).toBe(false);
      expect(await users.resetPassword(root, id, testPassword)).toBe(false);
    }
  });

  it('are created with what is left out filled in, and the event says by whom and where', async () => {
    const created = await directory.administrations.users.create(alice, newUser({ firstName: ' Zoe\u0308 ' }));
    expect(created).toMatchObject({ firstName: 'Zoë', lastName: '', locale: 'en', enabled: true });
    expect((await eventsOf(directory)).at(-1)).toMatchObject({
      type: 'user.created',
      organizationId: world.organizations.a,
      actor: world.people.alice,
      subject: { kind: 'user', id: created.id, name: 'Zoë' },
      origin: { address: '192.0.2.1', requestId: 'request' },
    });
  });

  it('are checked as a whole, so that people learn everything that is wrong at once', async () => {
    const outcome = await outcomeOf(
      directory.administrations.users.create(alice, {
        username: 'two words',
        email: 'nobody',
        locale: 'xx',
        memberships: [],
        password: 'short',
      }),
    );
    expect(outcome.split('\n').map((line) => line.split(':')[0])).toEqual([
      'username',
      'email',
      'locale',
      'memberships',
      'password',
    ]);
    expect(outcome).not.toContain('short');
  });

  it('never share a user name or e-mail address, in any spelling', async () => {
    const { users } = directory.administrations;
    expect(await outcomeOf(users.create(root, newUser({ username: 'ALICE' })))).toMatch(/^username:/);
    expect(await outcomeOf(users.create(root, newUser({ email: 'Alice@Example.com' })))).toMatch(/^email:/);
    expect(await outcomeOf(users.create(root, newUser({ username: 'bob@example.com' })))).toMatch(/^username:/);
  });

  it.each([
    [
      'a role that reaches further than the giver',
      () => [{ organizationId: world.organizations.a, roleId: administrator.id }],
    ],
    ['another organization', () => [{ organizationId: world.organizations.b, roleId: member.id }]],
    ['an organization that does not exist', () => [{ organizationId: administrator.id, roleId: member.id }]],
    ['a storefront role', () => [{ organizationId: world.organizations.a, roleId: buyer.id }]],
    ['a role that does not exist', () => [{ organizationId: world.organizations.a, roleId: 'nonsense' }]],
    [
      'two roles in one organization',
      () => [
        { organizationId: world.organizations.a, roleId: member.id },
        { organizationId: world.organizations.a, roleId: organizationAdministrator.id },
      ],
    ],
  ])('are never given %s', async (_, memberships) => {
    const { users } = directory.administrations;
    expect(await outcomeOf(users.create(alice, newUser({ memberships: memberships() })))).toMatch(/^memberships:/);
    const changes = { memberships: memberships() };
    expect(await outcomeOf(users.update(alice, world.people.mia.id, changes))).toMatch(/^memberships:/);
  });

  it('are not created or changed by members', async () => {
    const { users } = directory.administrations;
    expect(await outcomeOf(users.create(mia, newUser()))).toMatch(/^denied:/);
    expect(await outcomeOf(users.update(mia, world.people.eve.id, { firstName: 'X' }))).toMatch(/^denied:/);
    expect(await outcomeOf(users.delete(mia, world.people.eve.id))).toMatch(/^denied:/);
    expect(await outcomeOf(users.resetPassword(mia, world.people.eve.id, testPassword))).toMatch(/^denied:/);
  });

  it('are not touched with a token that lacks the scope, however much its person may do', async () => {
    const { users } = directory.administrations;
    const reader = await callerFor(directory, world.people.root, world.organizations.all, ['users:read']);
    expect(await outcomeOf(users.create(reader, newUser()))).toBe(
      'denied: This needs a token with the scope users:write.',
    );
    const writer = await callerFor(directory, world.people.root, world.organizations.all, ['users:write']);
    const memberships = [{ organizationId: world.organizations.all, roleId: administrator.id }];
    expect(await outcomeOf(users.create(writer, newUser({ memberships })))).toMatch(/^memberships: You cannot give/);
  });

  it('with more rights cannot be taken over by those with fewer', async () => {
    const { users } = directory.administrations;
    const memberships = [{ organizationId: world.organizations.a, roleId: administrator.id }];
    const boss = await users.create(root, newUser({ memberships, password: testPassword }));
    expect(await outcomeOf(users.resetPassword(alice, boss.id, testPassword))).toMatch(/^denied:.*more than you/);
    expect(await outcomeOf(users.update(alice, boss.id, { email: 'mine@example.com' }))).toMatch(/^denied:/);
    expect(await outcomeOf(users.update(alice, boss.id, { enabled: false }))).toMatch(/^denied:/);
    const demoted = [{ organizationId: world.organizations.a, roleId: member.id }];
    expect(await outcomeOf(users.update(alice, boss.id, { memberships: demoted }))).toMatch(/^denied:/);
    expect(await outcomeOf(users.delete(alice, boss.id))).toMatch(/^denied:/);
  });

  it('who belong elsewhere too can only be given or taken memberships in one’s own organization', async () => {
    const { users } = directory.administrations;
    const both = [world.organizations.a, world.organizations.b].map((organizationId) => ({
      organizationId,
      roleId: member.id,
    }));
    const guest = await users.create(root, newUser({ memberships: both }));
    expect(await outcomeOf(users.resetPassword(alice, guest.id, testPassword))).toMatch(/^denied:/);
    expect(await outcomeOf(users.update(alice, guest.id, { email: 'mine@example.com' }))).toMatch(/^denied:/);
    expect(await outcomeOf(users.delete(alice, guest.id))).toMatch(/^denied:/);
    const promoted = [{ organizationId: world.organizations.a, roleId: organizationAdministrator.id }];
    expect((await users.update(alice, guest.id, { memberships: promoted }))?.memberships).toEqual(promoted);
    expect((await users.update(alice, guest.id, { memberships: [] }))?.memberships).toEqual([]);
    expect(await users.get(alice, guest.id)).toBeNull();
    expect((await users.get(root, guest.id))?.memberships).toEqual([both[1]]);
    expect(await outcomeOf(users.update(root, guest.id, { memberships: [] }))).toMatch(/^memberships: .*at least one/);
  });

  it('never disable or delete themselves, nor reset their own password', async () => {
    const { users } = directory.administrations;
    const { id } = world.people.root;
    expect(await outcomeOf(users.update(root, id, { enabled: false }))).toBe('enabled: Nobody disables themselves.');
    expect(await outcomeOf(users.delete(root, id))).toBe('denied: Nobody deletes themselves.');
    expect(await outcomeOf(users.resetPassword(root, id, testPassword))).toMatch(/^denied:.*profile/);
  });

  it('always leave an administrator', async () => {
    const { users } = directory.administrations;
    const { id } = world.people.root;
    expect(await outcomeOf(users.update(serverCaller(), id, { enabled: false }))).toMatch(/^null: .*administer/);
    expect(await outcomeOf(users.delete(serverCaller(), id))).toMatch(/^null: .*administer/);
    const demoted = [{ organizationId: world.organizations.all, roleId: member.id }];
    expect(await outcomeOf(users.update(root, id, { memberships: demoted }))).toMatch(/^null: .*administer/);
    expect((await users.get(root, id))?.enabled).toBe(true);
  });

  it('are changed and recorded only where something changes', async () => {
    const { users } = directory.administrations;
    const created = await users.create(alice, newUser({ firstName: 'Same' }));
    const before = (await eventsOf(directory)).length;
    const same = { firstName: 'Same', enabled: true, memberships: created.memberships };
    expect(await users.update(alice, created.id, same)).toEqual(created);
    expect((await eventsOf(directory)).length).toBe(before);
    const changed = await users.update(alice, created.id, { ...same, lastName: 'New', locale: 'uk' });
    expect(changed).toMatchObject({ firstName: 'Same', lastName: 'New', locale: 'uk' });
    expect((await eventsOf(directory)).at(-1)).toMatchObject({
      type: 'user.edited',
      details: { fields: ['lastName', 'locale'] },
      subject: { name: 'Same New' },
    });
  });

  it('sign in with a password that was reset, and what they had before has ended', async () => {
    const { users } = directory.administrations;
    const created = await users.create(alice, newUser({ password: testPassword }));
    const person = { kind: 'user', id: created.id } as const;
    const before = await directory.owners.standing(person, world.organizations.a);
    expect(await users.resetPassword(alice, created.id, 'another fine password')).toBe(true);
    const after = await directory.owners.standing(person, world.organizations.a);
    expect(after?.personEpoch).toBeGreaterThan(before?.personEpoch ?? 0);
    const attempt = { side: 'backoffice', organizationId: world.organizations.a, address: null } as const;
    const { username } = created;
    const proved = await directory.signIn.authenticate({ ...attempt, username, password: 'another fine password' });
    expect(proved).toMatchObject({ outcome: 'proved', person });
    const events = JSON.stringify(await eventsOf(directory));
    expect(events).not.toContain('another fine password');
    expect(events).not.toContain('argon2');
  });

  it('who were deleted are gone, and their name is free again', async () => {
    const { users } = directory.administrations;
    const input = newUser();
    const created = await users.create(alice, input);
    expect(await users.delete(alice, created.id)).toBe(true);
    expect(await users.get(alice, created.id)).toBeNull();
    expect(await users.delete(alice, created.id)).toBe(false);
    expect(await outcomeOf(users.create(alice, input))).toBe('done');
  });
});
