import { randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { event, fromNow, insertTenant, type Tenant } from './builders.ts';
import { describeStorage } from './databases.ts';

describeStorage('settings, set-up tokens, visitors, revocations', (opened) => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await insertTenant(opened().storage);
  });

  describe('a setting', () => {
    it('is read, written, replaced and deleted', async () => {
      const { settings } = opened().storage;
      expect(await settings.get('colour')).toBeNull();
      await settings.set('colour', 'grün \u{1F7E2}');
      expect(await settings.get('colour')).toBe('grün \u{1F7E2}');
      await settings.set('colour', '');
      expect(await settings.get('colour')).toBe('');
      await settings.delete('colour');
      await settings.delete('colour');
      expect(await settings.get('colour')).toBeNull();
    });

    it('that is to be written once is written by exactly one of many', async () => {
      const { settings } = opened().storage;
      const tries = Array.from({ length: 10 }, (_, at) => settings.insertOnce('first', String(at)));
      const won = (await Promise.all(tries)).indexOf(true);
      expect(await settings.get('first')).toBe(String(won));
      expect(await settings.insertOnce('first', 'late')).toBe(false);
      expect(await settings.get('first')).toBe(String(won));
    });
  });

  describe('a set-up token', () => {
    it('is good once, however many use it at once', async () => {
      const { setUpTokens } = opened().storage;
      const hash = new Uint8Array(randomBytes(32));
      await setUpTokens.insert(hash, fromNow(60_000));
      expect(await setUpTokens.check(hash, new Date())).toBe(true);
      expect(await setUpTokens.check(hash, new Date())).toBe(true);
      const tries = Array.from({ length: 10 }, () => setUpTokens.consume(hash, new Date()));
      expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
      expect(await setUpTokens.check(hash, new Date())).toBe(false);
      expect(await setUpTokens.consume(hash, new Date())).toBe(false);
    });

    it('expires by the clock it is asked with, and unknown ones are never good', async () => {
      const { setUpTokens } = opened().storage;
      const hash = new Uint8Array(randomBytes(32));
      await setUpTokens.insert(hash, fromNow(60_000));
      expect(await setUpTokens.consume(hash, fromNow(60_001))).toBe(false);
      expect(await setUpTokens.check(hash, fromNow(60_001))).toBe(false);
      expect(await setUpTokens.consume(new Uint8Array(randomBytes(32)), new Date())).toBe(false);
      expect(await setUpTokens.consume(hash, new Date())).toBe(true);
    });
  });

  it('a visitor gets one row, however often it comes', async () => {
    const { visitors } = opened().storage;
    const id = randomUUID();
    const visits = await Promise.all([1, 2, 3].map(() => visitors.seen(id, tenant.organization.id)));
    const [first] = visits;
    expect(first).toMatchObject({ id, organizationId: tenant.organization.id });
    const later = await visitors.seen(id, tenant.organization.id);
    expect(later.firstSeenAt).toEqual(first?.firstSeenAt);
    expect(Date.now() - later.lastSeenAt.getTime()).toBeLessThan(5_000);
  });

  it('a revocation holds at once and may be repeated', async () => {
    const { revocations } = opened().storage;
    const id = `token:${randomUUID()}` as const;
    expect(revocations.has(id)).toBe(false);
    await revocations.add(id, fromNow(60_000));
    await revocations.add(id, fromNow(30_000));
    expect(revocations.has(id)).toBe(true);
    expect(revocations.has(`token:${randomUUID()}`)).toBe(false);
    await revocations.add('token:a\0b', fromNow(1000));
    expect(await opened().storage.auditLog.append(event())).toBeUndefined();
  });
});
