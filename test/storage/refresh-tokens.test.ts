import { beforeAll, describe, expect, it } from 'vitest';
import { buildFamily, event, fromNow, insertTenant, nobody, strangeIds, type Tenant } from './builders.ts';
import { describeStorage } from './databases.ts';

describeStorage('refresh-token families', (opened) => {
  const families = () => opened().storage.refreshTokens;
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await insertTenant(opened().storage);
  });

  it('are given back exactly as stored', async () => {
    const family = buildFamily(tenant.client, { scope: [], sequence: 5, epoch: '1.2.3', revokedAt: fromNow(0) });
    await families().insert(family);
    expect(await families().findByHandle(family.handleHash)).toEqual(family);
  });

  it('are found by the whole handle alone', async () => {
    const { handleHash } = buildFamily(tenant.client);
    expect(await families().findByHandle(handleHash)).toBeNull();
    expect(await families().findByHandle(new Uint8Array())).toBeNull();
  });

  describe('rotate', () => {
    const rotate = async (sequence: number, given: Parameters<typeof buildFamily>[1] = {}) => {
      const family = buildFamily(tenant.client, given);
      await families().insert(family);
      return families().rotate(family.id, sequence, new Date(), fromNow(1000));
    };

    it('from the present number to the next', async () => {
      const family = buildFamily(tenant.client);
      await families().insert(family);
      const rotatedAt = fromNow(10);
      const idleExpiresAt = fromNow(60_000);
      expect(await families().rotate(family.id, 0, rotatedAt, idleExpiresAt)).toBe(true);
      const rotated = { ...family, sequence: 1, rotatedAt, idleExpiresAt };
      expect(await families().findByHandle(family.handleHash)).toEqual(rotated);
      expect(await families().rotate(family.id, 0, rotatedAt, idleExpiresAt)).toBe(false);
      expect(await families().rotate(family.id, 1, rotatedAt, idleExpiresAt)).toBe(true);
    });

    it('exactly once, however many ask at once', async () => {
      const family = buildFamily(tenant.client);
      await families().insert(family);
      for (const sequence of [0, 1, 2]) {
        const tries = Array.from({ length: 20 }, () =>
          families().rotate(family.id, sequence, new Date(), fromNow(60_000)),
        );
        expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
      }
      expect((await families().findByHandle(family.handleHash))?.sequence).toBe(3);
    });

    it('many families at once, each for itself', async () => {
      const good = Array.from({ length: 30 }, () => buildFamily(tenant.client));
      const revoked = buildFamily(tenant.client, { revokedAt: new Date() });
      const all = [...good, revoked, buildFamily(tenant.client)];
      for (const family of all.slice(0, -1)) await families().insert(family);
      const until = fromNow(60_000);
      const rotated = await Promise.all(all.map(({ id }) => families().rotate(id, 0, new Date(), until)));
      expect(rotated).toEqual([...good.map(() => true), false, false]);
      const found = await Promise.all(all.map(({ handleHash }) => families().findByHandle(handleHash)));
      expect(found.map((family) => family?.sequence)).toEqual([...good.map(() => 1), 0, undefined]);
      expect(found.map((family) => family?.id)).toEqual([...good.map(({ id }) => id), revoked.id, undefined]);
    });

    it('never from another number, nor when revoked or expired', async () => {
      expect(await rotate(1)).toBe(false);
      expect(await rotate(0, { sequence: 1 })).toBe(false);
      expect(await rotate(0, { revokedAt: new Date() })).toBe(false);
      expect(await rotate(0, { idleExpiresAt: fromNow(-1) })).toBe(false);
      expect(await rotate(0, { expiresAt: fromNow(-1) })).toBe(false);
      for (const id of [nobody, ...strangeIds]) {
        expect(await families().rotate(id, 0, new Date(), fromNow(1000))).toBe(false);
      }
    });
  });

  describe('revoked', () => {
    it('end at once, together with their access tokens, and the event tells of it once', async () => {
      const { auditLog, revocations } = opened().storage;
      const family = buildFamily(tenant.client);
      await families().insert(family);
      const told = event('revocation of a family');
      expect(revocations.has(`family:${family.id}`)).toBe(false);
      await families().revoke(family.id, fromNow(60_000), told);
      await families().revoke(family.id, fromNow(60_000), told);
      expect(revocations.has(`family:${family.id}`)).toBe(true);
      expect((await families().findByHandle(family.handleHash))?.revokedAt).toBeInstanceOf(Date);
      expect(await families().rotate(family.id, 0, new Date(), fromNow(1000))).toBe(false);
      const entries = (await auditLog.after('0', 1000)).filter(({ subject }) => subject.id === told.subject.id);
      expect(entries).toHaveLength(1);
    });

    it('or not there, change nothing', async () => {
      for (const id of [nobody, ...strangeIds]) await families().revoke(id, fromNow(1000), event());
      expect(opened().storage.revocations.has(`family:${nobody}`)).toBe(false);
    });

    it('lose against no rotation that was answered before', async () => {
      const family = buildFamily(tenant.client);
      await families().insert(family);
      const [rotated] = await Promise.all([
        families().rotate(family.id, 0, new Date(), fromNow(1000)),
        families().revoke(family.id, fromNow(1000), event()),
      ]);
      const found = await families().findByHandle(family.handleHash);
      expect(found?.sequence).toBe(rotated ? 1 : 0);
      expect(found?.revokedAt).not.toBeNull();
    });
  });
});
