import { expect, it } from 'vitest';
import { countInDatabase, countInMemory, createAttemptLimiter } from '../../src/storage/attempts.ts';
import { cryptography, describeStorage } from './databases.ts';

describeStorage('attempts', (opened) => {
  const attempts = () => opened().storage.attempts;
  const rule = { name: 'sign-in', limit: 3, seconds: 60 };

  it('go on until the limit, then wait for the rest of the time', async () => {
    for (let at = 0; at < 3; at += 1) expect(await attempts().take(rule, 'a')).toBe(0);
    const wait = await attempts().take(rule, 'a');
    expect(wait).toBeGreaterThan(50);
    expect(wait).toBeLessThanOrEqual(60);
    expect(await attempts().take(rule, 'b')).toBe(0);
  });

  it('are counted apart for each rule', async () => {
    for (let at = 0; at < 4; at += 1) await attempts().take(rule, 'c');
    expect(await attempts().take({ ...rule, name: 'other' }, 'c')).toBe(0);
  });

  it('are counted one by one, however many come at once', async () => {
    const waits = await Promise.all(Array.from({ length: 20 }, () => attempts().take(rule, 'crowd')));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(3);
  });

  it('that were rightful can be given back, never more than were taken', async () => {
    await attempts().giveBack(rule, 'd');
    for (let round = 0; round < 3; round += 1) {
      for (let at = 0; at < 3; at += 1) expect(await attempts().take(rule, 'd')).toBe(0);
      for (let at = 0; at < 5; at += 1) await attempts().giveBack(rule, 'd');
    }
    for (let at = 0; at < 3; at += 1) expect(await attempts().take(rule, 'd')).toBe(0);
    expect(await attempts().take(rule, 'd')).toBeGreaterThan(0);
  });

  it('are forgotten when their time is over', async () => {
    const short = { name: 'short', limit: 1, seconds: 1 };
    expect(await attempts().take(short, 'e')).toBe(0);
    expect(await attempts().take(short, 'e')).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await attempts().giveBack(short, 'e');
    expect(await attempts().take(short, 'e')).toBe(0);
    expect(await attempts().take(short, 'e')).toBe(1);
  });

  it('may have keys of any length and content', async () => {
    for (const key of ['', 'x'.repeat(100_000), 'a\0b', '\ud800', "'; drop table rate_limits; --"]) {
      expect(await attempts().take(rule, key)).toBe(0);
    }
  });

  it('are counted for all nodes together in PostgreSQL', async ({ skip }) => {
    if (opened().kind !== 'PostgreSQL') skip();
    const nodes = [1, 2].map(() => createAttemptLimiter(countInDatabase(opened().database), cryptography));
    const waits = await Promise.all(
      Array.from({ length: 10 }, (_, at) => nodes[at % 2]?.take({ ...rule, name: 'nodes' }, 'same')),
    );
    expect(waits.filter((wait) => wait === 0)).toHaveLength(3);
  });

  it('take a bounded amount of memory', async () => {
    const limiter = createAttemptLimiter(countInMemory(), cryptography);
    const one = { name: 'flood', limit: 1, seconds: 3600 };
    await limiter.take(one, 'oldest');
    expect(await limiter.take(one, 'oldest')).toBeGreaterThan(0);
    for (let at = 0; at < 100_000; at += 1) await limiter.take(one, `flood ${at}`);
    expect(await limiter.take(one, 'oldest')).toBe(0);
    expect(await limiter.take(one, 'flood 99999')).toBeGreaterThan(0);
  });
});
