import { beforeAll, expect, it } from 'vitest';
import { createClientUsageRecorder } from '../../src/storage/client-usage.ts';
import {
  buildClient,
  event,
  everywhere,
  insertTenant,
  nobody,
  query,
  strangeIds,
  type Tenant,
  where,
} from './builders.ts';
import { createTestLog, describeStorage } from './databases.ts';

describeStorage('when applications were last used', (opened) => {
  const recorder = () => opened().storage.clientUsage;
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await insertTenant(opened().storage);
  });

  const usageOf = async (id: string) => (await opened().storage.clients.get(everywhere, id))?.usage;

  async function insertClient() {
    const client = buildClient(tenant.organization.id);
    await opened().storage.clients.insert(client, event());
    return client;
  }

  it('is noted at once and written by and by', async () => {
    const client = await insertClient();
    const secretId = client.secrets[0]?.id ?? '';
    const before = Date.now();
    recorder().tokenIssued(client.id, secretId, '192.0.2.7');
    expect(await usageOf(client.id)).toMatchObject({ lastTokenAt: null, lastCallAt: null });
    await recorder().flush();
    const usage = await usageOf(client.id);
    expect(usage?.lastTokenAt?.getTime()).toBeGreaterThanOrEqual(before);
    expect(usage?.lastCallAt).toBeNull();
    recorder().apiCalled(client.id);
    await recorder().flush();
    expect((await usageOf(client.id))?.lastTokenAt).toEqual(usage?.lastTokenAt);
    expect((await usageOf(client.id))?.lastCallAt).toBeInstanceOf(Date);
    const secret = await opened()
      .database.selectFrom('client_secrets')
      .select(['last_used_at', 'last_used_address'])
      .where('id', '=', secretId)
      .executeTakeFirst();
    expect(secret).toEqual({ last_used_at: usage?.lastTokenAt, last_used_address: '192.0.2.7' });
  });

  it('is what lists can be sorted and filtered by, the unused first', async () => {
    const [used, unused] = [await insertClient(), await insertClient()];
    recorder().apiCalled(used.id);
    await recorder().flush();
    const ids = { field: 'id', operator: 'equals', values: [used.id, unused.id] } as const;
    for (const descending of [false, true]) {
      const { rows } = await opened().storage.clients.list(
        everywhere,
        query([ids], [{ field: 'lastUsedAt', descending }]),
      );
      const wanted = descending ? [used.id, unused.id] : [unused.id, used.id];
      expect(rows.map(({ client }) => client.id)).toEqual(wanted);
    }
    const recently = where('lastUsedAt', new Date(Date.now() - 60_000).toISOString(), 'after');
    expect((await opened().storage.clients.list(everywhere, query([ids, recently]))).total).toBe(1);
  });

  it('never goes backwards, since nodes write in any order', async () => {
    const client = await insertClient();
    const { database } = opened();
    const context = (at: string) =>
      ({ database, now: () => new Date(at) }) as Parameters<typeof createClientUsageRecorder>[0];
    for (const at of ['2026-05-02T00:00:00Z', '2026-05-01T00:00:00Z']) {
      const node = createClientUsageRecorder(context(at), createTestLog());
      node.tokenIssued(client.id, null, null);
      await node.close();
    }
    expect(await usageOf(client.id)).toMatchObject({ lastTokenAt: new Date('2026-05-02T00:00:00Z'), lastCallAt: null });
  });

  it('is written for the others although an application is unknown', async () => {
    const client = await insertClient();
    for (const id of [nobody, ...strangeIds]) {
      recorder().tokenIssued(id, id, 'x');
      recorder().apiCalled(id);
    }
    recorder().apiCalled(client.id);
    await recorder().flush();
    expect((await usageOf(client.id))?.lastCallAt).toBeInstanceOf(Date);
  });

  it('is kept when it could not be written, and does not disturb anybody', async () => {
    const client = await insertClient();
    let broken = true;
    const database = new Proxy(opened().database, {
      get(target, name) {
        if (name === 'transaction' && broken) throw new Error('down');
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const log = createTestLog();
    const node = createClientUsageRecorder({ database, now: () => new Date() } as never, log);
    node.apiCalled(client.id);
    await node.flush();
    expect(log.messages).toHaveLength(1);
    broken = false;
    await node.close();
    expect((await usageOf(client.id))?.lastCallAt).toBeInstanceOf(Date);
  });
});
