import { randomUUID } from 'node:crypto';
import { type Insertable, type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import type { Reach } from '../access/reach.ts';
import { comparisonKey } from '../directory/person.ts';
import type {
  ConfiguredApi,
  RegisteredApi,
  RegisteredApiChanges,
  RegisteredApiStore,
} from '../oauth/registered-api.ts';
import { appendEvent } from './audit-log.ts';
import type { ResourceServerTable } from './client-tables.ts';
import { everything, nothing } from './reach-conditions.ts';
import { isRowId } from './row-ids.ts';
import { type ListFields, readPage } from './row-lists.ts';
import type { Database, DatabaseTransaction } from './schema.ts';
import { explainTaken, type StoreContext } from './store-context.ts';

const taken = {
  resource_servers_identifier_taken: { field: 'identifier', message: 'There is an API of this identifier already.' },
};

const fields: ListFields = {
  id: { type: 'id', column: sql.ref('resource_servers.id') },
  identifier: { type: 'choice', column: sql.ref('resource_servers.identifier') },
  name: { type: 'name', column: sql.ref('resource_servers.name_key') },
  side: { type: 'choice', column: sql.ref('resource_servers.side') },
  configured: { type: 'boolean', column: sql.ref('resource_servers.configured') },
  createdAt: { type: 'time', column: sql.ref('resource_servers.created_at') },
  updatedAt: { type: 'time', column: sql.ref('resource_servers.updated_at') },
};

function toApi(row: Selectable<ResourceServerTable>): RegisteredApi {
  return {
    id: row.id,
    identifier: row.identifier,
    name: row.name,
    side: row.side,
    scopes: row.scopes,
    builtIn: false,
    configured: row.configured,
    secretHash: row.secret_hash,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function fromApi(api: RegisteredApi): Insertable<ResourceServerTable> {
  return {
    id: api.id,
    identifier: api.identifier,
    name: api.name,
    name_key: comparisonKey(api.name),
    side: api.side,
    scopes: JSON.stringify(api.scopes),
    configured: api.configured,
    secret_hash: api.secretHash,
    created_at: api.createdAt,
    updated_at: api.updatedAt,
    deleted_at: null,
  };
}

function within(reach: Reach): RawBuilder<SqlBool> {
  return reach.level === 'global' ? everything : nothing;
}

function select(source: Database, reach: Reach) {
  return source.selectFrom('resource_servers').selectAll().where('deleted_at', 'is', null).where(within(reach));
}

function changedColumns({ name, scopes, secretHash }: RegisteredApiChanges) {
  return {
    ...(name !== undefined && { name, name_key: comparisonKey(name) }),
    ...(scopes !== undefined && { scopes: JSON.stringify(scopes) }),
    ...(secretHash !== undefined && { secret_hash: secretHash }),
  };
}

/** All live rows in memory. They are few, and the protocol asks for them in the midst of its decisions. */
function createCopy({ database, feed }: StoreContext): () => readonly RegisteredApi[] {
  let copy: readonly RegisteredApi[] = [];
  let isOld = false;
  async function read(): Promise<void> {
    const rows = await select(database, { level: 'global' }).orderBy('identifier').execute();
    copy = rows.map(toApi);
    isOld = false;
  }
  feed.subscribe({
    changed({ kind }) {
      if (kind === 'resource-server') isOld = true;
    },
    settle: async () => (isOld ? read() : undefined),
    reset: read,
  });
  return () => copy;
}

/** What an application was allowed of an API ends with it, so that another of the same name inherits nothing. */
async function withdraw(transaction: DatabaseTransaction, identifier: string): Promise<void> {
  await sql`
    update clients set apis = (
      select coalesce(jsonb_agg(api), '[]') from jsonb_array_elements(apis) as api
      where api->>'identifier' <> ${identifier})
    where apis @> jsonb_build_array(jsonb_build_object('identifier', ${identifier}::text))`.execute(transaction);
}

type Row = Selectable<ResourceServerTable>;

function isAsConfigured(row: Row, { name, scopes, secretHash, side }: ConfiguredApi): boolean {
  const same = row.configured && row.deleted_at === null && row.name === name && row.side === side;
  const hash = (bytes: Uint8Array | null) => bytes?.join(' ');
  const sameSecret = secretHash === null || hash(row.secret_hash) === hash(secretHash);
  return same && sameSecret && JSON.stringify(row.scopes) === JSON.stringify(scopes);
}

/** Writes a configured API: a new row, or the one it had, also where it was left out for a while. */
async function writeConfigured(transaction: DatabaseTransaction, api: ConfiguredApi, now: Date): Promise<void> {
  const { identifier, name, scopes, secretHash, side } = api;
  const found = await transaction
    .selectFrom('resource_servers')
    .selectAll()
    .where('identifier', '=', identifier)
    .where((where) => where.or([where('deleted_at', 'is', null), where('configured', '=', true)]))
    .orderBy(sql`deleted_at desc nulls first`)
    .executeTakeFirst();
  if (found === undefined) {
    const times = { createdAt: now, updatedAt: now };
    const fresh: RegisteredApi = { ...api, ...times, id: randomUUID(), builtIn: false, configured: true };
    await transaction.insertInto('resource_servers').values(fromApi(fresh)).execute();
  } else if (!isAsConfigured(found, api)) {
    const secret = secretHash === null ? {} : { secretHash };
    const columns = { ...changedColumns({ name, scopes, ...secret }), side, configured: true };
    await transaction
      .updateTable('resource_servers')
      .set({ ...columns, deleted_at: null, updated_at: now })
      .where('id', '=', found.id)
      .execute();
  }
}

async function configure({ change, now }: StoreContext, apis: readonly ConfiguredApi[]): Promise<void> {
  await change(async (transaction) => {
    await sql`lock table resource_servers in share row exclusive mode`.execute(transaction);
    for (const api of apis) await writeConfigured(transaction, api, now());
    const gone = transaction
      .updateTable('resource_servers')
      .set({ deleted_at: now() })
      .where('configured', '=', true)
      .where('deleted_at', 'is', null);
    const kept = apis.map(({ identifier }) => identifier);
    await (kept.length === 0 ? gone : gone.where('identifier', 'not in', kept)).execute();
  });
}

/** Makes the store of registered APIs. */
export function createRegisteredApiStore(context: StoreContext): RegisteredApiStore {
  const { database, change, now } = context;
  return {
    all: createCopy(context),
    async get(reach, id) {
      if (!isRowId(id)) return null;
      const row = await select(database, reach).where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : toApi(row);
    },

    async list(reach, query) {
      const { rows, total } = await readPage(select(database, reach), fields, query);
      return { rows: rows.map(toApi), total };
    },

    async insert(api, event) {
      await explainTaken(taken, () =>
        change(async (transaction) => {
          await transaction.insertInto('resource_servers').values(fromApi(api)).execute();
          await appendEvent(transaction, event, now());
        }),
      );
    },

    async update(reach, id, changes, event) {
      if (!isRowId(id)) return null;
      return change(async (transaction) => {
        const row = await transaction
          .updateTable('resource_servers')
          .set({ ...changedColumns(changes), updated_at: now() })
          .where('id', '=', id)
          .where('deleted_at', 'is', null)
          .where(within(reach))
          .returningAll()
          .executeTakeFirst();
        if (row === undefined) return null;
        await appendEvent(transaction, event, now());
        return toApi(row);
      });
    },

    async delete(reach, id, event) {
      if (!isRowId(id)) return false;
      return change(async (transaction) => {
        const row = await transaction
          .updateTable('resource_servers')
          .set({ deleted_at: now(), updated_at: now() })
          .where('id', '=', id)
          .where('deleted_at', 'is', null)
          .where(within(reach))
          .returning('identifier')
          .executeTakeFirst();
        if (row === undefined) return false;
        await withdraw(transaction, row.identifier);
        await appendEvent(transaction, event, now());
        return true;
      });
    },

    configure: (apis) => configure(context, apis),
  };
}
