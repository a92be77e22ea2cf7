import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import type { ListSort } from '../../src/access/list-query.ts';
import { clientFields } from '../../src/storage/client-lists.ts';
import { readBatches } from '../../src/storage/row-batches.ts';
import { buildClient, buildOrganization, event, query } from './builders.ts';
import { describeStorage } from './databases.ts';

describeStorage('batches of a whole list', (opened) => {
  const organization = buildOrganization();
  const reach = { level: 'organization', organizationId: organization.id } as const;
  const clients = Array.from({ length: 13 }, (_, at) =>
    buildClient(organization.id, {
      name: `Client ${at}`,
      active: at % 3 !== 0,
      side: at % 2 === 0 ? 'backoffice' : 'storefront',
      grantTypes: at % 4 === 0 ? [] : ['password'],
      createdAt: new Date(Date.UTC(2026, 0, 1 + (at % 5), 1, 2, 3, 456)),
    }),
  );

  beforeAll(async () => {
    const { storage } = opened();
    await storage.organizations.insert(organization, event());
    for (const client of clients) await storage.clients.insert(client, event());
    for (const { id } of clients.slice(0, 6)) storage.clientUsage.tokenIssued(id, null, null);
    await storage.clientUsage.flush();
  });

  async function inBatches(sort: readonly ListSort[], size: number): Promise<string[]> {
    const base = opened()
      .database.selectFrom('clients')
      .leftJoin('client_usage', 'client_usage.client_row_id', 'clients.id')
      .innerJoin('organizations', 'organizations.id', 'clients.organization_id')
      .select(['clients.id'])
      .where('clients.organization_id', '=', organization.id);
    const found: string[] = [];
    for await (const rows of readBatches(base, clientFields, { filters: [], sort }, size)) {
      expect(rows.length).toBeLessThanOrEqual(size);
      found.push(...rows.map(({ id }) => id));
    }
    return found;
  }

  const orders: ListSort[][] = Object.keys(clientFields).flatMap((field) =>
    [false, true].map((descending) => [{ field, descending }]),
  );
  orders.push(
    [],
    [
      { field: 'active', descending: true },
      { field: 'createdAt', descending: false },
    ],
    [
      { field: 'lastUsedAt', descending: true },
      { field: 'name', descending: false },
    ],
  );

  for (const sort of orders) {
    const named = sort.map(({ descending, field }) => (descending ? `-${field}` : field)).join(',');
    it(`give each row once, in the order of the list, by ${named || 'id'}`, async () => {
      const { rows } = await opened().storage.clients.list(reach, query([], sort));
      const whole = rows.map(({ client }) => client.id);
      expect(whole).toHaveLength(clients.length);
      for (const size of [1, 4, 13, 50]) expect(await inBatches(sort, size)).toEqual(whole);
    });
  }

  it('go on where they were, whatever is added in between', async () => {
    const base = opened().database.selectFrom('clients').select(['clients.id', 'name']).where(sql<boolean>`true`);
    const byName = [{ field: 'name', descending: false }];
    const names: string[] = [];
    const filters = [{ field: 'organization', operator: 'equals', values: [organization.id] }] as const;
    const added = buildClient(organization.id, { name: 'Aardvark' });
    for await (const rows of readBatches(base, clientFields, { filters, sort: byName }, 5)) {
      if (names.length === 0) await opened().storage.clients.insert(added, event());
      names.push(...rows.map(({ name }) => name));
    }
    expect(names).toEqual(clients.map(({ name }) => name).sort());
  });
});
