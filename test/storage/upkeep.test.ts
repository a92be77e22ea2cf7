import { randomBytes, randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { buildFamily, fromNow, insertTenant, type Tenant } from './builders.ts';
import { describeStorage } from './databases.ts';

const hour = 3_600_000;
const day = 24 * hour;

describeStorage('upkeep', (opened) => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await insertTenant(opened().storage);
  });

  async function run(name: string, signal = new AbortController().signal): Promise<void> {
    await opened()
      .storage.upkeep.find((job) => job.name === name)
      ?.run(signal);
  }

  async function count(table: string, condition: string): Promise<number> {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from ${sql.table(table)} where ${sql.raw(condition)}`.execute(opened().database);
    return rows[0]?.count ?? -1;
  }

  it('deletes what is over and keeps what is not', async () => {
    const { database, storage } = opened();
    const over = buildFamily(tenant.client, { expiresAt: fromNow(-1) });
    const idle = buildFamily(tenant.client, { idleExpiresAt: fromNow(-2 * day) });
    const lately = buildFamily(tenant.client, { idleExpiresAt: fromNow(-hour) });
    const good = buildFamily(tenant.client);
    for (const family of [over, idle, lately, good]) await storage.refreshTokens.insert(family);
    await storage.revocations.add('token:over', fromNow(-1));
    await storage.revocations.add('token:good', fromNow(hour));
    await storage.setUpTokens.insert(new Uint8Array(randomBytes(32)), fromNow(-2 * day));
    await storage.setUpTokens.insert(new Uint8Array(randomBytes(32)), fromNow(-hour));
    await sql`insert into rate_limits values ('over', 1, ${Date.now() - 1000}), ('good', 1, ${Date.now() + hour})`.execute(
      database,
    );
    const visitors = [
      [-100, -100],
      [-100, -1],
      [-1, -1],
    ].map(([first = 0, last = 0]) => ({
      id: randomUUID(),
      organization_id: tenant.organization.id,
      first_seen_at: fromNow(first * day),
      last_seen_at: fromNow(last * day),
    }));
    await database.insertInto('visitors').values(visitors).execute();
    await sql`update changes set at = now() - interval '2 hours' where kind = 'user'`.execute(database);
    expect(await count('changes', "kind = 'user'")).toBeGreaterThan(0);

    await run('prune');
    await run('prune-idle-families');
    const left = await Promise.all(
      [over, idle, lately, good].map(({ handleHash }) => storage.refreshTokens.findByHandle(handleHash)),
    );
    expect(left.map((family) => family !== null)).toEqual([false, false, true, true]);
    expect(await count('revocations', "id in ('token:over', 'token:good')")).toBe(1);
    expect(await count('set_up_tokens', 'true')).toBe(1);
    expect(await count('rate_limits', "key in ('over', 'good')")).toBe(1);
    expect(await count('visitors', 'true')).toBe(2);
    expect(await count('changes', "kind = 'user'")).toBe(0);
    expect(await count('changes', 'true')).toBeGreaterThan(0);
    expect(storage.revocations.has('token:good')).toBe(true);
  });

  it('deletes many rows batch by batch, lets others in between, and ends early when asked to', async () => {
    const { database, storage } = opened();
    await sql`insert into revocations
      select 'token:many-' || number, now() - interval '1 hour' from generate_series(1, 4500) as number`.execute(
      database,
    );
    const ending = new AbortController();
    const pruning = run('prune', ending.signal);
    const settings = await Promise.all([1, 2, 3].map(() => storage.settings.get('key')));
    expect(settings).toEqual([null, null, null]);
    ending.abort();
    await pruning;
    const left = await count('revocations', "id like 'token:many-%'");
    expect(left).toBeGreaterThan(0);
    await run('prune');
    expect(await count('revocations', "id like 'token:many-%'")).toBe(0);
  });

  it('keeps the log and the tables of an embedded database small', async () => {
    if (opened().kind !== 'PGlite') return;
    const { database, place } = opened();
    const segments = async () => (await readdir(join(place.stateDir, 'database', 'pg_wal'))).length;
    await sql`create table ballast (text text)`.execute(database);
    const fill = async () => {
      await sql`insert into ballast select repeat(md5(n::text), 8) from generate_series(1, 150000) as n`.execute(
        database,
      );
      await sql`delete from ballast`.execute(database);
    };
    const size = async () => {
      const { rows } = await sql<{ size: number }>`select pg_total_relation_size('ballast') as size`.execute(database);
      return rows[0]?.size ?? 0;
    };
    for (let round = 0; round < 5; round += 1) {
      await fill();
      await run('checkpoint');
      await run('vacuum');
    }
    expect(await size()).toBeLessThan(60_000_000);
    expect(await segments()).toBeLessThan(20);
  });
});
