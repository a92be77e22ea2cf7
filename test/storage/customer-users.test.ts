import { beforeAll, expect, it } from 'vitest';
import { RuleViolation } from '../../src/access/rule-violation.ts';
import { builtInRoles } from '../../src/directory/role.ts';
import {
  buildClient,
  buildCustomer,
  buildCustomerUser,
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

describeStorage('customer users', (opened) => {
  const customerUsers = () => opened().storage.customerUsers;
  let ours: Tenant;
  let theirs: Tenant;
  beforeAll(async () => {
    ours = await insertTenant(opened().storage);
    theirs = await insertTenant(opened().storage);
  });

  it('are found by a part of both names', async () => {
    const grace = buildCustomerUser(ours.customer, { firstName: 'Grace', lastName: 'Hopper' });
    await customerUsers().insert(grace, null, event());
    const named = (name: string) => customerUsers().list(ours.reach, query([where('name', name, 'contains')]));
    expect((await named('ACE HOP')).rows).toEqual([grace]);
    expect((await named('Hopper Grace')).rows).toEqual([]);
  });

  it('are given back exactly as stored', async () => {
    const buyer = buildCustomerUser(ours.customer, {
      email: 'Ünï@Example.COM',
      lastName: '',
      locale: 'fr',
      enabled: false,
    });
    await customerUsers().insert(buyer, 'hash', event());
    expect(await customerUsers().get(everywhere, buyer.id)).toEqual(buyer);
    expect((await customerUsers().list(ours.reach, query([where('email', 'ünï@', 'starts-with')]))).rows).toEqual([
      buyer,
    ]);
  });

  it('are not found under what is no id', async () => {
    for (const id of [nobody, ...strangeIds]) {
      expect(await customerUsers().get(everywhere, id)).toBeNull();
      expect(await customerUsers().update(everywhere, id, { firstName: 'x' }, event())).toBeNull();
      expect(await customerUsers().delete(everywhere, id, event())).toBe(false);
    }
  });

  it('of another organization cannot be seen or changed', async () => {
    const { customerUser } = ours;
    for (const reach of [theirs.reach, theirs.ofCustomer, theirs.ofUser, theirs.ofCustomerUser, ours.ofUser]) {
      expect(await customerUsers().get(reach, customerUser.id)).toBeNull();
      expect((await customerUsers().list(reach, query([where('id', customerUser.id)]))).total).toBe(0);
      expect(await customerUsers().update(reach, customerUser.id, { enabled: false }, event())).toBeNull();
      expect(await customerUsers().delete(reach, customerUser.id, event())).toBe(false);
    }
    expect(await customerUsers().get(everywhere, customerUser.id)).toEqual(customerUser);
  });

  it('see those of their own customer, or themselves', async () => {
    const { organization } = theirs;
    const other = buildCustomer(organization.id);
    await opened().storage.customers.insert(other, event());
    const stranger = buildCustomerUser(other);
    const colleague = buildCustomerUser(theirs.customer);
    for (const buyer of [stranger, colleague]) await customerUsers().insert(buyer, null, event());
    const ids = async (reach: Tenant['reach']) =>
      (await customerUsers().list(reach, query())).rows.map(({ id }) => id).sort();
    expect(await ids(theirs.ofCustomer)).toEqual([theirs.customerUser.id, colleague.id].sort());
    expect(await ids(theirs.ofCustomerUser)).toEqual([theirs.customerUser.id]);
    expect(await customerUsers().update(theirs.ofCustomer, stranger.id, { firstName: 'x' }, event())).toBeNull();
  });

  it('have an e-mail address that is unique in the organization, and may have it in another', async () => {
    const { email } = ours.customerUser;
    const same = buildCustomerUser(ours.customer, { email: email.toUpperCase() });
    await expect(customerUsers().insert(same, null, event())).rejects.toThrow(RuleViolation);
    await customerUsers().insert(buildCustomerUser(theirs.customer, { email }), null, event());
    const other = buildCustomerUser(ours.customer);
    await customerUsers().insert(other, null, event());
    await expect(customerUsers().update(everywhere, other.id, { email }, event())).rejects.toThrow(RuleViolation);
  });

  it('belong to a customer of their organization', async () => {
    const astray = buildCustomerUser(theirs.customer, { organizationId: ours.organization.id });
    await expect(customerUsers().insert(astray, null, event())).rejects.toThrow(RuleViolation);
  });

  it('get no role that does not exist', async () => {
    const { id } = ours.customerUser;
    for (const roleId of [nobody, ...strangeIds]) {
      await expect(customerUsers().update(everywhere, id, { roleId }, event())).rejects.toThrow(RuleViolation);
      const fresh = buildCustomerUser(ours.customer, { roleId });
      await expect(customerUsers().insert(fresh, null, event())).rejects.toThrow(RuleViolation);
    }
  });

  it('change at once; disabling raises the epoch, another role does not', async () => {
    const buyer = buildCustomerUser(ours.customer);
    await customerUsers().insert(buyer, null, event());
    const state = () => opened().storage.accounts.state({ kind: 'customer-user', id: buyer.id }, ours.organization.id);
    expect(await state()).toMatchObject({ epoch: 0, enabled: true, customerId: ours.customer.id });
    const changes = { firstName: 'New', roleId: builtInRoles.buyerAdministrator.id };
    expect(await customerUsers().update(ours.ofCustomer, buyer.id, changes, event())).toMatchObject(changes);
    expect(await state()).toMatchObject({ epoch: 0, permissions: builtInRoles.buyerAdministrator.permissions });
    await customerUsers().update(ours.reach, buyer.id, { enabled: false }, event());
    expect(await state()).toMatchObject({ epoch: 1, enabled: false });
  });

  it('who are deleted vanish, free the e-mail address and leave deactivated applications', async () => {
    const { accounts, clients } = opened().storage;
    const buyer = buildCustomerUser(ours.customer);
    await customerUsers().insert(buyer, 'hash', event());
    const owner = { kind: 'customer-user', id: buyer.id } as const;
    const client = buildClient(ours.organization.id, { owner, side: 'storefront' });
    await clients.insert(client, event());
    expect(await customerUsers().delete(ours.reach, buyer.id, event())).toBe(true);
    expect(await customerUsers().delete(ours.reach, buyer.id, event())).toBe(false);
    expect(await customerUsers().get(everywhere, buyer.id)).toBeNull();
    expect(await accounts.state(owner, ours.organization.id)).toBeNull();
    expect(await accounts.findForSignIn('storefront', ours.organization.id, buyer.email)).toBeNull();
    expect(await clients.findById(client.id)).toMatchObject({ active: false, epoch: 1, owner });
    await customerUsers().insert(buildCustomerUser(ours.customer, { email: buyer.email }), null, event());
  });
});
