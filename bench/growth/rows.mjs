import pg from 'pg';

/** Does something with a connection of its own to a database. @throws what PostgreSQL refuses */
export async function withClient(url, use) {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** One statement; gives its rows. @throws what PostgreSQL refuses */
export const ask = (url, text, parameters) =>
  withClient(url, async (client) => (await client.query(text, parameters)).rows);

/**
 * Inserts copies of rows that are there, so that they are valid whatever columns the table has.
 * @param {string} where which rows are copied, as SQL
 * @param {string} times how many copies of each, as SQL; their `number` counts from 1
 * @param {Record<string, string>} columns what differs, as SQL that may use `model` (the row) and `number`
 */
export async function copyRows(client, { columns, table, times, where }) {
  const { rows } = await client.query(
    `select attname as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  );
  const names = rows.map(({ name }) => name);
  const values = names.map((name) => columns[name] ?? `model.${name}`);
  await client.query(
    `insert into ${table} (${names.join(', ')}) select ${values.join(', ')}
     from (select * from ${table} where ${where}) as model cross join generate_series(1, ${times}) as number`,
  );
}

/** What a table is found by, without what foreign keys need. */
async function indexesOf(client, table) {
  const { rows: constraints } = await client.query(
    `select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint as own
     where conrelid = $1::regclass and contype in ('p', 'u')
       and not exists (select from pg_constraint as other where other.contype = 'f' and other.conindid = own.conindid)`,
    [table],
  );
  const { rows: indexes } = await client.query(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
     where indrelid = $1::regclass and not exists (select from pg_constraint where conindid = indexrelid)`,
    [table],
  );
  return { constraints, indexes };
}

/** Fills a table whose indexes are made anew afterwards, which takes a fraction of the time. */
export async function withoutIndexes(client, table, fill) {
  const { constraints, indexes } = await indexesOf(client, table);
  for (const { name } of constraints) await client.query(`alter table ${table} drop constraint ${name}`);
  for (const { name } of indexes) await client.query(`drop index ${name}`);
  await fill();
  for (const { definition, name } of constraints) {
    await client.query(`alter table ${table} add constraint ${name} ${definition}`);
  }
  for (const { definition } of indexes) await client.query(definition);
}

/**
 * Prepares rows in one transaction. Triggers and foreign keys do nothing meanwhile: what they would write has to be
 * filled in too. Afterwards the tables are as if the rows had been there for long.
 * @throws what PostgreSQL refuses
 */
export async function prepareRows(url, tables, fill) {
  await withClient(url, async (client) => {
    await client.query('begin');
    await client.query('set local session_replication_role = replica');
    await client.query("set local maintenance_work_mem = '1GB'");
    await client.query('set local max_parallel_maintenance_workers = 2');
    await fill(client);
    await client.query('commit');
    for (const table of tables) await client.query(`vacuum (analyze) ${table}`);
    await client.query('checkpoint');
  });
}
