import { beforeAll, describe, expect, it } from 'vitest';
import { createPasswordHasher } from '../../src/crypto/password-hasher.ts';
import { type PasswordHasher, PasswordQueueFull } from '../../src/directory/password.ts';

let hasher: PasswordHasher;

beforeAll(async () => {
  hasher = await createPasswordHasher();
});

describe('a password', () => {
  it('is verified exactly: no truncation, no trimming, no folding, NUL included (PWD-07)', async () => {
    const password = `${'x'.repeat(89)}Y${'z'.repeat(10)}`;
    const hash = await hasher.hash(password);
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await hasher.verify(password, hash)).toBe(true);
    for (const wrong of [
      `${'x'.repeat(89)}y${'z'.repeat(10)}`,
      `${password} `,
      password.slice(0, 72),
      password.toLowerCase(),
      `${password}\0`,
    ]) {
      expect(await hasher.verify(wrong, hash)).toBe(false);
    }
    const withNul = await hasher.hash('before\0after');
    expect(await hasher.verify('before\0other', withNul)).toBe(false);
    expect(
      await hasher.verify('caf\u00e9-caf\u00e9-caf\u00e9', await hasher.hash('cafe\u0301-cafe\u0301-cafe\u0301')),
    ).toBe(false);
  });

  it('never verifies against a broken hash', async () => {
    expect(await hasher.verify('anything', 'no hash')).toBe(false);
    expect(await hasher.verifyNothing('anything')).toBe(false);
  });

  it('is hashed again when its parameters are old', () => {
    expect(hasher.needsRehash('$argon2id$v=19$m=4096,t=3,p=1$c2FsdA$aGFzaA')).toBe(true);
  });

  it('waits in a short queue, and is refused when that is full', async () => {
    const small = await createPasswordHasher({ atOnce: 1, waiting: 2 });
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => small.verifyNothing('storm')));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(
      results.filter((result) => result.status === 'rejected' && result.reason instanceof PasswordQueueFull),
    ).toHaveLength(2);
  });
});
