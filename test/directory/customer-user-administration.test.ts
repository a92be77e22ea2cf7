import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../src/access/caller.ts';
import { builtInRoles } from '../../src/directory/role.ts';
import {
  callerFor,
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
let carol: Caller;
let cleo: Caller;

beforeAll(async () => {
  directory = await openTestDirectory();
  world = await populate(directory);
  const { all, a } = world.organizations;
  root = await callerFor(directory, world.people.root, all);
  alice = await callerFor(directory, world.people.alice, a);
  mia = await callerFor(directory, world.people.mia, a);
  carol = await callerFor(directory, world.people.carol, a);
  cleo = await callerFor(directory, world.people.cleo, a);
}, 60_000);
afterAll(() => directory.close());

const { buyer, buyerAdministrator, member } = builtInRoles;
let made = 0;

function newBuyer(changes: object = {}) {
  made += 1;
  return { email: `buyer${made}@example.com`, roleId: buyer.id as string, ...changes };
}

describe('customer users', () => {
  it('are seen from the back-office by organization, from the storefront by customer or alone', async () => {
    const { customerUsers } = directory.administrations;
    const emails = async (caller: Caller) =>
      (await customerUsers.list(caller, everything)).rows.map(({ email }) => email.split('@')[0]).sort();
    expect(await emails(root)).toEqual(['carol', 'cleo', 'dan', 'otto']);
    expect(await emails(alice)).toEqual(['carol', 'cleo', 'otto']);
    expect(await emails(carol)).toEqual(['carol', 'cleo']);
    expect(await emails(cleo)).toEqual(['cleo']);
    expect(await customerUsers.get(carol, world.people.otto.id)).toBeNull();
    expect(await customerUsers.get(alice, world.people.dan.id)).toBeNull();
  });

  it('of a customer are created by its buyer administrator, for no other customer', async () => {
    const { customerUsers } = directory.administrations;
    const created = await customerUsers.create(carol, newBuyer());
    expect(created).toMatchObject({ customerId: world.customers.a, organizationId: world.organizations.a });
    for (const customerId of [world.customers.otherA, world.customers.b, 'nonsense']) {
      expect(await outcomeOf(customerUsers.create(carol, newBuyer({ customerId })))).toMatch(/^customer:/);
    }
    expect(await outcomeOf(customerUsers.create(cleo, newBuyer()))).toMatch(/^denied:/);
    expect(await outcomeOf(customerUsers.delete(carol, created.id))).toMatch(/^denied:/);
  });

  it('are created in the back-office within the organization, and always for a customer', async () => {
    const { customerUsers } = directory.administrations;
    expect(await outcomeOf(customerUsers.create(alice, newBuyer({ customerId: world.customers.otherA })))).toBe('done');
    expect(await outcomeOf(customerUsers.create(alice, newBuyer({ customerId: world.customers.b })))).toMatch(
      /^customer:/,
    );
    expect(await outcomeOf(customerUsers.create(alice, newBuyer()))).toMatch(/^customer:/);
    expect(await outcomeOf(customerUsers.create(root, newBuyer({ customerId: world.customers.b })))).toBe('done');
    expect(await outcomeOf(customerUsers.create(mia, newBuyer({ customerId: world.customers.a })))).toMatch(/^denied:/);
  });

  it('are never given a role of the back-office, of nobody, or beyond the giver', async () => {
    const { customerUsers, roles } = directory.administrations;
    const permissions = { customerusers: { view: 'organization' } } as const;
    const wide = await roles.create(root, {
      name: 'Wide buyer',
      side: 'storefront',
      permissions,
      organizationId: world.organizations.a,
    });
    for (const roleId of [member.id, 'nonsense', wide.id]) {
      expect(await outcomeOf(customerUsers.create(carol, newBuyer({ roleId })))).toMatch(/^role:/);
      expect(await outcomeOf(customerUsers.update(carol, world.people.cleo.id, { roleId }))).toMatch(/^role:/);
    }
    const elsewhere = newBuyer({ roleId: wide.id, customerId: world.customers.b });
    expect(await outcomeOf(customerUsers.create(root, elsewhere))).toMatch(/^role:/);
    expect(await outcomeOf(customerUsers.update(carol, world.people.cleo.id, { roleId: buyerAdministrator.id }))).toBe(
      'done',
    );
    expect(await outcomeOf(customerUsers.update(carol, world.people.cleo.id, { roleId: buyer.id }))).toBe('done');
  });

  it('are edited, disabled and given a new password within the customer', async () => {
    const { customerUsers } = directory.administrations;
    const created = await customerUsers.create(carol, newBuyer({ password: testPassword }));
    const edited = await customerUsers.update(carol, created.id, { firstName: 'Sam', enabled: false });
    expect(edited).toMatchObject({ firstName: 'Sam', enabled: false });
    expect(await customerUsers.resetPassword(carol, created.id, 'another fine password')).toBe(true);
    expect(await customerUsers.update(carol, world.people.otto.id, { firstName: 'Sam' })).toBeNull();
    expect(await customerUsers.resetPassword(carol, world.people.otto.id, testPassword)).toBe(false);
    expect(await customerUsers.delete(alice, created.id)).toBe(true);
    expect(await customerUsers.delete(alice, created.id)).toBe(false);
  });

  it('never disable themselves', async () => {
    const { customerUsers } = directory.administrations;
    expect(await outcomeOf(customerUsers.update(carol, world.people.carol.id, { enabled: false }))).toMatch(
      /^enabled:/,
    );
  });

  it('have an e-mail address of their own within the organization, not beyond it', async () => {
    const { customerUsers } = directory.administrations;
    const same = { roleId: buyer.id, customerId: world.customers.b };
    expect(await outcomeOf(customerUsers.create(root, { ...same, email: 'CAROL@example.com' }))).toBe('done');
    expect(await outcomeOf(customerUsers.create(root, { ...same, email: 'carol@example.com' }))).toMatch(/^email:/);
  });
});

describe('customers', () => {
  it('are created in the organization one works in, elsewhere only from a global one', async () => {
    const { customers } = directory.administrations;
    const created = await customers.create(alice, { name: 'Bakery' });
    expect(created.organizationId).toBe(world.organizations.a);
    const elsewhere = { name: 'Bakery', organizationId: world.organizations.b };
    expect(await outcomeOf(customers.create(alice, elsewhere))).toMatch(/^organization:/);
    expect(await outcomeOf(customers.create(root, elsewhere))).toBe('done');
    expect(await outcomeOf(customers.create(alice, { name: 'bakery' }))).toMatch(/^name:/);
    expect(await outcomeOf(customers.create(mia, { name: 'Butcher' }))).toMatch(/^denied:/);
    expect(await outcomeOf(customers.create(root, { name: 'X', organizationId: 'nonsense' }))).toMatch(
      /^organization:/,
    );
  });

  it('are renamed, disabled and deleted within reach, and not while they have customer users', async () => {
    const { customers } = directory.administrations;
    const created = await customers.create(alice, { name: 'Florist' });
    expect(await customers.update(alice, created.id, { name: ' Flowers ', enabled: false })).toMatchObject({
      name: 'Flowers',
      enabled: false,
    });
    expect(await customers.update(alice, world.customers.b, { name: 'Mine' })).toBeNull();
    expect(await customers.delete(alice, world.customers.b)).toBe(false);
    expect(await outcomeOf(customers.delete(alice, world.customers.a))).toMatch(/^null: .*customer users/);
    expect(await customers.delete(alice, created.id)).toBe(true);
  });

  it('that are disabled keep their people out', async () => {
    const { customers, customerUsers } = directory.administrations;
    const customer = await customers.create(alice, { name: 'Closing down' });
    const { id } = await customerUsers.create(alice, newBuyer({ customerId: customer.id }));
    const person = { kind: 'customer-user', id } as const;
    expect(await directory.owners.standing(person, world.organizations.a)).not.toBeNull();
    await customers.update(alice, customer.id, { enabled: false });
    expect(await directory.owners.standing(person, world.organizations.a)).toBeNull();
  });
});
