import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createJobRunner, type Job } from '../../src/storage/jobs.ts';
import { event } from './builders.ts';
import { createTestLog, describeStorage } from './databases.ts';
import { within } from './within.ts';

const past = new Date('2026-01-01T00:00:00Z');
const hourly = '0 * * * *';
let made = 0;

/** A job that is due at once. */
function buildJob(run: Job['run']): Job {
  made += 1;
  return { name: `job ${made} ${Date.now()}`, description: 'Does what the test says.', schedule: hourly, run };
}

describeStorage('jobs', (opened) => {
  const store = () => opened().storage.jobs;
  const rowOf = (name: string) =>
    opened().database.selectFrom('jobs').selectAll().where('name', '=', name).executeTakeFirst();

  function startNodes(count: number, job: Job, log = createTestLog()) {
    const nodes = Array.from({ length: count }, () =>
      createJobRunner({ jobs: [job], store: store(), log, lookEvery: 10 }),
    );
    for (const node of nodes) node.start();
    return { log, stop: () => Promise.all(nodes.map((node) => node.stop())) };
  }

  it('run when they are due, on one of several nodes, and are then due at their next time', async () => {
    let runs = 0;
    const job = buildJob(async () => {
      runs += 1;
      await sleep(50);
    });
    await store().plan(job.name, past);
    const nodes = startNodes(4, job);
    await within(5_000, async () => (await rowOf(job.name))?.finished_at !== null);
    await sleep(100);
    await nodes.stop();
    expect(runs).toBe(1);
    const row = await rowOf(job.name);
    expect(row).toMatchObject({ lease: null, leased_until: null, failures: 0, last_error: null });
    expect(row?.next_at.getTime()).toBeGreaterThan(Date.now());
    expect(row?.next_at.getUTCMinutes()).toBe(0);
  });

  it('that are not due do not run', async () => {
    let runs = 0;
    const job = buildJob(async () => {
      runs += 1;
    });
    const nodes = startNodes(1, job);
    await within(5_000, async () => (await rowOf(job.name)) !== undefined);
    await sleep(50);
    await nodes.stop();
    expect(runs).toBe(0);
  });

  it('that fail are told of and tried again, later each time', async () => {
    let runs = 0;
    const job = buildJob(async () => {
      runs += 1;
      throw new Error('no luck');
    });
    await store().plan(job.name, past);
    const nodes = startNodes(1, job);
    for (const [failures, wait] of [
      [1, 10],
      [2, 20],
      [3, 40],
    ] as const) {
      await within(5_000, async () => (await rowOf(job.name))?.failures === failures);
      const row = await rowOf(job.name);
      expect(row).toMatchObject({ last_error: 'no luck', lease: null });
      const seconds = ((row?.next_at.getTime() ?? 0) - Date.now()) / 1000;
      expect(seconds).toBeGreaterThan(wait - 2);
      expect(seconds).toBeLessThanOrEqual(wait);
      await store().plan(job.name, past);
    }
    await nodes.stop();
    expect(nodes.log.messages).toContain('a job failed; it will be tried again');
    expect(runs).toBeGreaterThanOrEqual(3);
  });

  it('are taken over when their node is gone, and only by one', async () => {
    const job = buildJob(async () => {});
    await store().plan(job.name, past);
    expect(await store().claim(job.name, { lease: 'dead node', seconds: 1, node: 'test' })).toBe(true);
    expect(await store().claim(job.name, { lease: 'other', seconds: 60, node: 'test' })).toBe(false);
    expect(await store().renew(job.name, 'other', 60)).toBe(false);
    await sleep(1_100);
    const claims = ['a', 'b', 'c', 'd'].map((lease) => store().claim(job.name, { lease, seconds: 60, node: 'test' }));
    expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1);
    expect(await store().renew(job.name, 'dead node', 60)).toBe(false);
    await store().finish(job.name, 'dead node', new Date(Date.now() + 1e9));
    expect((await rowOf(job.name))?.lease).not.toBeNull();
  });

  it('tell how their last run went, on which node, and that one was cut off', async () => {
    const job = buildJob(async () => {});
    await store().plan(job.name, past);
    const recordOf = async () => (await store().records()).find(({ name }) => name === job.name);
    expect(await recordOf()).toMatchObject({ state: null, startedAt: null, node: null });
    await store().claim(job.name, { lease: 'a', seconds: 60, node: 'app-1' });
    expect(await recordOf()).toMatchObject({ state: 'running', node: 'app-1', endedAt: null });
    await store().fail(job.name, 'a', 'x'.repeat(5_000));
    expect(await recordOf()).toMatchObject({
      state: 'failed',
      error: 'x'.repeat(1_000),
      failures: 1,
      succeededAt: null,
    });
    expect(await store().request(job.name, event())).toBe(true);
    await store().claim(job.name, { lease: 'b', seconds: 1, node: 'app-2' });
    expect(await store().request(job.name, event())).toBe(false);
    await sleep(1_100);
    expect(await recordOf()).toMatchObject({ state: 'interrupted', node: 'app-2' });
    expect(await store().request(job.name, event())).toBe(true);
    await store().claim(job.name, { lease: 'c', seconds: 60, node: 'app-3' });
    await store().finish(job.name, 'c', new Date(Date.now() + 1e9));
    expect(await recordOf()).toMatchObject({ state: 'succeeded', node: 'app-3', error: null, failures: 0 });
  });

  it('that take long keep no other of their node waiting', async () => {
    let longEnded = false;
    let shortRan = false;
    const long = buildJob(async (signal) => {
      while (!signal.aborted) await sleep(5);
      longEnded = true;
    });
    const short = buildJob(async () => {
      shortRan = true;
    });
    for (const { name } of [long, short]) await store().plan(name, past);
    const node = createJobRunner({ jobs: [long, short], store: store(), log: createTestLog(), lookEvery: 10 });
    node.start();
    await within(5_000, async () => shortRan && (await rowOf(short.name))?.finished_at !== null);
    expect(longEnded).toBe(false);
    await node.stop();
    expect(longEnded).toBe(true);
  });

  it('that are asked for are looked at at once', async () => {
    let runs = 0;
    const job = buildJob(async () => {
      runs += 1;
    });
    const node = createJobRunner({ jobs: [job], store: store(), log: createTestLog(), lookEvery: 1e9 });
    node.wake();
    await sleep(50);
    expect(runs).toBe(0);
    node.start();
    node.wake();
    await within(5_000, async () => (await rowOf(job.name)) !== undefined);
    await store().request(job.name, event());
    node.wake();
    await within(5_000, () => runs === 1);
    await node.stop();
  });

  it('are asked to end, and waited for, when the node stops', async () => {
    let ended = false;
    let started = false;
    const job = buildJob(async (signal) => {
      started = true;
      while (!signal.aborted) await sleep(5);
      await sleep(50);
      ended = true;
    });
    await store().plan(job.name, past);
    const nodes = startNodes(1, job);
    await within(5_000, () => started);
    await nodes.stop();
    expect(ended).toBe(true);
  });

  it('include the upkeep of this database', async () => {
    for (const job of opened().storage.upkeep) await job.run(new AbortController().signal);
    const names = opened().storage.upkeep.map(({ name }) => name);
    const embedded = opened().kind === 'PGlite' ? ['checkpoint', 'vacuum'] : [];
    expect(names).toEqual(['prune', 'prune-idle-families', 'warn-of-expiry', ...embedded]);
  });
});
