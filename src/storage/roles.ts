import { type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import type { Reach } from '../access/reach.ts';
import { RuleViolation } from '../access/rule-violation.ts';
import { comparisonKey } from '../directory/person.ts';
import type { Role, RoleStore } from '../directory/role.ts';
import { appendEvent } from './audit-log.ts';
import type { RoleTable } from './directory-tables.ts';
import { allOf, everything, inOrganization, nothing } from './reach-conditions.ts';
import { isRowId } from './row-ids.ts';
import { type ListFields, readPage } from './row-lists.ts';
import type { Database, DatabaseTransaction } from './schema.ts';
import { explainTaken, type StoreContext } from './store-context.ts';

const taken = { roles_name_taken: { field: 'name', message: 'There is a role of this name already.' } };

const fields: ListFields = {
  id: { type: 'id', column: sql.ref('roles.id') },
  name: { type: 'name', column: sql.ref('roles.name_key') },
  side: { type: 'choice', column: sql.ref('roles.side') },
  builtIn: { type: 'boolean', column: sql.ref('roles.built_in') },
  organization: { type: 'id', column: sql.ref('roles.organization_id'), optional: true },
  createdAt: { type: 'time', column: sql.ref('roles.created_at') },
  updatedAt: { type: 'time', column: sql.ref('roles.updated_at') },
};

function toRole(row: Selectable<RoleTable>): Role {
  return {
    id: row.id,
    name: row.name,
    side: row.side,
    organizationId: row.organization_id,
    builtIn: row.built_in,
    permissions: row.permissions,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** The roles that can be seen: the organization's and the built-in ones. Nobody's *own* is a role. */
function visibleWithin(reach: Reach): RawBuilder<SqlBool> {
  if (reach.level === 'global') return everything;
  if (reach.level !== 'organization') return nothing;
  return sql`(${inOrganization(reach, 'roles.organization_id')} or roles.built_in)`;
}

/** The roles that can be changed: no built-in one. */
function changeableWithin(reach: Reach): RawBuilder<SqlBool> {
  return allOf(visibleWithin(reach), sql`not roles.built_in`);
}

function select(source: Database, condition: RawBuilder<SqlBool>) {
  return source.selectFrom('roles').selectAll().where('deleted_at', 'is', null).where(condition);
}

/** Locking the row keeps others from giving it to somebody: a foreign key locks the row it points to. */
async function isHeld(transaction: DatabaseTransaction, id: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from memberships where role_id = ${id}
    union all select 1 from customer_users where role_id = ${id} and deleted_at is null
    limit 1`.execute(transaction);
  return rows.length > 0;
}

/** Makes the store of roles. */
export function createRoleStore({ database, change, now }: StoreContext): RoleStore {
  return {
    async get(reach, id) {
      if (!isRowId(id)) return null;
      const row = await select(database, visibleWithin(reach)).where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : toRole(row);
    },

    async list(reach, query) {
      const { rows, total } = await readPage(select(database, visibleWithin(reach)), fields, query);
      return { rows: rows.map(toRole), total };
    },

    async insert(role, event) {
      await explainTaken(taken, () =>
        change(async (transaction) => {
          await transaction
            .insertInto('roles')
            .values({
              id: role.id,
              name: role.name,
              name_key: comparisonKey(role.name),
              side: role.side,
              organization_id: role.organizationId,
              built_in: role.builtIn,
              permissions: JSON.stringify(role.permissions),
              created_at: role.createdAt,
              updated_at: role.updatedAt,
            })
            .execute();
          await appendEvent(transaction, event, now());
        }),
      );
    },

    async update(reach, id, { name, permissions }, event) {
      if (!isRowId(id)) return null;
      return explainTaken(taken, () =>
        change(async (transaction) => {
          const row = await transaction
            .updateTable('roles')
            .set({
              ...(name !== undefined && { name, name_key: comparisonKey(name) }),
              ...(permissions !== undefined && { permissions: JSON.stringify(permissions) }),
              updated_at: now(),
            })
            .where('id', '=', id)
            .where('deleted_at', 'is', null)
            .where(changeableWithin(reach))
            .returningAll()
            .executeTakeFirst();
          if (row === undefined) return null;
          await appendEvent(transaction, event, now());
          return toRole(row);
        }),
      );
    },

    async delete(reach, id, event) {
      if (!isRowId(id)) return false;
      return change(async (transaction) => {
        const found = select(transaction, changeableWithin(reach)).where('id', '=', id).forUpdate();
        if ((await found.executeTakeFirst()) === undefined) return false;
        if (await isHeld(transaction, id)) {
          const message = 'Somebody has this role. Give them another role first.';
          throw new RuleViolation([{ field: null, message }], true);
        }
        await transaction
          .updateTable('roles')
          .set({ deleted_at: now(), updated_at: now() })
          .where('id', '=', id)
          .execute();
        await appendEvent(transaction, event, now());
        return true;
      });
    },
  };
}
