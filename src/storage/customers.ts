import { type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import type { Reach } from '../access/reach.ts';
import { RuleViolation } from '../access/rule-violation.ts';
import type { Customer, CustomerStore } from '../directory/customer.ts';
import { comparisonKey } from '../directory/person.ts';
import { appendEvent } from './audit-log.ts';
import type { CustomerTable } from './directory-tables.ts';
import { allOf, hasId, inOrganization, nothing } from './reach-conditions.ts';
import { isRowId } from './row-ids.ts';
import { type ListFields, readPage } from './row-lists.ts';
import type { Database, DatabaseTransaction } from './schema.ts';
import { explainTaken, type StoreContext } from './store-context.ts';

const taken = { customers_name_taken: { field: 'name', message: 'There is a customer of this name already.' } };

const fields: ListFields = {
  id: { type: 'id', column: sql.ref('customers.id') },
  name: { type: 'name', column: sql.ref('customers.name_key') },
  enabled: { type: 'boolean', column: sql.ref('customers.enabled') },
  organization: { type: 'id', column: sql.ref('customers.organization_id') },
  createdAt: { type: 'time', column: sql.ref('customers.created_at') },
  updatedAt: { type: 'time', column: sql.ref('customers.updated_at') },
};

function toCustomer(row: Selectable<CustomerTable>): Customer {
  return {
    id: row.id,
    organizationId: row.organization_id,
    name: row.name,
    enabled: row.enabled,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** The customers a reach holds. Nobody's *own* is a customer. */
function within(reach: Reach): RawBuilder<SqlBool> {
  const here = inOrganization(reach, 'customers.organization_id');
  if (reach.level === 'own') return nothing;
  return reach.level === 'customer' ? allOf(here, hasId('customers.id', reach.customerId)) : here;
}

function select(source: Database, reach: Reach) {
  return source.selectFrom('customers').selectAll().where('deleted_at', 'is', null).where(within(reach));
}

async function endWhatMembersHold(transaction: DatabaseTransaction, id: string): Promise<void> {
  const members = transaction.updateTable('customer_users').where('customer_id', '=', id);
  await members.set({ epoch: sql`epoch + 1` }).execute();
}

/** @throws RuleViolation (conflict) */
async function requireNoMembers(transaction: DatabaseTransaction, id: string): Promise<void> {
  const members = transaction.selectFrom('customer_users').select('id').where('customer_id', '=', id);
  if ((await members.where('deleted_at', 'is', null).limit(1).executeTakeFirst()) === undefined) return;
  const message = 'This customer has customer users. Delete them first, or disable the customer.';
  throw new RuleViolation([{ field: null, message }], true);
}

/** Makes the store of customers. */
export function createCustomerStore({ database, change, now }: StoreContext): CustomerStore {
  return {
    async get(reach, id) {
      if (!isRowId(id)) return null;
      const row = await select(database, reach).where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : toCustomer(row);
    },

    async list(reach, query) {
      const { rows, total } = await readPage(select(database, reach), fields, query);
      return { rows: rows.map(toCustomer), total };
    },

    async insert(customer, event) {
      await explainTaken(taken, () =>
        change(async (transaction) => {
          await transaction
            .insertInto('customers')
            .values({
              id: customer.id,
              organization_id: customer.organizationId,
              name: customer.name,
              name_key: comparisonKey(customer.name),
              enabled: customer.enabled,
              created_at: customer.createdAt,
              updated_at: customer.updatedAt,
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
          const found = await select(transaction, reach).where('id', '=', id).forUpdate().executeTakeFirst();
          if (found === undefined) return null;
          const row = await transaction
            .updateTable('customers')
            .set({
              ...(name !== undefined && { name, name_key: comparisonKey(name) }),
              ...(enabled !== undefined && { enabled }),
              updated_at: now(),
            })
            .where('id', '=', id)
            .returningAll()
            .executeTakeFirstOrThrow();
          if (found.enabled && !row.enabled) await endWhatMembersHold(transaction, id);
          await appendEvent(transaction, event, now());
          return toCustomer(row);
        }),
      );
    },

    async delete(reach, id, event) {
      if (!isRowId(id)) return false;
      return change(async (transaction) => {
        // A new customer user waits for this lock: its foreign key locks the row too.
        const found = await select(transaction, reach).where('id', '=', id).forUpdate().executeTakeFirst();
        if (found === undefined) return false;
        await requireNoMembers(transaction, id);
        await transaction
          .updateTable('customers')
          .set({ deleted_at: now(), updated_at: now(), enabled: false })
          .where('id', '=', id)
          .execute();
        await appendEvent(transaction, event, now());
        return true;
      });
    },
  };
}
