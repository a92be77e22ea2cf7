import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { describeStorage } from './databases.ts';

describeStorage('values', (opened) => {
  /** What a value becomes on its way into the database and back, read as a type. */
  async function roundTrip(value: unknown, type: string): Promise<unknown> {
    const { rows } = await sql<{ value: unknown }>`select ${value}::${sql.raw(type)} as value`.execute(
      opened().database,
    );
    return rows[0]?.value;
  }

  const cases: [type: string, given: unknown, read: unknown][] = [
    ['integer', -5, -5],
    ['bigint', 9_007_199_254_740_991, 9_007_199_254_740_991],
    ['boolean', true, true],
    ['text', 'Größe \u{1F511} "\\', 'Größe \u{1F511} "\\'],
    ['text', '', ''],
    ['bytea', new Uint8Array([0, 1, 127, 128, 255]), new Uint8Array([0, 1, 127, 128, 255])],
    ['bytea', new Uint8Array(), new Uint8Array()],
    ['timestamptz', new Date('2026-03-01T12:00:00.125Z'), new Date('2026-03-01T12:00:00.125Z')],
    ['timestamptz', new Date('1969-12-31T23:59:59.999Z'), new Date('1969-12-31T23:59:59.999Z')],
    ['timestamptz', new Date('0004-02-29T00:00:00.000Z'), new Date('0004-02-29T00:00:00.000Z')],
    ['timestamptz', '2026-03-01T12:00:00+05:45', new Date('2026-03-01T06:15:00Z')],
    ['jsonb', JSON.stringify({ a: [1, 'ü', null, { b: true }] }), { a: [1, 'ü', null, { b: true }] }],
    ['jsonb', '"text"', 'text'],
    ['jsonb', 'null', null],
    ['text[]', ['a', '', 'NULL', 'b,"c"\\{}', ' '], ['a', '', 'NULL', 'b,"c"\\{}', ' ']],
    ['text[]', [], []],
    [
      'text[]',
      ['profile:read', 'größe', 'NULLABLE', "it's", '<a>'],
      ['profile:read', 'größe', 'NULLABLE', "it's", '<a>'],
    ],
    ['text[]', ['only'], ['only']],
    ['text[]', ['a', null], ['a', null]],
    [
      'text[]',
      '{{a,b},{c,d}}',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['text[]', '[2:3]={a,b}', ['a', 'b']],
    ['uuid[]', ['6f3c1c1e-6c0b-4c6f-9a55-0d8f0f6c2f10'], ['6f3c1c1e-6c0b-4c6f-9a55-0d8f0f6c2f10']],
    ['interval', '01:02:03', '01:02:03'],
    ['numeric', '12.50', '12.50'],
    ['date', '2026-03-01', '2026-03-01'],
    ['text', 'é\udc00', 'é\ufffd'],
    ['text', '\ud800€\udc00x', '\ufffd€\ufffdx'],
    ['text[]', ['€\udc00', '\ud800'], ['€\ufffd', '\ufffd']],
    ['text', null, null],
  ];
  for (const [type, given, read] of cases) {
    it(`of type ${type} come back alike: ${JSON.stringify(read)}`, async () => {
      const value = await roundTrip(given, type);
      expect(value).toEqual(read);
      if (read instanceof Uint8Array) expect(Object.getPrototypeOf(value)).toBe(Uint8Array.prototype);
    });
  }

  it('that count are numbers, and those too great for one are an error and never a wrong number', async () => {
    const { rows } = await sql`select count(*) as counted, sum(n) as total from generate_series(1, 3) as n`.execute(
      opened().database,
    );
    expect(rows).toEqual([{ counted: 3, total: 6 }]);
    await expect(roundTrip('9007199254740993', 'bigint')).rejects.toThrow();
  });

  it('tell how many rows a change has reached', async () => {
    const { database } = opened();
    const set = (key: string) => database.insertInto('settings').values({ key, value: 'x' }).executeTakeFirst();
    expect((await set('one')).numInsertedOrUpdatedRows).toBe(1n);
    await set('two');
    const all = database.updateTable('settings').set({ value: 'y' });
    expect((await all.executeTakeFirst()).numUpdatedRows).toBe(2n);
    expect((await all.where('key', '=', 'none').executeTakeFirst()).numUpdatedRows).toBe(0n);
    expect((await database.deleteFrom('settings').executeTakeFirst()).numDeletedRows).toBe(2n);
  });

  it('of a failed transaction are gone, and others see none of an open one', async () => {
    const { database, storage } = opened();
    const failing = database.transaction().execute(async (transaction) => {
      await transaction.insertInto('settings').values({ key: 'half', value: 'x' }).execute();
      throw new Error('half-way');
    });
    const meanwhile = storage.settings.get('half');
    await expect(failing).rejects.toThrow('half-way');
    expect(await meanwhile).toBeNull();
    expect(await storage.settings.get('half')).toBeNull();
    const lanes = Array.from({ length: 20 }, (_, at) =>
      database.transaction().execute(async (transaction) => {
        await transaction
          .insertInto('settings')
          .values({ key: `lane ${at}`, value: '0' })
          .execute();
        await new Promise((resolve) => setImmediate(resolve));
        if (at % 2 === 0) throw new Error('undone');
      }),
    );
    await Promise.allSettled(lanes);
    const rows = await database.selectFrom('settings').select('key').where('key', 'like', 'lane %').execute();
    expect(rows).toHaveLength(10);
  });
});
