import { type DatabaseConnection, Kysely, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { describe, expect, it } from 'vitest';
import { createChangeFeed } from '../../src/storage/change-feed.ts';
import { createDialectAdapter } from '../../src/storage/dialect-adapter.ts';
import type { Schema } from '../../src/storage/schema.ts';

/** A database that answers every statement with what it is told, for what a real one does too seldom. */
function createScriptedFeed(answer: () => Promise<readonly object[]>, currentFor: number | null = null) {
  const connection = {
    executeQuery: async () => ({ rows: await answer() }),
  } as unknown as DatabaseConnection;
  const nothing = async () => {};
  const database = new Kysely<Schema>({
    dialect: {
      createAdapter: createDialectAdapter,
      createIntrospector: (kysely) => new PostgresIntrospector(kysely),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createDriver: () => ({
        init: nothing,
        acquireConnection: async () => connection,
        beginTransaction: nothing,
        commitTransaction: nothing,
        rollbackTransaction: nothing,
        releaseConnection: nothing,
        destroy: nothing,
      }),
    },
  });
  const seen: string[] = [];
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const feed = createChangeFeed({ database, pollEvery: null, currentFor, onError });
  feed.subscribe({
    changed: ({ key }) => seen.push(key),
    reset: async () => {
      seen.push('reset');
    },
  });
  return { feed, seen, errors };
}

const snapshot = (xmin: number) => ({ xmin: String(xmin), id: null, xid: null, kind: null, key: null });
const change = (xmin: number, id: number, xid: number) => ({
  xmin: String(xmin),
  id,
  xid: String(xid),
  kind: 'role',
  key: `change ${id}`,
});

describe('the feed of changes', () => {
  it('forgets everything when its database is older than before, since another one took its place', async () => {
    const answers = [
      [snapshot(100)],
      [snapshot(100)],
      [change(101, 7, 100)],
      [change(50, 1, 49)],
      [snapshot(50)],
      [snapshot(50)],
      [change(51, 2, 50)],
    ];
    const { feed, seen } = createScriptedFeed(async () => answers.shift() ?? []);
    await feed.start();
    await feed.catchUp();
    await feed.catchUp();
    await feed.catchUp();
    expect(seen).toEqual(['reset', 'change 7', 'reset', 'change 2']);
  });

  it('is not current from a failure to catch up until it has started over', async () => {
    let down = false;
    const { feed, seen, errors } = createScriptedFeed(async () => {
      if (down) throw new Error('down');
      return [snapshot(100)];
    });
    expect(feed.isCurrent()).toBe(false);
    await feed.start();
    expect(feed.isCurrent()).toBe(true);
    down = true;
    await feed.catchUp();
    expect(feed.isCurrent()).toBe(false);
    expect(errors).toHaveLength(1);
    down = false;
    await feed.catchUp();
    expect(feed.isCurrent()).toBe(true);
    expect(seen).toEqual(['reset', 'reset']);
  });

  it('is not current when it has not looked for too long', async () => {
    const { feed } = createScriptedFeed(async () => [snapshot(100)], 30);
    await feed.start();
    expect(feed.isCurrent()).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(feed.isCurrent()).toBe(false);
    await feed.catchUp();
    expect(feed.isCurrent()).toBe(true);
  });

  it('stays uncertain until everything that holds copies has begun anew', async () => {
    const answers = [[snapshot(100)], [snapshot(100)], [snapshot(50)]];
    const { feed, errors } = createScriptedFeed(async () => answers.shift() ?? [snapshot(50)]);
    let broken = false;
    let resets = 0;
    feed.subscribe({
      changed: () => {},
      reset: async () => {
        if (broken) throw new Error('down');
        resets += 1;
      },
    });
    await feed.start();
    broken = true;
    await feed.catchUp();
    expect(feed.isCurrent()).toBe(false);
    expect(errors).toHaveLength(1);
    broken = false;
    await feed.catchUp();
    expect(feed.isCurrent()).toBe(true);
    expect(resets).toBe(2);
  });

  it('looks once more for those who ask while it is looking, and once for all of them', async () => {
    let looks = 0;
    let open = () => {};
    const { feed } = createScriptedFeed(async () => {
      looks += 1;
      if (looks === 3) await new Promise<void>((resolve) => (open = resolve));
      return [snapshot(100)];
    });
    await feed.start();
    const asked = [feed.catchUp(), feed.catchUp(), feed.catchUp(), feed.catchUp()];
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(looks).toBe(3);
    open();
    await Promise.all(asked);
    expect(looks).toBe(4);
  });
});
