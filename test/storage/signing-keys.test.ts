import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SigningKeyStore, StoredSigningKey } from '../../src/oauth/signing-key-life.ts';
import { event, fromNow, instant } from './builders.ts';
import { describeStorage, openTestStorage, postgres } from './databases.ts';

function buildKey(given: Partial<StoredSigningKey> = {}): StoredSigningKey {
  return {
    kid: randomUUID(),
    alg: 'ES256',
    source: 'database',
    publicJwk: { kty: 'EC', crv: 'P-256', x: 'eA', y: 'eQ' },
    sealed: new Uint8Array(randomBytes(200)),
    tokenLifetime: 3_600,
    announcedAt: instant,
    signsFrom: instant,
    retiredAt: null,
    endsAt: null,
    revokedAt: null,
    deletedAt: null,
    ...given,
  };
}

const retired = { retiredAt: fromNow(1_000), endsAt: fromNow(2_000) };
const write = (store: SigningKeyStore, ...keys: StoredSigningKey[]) =>
  store.change(() => ({ keys, events: keys.map(() => event()), result: undefined }));

describeStorage('signing keys', (opened) => {
  it('are kept with everything that is known of them, and held in memory', async () => {
    const { signingKeys } = opened().storage;
    const key = buildKey();
    await write(signingKeys, key);
    expect(await signingKeys.all()).toEqual([key]);
    expect(signingKeys.copy()).toEqual([key]);
    expect(signingKeys.copy()).toBe(signingKeys.copy());
  });

  it('have one last key, whose successor comes with its end, in one change', async () => {
    const { signingKeys } = opened().storage;
    const [last = buildKey()] = await signingKeys.all();
    const next = buildKey({ signsFrom: fromNow(1_000), publicJwk: { kty: 'RSA', n: 'bg', e: 'AQAB' }, alg: 'RS256' });
    await expect(write(signingKeys, next)).rejects.toThrow(/signing_keys_one_last/);
    expect(signingKeys.copy()).toEqual([last]);
    await write(signingKeys, next, { ...last, ...retired });
    expect(signingKeys.copy()).toEqual([{ ...last, ...retired }, next]);
  });

  it('may be without a private key once an end is set, and only then', async () => {
    const { signingKeys } = opened().storage;
    const [old = buildKey(), last = buildKey()] = await signingKeys.all();
    await expect(write(signingKeys, { ...last, sealed: null })).rejects.toThrow(/check/);
    await expect(write(signingKeys, { ...old, revokedAt: instant })).rejects.toThrow(/check/);
    await write(signingKeys, { ...old, sealed: null, revokedAt: instant });
    expect((await signingKeys.all())[0]).toEqual({ ...old, sealed: null, revokedAt: instant });
  });

  it('change whole or not at all, with the events that tell of it', async () => {
    const { auditLog, signingKeys } = opened().storage;
    const before = [await signingKeys.all(), (await auditLog.after('0', 1_000)).length];
    const failing = signingKeys.change(() => {
      throw new Error('refused');
    });
    await expect(failing).rejects.toThrow('refused');
    await expect(write(signingKeys, buildKey(retired), buildKey())).rejects.toThrow();
    expect([await signingKeys.all(), (await auditLog.after('0', 1_000)).length]).toEqual(before);
  });

  it('are changed one after the other: each decides on what the one before left', async () => {
    const { signingKeys } = opened().storage;
    const count = (await signingKeys.all()).length;
    const seen = await Promise.all(
      Array.from({ length: 10 }, () =>
        signingKeys.change((keys) => ({ keys: [buildKey(retired)], events: [], result: keys.length })),
      ),
    );
    expect(seen.sort((left, right) => left - right)).toEqual(Array.from({ length: 10 }, (_, at) => count + at));
  });
});

describe.skipIf(!postgres.isThere)('signing keys of two nodes', () => {
  it('reach the other within a second (R-30)', async () => {
    const place = await postgres.create();
    const nodes = [await openTestStorage(place), await openTestStorage(place)] as const;
    const key = buildKey();
    await write(nodes[0].signingKeys, key);
    expect(nodes[0].signingKeys.copy()).toEqual([key]);
    await expect.poll(() => nodes[1].signingKeys.copy(), { timeout: 1_000, interval: 10 }).toEqual([key]);
    await Promise.all(nodes.map((node) => node.close()));
    await place.remove();
  });
});
