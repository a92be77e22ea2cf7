import type { MailStore } from '../mail/mail.ts';
import { appendEvent } from './audit-log.ts';
import { mailFields, toMail } from './mail-rows.ts';
import { ofOrganization } from './reach-conditions.ts';
import { isRowId } from './row-ids.ts';
import { readPage } from './row-lists.ts';
import type { StoreContext } from './store-context.ts';

/** Makes the store of mails as people see them. */
export function createMailStore({ change, database, now }: StoreContext): MailStore {
  return {
    async list(reach, query) {
      const base = database.selectFrom('mails').selectAll().where(ofOrganization(reach, 'mails.organization_id'));
      const { rows, total } = await readPage(base, mailFields, query);
      return { rows: rows.map(toMail), total };
    },

    async get(reach, id) {
      if (!isRowId(id)) return null;
      const row = await database
        .selectFrom('mails')
        .selectAll()
        .where('id', '=', id)
        .where(ofOrganization(reach, 'mails.organization_id'))
        .executeTakeFirst();
      return row === undefined ? null : toMail(row);
    },

    async retry(reach, id, event) {
      if (!isRowId(id)) return null;
      return change(async (transaction) => {
        // From now on it is tried for as long as a new one.
        const row = await transaction
          .updateTable('mails')
          .set({ state: 'queued', next_try_at: now(), finished_at: null, created_at: now() })
          .where('id', '=', id)
          .where('state', 'in', ['queued', 'failed'])
          .where('lease', 'is', null)
          .where(ofOrganization(reach, 'mails.organization_id'))
          .returningAll()
          .executeTakeFirst();
        if (row === undefined) return null;
        await appendEvent(transaction, event, now());
        return toMail(row);
      });
    },
  };
}
