import { randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { RuleViolation } from '../../src/access/rule-violation.ts';
import type { ConfiguredApi, RegisteredApi } from '../../src/oauth/registered-api.ts';
import { event, everywhere, insertTenant, instant, nobody, query, strangeIds, type Tenant, where } from './builders.ts';
import { describeStorage, openTestStorage, postgres } from './databases.ts';
import { within } from './within.ts';

function buildApi(given: Partial<RegisteredApi> = {}): RegisteredApi {
  const id = randomUUID();
  return {
    id,
    identifier: `https://${id}.example.com/api`,
    name: `API ${id}`,
    side: 'backoffice',
    scopes: [{ scope: 'orders:read', sentence: 'See the orders.' }],
    builtIn: false,
    configured: false,
    secretHash: new Uint8Array(randomBytes(32)),
    createdAt: instant,
    updatedAt: instant,
    ...given,
  };
}

describeStorage('registered APIs', (opened) => {
  const apis = () => opened().storage.registeredApis;
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await insertTenant(opened().storage);
  });

  const remembered = (id: string) =>
    apis()
      .all()
      .find((api) => api.id === id) ?? null;
  const insert = async (given: Partial<RegisteredApi> = {}) => {
    const api = buildApi(given);
    await apis().insert(api, event());
    return api;
  };

  it('are given back exactly as stored, from the database and from memory', async () => {
    const api = await insert({ name: 'Bestellungen “A”', side: 'storefront', secretHash: null, scopes: [] });
    expect(await apis().get(everywhere, api.id)).toEqual(api);
    expect(remembered(api.id)).toEqual(api);
  });

  it('are seen and changed by the global reach alone', async () => {
    const api = await insert();
    for (const reach of [tenant.reach, tenant.ofUser, tenant.ofCustomer, tenant.ofCustomerUser]) {
      expect(await apis().get(reach, api.id)).toBeNull();
      expect((await apis().list(reach, query())).total).toBe(0);
      expect(await apis().update(reach, api.id, { name: 'x' }, event())).toBeNull();
      expect(await apis().delete(reach, api.id, event())).toBe(false);
    }
    expect(await apis().get(everywhere, api.id)).toEqual(api);
  });

  it('are not found under what is no id', async () => {
    for (const id of [nobody, ...strangeIds]) {
      expect(await apis().get(everywhere, id)).toBeNull();
      expect(await apis().update(everywhere, id, { name: 'x' }, event())).toBeNull();
      expect(await apis().delete(everywhere, id, event())).toBe(false);
    }
  });

  it('have identifiers that are unique while they live', async () => {
    const { id, identifier } = await insert();
    await expect(insert({ identifier })).rejects.toThrow(RuleViolation);
    await apis().delete(everywhere, id, event());
    expect(remembered(id)).toBeNull();
    const successor = await insert({ identifier });
    expect((await apis().list(everywhere, query([where('identifier', identifier)]))).rows).toEqual([successor]);
  });

  it('change in memory as soon as they have changed', async () => {
    const { id } = await insert();
    const secretHash = new Uint8Array(32).fill(9);
    const scopes = [{ scope: 'orders:write', sentence: 'Change the orders.' }];
    const changed = await apis().update(everywhere, id, { name: 'Renamed', scopes, secretHash }, event());
    expect(changed).toMatchObject({ name: 'Renamed', scopes, secretHash });
    expect(remembered(id)).toEqual(changed);
  });

  it('are taken from every application when they are deleted, and nothing else is', async () => {
    const { clients } = opened().storage;
    const gone = await insert();
    const kept = await insert();
    const allow = ({ identifier }: RegisteredApi) => ({ identifier, scopes: ['orders:read'] });
    const { id } = tenant.client;
    await clients.update(everywhere, id, { apis: [allow(gone), allow(kept)] }, event());
    await clients.update(everywhere, tenant.storefrontClient.id, { apis: [allow(gone)] }, event());
    expect((await clients.findById(id))?.apis).toEqual([allow(gone), allow(kept)]);
    await apis().delete(everywhere, gone.id, event());
    expect((await clients.findById(id))?.apis).toEqual([allow(kept)]);
    expect((await clients.findById(tenant.storefrontClient.id))?.apis).toEqual([]);
  });

  it('of the configuration are exactly those it names, and keep id and secret when they come back', async () => {
    const name = (): ConfiguredApi => ({
      identifier: `https://${randomUUID()}.example.com`,
      name: 'Configured',
      side: 'backoffice',
      scopes: [],
      secretHash: null,
    });
    const configured = () =>
      apis()
        .all()
        .filter((api) => api.configured);
    const [one, two] = [{ ...name(), secretHash: new Uint8Array(32).fill(1) }, name()];
    const own = await insert({ identifier: two.identifier });
    await apis().configure([one, two]);
    const first = configured().find(({ identifier }) => identifier === one.identifier);
    expect(first?.secretHash).toEqual(one.secretHash);
    // One that was registered by hand is taken over with its secret.
    expect(remembered(own.id)).toMatchObject({ configured: true, name: 'Configured', secretHash: own.secretHash });
    await apis().configure([two]);
    expect(configured().map(({ id }) => id)).toEqual([own.id]);
    await apis().configure([{ ...one, secretHash: null }]);
    expect(configured()).toEqual([{ ...first, updatedAt: expect.any(Date) }]);
    await apis().configure([]);
    expect(configured()).toEqual([]);
  });

  it('that are as the configuration says are not written again', async () => {
    const identifier = `https://${randomUUID()}.example.com`;
    const scopes = [{ scope: 'a', sentence: 'One.' }];
    const api = { identifier, name: 'Same', side: 'storefront', scopes, secretHash: null } as const;
    await apis().configure([api]);
    const [before] = apis()
      .all()
      .filter((each) => each.configured);
    await apis().configure([api]);
    expect(
      apis()
        .all()
        .filter((each) => each.configured),
    ).toEqual([before]);
    await apis().configure([]);
  });

  it('are configured by nodes that start at once, without one in the way of the other', async () => {
    const identifier = `https://${randomUUID()}.example.com`;
    const api = { identifier, name: 'Same', side: 'backoffice', scopes: [], secretHash: null } as const;
    await Promise.all([1, 2, 3, 4].map(() => apis().configure([api])));
    expect((await apis().list(everywhere, query([where('identifier', identifier)]))).total).toBe(1);
    await apis().configure([]);
  });
});

describeStorage('the origins of applications', (opened) => {
  it('are known while an active application has them', async () => {
    const { clients } = opened().storage;
    const { client } = await insertTenant(opened().storage);
    const origin = 'https://shop.example.com';
    const isKnown = () => clients.hasCorsOrigin(origin);
    expect(await isKnown()).toBe(false);
    await clients.update(everywhere, client.id, { corsOrigins: [origin] }, event());
    expect([
      await isKnown(),
      await clients.hasCorsOrigin('https://shop.example'),
      await clients.hasCorsOrigin('a\0'),
    ]).toEqual([true, false, false]);
    await clients.update(everywhere, client.id, { active: false }, event());
    expect(await isKnown()).toBe(false);
    await clients.update(everywhere, client.id, { active: true }, event());
    await clients.delete(everywhere, client.id, event());
    expect(await isKnown()).toBe(false);
  });
});

describe.skipIf(!postgres.isThere)('two nodes on one PostgreSQL', () => {
  it('both know within a second what was registered, changed and removed on one', async () => {
    const place = await postgres.create();
    const [one, other] = [await openTestStorage(place), await openTestStorage(place)];
    const there = (id: string) => other.registeredApis.all().find((api) => api.id === id);
    const api = buildApi();
    await one.registeredApis.insert(api, event());
    await within(1_000, () => there(api.id)?.name === api.name);
    await one.registeredApis.update(everywhere, api.id, { name: 'Renamed' }, event());
    await within(1_000, () => there(api.id)?.name === 'Renamed');
    await one.registeredApis.delete(everywhere, api.id, event());
    await within(1_000, () => there(api.id) === undefined);
    await Promise.all([one.close(), other.close()]);
    await place.remove();
  });
});
