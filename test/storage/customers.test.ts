import { beforeAll, expect, it } from 'vitest';
import { RuleViolation } from '../../src/access/rule-violation.ts';
import {
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

describeStorage('customers', (opened) => {
  const customers = () => opened().storage.customers;
  let ours: Tenant;
  let theirs: Tenant;
  beforeAll(async () => {
    ours = await insertTenant(opened().storage);
    theirs = await insertTenant(opened().storage);
  });

  it('are given back exactly as stored', async () => {
    const customer = buildCustomer(ours.organization.id, { name: 'Müller & Söhne \\ 100 %', enabled: false });
    await customers().insert(customer, event());
    expect(await customers().get(everywhere, customer.id)).toEqual(customer);
    expect((await customers().list(ours.reach, query([where('name', '100 %', 'contains')]))).rows).toEqual([customer]);
    expect((await customers().list(ours.reach, query([where('name', '100_%', 'contains')]))).rows).toEqual([]);
  });

  it('are not found under what is no id', async () => {
    for (const id of [nobody, ...strangeIds]) {
      expect(await customers().get(everywhere, id)).toBeNull();
      expect(await customers().update(everywhere, id, { name: 'x' }, event())).toBeNull();
      expect(await customers().delete(everywhere, id, event())).toBe(false);
    }
  });

  it('of another organization cannot be seen or changed', async () => {
    const { customer } = ours;
    for (const reach of [theirs.reach, theirs.ofCustomer, theirs.ofUser, ours.ofUser, ours.ofCustomerUser]) {
      expect(await customers().get(reach, customer.id)).toBeNull();
      expect((await customers().list(reach, query([where('id', customer.id)]))).total).toBe(0);
      expect(await customers().update(reach, customer.id, { enabled: false }, event())).toBeNull();
      expect(await customers().delete(reach, customer.id, event())).toBe(false);
    }
    expect(await customers().get(everywhere, customer.id)).toEqual(customer);
  });

  it('see themselves within their own reach', async () => {
    expect((await customers().list(theirs.ofCustomer, query())).rows).toEqual([theirs.customer]);
  });

  it('have names that are unique in their organization', async () => {
    const { name } = ours.customer;
    const same = buildCustomer(ours.organization.id, { name: name.toUpperCase() });
    await expect(customers().insert(same, event())).rejects.toThrow(RuleViolation);
    await customers().insert(buildCustomer(theirs.organization.id, { name }), event());
  });

  it('end what was issued to their customer users when they are disabled, at once', async () => {
    const { accounts, customerUsers } = opened().storage;
    const customer = buildCustomer(ours.organization.id);
    await customers().insert(customer, event());
    const buyers = [1, 2].map(() => buildCustomerUser(customer));
    for (const buyer of buyers) await customerUsers.insert(buyer, null, event());
    const states = () =>
      Promise.all(buyers.map(({ id }) => accounts.state({ kind: 'customer-user', id }, ours.organization.id)));
    expect(await states()).toMatchObject([
      { enabled: true, epoch: 0 },
      { enabled: true, epoch: 0 },
    ]);
    await customers().update(ours.reach, customer.id, { enabled: false }, event());
    expect(await states()).toMatchObject([
      { enabled: false, epoch: 1 },
      { enabled: false, epoch: 1 },
    ]);
    await customers().update(ours.reach, customer.id, { enabled: false, name: `${customer.name} 2` }, event());
    await customers().update(ours.reach, customer.id, { enabled: true }, event());
    expect(await states()).toMatchObject([
      { enabled: true, epoch: 1 },
      { enabled: true, epoch: 1 },
    ]);
  });

  it('are deleted only without customer users, and free their name', async () => {
    const { customerUsers } = opened().storage;
    const customer = buildCustomer(ours.organization.id);
    await customers().insert(customer, event());
    const buyer = buildCustomerUser(customer);
    await customerUsers.insert(buyer, null, event());
    await expect(customers().delete(ours.reach, customer.id, event())).rejects.toThrow(RuleViolation);
    await customerUsers.delete(ours.reach, buyer.id, event());
    expect(await customers().delete(ours.reach, customer.id, event())).toBe(true);
    expect(await customers().delete(ours.reach, customer.id, event())).toBe(false);
    expect(await customers().get(everywhere, customer.id)).toBeNull();
    await expect(customerUsers.insert(buildCustomerUser(customer), null, event())).rejects.toThrow(RuleViolation);
    await customers().insert(buildCustomer(ours.organization.id, { name: customer.name }), event());
  });

  it('are never deleted while somebody joins them', async () => {
    for (let round = 0; round < 5; round += 1) {
      const customer = buildCustomer(ours.organization.id);
      await customers().insert(customer, event());
      const [deleted, joined] = await Promise.allSettled([
        customers().delete(ours.reach, customer.id, event()),
        opened().storage.customerUsers.insert(buildCustomerUser(customer), null, event()),
      ]);
      expect([deleted.status, joined.status].sort()).toEqual(['fulfilled', 'rejected']);
    }
  });
});
