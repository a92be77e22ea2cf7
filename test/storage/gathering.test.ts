import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createGathering } from '../../src/storage/gathering.ts';
import { StorageUnavailable } from '../../src/storage/storage-error.ts';

/** Doubles numbers, remembers what was asked together, and is slow where told. */
function doubling({ slow = 0, refused = (_asked: readonly number[]): Error | null => null } = {}) {
  const asked: (readonly number[])[] = [];
  const double = createGathering(async (numbers: readonly number[]) => {
    asked.push(numbers);
    await pause(slow);
    const error = refused(numbers);
    if (error !== null) throw error;
    return numbers.map((number) => number * 2);
  });
  return { asked, double };
}

const settled = (answers: Promise<number>[]) =>
  Promise.allSettled(answers).then((all) =>
    all.map((each) => (each.status === 'fulfilled' ? each.value : String(each.reason.message))),
  );

describe('a gathering', () => {
  it('asks together what comes in one turn, and gives each its own answer', async () => {
    const { asked, double } = doubling();
    expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6]);
    expect(asked).toEqual([[1, 2, 3]]);
    expect(await double(4)).toBe(8);
  });

  it('gathers what comes while two are under way', async () => {
    const { asked, double } = doubling({ slow: 30 });
    const answers: Promise<number>[] = [];
    for (const number of [1, 2, 3, 4, 5]) {
      answers.push(double(number));
      await pause(2);
    }
    expect(await Promise.all(answers)).toEqual([2, 4, 6, 8, 10]);
    expect(asked).toEqual([[1], [2], [3, 4, 5]]);
  });

  it('never asks for more than 200 together', async () => {
    const { asked, double } = doubling();
    const numbers = Array.from({ length: 450 }, (_, number) => number);
    expect(await Promise.all(numbers.map(double))).toEqual(numbers.map((number) => number * 2));
    expect(asked.map(({ length }) => length)).toEqual([200, 200, 50]);
  });

  it('lets nobody suffer from what another asked', async () => {
    const { asked, double } = doubling({ refused: (numbers) => (numbers.includes(2) ? new Error('no twos') : null) });
    expect(await settled([1, 2, 3].map(double))).toEqual([2, 'no twos', 6]);
    expect(asked).toEqual([[1, 2, 3], [1], [2], [3]]);
  });

  it('asks nothing twice when the database went away, since it may have been done', async () => {
    const { asked, double } = doubling({ refused: () => new StorageUnavailable('away') });
    expect(await settled([1, 2].map(double))).toEqual(['away', 'away']);
    expect(asked).toEqual([[1, 2]]);
  });

  it('lets no more than 10,000 wait', async () => {
    const { double } = doubling();
    const answers = await settled(Array.from({ length: 10_001 }, (_, number) => double(number)));
    expect(answers.filter((answer) => answer === 'too much waits for the database')).toHaveLength(1);
  });
});
