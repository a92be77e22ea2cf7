import { beforeAll, expect, it } from 'vitest';
import type { AuditEntry } from '../../src/audit/audit-log.ts';
import type { Client, ClientSecret } from '../../src/oauth/client.ts';
import { buildClient, buildSecret, event, fromNow, insertTenant, type Tenant } from './builders.ts';
import { describeStorage } from './databases.ts';

const day = 24 * 60 * 60 * 1000;

describeStorage('the watch over secrets', (opened) => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await insertTenant(opened().storage);
  });

  async function eventsOf(id: string): Promise<readonly AuditEntry[]> {
    const entries = await opened().storage.auditLog.after('0', 100_000);
    return entries.filter(({ subject, type }) => subject.id === id && type !== 'application.edited');
  }

  async function insertWith(secrets: readonly Partial<ClientSecret>[], given: Partial<Client> = {}) {
    const client = buildClient(tenant.organization.id, { secrets: secrets.map(buildSecret), ...given });
    await opened().storage.clients.insert(client, event());
    return client;
  }

  async function warn(): Promise<void> {
    const job = opened().storage.upkeep.find(({ name }) => name === 'warn-of-expiry');
    await job?.run(new AbortController().signal);
  }

  const daysOf = (entries: readonly AuditEntry[]) =>
    entries.map((entry) => (entry.type === 'application.secret-expiring' ? entry.details.days : null));

  it('tells of each rung of the ladder once, and of the nearest alone when several were missed', async () => {
    const created = { createdAt: fromNow(-100 * day) };
    const client = await insertWith([{ ...created, name: 'far', expiresAt: fromNow(40 * day) }]);
    const month = await insertWith([{ ...created, name: 'month', expiresAt: fromNow(29.5 * day) }]);
    const week = await insertWith([{ ...created, name: 'week', expiresAt: fromNow(6.5 * day) }]);
    await Promise.all([warn(), warn()]);
    await warn();
    expect(daysOf(await eventsOf(client.id))).toEqual([]);
    expect(daysOf(await eventsOf(month.id))).toEqual([30]);
    expect(daysOf(await eventsOf(week.id))).toEqual([7]);
    const expires_at = fromNow(0.5 * day);
    await opened()
      .database.updateTable('client_secrets')
      .set({ expires_at })
      .where('client_row_id', '=', week.id)
      .execute();
    await warn();
    await warn();
    expect(daysOf(await eventsOf(week.id))).toEqual([7, 1]);
    expect((await eventsOf(week.id))[1]).toMatchObject({
      organizationId: tenant.organization.id,
      subject: { kind: 'application', name: week.name },
      details: { secretName: 'week', expiresAt: expires_at.toISOString() },
    });
  });

  it('does not tell of what is retired, over, inactive, or was made for a shorter time', async () => {
    const createdAt = fromNow(-100 * day);
    const expiresAt = fromNow(5 * day);
    const retired = await insertWith([{ createdAt, expiresAt }]);
    await opened().storage.clients.retireSecret(tenant.reach, retired.id, retired.secrets[0]?.id ?? '', event());
    const over = await insertWith([{ createdAt, expiresAt: fromNow(-1000) }]);
    const inactive = await insertWith([{ createdAt, expiresAt }], { active: false });
    const short = await insertWith([{ createdAt: fromNow(-1000), expiresAt }]);
    const none = await insertWith([{ createdAt }]);
    await warn();
    for (const { id } of [retired, over, inactive, short, none]) expect(await eventsOf(id)).toEqual([]);
  });

  it('tells once that an expired secret is still in use, and never of a wrong or live one', async () => {
    const client = await insertWith([{ name: 'old', expiresAt: fromNow(-day) }, { name: 'live' }]);
    const [old, live] = client.secrets;
    const { clientUsage } = opened().storage;
    clientUsage.secretRefused(client.id, new Uint8Array(32), '192.0.2.1');
    clientUsage.secretRefused(null, old?.hash ?? new Uint8Array(), '192.0.2.1');
    clientUsage.secretRefused(tenant.client.id, old?.hash ?? new Uint8Array(), '192.0.2.1');
    clientUsage.secretRefused(client.id, live?.hash ?? new Uint8Array(), '192.0.2.1');
    await clientUsage.flush();
    expect(await eventsOf(client.id)).toEqual([]);
    for (const address of ['192.0.2.7', '192.0.2.8']) {
      clientUsage.secretRefused(client.id, old?.hash ?? new Uint8Array(), address);
      await clientUsage.flush();
    }
    expect(await eventsOf(client.id)).toMatchObject([
      {
        type: 'application.secret-used-after-expiry',
        details: { secretName: 'old' },
        origin: { address: '192.0.2.7' },
      },
    ]);
  });

  async function useFrom(client: Client, addresses: readonly string[], secretId = client.secrets[0]?.id ?? null) {
    const { clientUsage } = opened().storage;
    for (const address of addresses) {
      clientUsage.tokenIssued(client.id, secretId, address);
      await clientUsage.flush();
    }
  }

  it.each(['client_credentials', 'password'] as const)(
    'tells of networks from which an application was not used before, but not of its first: %s',
    async (grantType) => {
      const client = await insertWith([{}], { grantTypes: [grantType] });
      await useFrom(client, ['192.0.2.1', '192.0.2.1', '2001:db8:1:2::1', '2001:db8:1:2::9', '192.0.2.1']);
      expect(await eventsOf(client.id)).toMatchObject([
        { type: 'application.network-new', details: { network: '2001:db8:1:2::/64' } },
      ]);
    },
  );

  it('tells of no network of those who have no secret, nor where people sign in at a page of ours', async () => {
    const addresses = ['192.0.2.1', '192.0.2.2', '192.0.2.3'];
    const pages = await insertWith([{}], { grantTypes: ['authorization_code'] });
    await useFrom(pages, addresses);
    const installed = await insertWith([], { grantTypes: ['password'], confidential: false });
    await useFrom(installed, addresses, null);
    for (const { id } of [pages, installed]) expect(await eventsOf(id)).toEqual([]);
  });
});
