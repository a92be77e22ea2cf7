import { beforeAll, describe, expect, it } from 'vitest';
import { RuleViolation } from '../../src/access/rule-violation.ts';
import {
  buildClient,
  buildSecret,
  event,
  everywhere,
  fromNow,
  insertTenant,
  nobody,
  query,
  strangeIds,
  type Tenant,
  where,
} from './builders.ts';
import { describeStorage } from './databases.ts';

describeStorage('clients', (opened) => {
  const clients = () => opened().storage.clients;
  let ours: Tenant;
  let theirs: Tenant;
  beforeAll(async () => {
    ours = await insertTenant(opened().storage);
    theirs = await insertTenant(opened().storage);
  });

  it('gives everybody their own, where many that nobody met before are asked for at the same time', async () => {
    const tenants = [await insertTenant(opened().storage), await insertTenant(opened().storage)] as const;
    const many = Array.from({ length: 30 }, (_, at) => {
      const { organization, user } = tenants[at % 2 === 0 ? 0 : 1];
      const secrets = Array.from({ length: at % 3 }, () => buildSecret());
      return buildClient(organization.id, { secrets, owner: { kind: 'user', id: user.id } });
    });
    for (const client of many) await clients().insert(client, event());
    const secretsOf = (found: Awaited<ReturnType<ReturnType<typeof clients>['findById']>>) =>
      found && [found.clientId, found.secrets.map(({ id }) => id).sort()];
    const expected = many.map(({ clientId, secrets }) => [clientId, secrets.map(({ id }) => id).sort()]);
    const asked = many.flatMap(({ clientId }) => [
      clients().findByClientId(clientId),
      clients().findByClientId('none'),
    ]);
    const byClientId = await Promise.all(asked);
    expect(byClientId.map(secretsOf)).toEqual(expected.flatMap((each) => [each, null]));
    expect((await Promise.all(many.map(({ id }) => clients().findById(id)))).map(secretsOf)).toEqual(expected);
  });

  it('gives back exactly what was stored', async () => {
    const client = buildClient(ours.organization.id, {
      name: 'Ünïcode “quotes” \\ {braces} \u{1F511}',
      owner: { kind: 'customer-user', id: ours.customerUser.id },
      side: 'storefront',
      grantTypes: ['authorization_code', 'password'],
      redirectUris: ['https://a.example/cb?x=1,2', 'com.example:/cb', 'http://127.0.0.1/"quoted"\\'],
      confidential: false,
      skipConsent: true,
      tokenReuse: true,
      guestsAllowed: true,
      active: false,
      access: { mode: 'chosen', scopes: ['users:read', 'profile:read'] },
      epoch: 3,
      secrets: [buildSecret({ name: 'a', expiresAt: fromNow(60_000) }), buildSecret({ name: 'b' })].sort((a, b) =>
        a.id < b.id ? -1 : 1,
      ),
      createdBy: { kind: 'user', id: ours.user.id },
    });
    await clients().insert(client, event());
    expect(await clients().findByClientId(client.clientId)).toEqual(client);
    expect(await clients().findById(client.id)).toEqual(client);
    const unused = client.secrets.map(({ id }) => ({
      secretId: id,
      lastUsedAt: null,
      lastUsedAddress: null,
      createdByName: null,
    }));
    const listing = {
      client,
      ownerName: 'Ada Lovelace',
      organizationName: ours.organization.name,
      usage: { lastTokenAt: null, lastCallAt: null, lastUsedAt: null, secrets: unused },
    };
    expect(await clients().get(everywhere, client.id)).toEqual(listing);
    expect((await clients().list(everywhere, query([where('id', client.id)]))).rows).toEqual([listing]);
  });

  it('finds nothing under what is no id', async () => {
    for (const id of [nobody, ...strangeIds]) {
      expect(await clients().findByClientId(id)).toBeNull();
      expect(await clients().findById(id)).toBeNull();
      expect(await clients().get(everywhere, id)).toBeNull();
      expect(await clients().update(everywhere, id, { name: 'x' }, event())).toBeNull();
      expect(await clients().delete(everywhere, id, event())).toBe(false);
      expect(await clients().insertSecret(everywhere, id, buildSecret(), event())).toBe(false);
      expect(await clients().retireSecret(everywhere, id, nobody, event())).toBe(false);
      expect(await clients().retireSecret(everywhere, ours.client.id, id, event())).toBe(false);
    }
  });

  it('forgets that there was nobody once there is somebody', async () => {
    const client = buildClient(ours.organization.id);
    expect(await clients().findByClientId(client.clientId)).toBeNull();
    await clients().insert(client, event());
    expect(await clients().findByClientId(client.clientId)).toEqual(client);
  });

  describe('another organization', () => {
    const foreign = () => [theirs.reach, theirs.ofCustomer, theirs.ofUser, theirs.ofCustomerUser];

    it('sees nothing', async () => {
      for (const reach of foreign()) {
        for (const { id } of [ours.client, ours.storefrontClient]) {
          expect(await clients().get(reach, id)).toBeNull();
          expect(await clients().list(reach, query([where('id', id)]))).toEqual({ rows: [], total: 0 });
        }
      }
    });

    it('changes nothing', async () => {
      const { id, clientId } = ours.storefrontClient;
      for (const reach of foreign()) {
        expect(await clients().update(reach, id, { name: 'taken over' }, event())).toBeNull();
        expect(await clients().delete(reach, id, event())).toBe(false);
        expect(await clients().insertSecret(reach, id, buildSecret(), event())).toBe(false);
        expect(await clients().retireSecret(reach, id, ours.storefrontClient.secrets[0]?.id ?? '', event())).toBe(
          false,
        );
      }
      expect(await clients().findByClientId(clientId)).toEqual(ours.storefrontClient);
    });
  });

  describe('a reach', () => {
    const idsWithin = async (reach: Tenant['reach']) => {
      const page = await clients().list(reach, query());
      expect(page.total).toBe(page.rows.length);
      return page.rows.map(({ client }) => client.id);
    };

    it('of a person holds its own applications', async () => {
      expect(await idsWithin(ours.ofUser)).toEqual([ours.client.id]);
      expect(await clients().get(ours.ofUser, ours.storefrontClient.id)).toBeNull();
      expect(await idsWithin(theirs.ofCustomerUser)).toEqual([theirs.storefrontClient.id]);
    });

    it('of a customer holds the applications of its customer users', async () => {
      expect(await idsWithin(theirs.ofCustomer)).toEqual([theirs.storefrontClient.id]);
    });

    it('of an organization on the storefront holds nothing of the back-office', async () => {
      const reach = { ...theirs.reach, side: 'storefront' } as const;
      expect(await idsWithin(reach)).toEqual([theirs.storefrontClient.id]);
      expect(await clients().get(reach, theirs.client.id)).toBeNull();
      expect(await clients().delete(reach, theirs.client.id, event())).toBe(false);
    });

    it('of an organization holds all of it', async () => {
      expect((await idsWithin(theirs.reach)).sort()).toEqual([theirs.client.id, theirs.storefrontClient.id].sort());
    });
  });

  describe('a name', () => {
    it('is taken once per owner and organization, whatever its case', async () => {
      const { owner, organizationId, name } = ours.client;
      const again = buildClient(organizationId, { owner, name: name.toUpperCase() });
      const refusal = await clients()
        .insert(again, event())
        .catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(RuleViolation);
      expect(refusal).toMatchObject({ conflict: true, violations: [{ field: 'name' }] });
      await clients().insert(buildClient(organizationId, { name }), event());
      await clients().insert(buildClient(theirs.organization.id, { owner: null, name }), event());
    });

    it('is taken for applications without an owner too', async () => {
      const first = buildClient(ours.organization.id);
      await clients().insert(first, event());
      const second = buildClient(ours.organization.id, { name: first.name });
      await expect(clients().insert(second, event())).rejects.toThrow(RuleViolation);
      await clients().insert({ ...second, name: `${first.name} 2` }, event());
      await expect(clients().update(everywhere, second.id, { name: first.name }, event())).rejects.toThrow(
        RuleViolation,
      );
    });

    it('is free again after the application was deleted', async () => {
      const first = buildClient(ours.organization.id);
      await clients().insert(first, event());
      await clients().delete(everywhere, first.id, event());
      await clients().insert(buildClient(ours.organization.id, { name: first.name }), event());
    });
  });

  describe('a change', () => {
    it('holds at once and leaves the rest alone', async () => {
      const client = buildClient(ours.organization.id);
      await clients().insert(client, event());
      await clients().findByClientId(client.clientId);
      const changes = {
        name: `${client.name} renamed`,
        redirectUris: ['https://new.example/'],
        access: { mode: 'read-only' },
        skipConsent: true,
        tokenReuse: true,
        guestsAllowed: true,
      } as const;
      const changed = await clients().update(ours.reach, client.id, changes, event());
      expect(changed?.client).toEqual({ ...client, ...changes, updatedAt: changed?.client.updatedAt });
      expect(changed?.client.updatedAt.getTime()).toBeGreaterThan(client.updatedAt.getTime());
      expect(await clients().findByClientId(client.clientId)).toEqual(changed?.client);
    });

    it('that deactivates raises the epoch once, and activation does not lower it', async () => {
      const client = buildClient(ours.organization.id);
      await clients().insert(client, event());
      const epochAfter = async (active: boolean) =>
        (await clients().update(ours.reach, client.id, { active }, event()))?.client.epoch;
      expect(await epochAfter(true)).toBe(0);
      expect(await epochAfter(false)).toBe(1);
      expect(await epochAfter(false)).toBe(1);
      expect(await epochAfter(true)).toBe(1);
      expect(await epochAfter(false)).toBe(2);
    });
  });

  it('is gone for everybody after its deletion, and its client id never comes back', async () => {
    const client = buildClient(ours.organization.id, { owner: { kind: 'user', id: ours.user.id } });
    await clients().insert(client, event());
    expect(await clients().delete(ours.ofUser, client.id, event())).toBe(true);
    expect(await clients().delete(ours.ofUser, client.id, event())).toBe(false);
    expect(await clients().findByClientId(client.clientId)).toBeNull();
    expect(await clients().findById(client.id)).toBeNull();
    expect(await clients().get(everywhere, client.id)).toBeNull();
    expect((await clients().list(everywhere, query([where('clientId', client.clientId)]))).total).toBe(0);
    expect(await clients().update(everywhere, client.id, { active: true }, event())).toBeNull();
    const twin = buildClient(ours.organization.id, { clientId: client.clientId });
    await expect(clients().insert(twin, event())).rejects.toThrow();
  });

  describe('secrets', () => {
    it('are added and retired, and both hold at once', async () => {
      const client = buildClient(ours.organization.id, { secrets: [] });
      await clients().insert(client, event());
      const secret = buildSecret();
      expect(await clients().insertSecret(ours.reach, client.id, secret, event())).toBe(true);
      expect((await clients().findByClientId(client.clientId))?.secrets).toEqual([secret]);
      expect(await clients().retireSecret(ours.reach, client.id, secret.id, event())).toBe(true);
      expect((await clients().findByClientId(client.clientId))?.secrets).toEqual([]);
      expect(await clients().retireSecret(ours.reach, client.id, secret.id, event())).toBe(false);
    });

    it('are five at most, also when many are added at once', async () => {
      const client = buildClient(ours.organization.id);
      await clients().insert(client, event());
      const tries = Array.from({ length: 8 }, () =>
        clients().insertSecret(ours.reach, client.id, buildSecret(), event()),
      );
      expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(4);
      expect((await clients().findById(client.id))?.secrets).toHaveLength(5);
    });

    it('of another application cannot be retired', async () => {
      const secretId = theirs.client.secrets[0]?.id ?? '';
      expect(await clients().retireSecret(everywhere, ours.client.id, secretId, event())).toBe(false);
    });

    it('vanish when they expire, also from the cache', async () => {
      const secret = buildSecret({ expiresAt: fromNow(300) });
      const client = buildClient(ours.organization.id, { secrets: [secret] });
      await clients().insert(client, event());
      expect((await clients().findByClientId(client.clientId))?.secrets).toEqual([secret]);
      await new Promise((resolve) => setTimeout(resolve, 350));
      expect((await clients().findByClientId(client.clientId))?.secrets).toEqual([]);
      expect((await clients().get(everywhere, client.id))?.client.secrets).toEqual([]);
    });
  });
});
