import { beforeAll, describe, expect, it } from 'vitest';
import type { ListFilter, ListSort } from '../../src/access/list-query.ts';
import { buildClient, buildOrganization, event, everywhere, query, where } from './builders.ts';
import { describeStorage } from './databases.ts';

const times = ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', '2026-01-03T00:00:00Z'];

describeStorage('lists', (opened) => {
  const organization = buildOrganization();
  const reach = { level: 'organization', organizationId: organization.id } as const;
  const names = ['Alpha', 'alpine', 'Beta 50%', 'beta_x', 'gamma\\', 'Älpha'];
  const clients = names.map((name, at) => {
    const time = new Date(times[at % 3] ?? '');
    return buildClient(organization.id, {
      name,
      active: at % 2 === 0,
      confidential: at < 3,
      side: at < 2 ? 'backoffice' : 'storefront',
      grantTypes: at === 5 ? [] : at < 3 ? ['client_credentials'] : ['password', 'authorization_code'],
      createdAt: time,
      updatedAt: time,
    });
  });

  beforeAll(async () => {
    await opened().storage.organizations.insert(organization, event());
    for (const client of clients) await opened().storage.clients.insert(client, event());
  });

  async function find(
    filters: readonly ListFilter[],
    sort: readonly ListSort[] = [{ field: 'name', descending: false }],
  ) {
    const { rows, total } = await opened().storage.clients.list(reach, query(filters, sort));
    expect(total).toBe(rows.length);
    return rows.map(({ client }) => client.name);
  }

  describe('by name', () => {
    const cases: [ListFilter['operator'], string, string[]][] = [
      ['equals', 'ALPHA', ['Alpha']],
      ['equals', 'alph', []],
      ['starts-with', 'Al', ['Alpha', 'alpine']],
      ['starts-with', 'äL', ['Älpha']],
      ['contains', 'LP', ['Alpha', 'alpine', 'Älpha']],
      ['contains', '50%', ['Beta 50%']],
      ['contains', '%', ['Beta 50%']],
      ['contains', '_', ['beta_x']],
      ['contains', '\\', ['gamma\\']],
      ['not', 'alpha', ['alpine', 'Beta 50%', 'beta_x', 'gamma\\', 'Älpha']],
    ];
    for (const [operator, value, found] of cases) {
      it(`${operator} ${value}`, async () => expect(await find([where('name', value, operator)])).toEqual(found));
    }
  });

  it('take the values of one condition as alternatives and add conditions up', async () => {
    expect(await find([{ field: 'name', operator: 'equals', values: ['alpha', 'alpine'] }])).toEqual([
      'Alpha',
      'alpine',
    ]);
    expect(await find([{ field: 'name', operator: 'not', values: ['alpha', 'alpine'] }])).toHaveLength(4);
    expect(await find([{ field: 'name', operator: 'equals', values: [] }])).toEqual([]);
    expect(await find([where('name', 'al', 'starts-with'), where('active', 'true')])).toEqual(['Alpha']);
  });

  it('know ids, words, yes and no, times and lists', async () => {
    expect(await find([where('id', clients[0]?.id.toUpperCase() ?? '')])).toEqual(['Alpha']);
    expect(await find([where('clientId', clients[1]?.clientId ?? '')])).toEqual(['alpine']);
    expect(await find([where('side', 'backoffice')])).toEqual(['Alpha', 'alpine']);
    expect(await find([where('confidential', 'true')])).toEqual(['Alpha', 'alpine', 'Beta 50%']);
    expect(await find([where('confidential', 'true', 'not')])).toHaveLength(3);
    expect(await find([where('organization', organization.id)])).toHaveLength(6);
    expect(await find([where('grantTypes', 'password')])).toEqual(['beta_x', 'gamma\\']);
    expect(await find([where('grantTypes', 'client_credentials', 'not')])).toHaveLength(3);
    expect(await find([where('createdAt', times[1] ?? '')])).toEqual(['alpine', 'gamma\\']);
    expect(await find([where('createdAt', times[1] ?? '', 'after')])).toEqual(['Beta 50%', 'Älpha']);
    expect(await find([where('createdAt', times[1] ?? '', 'before')])).toEqual(['Alpha', 'beta_x']);
    expect(await find([where('owner', organization.id)])).toEqual([]);
    expect(await find([where('owner', organization.id, 'not')])).toHaveLength(6);
  });

  it('find nothing for values that no row can have, and fail for none', async () => {
    const hostile = [
      '',
      'a\0b',
      '\ud800',
      '€\udc00',
      "x' or 'x' = 'x",
      '999999-01-01T00:00:00Z',
      '-000001-01-01',
      'x'.repeat(50_000),
    ];
    for (const value of hostile) {
      for (const field of [
        'id',
        'organization',
        'owner',
        'clientId',
        'side',
        'active',
        'grantTypes',
        'createdAt',
        'lastUsedAt',
      ]) {
        expect(await find([where(field, value)])).toEqual([]);
      }
      for (const operator of ['after', 'before'] as const) {
        expect(await find([where('createdAt', value, operator)])).toEqual([]);
      }
    }
    for (const operator of ['equals', 'contains', 'starts-with'] as const) {
      expect(await find([where('name', 'a\0b', operator)])).toEqual([]);
    }
  });

  it('sort by what is asked, then by id, in either direction', async () => {
    for (const descending of [false, true]) {
      const byTime = await opened().storage.clients.list(reach, query([], [{ field: 'createdAt', descending }]));
      const sorted = clients
        .map(({ createdAt, id }) => `${createdAt.toISOString()} ${id}`)
        .sort()
        .map((key) => key.split(' ')[1]);
      expect(byTime.rows.map(({ client }) => client.id)).toEqual(descending ? sorted.reverse() : sorted);
    }
    for (const field of [
      'id',
      'name',
      'clientId',
      'side',
      'active',
      'confidential',
      'grantTypes',
      'organization',
      'owner',
      'createdAt',
      'updatedAt',
      'lastUsedAt',
    ]) {
      expect(await find([], [{ field, descending: true }])).toHaveLength(6);
    }
  });

  it('are the same list, whatever the size of the pages', async () => {
    const page = (number: number, size: number) =>
      opened().storage.clients.list(reach, {
        filters: [],
        sort: [{ field: 'side', descending: true }],
        page: { number, size },
      });
    const whole = (await page(1, 100)).rows.map(({ client }) => client.id);
    for (const size of [1, 2, 4, 6]) {
      const collected: string[] = [];
      for (let number = 1; collected.length < 6; number += 1) {
        const { rows, total } = await page(number, size);
        expect(total).toBe(6);
        collected.push(...rows.map(({ client }) => client.id));
      }
      expect(collected).toEqual(whole);
    }
    expect(await page(7, 6)).toEqual({ rows: [], total: 6 });
    expect(await page(Number.MAX_SAFE_INTEGER, 100)).toEqual({ rows: [], total: 6 });
  });

  it('refuse fields and operators that a table does not know, as a mistake of the caller', async () => {
    await expect(find([where('secret', 'x')])).rejects.toThrow('cannot filter by secret');
    await expect(find([where('toString', 'x')])).rejects.toThrow('cannot filter by toString');
    await expect(find([where('side', 'x', 'contains')])).rejects.toThrow('cannot filter side with contains');
    await expect(find([], [{ field: 'secret', descending: false }])).rejects.toThrow('cannot sort by secret');
    const byRole = opened().storage.users.list(everywhere, query([], [{ field: 'role', descending: false }]));
    await expect(byRole).rejects.toThrow('cannot sort by role');
  });
});
