import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until something holds. @throws Error when it does not within the time, in milliseconds. */
export async function within(milliseconds: number, holds: () => Promise<boolean> | boolean): Promise<void> {
  const start = performance.now();
  while (!(await holds())) {
    if (performance.now() - start > milliseconds) throw new Error(`it did not hold within ${milliseconds} ms`);
    await sleep(10);
  }
}
