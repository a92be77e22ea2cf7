import { type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import type { Reach } from '../access/reach.ts';
import type { NotificationRule, NotificationRuleStore, RuleChanges } from '../mail/notification-rule.ts';
import { appendEvent } from './audit-log.ts';
import type { NotificationRuleTable } from './mail-tables.ts';
import { nothing, ofOrganization } from './reach-conditions.ts';
import { isRowId } from './row-ids.ts';
import { type ListFields, readPage } from './row-lists.ts';
import type { StoreContext } from './store-context.ts';

const fields: ListFields = {
  id: { type: 'id', column: sql.ref('notification_rules.id') },
  event: { type: 'choice', column: sql.ref('notification_rules.event') },
  side: { type: 'choice', column: sql.ref('notification_rules.side'), optional: true },
  template: { type: 'choice', column: sql.ref('notification_rules.template') },
  enabled: { type: 'boolean', column: sql.ref('notification_rules.enabled') },
  recipients: { type: 'list', column: sql.ref('notification_rules.recipients') },
  organization: { type: 'id', column: sql.ref('notification_rules.organization_id'), optional: true },
  createdAt: { type: 'time', column: sql.ref('notification_rules.created_at') },
  updatedAt: { type: 'time', column: sql.ref('notification_rules.updated_at') },
};

/** A rule as it was read. */
export function toRule(row: Selectable<NotificationRuleTable>): NotificationRule {
  return {
    id: row.id,
    event: row.event,
    side: row.side,
    organizationId: row.organization_id,
    recipients: row.recipients,
    addresses: row.addresses,
    template: row.template,
    enabled: row.enabled,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

const column = 'notification_rules.organization_id';

/** Rules for all organizations are seen from each: they decide about its mail too. */
function visibleWithin(reach: Reach): RawBuilder<SqlBool> {
  const own = ofOrganization(reach, column);
  return own === nothing ? nothing : sql`(${own} or ${sql.ref(column)} is null)`;
}

function changedColumns({ addresses, enabled, recipients, side, template }: RuleChanges) {
  return {
    ...(addresses !== undefined && { addresses: [...addresses] }),
    ...(enabled !== undefined && { enabled }),
    ...(recipients !== undefined && { recipients: [...recipients] }),
    ...(side !== undefined && { side }),
    ...(template !== undefined && { template }),
  };
}

/** Makes the store of notification rules. */
export function createNotificationRuleStore({ change, database, now }: StoreContext): NotificationRuleStore {
  return {
    async list(reach, query) {
      const base = database.selectFrom('notification_rules').selectAll().where(visibleWithin(reach));
      const { rows, total } = await readPage(base, fields, query);
      return { rows: rows.map(toRule), total };
    },

    async get(reach, id) {
      if (!isRowId(id)) return null;
      const found = database.selectFrom('notification_rules').selectAll().where('id', '=', id);
      const row = await found.where(visibleWithin(reach)).executeTakeFirst();
      return row === undefined ? null : toRule(row);
    },

    async insert(rule, event) {
      await change(async (transaction) => {
        const { createdAt, id, organizationId, updatedAt } = rule;
        const row = {
          id,
          event: rule.event,
          side: rule.side,
          organization_id: organizationId,
          recipients: [...rule.recipients],
          addresses: [...rule.addresses],
          template: rule.template,
          enabled: rule.enabled,
          created_at: createdAt,
          updated_at: updatedAt,
        };
        await transaction.insertInto('notification_rules').values(row).execute();
        await appendEvent(transaction, event, now());
      });
    },

    async update(reach, id, changes, event) {
      if (!isRowId(id)) return null;
      return change(async (transaction) => {
        const row = await transaction
          .updateTable('notification_rules')
          .set({ ...changedColumns(changes), updated_at: now() })
          .where('id', '=', id)
          .where(ofOrganization(reach, column))
          .returningAll()
          .executeTakeFirst();
        if (row === undefined) return null;
        await appendEvent(transaction, event, now());
        return toRule(row);
      });
    },

    async delete(reach, id, event) {
      if (!isRowId(id)) return false;
      return change(async (transaction) => {
        const { numDeletedRows } = await transaction
          .deleteFrom('notification_rules')
          .where('id', '=', id)
          .where(ofOrganization(reach, column))
          .executeTakeFirst();
        if (numDeletedRows === 0n) return false;
        await appendEvent(transaction, event, now());
        return true;
      });
    },
  };
}
