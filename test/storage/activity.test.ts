import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reach } from '../../src/access/reach.ts';
import { createActivityCounter } from '../../src/storage/activity-recorder.ts';
import { createPruningJobs } from '../../src/storage/pruning.ts';
import { buildClient, event, everywhere, insertTenant, nobody, query, type Tenant, where } from './builders.ts';
import { type CompiledSources, compileSources, startChild } from './compiled-sources.ts';
import { createTestLog, describeStorage, openTestStorage } from './databases.ts';

const day = 24 * 60 * 60 * 1000;
const seen = (reach: Reach) => ({ reach, ownOf: null });

describeStorage('what happened how often', (opened) => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await insertTenant(opened().storage);
  });

  async function insertClient() {
    const client = buildClient(tenant.organization.id);
    await opened().storage.clients.insert(client, event());
    return client;
  }

  const node = (now = () => new Date()) =>
    createActivityCounter({ database: opened().database, now } as never, createTestLog());

  async function totalsOf(clientRowId: string, by = 'day') {
    const filters = [where('by', by), where('application', clientRowId)];
    const { rows } = await opened().storage.activity.list(seen(everywhere), query(filters));
    return rows.map(({ called, issued, refused, value }) => [value, issued, refused, called]);
  }

  it('adds up over nodes, hours, days and months', async () => {
    const client = await insertClient();
    const [first, second] = [
      node(() => new Date('2026-05-01T10:59:00Z')),
      node(() => new Date('2026-05-01T11:01:00Z')),
    ];
    for (const each of [first, second, second]) {
      each.issued(client.id, 'client_credentials');
      each.called(client.id);
      each.refused(client.clientId, 'client_credentials', 'invalid_scope');
    }
    await Promise.all([first.close(), second.close()]);
    expect(await totalsOf(client.id, 'hour')).toEqual([
      ['2026-05-01T10:00:00.000Z', 1, 1, 1],
      ['2026-05-01T11:00:00.000Z', 2, 2, 2],
    ]);
    expect(await totalsOf(client.id)).toEqual([['2026-05-01T00:00:00.000Z', 3, 3, 3]]);
    expect(await totalsOf(client.id, 'month')).toEqual([['2026-05-01T00:00:00.000Z', 3, 3, 3]]);
    expect(await totalsOf(client.id, 'outcome')).toEqual([
      ['called', 0, 0, 3],
      ['invalid_scope', 0, 3, 0],
      ['issued', 3, 0, 0],
    ]);
    expect(await totalsOf(client.id, 'grant')).toEqual([
      [null, 0, 0, 3],
      ['client_credentials', 3, 3, 0],
    ]);
  });

  it('counts what nobody is known for under nobody, and keeps only so many names apart', async () => {
    const counter = node(() => new Date('2026-04-01T10:00:00Z'));
    for (let at = 0; at < 10_050; at += 1) counter.refused(`unknown${at}`, null, 'invalid_client');
    counter.called(nobody);
    counter.refused(null, null, 'invalid_request');
    await counter.close();
    const filters = [where('by', 'application'), where('at', '2026-04-01T00:00:00Z', 'after')];
    const before = where('at', '2026-04-02T00:00:00Z', 'before');
    const { rows } = await opened().storage.activity.list(seen(everywhere), query([...filters, before]));
    expect(rows).toEqual([{ by: 'application', value: null, label: null, issued: 0, refused: 10_051, called: 1 }]);
    const { rows: written } = await opened()
      .database.selectFrom('activity_counts')
      .select((select) => select.fn.countAll<number>().as('rows'))
      .where('starts_at', '=', new Date('2026-04-01T10:00:00Z'))
      .execute()
      .then((rows) => ({ rows }));
    expect(written[0]?.rows).toBe(3);
  });

  it('is seen by who sees the application, with the name of a deleted one', async () => {
    const client = await insertClient();
    const counter = node();
    counter.issued(client.id, 'password');
    await counter.close();
    await opened().storage.clients.delete(everywhere, client.id, event());
    const about = query([where('by', 'application'), where('application', client.id)]);
    const organizationId = tenant.organization.id;
    const here = await opened().storage.activity.list(seen({ level: 'organization', organizationId }), about);
    expect(here.rows).toMatchObject([{ value: client.id, label: client.name, issued: 1 }]);
    const elsewhere = seen({ level: 'organization', organizationId: nobody });
    expect((await opened().storage.activity.list(elsewhere, about)).rows).toEqual([]);
  });

  it('is kept when it could not be written', async () => {
    const client = await insertClient();
    let broken = true;
    const database = new Proxy(opened().database, {
      get(target, name) {
        if (name === 'getExecutor' && broken) throw new Error('down');
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const log = createTestLog();
    const counter = createActivityCounter({ database, now: () => new Date() } as never, log);
    counter.called(client.id);
    await counter.flush();
    counter.called(client.id);
    expect(log.messages).toHaveLength(1);
    broken = false;
    await counter.close();
    expect((await totalsOf(client.id)).map(([, ...counts]) => counts)).toEqual([[0, 0, 2]]);
  });

  it('is forgotten in its time: hours first, then days, then months', async () => {
    const client = await insertClient();
    const { database } = opened();
    for (const age of [1, 20, 500, 2000]) {
      const counter = node(() => new Date(Date.now() - age * day));
      counter.called(client.id);
      await counter.close();
    }
    const [prune] = createPruningJobs({ database, log: createTestLog(), now: () => new Date() });
    await prune?.run(new AbortController().signal);
    const left = await Promise.all(['hour', 'day', 'month'].map(async (by) => (await totalsOf(client.id, by)).length));
    expect(left[0]).toBe(1);
    expect(left[1]).toBe(2);
    // Yesterday and 20 days ago may lie in one month.
    expect([2, 3]).toContain(left[2]);
  });
});

describe('a process that is killed while it counts', () => {
  let sources: CompiledSources;
  let stateDir: string;
  beforeAll(async () => {
    sources = compileSources();
    stateDir = await mkdtemp(join(tmpdir(), 'grantry-counting-'));
  });
  afterAll(async () => {
    sources.remove();
    await rm(stateDir, { recursive: true, force: true });
  });

  it('loses at most what it counted since the last writing', async () => {
    const child = startChild(sources, 'counter.mjs', [stateDir]);
    await child.said('counting');
    const counts = () =>
      child.lines.flatMap((line) => (line.startsWith('counted') ? [line.split(' ').slice(1).map(Number)] : []));
    const span = () => (counts().at(-1)?.[0] ?? 0) - (counts()[0]?.[0] ?? 0);
    // By the clock of the process, which a busy machine may keep waiting.
    while (span() < 9_000) await new Promise((resolve) => setTimeout(resolve, 200));
    await child.kill();
    const counted = counts();
    const [lastAt = 0, last = 0] = counted.at(-1) ?? [];
    // Five seconds to the next writing, and what a busy machine takes for it.
    const [, enough = 0] = counted.findLast(([at = 0]) => at <= lastAt - 7_500) ?? [];
    const storage = await openTestStorage({ stateDir, remove: async () => {} });
    try {
      const { rows } = await storage.activity.list(seen(everywhere), query([where('by', 'month')]));
      const written = rows.reduce((sum, { called }) => sum + called, 0);
      expect(enough).toBeGreaterThan(0);
      expect(written).toBeGreaterThanOrEqual(enough);
      expect(written).toBeLessThanOrEqual(last + 1);
    } finally {
      await storage.close();
    }
  }, 120_000);
});
