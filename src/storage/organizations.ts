import { type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import type { Reach } from '../access/reach.ts';
import type { Organization, OrganizationStore } from '../directory/organization.ts';
import { comparisonKey } from '../directory/person.ts';
import { requireAdministrator } from './administrators.ts';
import { appendEvent } from './audit-log.ts';
import type { OrganizationTable } from './directory-tables.ts';
import { createLiveCache } from './live-cache.ts';
import { nothing } from './reach-conditions.ts';
import { isRowId } from './row-ids.ts';
import { type ListFields, readPage } from './row-lists.ts';
import type { Database } from './schema.ts';
import { explainTaken, type StoreContext } from './store-context.ts';

const cacheCapacity = 10_000;

const taken = {
  organizations_name_taken: { field: 'name', message: 'There is an organization of this name already.' },
};

const fields: ListFields = {
  id: { type: 'id', column: sql.ref('organizations.id') },
  name: { type: 'name', column: sql.ref('organizations.name_key') },
  global: { type: 'boolean', column: sql.ref('organizations.global') },
  enabled: { type: 'boolean', column: sql.ref('organizations.enabled') },
  createdAt: { type: 'time', column: sql.ref('organizations.created_at') },
  updatedAt: { type: 'time', column: sql.ref('organizations.updated_at') },
};

function toOrganization(row: Selectable<OrganizationTable>): Organization {
  return {
    id: row.id,
    name: row.name,
    global: row.global,
    enabled: row.enabled,
    epoch: row.epoch,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Every reach but the global one holds exactly the organization it is in. */
function within(reach: Reach): RawBuilder<SqlBool> {
  if (reach.level === 'global') return sql`true`;
  return isRowId(reach.organizationId) ? sql`organizations.id = ${reach.organizationId}` : nothing;
}

async function read(source: Database, reach: Reach, id: string): Promise<Organization | null> {
  const query = source.selectFrom('organizations').selectAll().where('id', '=', id).where(within(reach));
  const row = await query.executeTakeFirst();
  return row === undefined ? null : toOrganization(row);
}

async function readStorefronts(database: Database): Promise<readonly Organization[]> {
  const rows = await database
    .selectFrom('organizations')
    .selectAll()
    .where('enabled', '=', true)
    .where(sql<SqlBool>`exists (select from customers
      where customers.organization_id = organizations.id and customers.enabled and customers.deleted_at is null)`)
    .orderBy('name_key')
    .execute();
  return rows.map(toOrganization);
}

/** Makes the store of organizations. */
export function createOrganizationStore({ database, feed, change, now }: StoreContext): OrganizationStore {
  const cache = createLiveCache({
    load: (id) => read(database, { level: 'global' }, id),
    isCurrent: feed.isCurrent,
    capacity: cacheCapacity,
  });
  feed.subscribe({
    changed: ({ kind, key }) => kind === 'organization' && cache.forget(key),
    reset: async () => cache.clear(),
  });

  return {
    findById: async (id) => (isRowId(id) ? cache.get(id.toLowerCase()) : null),
    storefronts: () => readStorefronts(database),
    get: async (reach, id) => (isRowId(id) ? read(database, reach, id) : null),

    async list(reach, query) {
      const base = database.selectFrom('organizations').selectAll().where(within(reach));
      const { rows, total } = await readPage(base, fields, query);
      return { rows: rows.map(toOrganization), total };
    },

    async insert(organization, event) {
      await explainTaken(taken, () =>
        change(async (transaction) => {
          await transaction
            .insertInto('organizations')
            .values({
              id: organization.id,
              name: organization.name,
              name_key: comparisonKey(organization.name),
              global: organization.global,
              enabled: organization.enabled,
              epoch: organization.epoch,
              created_at: organization.createdAt,
              updated_at: organization.updatedAt,
            })
            .execute();
          await appendEvent(transaction, event, now());
        }),
      );
    },

    async update(reach, id, { name, enabled }, event) {
      if (!isRowId(id)) return null;
      return explainTaken(taken, () =>
        change(async (transaction) => {
          const keepsAdministrator = enabled === false ? await requireAdministrator(transaction) : null;
          const row = await transaction
            .updateTable('organizations')
            .set({
              ...(name !== undefined && { name, name_key: comparisonKey(name) }),
              ...(enabled !== undefined && { enabled }),
              ...(enabled === false && { epoch: sql<number>`epoch + enabled::integer` }),
              updated_at: now(),
            })
            .where('id', '=', id)
            .where(within(reach))
            .returningAll()
            .executeTakeFirst();
          if (row === undefined) return null;
          await keepsAdministrator?.check();
          await appendEvent(transaction, event, now());
          return toOrganization(row);
        }),
      );
    },
  };
}
