import { type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import type { Reach } from '../access/reach.ts';
import type { CustomerUser, CustomerUserStore } from '../directory/customer-user.ts';
import { appendEvent } from './audit-log.ts';
import { deactivateApplicationsOf } from './client-endings.ts';
import type { CustomerUserTable } from './directory-tables.ts';
import { requireLiveCustomer, requireLiveRole } from './live-references.ts';
import {
  changedPersonColumns,
  fromPersonalData,
  personFields,
  tombstoneColumns,
  toPersonalData,
} from './person-rows.ts';
import { allOf, hasId, inOrganization, nothing } from './reach-conditions.ts';
import { isRowId } from './row-ids.ts';
import { type ListFields, readPage } from './row-lists.ts';
import type { Database } from './schema.ts';
import { explainTaken, type StoreContext } from './store-context.ts';

const taken = {
  customer_users_email_taken: { field: 'email', message: 'Somebody has this e-mail address already.' },
};

const fields: ListFields = {
  ...personFields('customer_users'),
  customer: { type: 'id', column: sql.ref('customer_users.customer_id') },
  organization: { type: 'id', column: sql.ref('customer_users.organization_id') },
  role: { type: 'id', column: sql.ref('customer_users.role_id') },
};

function toCustomerUser(row: Selectable<CustomerUserTable>): CustomerUser {
  return {
    ...toPersonalData(row),
    organizationId: row.organization_id,
    customerId: row.customer_id,
    roleId: row.role_id,
  };
}

/** The customer users a reach holds: of its organization, of its customer, or the person itself. */
function within(reach: Reach): RawBuilder<SqlBool> {
  const here = inOrganization(reach, 'customer_users.organization_id');
  if (reach.level === 'customer') return allOf(here, hasId('customer_users.customer_id', reach.customerId));
  if (reach.level !== 'own') return here;
  return reach.person.kind === 'customer-user' ? allOf(here, hasId('customer_users.id', reach.person.id)) : nothing;
}

function select(source: Database, reach: Reach) {
  return source.selectFrom('customer_users').selectAll().where('deleted_at', 'is', null).where(within(reach));
}

/** Makes the store of customer users. */
export function createCustomerUserStore({ database, change, now }: StoreContext): CustomerUserStore {
  return {
    async get(reach, id) {
      if (!isRowId(id)) return null;
      const row = await select(database, reach).where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : toCustomerUser(row);
    },

    async list(reach, query) {
      const { rows, total } = await readPage(select(database, reach), fields, query);
      return { rows: rows.map(toCustomerUser), total };
    },

    async insert(customerUser, passwordHash, event) {
      const { organizationId, customerId, roleId } = customerUser;
      await explainTaken(taken, () =>
        change(async (transaction) => {
          await requireLiveCustomer(transaction, organizationId, customerId);
          await requireLiveRole(transaction, roleId);
          await transaction
            .insertInto('customer_users')
            .values({
              ...fromPersonalData(customerUser, passwordHash),
              organization_id: organizationId,
              customer_id: customerId,
              role_id: roleId,
            })
            .execute();
          await appendEvent(transaction, event, now());
        }),
      );
    },

    async update(reach, id, changes, event) {
      if (!isRowId(id)) return null;
      const { roleId } = changes;
      return explainTaken(taken, () =>
        change(async (transaction) => {
          if (roleId !== undefined) await requireLiveRole(transaction, roleId);
          const row = await transaction
            .updateTable('customer_users')
            .set({ ...changedPersonColumns(changes, now()), ...(roleId !== undefined && { role_id: roleId }) })
            .where('id', '=', id)
            .where('deleted_at', 'is', null)
            .where(within(reach))
            .returningAll()
            .executeTakeFirst();
          if (row === undefined) return null;
          if (changes.enabled === false) {
            const owner = { kind: 'customer-user', id } as const;
            await deactivateApplicationsOf(transaction, { owner, because: 'owner-disabled' }, event, now());
          }
          await appendEvent(transaction, event, now());
          return toCustomerUser(row);
        }),
      );
    },

    async delete(reach, id, event) {
      if (!isRowId(id)) return false;
      return change(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('customer_users')
          .set(tombstoneColumns(now()))
          .where('id', '=', id)
          .where('deleted_at', 'is', null)
          .where(within(reach))
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return false;
        const owner = { kind: 'customer-user', id } as const;
        await deactivateApplicationsOf(transaction, { owner, because: 'owner-deleted' }, event, now());
        await appendEvent(transaction, event, now());
        return true;
      });
    },
  };
}
