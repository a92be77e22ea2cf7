import { beforeAll, describe, expect, it } from 'vitest';
import { RuleViolation } from '../../src/access/rule-violation.ts';
import { builtInRoles } from '../../src/directory/role.ts';
import type { User } from '../../src/directory/user.ts';
import {
  buildClient,
  buildOrganization,
  buildUser,
  event,
  everywhere,
  insertTenant,
  nobody,
  query,
  strangeIds,
  type Tenant,
  where,
} from './builders.ts';
import { describeStorage } from './databases.ts';

describeStorage('users', (opened) => {
  const users = () => opened().storage.users;
  const stateOf = (user: User, organizationId: string) =>
    opened().storage.accounts.state({ kind: 'user', id: user.id }, organizationId);
  let ours: Tenant;
  let theirs: Tenant;
  beforeAll(async () => {
    ours = await insertTenant(opened().storage);
    theirs = await insertTenant(opened().storage);
  });

  async function insertInBoth(): Promise<User> {
    const memberships = [ours, theirs]
      .map(({ organization }) => ({ organizationId: organization.id, roleId: builtInRoles.member.id }))
      .sort((left, right) => (left.organizationId < right.organizationId ? -1 : 1));
    const user = buildUser(ours.organization.id, { memberships });
    await users().insert(user, null, event());
    return user;
  }

  it('gives back exactly what was stored', async () => {
    const user = buildUser(ours.organization.id, {
      username: 'Ünïcode \u{1F511}',
      email: 'Mixed.Case@Example.COM',
      firstName: '',
      lastName: 'O’Neil',
      locale: 'uk-UA',
      enabled: false,
    });
    await users().insert(user, 'hash', event());
    expect(await users().get(everywhere, user.id)).toEqual(user);
    expect((await users().list(everywhere, query([where('id', user.id)]))).rows).toEqual([user]);
  });

  it('finds nothing under what is no id', async () => {
    for (const id of [nobody, ...strangeIds]) {
      expect(await users().get(everywhere, id)).toBeNull();
      expect(await users().update(everywhere, id, { firstName: 'x' }, event())).toBeNull();
      expect(await users().delete(everywhere, id, event())).toBe(false);
    }
  });

  it('shows another organization nothing and lets it change nothing', async () => {
    const { user } = ours;
    for (const reach of [theirs.reach, theirs.ofUser, theirs.ofCustomer, theirs.ofCustomerUser, ours.ofCustomerUser]) {
      expect(await users().get(reach, user.id)).toBeNull();
      expect((await users().list(reach, query([where('id', user.id)]))).total).toBe(0);
      expect(await users().update(reach, user.id, { firstName: 'x', enabled: false }, event())).toBeNull();
      expect(await users().delete(reach, user.id, event())).toBe(false);
    }
    expect(await users().get(everywhere, user.id)).toEqual(user);
  });

  it('shows of somebody in several organizations only the memberships within the reach', async () => {
    const user = await insertInBoth();
    const [membership] = user.memberships.filter(({ organizationId }) => organizationId === theirs.organization.id);
    expect(await users().get(theirs.reach, user.id)).toEqual({ ...user, memberships: [membership] });
    expect((await users().list(theirs.reach, query([where('id', user.id)]))).rows).toEqual([
      { ...user, memberships: [membership] },
    ]);
    expect(await users().get(everywhere, user.id)).toEqual(user);
  });

  it('does not tell who filters of memberships beyond the reach', async () => {
    const user = await insertInBoth();
    const inOurs = where('organization', ours.organization.id);
    expect((await users().list(theirs.reach, query([where('id', user.id), inOurs]))).total).toBe(0);
    expect((await users().list(ours.reach, query([where('id', user.id), inOurs]))).total).toBe(1);
  });

  it('holds within the reach of a person itself alone', async () => {
    expect((await users().list(ours.ofUser, query())).rows).toEqual([ours.user]);
  });

  describe('a change', () => {
    it('replaces the memberships within the reach, keeps the others, and raises the epoch when one is lost', async () => {
      const user = await insertInBoth();
      const roleId = builtInRoles.organizationAdministrator.id;
      const promoted = [{ organizationId: theirs.organization.id, roleId }];
      await users().update(theirs.reach, user.id, { memberships: promoted }, event());
      expect((await stateOf(user, theirs.organization.id))?.epoch).toBe(0);
      expect((await stateOf(user, theirs.organization.id))?.permissions).toEqual(
        builtInRoles.organizationAdministrator.permissions,
      );
      expect(await users().update(theirs.reach, user.id, { memberships: [] }, event())).toBeNull();
      const left = user.memberships.filter(({ organizationId }) => organizationId === ours.organization.id);
      expect(await users().get(everywhere, user.id)).toMatchObject({ memberships: left });
      const state = await stateOf(user, theirs.organization.id);
      expect(state).toMatchObject({ epoch: 1, permissions: null, enabled: true });
    });

    it('refuses a membership beyond the reach', async () => {
      const memberships = [{ organizationId: theirs.organization.id, roleId: builtInRoles.member.id }];
      await expect(users().update(ours.reach, ours.user.id, { memberships }, event())).rejects.toThrow('reach');
    });

    it('that disables raises the epoch once', async () => {
      const user = buildUser(ours.organization.id);
      await users().insert(user, null, event());
      for (const epoch of [1, 1]) {
        await users().update(ours.reach, user.id, { enabled: false }, event());
        expect(await stateOf(user, ours.organization.id)).toMatchObject({ enabled: false, epoch });
      }
      await users().update(ours.reach, user.id, { enabled: true }, event());
      expect(await stateOf(user, ours.organization.id)).toMatchObject({ enabled: true, epoch: 1 });
    });

    it('of a name shows at once and frees the old one', async () => {
      const user = buildUser(ours.organization.id);
      await users().insert(user, null, event());
      const names = { username: `new ${user.username}`, firstName: 'New', lastName: 'Name', locale: 'de' };
      const changed = await users().update(ours.reach, user.id, { ...names, email: `new.${user.email}` }, event());
      expect(changed).toMatchObject({ ...names, email: `new.${user.email}` });
      await users().insert(
        buildUser(ours.organization.id, { username: user.username, email: user.email }),
        null,
        event(),
      );
    });
  });

  describe('names', () => {
    const refusal = async (given: Partial<User>) =>
      users()
        .insert(buildUser(ours.organization.id, given), null, event())
        .catch((error: unknown) => error);

    it('are unique whatever their case and composition', async () => {
      const user = buildUser(ours.organization.id, { username: 'Amélie' });
      await users().insert(user, null, event());
      expect(await refusal({ username: 'AME\u0301LIE' })).toMatchObject({
        conflict: true,
        violations: [{ field: 'username' }],
      });
      expect(await refusal({ email: user.email.toUpperCase() })).toMatchObject({
        conflict: true,
        violations: [{ field: 'email' }],
      });
    });

    it('are never another’s e-mail address, since people sign in with either', async () => {
      const user = buildUser(ours.organization.id);
      await users().insert(user, null, event());
      expect(await refusal({ username: user.email.toUpperCase() })).toBeInstanceOf(RuleViolation);
      expect(await refusal({ email: user.username })).toBeInstanceOf(RuleViolation);
      const both = buildUser(ours.organization.id);
      await users().insert({ ...both, username: both.email }, null, event());
    });

    it('stay unique when two people ask at once', async () => {
      const username = `wanted-${buildUser(ours.organization.id).id}`;
      const tries = await Promise.all([
        refusal({ username }),
        refusal({ email: username }),
        refusal({ username: username.toUpperCase() }),
      ]);
      expect(tries.filter((result) => result instanceof RuleViolation)).toHaveLength(2);
    });
  });

  it('who is deleted vanishes, frees the names and leaves deactivated applications', async () => {
    const user = buildUser(ours.organization.id);
    await users().insert(user, 'hash', event());
    const owner = { kind: 'user', id: user.id } as const;
    const client = buildClient(ours.organization.id, { owner });
    await opened().storage.clients.insert(client, event());
    await opened().storage.clients.findByClientId(client.clientId);

    expect(await users().delete(ours.reach, user.id, event())).toBe(true);
    expect(await users().delete(ours.reach, user.id, event())).toBe(false);
    expect(await users().get(everywhere, user.id)).toBeNull();
    expect(await stateOf(user, ours.organization.id)).toBeNull();
    expect(await opened().storage.accounts.passwordHash(owner)).toBeNull();
    expect(await opened().storage.accounts.findForSignIn('backoffice', '', user.username)).toBeNull();
    const kept = await opened().storage.clients.findByClientId(client.clientId);
    expect(kept).toMatchObject({ active: false, epoch: 1, owner });
    await users().insert(
      buildUser(ours.organization.id, { username: user.username, email: user.email }),
      null,
      event(),
    );
  });

  it('cannot be left without an administrator', async () => {
    const { organizations } = opened().storage;
    const global = buildOrganization({ global: true });
    await organizations.insert(global, event());
    const memberships = [{ organizationId: global.id, roleId: builtInRoles.administrator.id }];
    const admins = [1, 2].map(() => buildUser(global.id, { memberships }));
    for (const admin of admins) await users().insert(admin, null, event());
    const [first, second] = admins as [User, User];

    const disabled = await Promise.allSettled(
      admins.map((admin) => users().update(everywhere, admin.id, { enabled: false }, event())),
    );
    expect(disabled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const last = disabled[0]?.status === 'rejected' ? first : second;
    const demoted = [{ organizationId: global.id, roleId: builtInRoles.member.id }];
    await expect(users().update(everywhere, last.id, { memberships: demoted }, event())).rejects.toThrow(RuleViolation);
    await expect(users().delete(everywhere, last.id, event())).rejects.toThrow(RuleViolation);
    await expect(organizations.update(everywhere, global.id, { enabled: false }, event())).rejects.toThrow(
      RuleViolation,
    );
    expect(await stateOf(last, global.id)).toMatchObject({ enabled: true, epoch: 0 });
    expect(await users().update(everywhere, last.id, { firstName: 'Still' }, event())).not.toBeNull();
  });
});
