import { describe, expect, it, vi } from 'vitest';
import { StorageUnavailable } from '../../src/storage/storage-error.ts';
import { createTurns } from '../../src/storage/turns.ts';

describe('turns', () => {
  it('come one at a time and in order', async () => {
    const turns = createTurns();
    const order: number[] = [];
    let inside = 0;
    const work = async (name: number) => {
      await turns.take();
      inside += 1;
      expect(inside).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      order.push(name);
      inside -= 1;
      turns.pass();
    };
    await Promise.all([1, 2, 3, 4, 5].map(work));
    expect(order).toEqual([1, 2, 3, 4, 5]);
  });

  it('are refused to those who have waited too long, and then go to the next', async () => {
    vi.useFakeTimers();
    try {
      const turns = createTurns();
      await turns.take();
      const impatient = turns.take().catch((error: unknown) => error);
      vi.advanceTimersByTime(9_000);
      const patient = turns.take();
      vi.advanceTimersByTime(1_001);
      expect(await impatient).toBeInstanceOf(StorageUnavailable);
      turns.pass();
      await patient;
      turns.pass();
      await turns.take();
    } finally {
      vi.useRealTimers();
    }
  });

  it('are refused at once when too many wait', async () => {
    const turns = createTurns();
    await turns.take();
    const waiting = Array.from({ length: 10_000 }, () => turns.take());
    await expect(turns.take()).rejects.toThrow(StorageUnavailable);
    for (const turn of waiting) {
      turns.pass();
      await turn;
    }
  });
});
