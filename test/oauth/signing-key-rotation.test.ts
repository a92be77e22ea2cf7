import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { serverCaller } from '../../src/directory/caller-resolution.ts';
import {
  type NewSigningKey,
  type SigningKeyStore,
  type StoredSigningKey,
  signingKeyAt,
  spanOf,
  stateOf,
} from '../../src/oauth/signing-key-life.ts';
import { createSigningKeyRotation } from '../../src/oauth/signing-key-rotation.ts';

const day = 86_400;
const caller = serverCaller();
let now: Date;
let keys: StoredSigningKey[];
let told: string[];

const store: SigningKeyStore = {
  all: async () => keys,
  copy: () => keys,
  async change(decide) {
    const { events, keys: written, result } = decide(keys);
    const changed = new Set(written.map(({ kid }) => kid));
    keys = [...keys.filter(({ kid }) => !changed.has(kid)), ...written];
    told.push(...events.map(({ type }) => type));
    return result;
  },
};

const make = async (): Promise<NewSigningKey> => ({
  kid: randomUUID(),
  alg: 'EdDSA',
  source: 'database',
  publicJwk: { kty: 'OKP', crv: 'Ed25519', x: 'eA' },
  sealed: Uint8Array.of(1),
});

const rotationWith = (given: { rotateEvery?: number; tokenLifetime?: number } = {}) =>
  createSigningKeyRotation({
    store,
    generate: make,
    clock: () => now,
    settings: () => ({ algorithm: 'EdDSA', tokenLifetime: 3_600, announceFor: day, rotateEvery: 0, ...given }),
  });

const pass = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1_000);
};
const states = () => keys.map((key) => stateOf(key, now)).sort();

beforeEach(async () => {
  now = new Date('2026-03-01T12:00:00Z');
  keys = [];
  told = [];
  await rotationWith().insertFirst(caller, await make());
});

describe('signing keys', () => {
  it('are rotated by the schedule: the successor signs when the first has done so for the time set', async () => {
    const rotation = rotationWith({ rotateEvery: 90 * day });
    const first = signingKeyAt(keys, now);
    pass(89 * day - 61);
    await rotation.upkeep(caller);
    expect(states()).toEqual(['signing']);
    pass(1);
    await rotation.upkeep(caller);
    await rotation.upkeep(caller);
    expect(states()).toEqual(['announced', 'signing']);
    expect(signingKeyAt(keys, now)).toMatchObject({ kid: first?.kid });
    pass(day);
    expect(states()).toEqual(['retired', 'signing']);
    expect(signingKeyAt(keys, now)?.kid).not.toBe(first?.kid);
    await rotation.upkeep(caller);
    expect(states()).toEqual(['retired', 'signing']);
  });

  it('are not rotated by a schedule of 0', async () => {
    pass(10_000 * day);
    await rotationWith({ rotateEvery: 0 }).upkeep(caller);
    expect(states()).toEqual(['signing']);
  });

  it('are accepted until the last token they signed has expired, and a minute for clocks that differ', async () => {
    const rotation = rotationWith();
    await rotation.rotate(caller);
    pass(day + 3_659);
    await rotation.upkeep(caller);
    expect(states()).toEqual(['retired', 'signing']);
    expect(keys.filter(({ sealed }) => sealed === null)).toHaveLength(1);
    pass(1);
    expect(states()).toEqual(['deleted', 'signing']);
    await rotation.upkeep(caller);
    expect(keys.filter(({ deletedAt }) => deletedAt !== null)).toHaveLength(1);
    expect(told.slice(2)).toEqual(['signing-key.retired', 'signing-key.deleted']);
  });

  it('keep to the longest life of a token, when that is made shorter later and when it is made longer', async () => {
    await rotationWith({ tokenLifetime: 60 }).noteTokenLifetime(caller);
    expect(keys).toMatchObject([{ tokenLifetime: 3_600 }]);
    await rotationWith().rotate(caller);
    await rotationWith({ tokenLifetime: 2 * day }).noteTokenLifetime(caller);
    await rotationWith({ tokenLifetime: 60 }).noteTokenLifetime(caller);
    pass(3 * day + 59);
    expect(states()).toEqual(['retired', 'signing']);
    pass(1);
    expect(states()).toEqual(['deleted', 'signing']);
  });

  it('hand over to the announced one when the one that signs is revoked, and to a new one when there is none', async () => {
    const rotation = rotationWith();
    const { kid } = await rotation.rotate(caller);
    await rotation.revoke(caller, signingKeyAt(keys, now)?.kid ?? '');
    expect(signingKeyAt(keys, now)?.kid).toBe(kid);
    await rotation.revoke(caller, kid);
    expect(states()).toEqual(['revoked', 'revoked', 'signing']);
    expect(keys.filter(({ sealed }) => sealed !== null)).toHaveLength(1);
  });

  it('that sign at once do so on a node whose clock is behind, too', async () => {
    const rotation = rotationWith();
    const behind = () => new Date(now.getTime() - 59_000);
    expect(signingKeyAt(keys, behind())).not.toBeNull();
    for (let time = 0; time < 3; time += 1) {
      pass(1);
      const { kid } = await rotation.rotate(caller, { now: true });
      expect(signingKeyAt(keys, behind())?.kid).toBe(kid);
    }
    const { kid } = await rotation.rotate(caller);
    await rotation.revoke(caller, signingKeyAt(keys, now)?.kid ?? '');
    expect(signingKeyAt(keys, behind())?.kid).toBe(kid);
    expect(spanOf(keys.find((key) => key.kid === kid) ?? (keys[0] as StoredSigningKey), now).since).toEqual(now);
  });

  it('go on when their successor is revoked before it signs', async () => {
    const rotation = rotationWith();
    const first = signingKeyAt(keys, now)?.kid;
    await rotation.revoke(caller, (await rotation.rotate(caller)).kid);
    pass(100 * day);
    expect(signingKeyAt(keys, now)?.kid).toBe(first);
    expect(signingKeyAt(keys, now)?.endsAt).toBeNull();
  });

  it('end one that is retired already without touching the one that signs', async () => {
    const rotation = rotationWith();
    const first = signingKeyAt(keys, now)?.kid ?? '';
    const { kid } = await rotation.rotate(caller, { now: true });
    expect(states()).toEqual(['retired', 'signing']);
    await rotation.revoke(caller, first);
    expect(states()).toEqual(['revoked', 'signing']);
    expect(signingKeyAt(keys, now)?.kid).toBe(kid);
    await expect(rotation.revoke(caller, first)).rejects.toThrow('gone already');
  });
});
