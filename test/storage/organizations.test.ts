import { beforeAll, expect, it } from 'vitest';
import { RuleViolation } from '../../src/access/rule-violation.ts';
import {
  buildOrganization,
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

describeStorage('organizations', (opened) => {
  const organizations = () => opened().storage.organizations;
  let ours: Tenant;
  let theirs: Tenant;
  beforeAll(async () => {
    expect(await opened().storage.isEmpty()).toBe(true);
    ours = await insertTenant(opened().storage);
    theirs = await insertTenant(opened().storage);
  });

  it('are what tells an installation from an empty one', async () => {
    expect(await opened().storage.isEmpty()).toBe(false);
  });

  it('are given back exactly as stored', async () => {
    const organization = buildOrganization({ name: 'Größe “A” \u{1F3ED}', global: true, enabled: false, epoch: 4 });
    await organizations().insert(organization, event());
    expect(await organizations().findById(organization.id)).toEqual(organization);
    expect(await organizations().findById(organization.id.toUpperCase())).toEqual(organization);
    expect(await organizations().get(everywhere, organization.id)).toEqual(organization);
  });

  it('are not found under what is no id', async () => {
    for (const id of [nobody, ...strangeIds]) {
      expect(await organizations().findById(id)).toBeNull();
      expect(await organizations().get(everywhere, id)).toBeNull();
      expect(await organizations().update(everywhere, id, { name: 'x' }, event())).toBeNull();
    }
  });

  it('see themselves and no other', async () => {
    for (const reach of [ours.reach, ours.ofUser, ours.ofCustomer, ours.ofCustomerUser]) {
      expect((await organizations().list(reach, query())).rows).toEqual([ours.organization]);
      expect(await organizations().get(reach, theirs.organization.id)).toBeNull();
      expect(await organizations().update(reach, theirs.organization.id, { name: 'x' }, event())).toBeNull();
    }
    expect(await organizations().findById(theirs.organization.id)).toEqual(theirs.organization);
  });

  it('have names that are unique whatever their case', async () => {
    const { name } = ours.organization;
    await expect(organizations().insert(buildOrganization({ name: name.toUpperCase() }), event())).rejects.toThrow(
      RuleViolation,
    );
    await expect(organizations().update(everywhere, theirs.organization.id, { name }, event())).rejects.toThrow(
      RuleViolation,
    );
    expect(await organizations().findById(theirs.organization.id)).toEqual(theirs.organization);
  });

  it('end what was issued when they are disabled, once, and it stays ended', async () => {
    const { id } = theirs.organization;
    const after = async (enabled: boolean) => {
      await organizations().update(everywhere, id, { enabled }, event());
      return organizations().findById(id);
    };
    expect(await after(false)).toMatchObject({ enabled: false, epoch: 1 });
    expect(await after(false)).toMatchObject({ enabled: false, epoch: 1 });
    expect(await after(true)).toMatchObject({ enabled: true, epoch: 1 });
  });

  it('are listed by what they are', async () => {
    const named = where('name', ours.organization.name.slice(-12), 'contains');
    expect((await organizations().list(everywhere, query([named, where('global', 'false')]))).total).toBe(1);
    expect((await organizations().list(everywhere, query([named, where('enabled', 'false')]))).total).toBe(0);
  });
});
