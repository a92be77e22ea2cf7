import { setTimeout as wait } from 'node:timers/promises';

/** Refused credentials are answered on a grid of so many milliseconds, so that the time tells nothing of the reason. */
const refusalGrid = 25;

/** Waits for the next point of the grid that begins at `startedAt`, as `performance.now()` counts. */
export async function waitForGrid(startedAt: number): Promise<void> {
  const spent = performance.now() - startedAt;
  await wait(refusalGrid - (spent % refusalGrid));
}
