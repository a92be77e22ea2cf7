import { beforeAll, expect, it } from 'vitest';
import { RuleViolation } from '../../src/access/rule-violation.ts';
import { builtInRoles } from '../../src/directory/role.ts';
import {
  buildCustomerUser,
  buildRole,
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

describeStorage('roles', (opened) => {
  const roles = () => opened().storage.roles;
  let ours: Tenant;
  let theirs: Tenant;
  beforeAll(async () => {
    ours = await insertTenant(opened().storage);
    theirs = await insertTenant(opened().storage);
  });

  it('include the built-in ones, with the permissions of this version', async () => {
    const { rows } = await roles().list(
      everywhere,
      query([where('builtIn', 'true')], [{ field: 'id', descending: false }]),
    );
    const asWritten = Object.values(builtInRoles).map((role) => ({ ...role, builtIn: true, organizationId: null }));
    expect(rows.map(({ createdAt, updatedAt, ...role }) => role)).toEqual(asWritten);
  });

  it('are given back exactly as stored', async () => {
    const role = buildRole(ours.organization.id, {
      name: 'Größe',
      side: 'storefront',
      permissions: { profile: { view: 'own' } },
    });
    await roles().insert(role, event());
    expect(await roles().get(ours.reach, role.id)).toEqual(role);
  });

  it('are not found under what is no id', async () => {
    for (const id of [nobody, ...strangeIds]) {
      expect(await roles().get(everywhere, id)).toBeNull();
      expect(await roles().update(everywhere, id, { name: 'x' }, event())).toBeNull();
      expect(await roles().delete(everywhere, id, event())).toBe(false);
    }
  });

  it('of another organization cannot be seen or changed; the built-in ones can be seen', async () => {
    expect(await roles().get(theirs.reach, ours.role.id)).toBeNull();
    expect(await roles().update(theirs.reach, ours.role.id, { name: 'x' }, event())).toBeNull();
    expect(await roles().delete(theirs.reach, ours.role.id, event())).toBe(false);
    expect(await roles().get(theirs.reach, builtInRoles.member.id)).toMatchObject({ builtIn: true });
    const ids = (await roles().list(theirs.reach, query([where('builtIn', 'false')]))).rows.map(({ id }) => id);
    expect(ids).toEqual([theirs.role.id]);
    for (const reach of [ours.ofCustomer, ours.ofUser, ours.ofCustomerUser]) {
      expect((await roles().list(reach, query())).total).toBe(0);
    }
  });

  it('that are built in cannot be changed or deleted', async () => {
    const { id } = builtInRoles.member;
    for (const reach of [everywhere, ours.reach]) {
      expect(await roles().update(reach, id, { permissions: {} }, event())).toBeNull();
      expect(await roles().delete(reach, id, event())).toBe(false);
    }
  });

  it('have names that are unique in their organization and side', async () => {
    const { name } = ours.role;
    const same = buildRole(ours.organization.id, { name: name.toUpperCase() });
    await expect(roles().insert(same, event())).rejects.toThrow(RuleViolation);
    await roles().insert(buildRole(ours.organization.id, { name, side: 'storefront' }), event());
    await roles().insert(buildRole(theirs.organization.id, { name }), event());
  });

  it('change what people may do at once', async () => {
    const { storage } = opened();
    const user = buildUser(ours.organization.id, {
      memberships: [{ organizationId: ours.organization.id, roleId: ours.role.id }],
    });
    await storage.users.insert(user, null, event());
    const permissions = async () =>
      (await storage.accounts.state({ kind: 'user', id: user.id }, ours.organization.id))?.permissions;
    expect(await permissions()).toEqual(ours.role.permissions);
    const changed = await roles().update(
      ours.reach,
      ours.role.id,
      { permissions: { roles: { view: 'global' } } },
      event(),
    );
    expect(changed?.permissions).toEqual({ roles: { view: 'global' } });
    expect(await permissions()).toEqual({ roles: { view: 'global' } });
  });

  it('are deleted only when nobody has them, and are gone then', async () => {
    const { storage } = opened();
    const role = buildRole(ours.organization.id);
    await roles().insert(role, event());
    const memberships = [{ organizationId: ours.organization.id, roleId: role.id }];
    const user = buildUser(ours.organization.id, { memberships });
    const buyer = buildCustomerUser(ours.customer, { roleId: role.id });
    await storage.users.insert(user, null, event());
    await storage.customerUsers.insert(buyer, null, event());
    await expect(roles().delete(ours.reach, role.id, event())).rejects.toThrow(RuleViolation);
    await storage.users.delete(everywhere, user.id, event());
    await expect(roles().delete(ours.reach, role.id, event())).rejects.toThrow(RuleViolation);
    await storage.customerUsers.delete(everywhere, buyer.id, event());

    expect(await roles().delete(ours.reach, role.id, event())).toBe(true);
    expect(await roles().delete(ours.reach, role.id, event())).toBe(false);
    expect(await roles().get(everywhere, role.id)).toBeNull();
    await expect(storage.users.insert(buildUser(ours.organization.id, { memberships }), null, event())).rejects.toThrow(
      RuleViolation,
    );
    await roles().insert(buildRole(ours.organization.id, { name: role.name }), event());
  });

  it('are never deleted and given to somebody at the same moment', async () => {
    const { storage } = opened();
    for (let round = 0; round < 5; round += 1) {
      const role = buildRole(ours.organization.id);
      await roles().insert(role, event());
      const memberships = [{ organizationId: ours.organization.id, roleId: role.id }];
      const [deleted, given] = await Promise.allSettled([
        roles().delete(ours.reach, role.id, event()),
        storage.users.insert(buildUser(ours.organization.id, { memberships }), null, event()),
      ]);
      expect([deleted.status, given.status].sort()).toEqual(['fulfilled', 'rejected']);
    }
  });
});
