import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../src/access/caller.ts';
import type { Permissions } from '../../src/access/permission.ts';
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
} from '../fixtures/test-directory.ts';

let directory: TestDirectory;
let world: Awaited<ReturnType<typeof populate>>;
let root: Caller;
let alice: Caller;
/** May manage roles and view users in organization A, and nothing else. */
let rolf: Caller;

beforeAll(async () => {
  directory = await openTestDirectory();
  world = await populate(directory);
  const { all, a } = world.organizations;
  root = await callerFor(directory, world.people.root, all);
  alice = await callerFor(directory, world.people.alice, a);
  const { roles, users } = directory.administrations;
  const level = 'organization';
  const permissions = {
    users: { view: level },
    roles: { view: level, create: level, edit: level, delete: level },
  } as const;
  const role = await roles.create(root, { name: 'Role keeper', side: 'backoffice', permissions, organizationId: a });
  const memberships = [{ organizationId: a, roleId: role.id }];
  const { id } = await users.create(root, { username: 'rolf', email: 'rolf@example.com', memberships });
  rolf = await callerFor(directory, { kind: 'user', id }, a);
}, 60_000);
afterAll(() => directory.close());

describe('roles', () => {
  it('are seen together with the built-in ones', async () => {
    const names = (await directory.administrations.roles.list(alice, everything)).rows.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['Administrator', 'Member', 'Buyer', 'Role keeper']));
    const bob = await callerFor(directory, world.people.bob, world.organizations.b);
    const elsewhere = (await directory.administrations.roles.list(bob, everything)).rows.map(({ name }) => name);
    expect(elsewhere).not.toContain('Role keeper');
  });

  it('are made by those who may, with nothing beyond what they hold', async () => {
    const { roles } = directory.administrations;
    const make = (name: string, permissions: Permissions, caller = rolf) =>
      outcomeOf(roles.create(caller, { name, side: 'backoffice', permissions }));
    expect(await make('Viewer', { users: { view: 'organization' } })).toBe('done');
    expect(await make('Editor', { users: { edit: 'organization' } })).toMatch(/^permissions: .*edit users/);
    expect(await make('World', { users: { view: 'global' } })).toMatch(/^permissions: .*view users \(global\)/);
    expect(await make('Own', { oauthapplications: { view: 'own' } })).toMatch(/^permissions:/);
    expect(await make('Alice’s', { users: { view: 'organization' } }, alice)).toMatch(/^denied:/);
  });

  it('are checked: types, actions and levels of their side alone', async () => {
    const { roles } = directory.administrations;
    const make = (side: 'backoffice' | 'storefront', permissions: object) =>
      outcomeOf(roles.create(root, { name: 'Odd', side, permissions: permissions as Permissions }));
    expect(await make('backoffice', { spaceships: { view: 'own' } })).toMatch(/^permissions: .*spaceships/);
    expect(await make('backoffice', { users: { launch: 'own' } })).toMatch(/^permissions: launch is not one of/);
    expect(await make('backoffice', { users: { view: 'customer' } })).toMatch(/^permissions: The level/);
    expect(await make('storefront', { users: { view: 'own' } })).toMatch(/^permissions: .*users/);
    expect(await make('storefront', { customerusers: { view: 'global' } })).toMatch(/^permissions: The level/);
    expect(await make('backoffice', { __proto__: null, constructor: { view: 'own' } })).toMatch(/^permissions:/);
    expect(await outcomeOf(roles.create(root, { name: '', side: 'backoffice', permissions: {} }))).toMatch(/^name:/);
  });

  it('are kept without what they do not allow, and recorded only when they change', async () => {
    const { roles } = directory.administrations;
    const permissions = { users: { view: 'own', edit: 'none' }, roles: { view: 'none' } } as const;
    const role = await roles.create(root, { name: 'Sparse', side: 'backoffice', permissions });
    expect(role.permissions).toEqual({ users: { view: 'own' } });
    const before = (await eventsOf(directory)).length;
    expect(await roles.update(root, role.id, { name: 'Sparse', permissions })).toEqual(role);
    expect((await eventsOf(directory)).length).toBe(before);
  });

  it('are edited, which holds at once for everybody who has them', async () => {
    const { roles, users } = directory.administrations;
    const { a } = world.organizations;
    const input = { name: 'Clerk', side: 'backoffice', organizationId: a } as const;
    const role = await roles.create(root, { ...input, permissions: { customers: { view: 'organization' } } });
    const memberships = [{ organizationId: a, roleId: role.id }];
    const { id } = await users.create(alice, { username: 'clerk', email: 'clerk@example.com', memberships });
    const scopes = async () => (await directory.owners.standing({ kind: 'user', id }, a))?.permittedScopes;
    expect(await scopes()).toEqual(['customers:read']);
    await roles.update(root, role.id, { permissions: { users: { view: 'organization', edit: 'organization' } } });
    expect(await scopes()).toEqual(['users:read', 'users:write']);
    expect(await outcomeOf(roles.update(rolf, role.id, { name: 'Mine' }))).toMatch(/^denied: .*edit users/);
    expect(await outcomeOf(roles.delete(rolf, role.id))).toMatch(/^denied:/);
    expect(await outcomeOf(roles.delete(root, role.id))).toMatch(/^null: Somebody has this role/);
  });

  it('that are built in are fixed, even for the server', async () => {
    const { roles } = directory.administrations;
    for (const caller of [root, serverCaller()]) {
      const { id } = builtInRoles.member;
      expect(await outcomeOf(roles.update(caller, id, { name: 'Mine' }))).toMatch(
        /^null: The built-in roles are fixed/,
      );
      expect(await outcomeOf(roles.delete(caller, id))).toMatch(/^null: The built-in roles are fixed/);
    }
  });
});

describe('organizations', () => {
  it('are seen alone from within, and all from a global one', async () => {
    const { organizations } = directory.administrations;
    expect((await organizations.list(alice, everything)).rows.map(({ id }) => id)).toEqual([world.organizations.a]);
    expect((await organizations.list(root, everything)).total).toBe(3);
    expect(await organizations.get(alice, world.organizations.b)).toBeNull();
  });

  it('are created only by who reaches all of them', async () => {
    const { organizations } = directory.administrations;
    expect(await outcomeOf(organizations.create(alice, { name: 'Mine' }))).toMatch(/^denied:/);
    const created = await organizations.create(root, { name: 'Organization C' });
    expect(created).toMatchObject({ global: false, enabled: true, epoch: 0 });
    expect(await outcomeOf(organizations.create(root, { name: 'organization c' }))).toMatch(/^name:/);
    expect(await outcomeOf(organizations.create(root, { name: ' ' }))).toMatch(/^name:/);
  });

  it('are edited from within, the global ones only by who reaches all of them', async () => {
    const { organizations, users } = directory.administrations;
    const { a, all } = world.organizations;
    expect(await organizations.update(alice, a, { name: 'Organization A+' })).toMatchObject({
      name: 'Organization A+',
    });
    expect(await organizations.update(alice, world.organizations.b, { name: 'Mine' })).toBeNull();
    const roleId = builtInRoles.organizationAdministrator.id;
    const memberships = [{ organizationId: all, roleId }];
    const { id } = await users.create(root, { username: 'hal', email: 'hal@example.com', memberships });
    const hal = await callerFor(directory, { kind: 'user', id }, all);
    expect(await outcomeOf(organizations.update(hal, all, { name: 'Mine' }))).toMatch(/^denied:/);
  });

  it('are disabled by others than those who work in them, which ends everything in them for good', async () => {
    const { organizations } = directory.administrations;
    const { a, all, b } = world.organizations;
    expect(await outcomeOf(organizations.update(alice, a, { enabled: false }))).toMatch(/^enabled:/);
    expect(await outcomeOf(organizations.update(root, all, { enabled: false }))).toMatch(/^enabled:/);
    const before = await directory.owners.standing(world.people.bob, b);
    await organizations.update(root, b, { enabled: false });
    expect(await directory.owners.standing(world.people.bob, b)).toBeNull();
    expect(await directory.owners.visitorStanding('00000000-0000-4000-8000-0000000000bb', b)).toBeNull();
    await organizations.update(root, b, { enabled: true });
    const after = await directory.owners.standing(world.people.bob, b);
    expect(after?.organizationEpoch).toBeGreaterThan(before?.organizationEpoch ?? 0);
  });
});
