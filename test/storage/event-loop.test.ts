import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { describeStorage } from './databases.ts';

/** Asks as long as nothing else happens, at most so often. Gives whether anything did. */
async function askUntilTimer(ask: () => Promise<unknown>): Promise<boolean> {
  let fired = false;
  const timer = setTimeout(() => {
    fired = true;
  }, 20);
  const start = performance.now();
  while (!fired && performance.now() - start < 2_000) await ask();
  clearTimeout(timer);
  return fired;
}

describeStorage('a process that asks its database without end', (opened) => {
  it('still serves timers and sockets, between statements and in the middle of a transaction', async () => {
    const { database } = opened();
    expect(await askUntilTimer(() => sql`select 1`.execute(database))).toBe(true);
    const inside = database
      .transaction()
      .execute((transaction) => askUntilTimer(() => sql`select 1`.execute(transaction)));
    expect(await inside).toBe(true);
  });
});
