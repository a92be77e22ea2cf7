import { beforeAll, expect, it } from 'vitest';
import type { Reach } from '../../src/access/reach.ts';
import type { Refusal } from '../../src/oauth/refusal.ts';
import { createRefusalRecorder } from '../../src/storage/refusal-recorder.ts';
import { buildClient, event, everywhere, insertTenant, nobody, query, type Tenant, where } from './builders.ts';
import { createTestLog, describeStorage } from './databases.ts';

const seen = (reach: Reach) => ({ reach, ownOf: null });
const newestFirst = [{ field: 'at', descending: true }] as const;

describeStorage('refused requests', (opened) => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await insertTenant(opened().storage);
  });

  async function insertClient() {
    const client = buildClient(tenant.organization.id);
    await opened().storage.clients.insert(client, event());
    return client;
  }

  const refusal = (clientId: string | null, given: Partial<Refusal> = {}): Refusal => ({
    endpoint: 'token',
    clientId,
    code: 'invalid_client',
    cause: 'secret',
    reason: 'The client secret that was sent is none of the application’s.',
    reasonAboutPerson: null,
    secretHash: null,
    address: '192.0.2.1',
    requestId: 'request',
    parameters: [{ name: 'client_id', value: clientId, length: 32 }],
    ...given,
  });

  let clockAt = Date.now();
  const tick = () => {
    clockAt += 1000;
    return new Date(clockAt);
  };
  const node = () => createRefusalRecorder({ database: opened().database, now: tick } as never, createTestLog());

  async function listOf(clientRowId: string, reach: Reach = everywhere) {
    return (await opened().storage.refusals.list(seen(reach), query([where('application', clientRowId)], newestFirst)))
      .rows;
  }

  it('that are alike are one, with how often, also over nodes', async () => {
    const client = await insertClient();
    const [first, second] = [node(), node()];
    for (const each of [first, first, second]) each.refused(refusal(client.clientId));
    first.refused(refusal(client.clientId, { address: '192.0.2.2' }));
    await first.close();
    await second.close();
    const rows = await listOf(client.id);
    expect(rows.map(({ address, times }) => [address, times])).toEqual([
      ['192.0.2.2', 1],
      ['192.0.2.1', 3],
    ]);
    expect(rows[1]?.lastAt.getTime()).toBeGreaterThan(rows[1]?.firstAt.getTime() ?? 0);
  });

  it('are the last twenty of each application', async () => {
    const client = await insertClient();
    for (const round of [0, 1]) {
      const recorder = node();
      for (let at = 0; at < 15; at += 1) recorder.refused(refusal(client.clientId, { reason: `${round} ${at}` }));
      await recorder.close();
    }
    const reasons = (await listOf(client.id)).map(({ reason }) => reason);
    expect(reasons).toHaveLength(20);
    expect(reasons.slice(0, 2)).toEqual(['1 14', '1 13']);
    expect(reasons.at(-1)).toBe('0 10');
  });

  it('tell which secret has expired or was retired', async () => {
    const { clients } = opened().storage;
    const client = await insertClient();
    const [good] = client.secrets;
    if (good === undefined) throw new Error('no secret');
    const expired = { ...good, id: nobody.replace('9', '8'), name: 'Old', hash: new Uint8Array(32).fill(3) };
    await clients.insertSecret(everywhere, client.id, { ...expired, expiresAt: new Date(Date.now() - 1000) }, event());
    await clients.retireSecret(everywhere, client.id, good.id, event());
    const recorder = node();
    recorder.refused(refusal(client.clientId, { secretHash: expired.hash }));
    recorder.refused(refusal(client.clientId, { secretHash: good.hash }));
    recorder.refused(refusal(client.clientId, { secretHash: new Uint8Array(32).fill(4) }));
    await recorder.close();
    const rows = await listOf(client.id);
    expect(rows.map(({ cause }) => cause)).toEqual(['secret', 'secret-expired', 'secret-expired']);
    expect(rows[1]?.reason).toMatch(
      new RegExp(`^The client secret “${good.name}” with id ${good.id} was retired on 20`),
    );
    expect(rows[2]?.reason).toMatch(/^The client secret “Old” with id .* has expired on 20/);
  });

  it('of unknown applications are seen by who sees everything, without the name', async () => {
    const recorder = node();
    recorder.refused(refusal('x'.repeat(32), { address: '198.51.100.9' }));
    recorder.refused(refusal('y'.repeat(32), { address: '198.51.100.9' }));
    await recorder.close();
    const all = await opened().storage.refusals.list(seen(everywhere), query([], newestFirst));
    const unknown = all.rows.filter(({ address }) => address === '198.51.100.9');
    expect(unknown).toMatchObject([
      { clientRowId: null, times: 2, parameters: [{ name: 'client_id', value: null, length: 32 }] },
    ]);
    const organizationId = tenant.organization.id;
    const here = await opened().storage.refusals.list(seen({ level: 'organization', organizationId }), query());
    expect(here.rows.every(({ clientRowId }) => clientRowId !== null)).toBe(true);
  });

  it('are seen by nobody else', async () => {
    const client = await insertClient();
    const recorder = node();
    recorder.refused(refusal(client.clientId));
    await recorder.close();
    expect(await listOf(client.id)).toHaveLength(1);
    expect(await listOf(client.id, { level: 'organization', organizationId: nobody })).toEqual([]);
    const person = { kind: 'user', id: nobody } as const;
    const organizationId = tenant.organization.id;
    expect(await listOf(client.id, { level: 'own', organizationId, person })).toEqual([]);
  });

  it('are bounded, however many there are', async () => {
    const client = await insertClient();
    const recorder = node();
    let taken = 0;
    for (let at = 0; at < 5_000; at += 1) {
      const one = refusal(at % 2 === 0 ? client.clientId : null, {
        address: `10.0.${at >> 8}.${at & 255}`,
        reason: `${at}`,
      });
      if (!recorder.hasRoom(one)) continue;
      recorder.refused(one);
      taken += 1;
    }
    await recorder.close();
    expect(taken).toBe(40);
    expect(await listOf(client.id)).toHaveLength(20);
  });
});
