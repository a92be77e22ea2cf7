import { beforeAll, expect, it } from 'vitest';
import { builtInRoles } from '../../src/directory/role.ts';
import {
  buildFamily,
  buildUser,
  event,
  everywhere,
  insertTenant,
  nobody,
  strangeIds,
  type Tenant,
} from './builders.ts';
import { describeStorage } from './databases.ts';

describeStorage('accounts', (opened) => {
  const accounts = () => opened().storage.accounts;
  let ours: Tenant;
  let theirs: Tenant;
  beforeAll(async () => {
    ours = await insertTenant(opened().storage);
    theirs = await insertTenant(opened().storage);
  });

  const person = (tenant: Tenant) => ({ kind: 'user', id: tenant.user.id }) as const;
  const buyer = (tenant: Tenant) => ({ kind: 'customer-user', id: tenant.customerUser.id }) as const;

  it('of users are found by user name or e-mail address, whatever their case', async () => {
    const found = { person: person(ours), passwordHash: 'hash-of-user', enabled: true, lockedUntil: null };
    for (const name of [ours.user.username, ours.user.email, ` ${ours.user.email.toUpperCase()} `]) {
      expect(await accounts().findForSignIn('backoffice', ours.organization.id, name)).toEqual(found);
    }
    expect(await accounts().findForSignIn('backoffice', ours.organization.id, ours.customerUser.email)).toBeNull();
  });

  it('of customer users are found by e-mail address, within the organization alone', async () => {
    const { email } = ours.customerUser;
    const found = { person: buyer(ours), passwordHash: 'hash-of-buyer', enabled: true, lockedUntil: null };
    expect(await accounts().findForSignIn('storefront', ours.organization.id, email.toUpperCase())).toEqual(found);
    expect(await accounts().findForSignIn('storefront', theirs.organization.id, email)).toBeNull();
    expect(await accounts().findForSignIn('storefront', ours.organization.id, ours.user.email)).toBeNull();
  });

  it('of both kinds are each told their own state, where many are asked for at the same time', async () => {
    const { organization } = ours;
    const asked = [person(ours), person(theirs), buyer(theirs), buyer(ours), { kind: 'user', id: nobody } as const];
    const states = await Promise.all(asked.map((each) => accounts().state(each, organization.id)));
    expect(states.map((state) => state?.person)).toEqual([...asked.slice(0, 4), undefined]);
    expect(states.map((state) => state && state.permissions !== null)).toEqual([true, false, false, true, null]);
    expect(states.map((state) => state && state.customerId !== null)).toEqual([false, false, true, true, null]);
  });

  it('of nobody are not found under strange names and ids', async () => {
    for (const id of [nobody, ...strangeIds]) {
      expect(await accounts().findForSignIn('backoffice', ours.organization.id, id)).toBeNull();
      expect(await accounts().findForSignIn('storefront', id, ours.customerUser.email)).toBeNull();
      for (const kind of ['user', 'customer-user'] as const) {
        expect(await accounts().state({ kind, id }, ours.organization.id)).toBeNull();
        expect(await accounts().passwordHash({ kind, id })).toBeNull();
        expect(await accounts().setPassword({ kind, id }, 'x', event())).toBe(false);
        await accounts().rehash({ kind, id }, 'x', 'y');
      }
    }
  });

  it('have permissions only where the person belongs', async () => {
    const state = { person: person(ours), name: 'Ada Lovelace', enabled: true, epoch: 0, customerId: null };
    const { permissions } = builtInRoles.member;
    expect(await accounts().state(person(ours), ours.organization.id)).toEqual({ ...state, permissions });
    for (const elsewhere of [theirs.organization.id, nobody, ...strangeIds]) {
      expect(await accounts().state(person(ours), elsewhere)).toEqual({ ...state, permissions: null });
    }
    expect(await accounts().state(buyer(ours), ours.organization.id)).toMatchObject({
      customerId: ours.customer.id,
      permissions: builtInRoles.buyer.permissions,
    });
    expect(await accounts().state(buyer(ours), theirs.organization.id)).toMatchObject({ permissions: null });
  });

  it('end everything that was issued when the password changes', async () => {
    const { clients, refreshTokens } = opened().storage;
    for (const subject of [person(ours), buyer(ours)]) {
      const families = [buildFamily(ours.client, { subject }), buildFamily(ours.client, { subject })];
      const foreign = buildFamily(ours.client, { subject: { kind: subject.kind, id: nobody } });
      for (const family of [...families, foreign]) await refreshTokens.insert(family);
      const epoch = (await accounts().state(subject, ours.organization.id))?.epoch ?? 0;

      expect(await accounts().setPassword(subject, 'new-hash', event())).toBe(true);
      expect(await accounts().passwordHash(subject)).toBe('new-hash');
      expect((await accounts().state(subject, ours.organization.id))?.epoch).toBe(epoch + 1);
      for (const { handleHash } of families) {
        expect((await refreshTokens.findByHandle(handleHash))?.revokedAt).toBeInstanceOf(Date);
      }
      expect((await refreshTokens.findByHandle(foreign.handleHash))?.revokedAt).toBeNull();
    }
    expect((await clients.findById(ours.client.id))?.active).toBe(true);
  });

  it('take a hash with new parameters, which ends nothing and never undoes a changed password', async () => {
    const subject = person(theirs);
    await accounts().rehash(subject, 'hash-of-user', 'rehashed');
    expect(await accounts().passwordHash(subject)).toBe('rehashed');
    expect((await accounts().state(subject, theirs.organization.id))?.epoch).toBe(0);
    await accounts().setPassword(subject, 'changed', event());
    await accounts().rehash(subject, 'rehashed', 'old password again');
    expect(await accounts().passwordHash(subject)).toBe('changed');
  });

  it('without a password, or disabled, say so', async () => {
    const { users, customers } = opened().storage;
    const user = buildUser(ours.organization.id, { enabled: false });
    await users.insert(user, null, event());
    expect(await accounts().findForSignIn('backoffice', ours.organization.id, user.username)).toMatchObject({
      passwordHash: null,
      enabled: false,
    });
    await customers.update(everywhere, theirs.customer.id, { enabled: false }, event());
    const { email } = theirs.customerUser;
    expect(await accounts().findForSignIn('storefront', theirs.organization.id, email)).toMatchObject({
      enabled: false,
    });
  });
});
