import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { EditedTemplate, MailTemplateStore, TemplateKey } from '../mail/mail-template.ts';
import { appendEvent } from './audit-log.ts';
import type { MailTemplateTable } from './mail-tables.ts';
import type { StoreContext } from './store-context.ts';

function toTemplate(row: Selectable<MailTemplateTable>): EditedTemplate {
  const { html, language, subject, template, text } = row;
  return {
    template,
    language,
    organizationId: row.organization_id,
    texts: { subject, html, text },
    failedAt: row.failed_at,
    updatedAt: row.updated_at,
  };
}

const whose = (organizationId: string | null) =>
  sql<boolean>`organization_id is not distinct from ${organizationId}::uuid`;

const its = ({ language, organizationId, template }: TemplateKey) =>
  sql<boolean>`template = ${template} and language = ${language} and ${whose(organizationId)}`;

/** Makes the store of edited templates. */
export function createMailTemplateStore({ change, database, now }: StoreContext): MailTemplateStore {
  return {
    async list(of) {
      const all = database.selectFrom('mail_templates').selectAll();
      const rows = await (of === 'everything' ? all : all.where(whose(of.organizationId))).execute();
      return rows.map(toTemplate);
    },

    async get(key) {
      const row = await database.selectFrom('mail_templates').selectAll().where(its(key)).executeTakeFirst();
      return row === undefined ? null : toTemplate(row);
    },

    async save({ language, organizationId, template }, { html, subject, text }, event) {
      return change(async (transaction) => {
        const texts = { subject, html, text, failed_at: null, updated_at: now() };
        const row = await transaction
          .insertInto('mail_templates')
          .values({ template, language, organization_id: organizationId, ...texts })
          .onConflict((conflict) => conflict.constraint('mail_templates_once').doUpdateSet(texts))
          .returningAll()
          .executeTakeFirstOrThrow();
        await appendEvent(transaction, event, now());
        return toTemplate(row);
      });
    },

    async remove(key, event) {
      return change(async (transaction) => {
        const { numDeletedRows } = await transaction.deleteFrom('mail_templates').where(its(key)).executeTakeFirst();
        if (numDeletedRows === 0n) return false;
        await appendEvent(transaction, event, now());
        return true;
      });
    },

    async failed(edited, event) {
      await change(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('mail_templates')
          .set({ failed_at: now() })
          .where(its(edited))
          .where('failed_at', 'is', null)
          .executeTakeFirst();
        if (numUpdatedRows > 0n) await appendEvent(transaction, event, now());
      });
    },
  };
}
