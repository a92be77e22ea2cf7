import { sql } from 'kysely';
import type { PersonRef } from '../access/subject.ts';
import { comparisonKey, displayName } from '../directory/person.ts';
import type { NewMail } from '../mail/mail.ts';
import type { MailPerson, NotificationLookup, Outbox } from '../mail/notifier.ts';
import { toEntry } from './audit-log.ts';
import { toClient } from './client-rows.ts';
import { fromMail } from './mail-rows.ts';
import { toRule } from './notification-rules.ts';
import { isRowId } from './row-ids.ts';
import type { DatabaseTransaction } from './schema.ts';
import type { StoreContext } from './store-context.ts';

const tables = { user: 'users', 'customer-user': 'customer_users' } as const;
const mostAdministrators = 50;
const hour = 3_600_000;

interface PersonColumns {
  readonly id: string;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly locale: string;
}

function toPerson(kind: PersonRef['kind'], row: PersonColumns): MailPerson {
  const { email, id, locale } = row;
  const name = displayName({ email, firstName: row.first_name, lastName: row.last_name });
  return { ref: { kind, id }, name, email, locale };
}

async function readAdministrators(transaction: DatabaseTransaction, organizationId: string | null) {
  const level = organizationId === null ? ['global'] : ['organization', 'global'];
  const place =
    organizationId === null ? sql`organizations.global` : sql`memberships.organization_id = ${organizationId}`;
  const { rows } = await sql<PersonColumns>`
    select distinct users.id, email, first_name, last_name, locale from users
    join memberships on memberships.user_id = users.id
    join organizations on organizations.id = memberships.organization_id
    join roles on roles.id = memberships.role_id
    where users.deleted_at is null and users.enabled and organizations.enabled and ${place}
      and roles.permissions->'users'->>'edit' = any(${level}) and email <> ''
    order by users.id limit ${mostAdministrators}`.execute(transaction);
  return rows.map((row) => toPerson('user', row));
}

/** What the plan looks up, in the transaction of the cursor. */
function createLookup(transaction: DatabaseTransaction): NotificationLookup {
  const personRow = ({ id, kind }: PersonRef) =>
    transaction
      .selectFrom(tables[kind])
      .select(['id', 'email', 'first_name', 'last_name', 'locale', 'enabled', 'deleted_at'])
      .where('id', '=', isRowId(id) ? id : null)
      .executeTakeFirst();
  return {
    async rules(event) {
      const found = transaction.selectFrom('notification_rules').selectAll().where('event', '=', event);
      const rows = await found.where('enabled', '=', true).orderBy('created_at').orderBy('id').execute();
      return rows.map(toRule);
    },

    async application(id) {
      if (!isRowId(id)) return null;
      const row = await transaction.selectFrom('clients').selectAll().where('id', '=', id).executeTakeFirst();
      if (row === undefined) return null;
      const { clientId, createdBy: creator, name, owner, side } = toClient(row, []);
      return { name, clientId, side, owner, creator };
    },

    async person(ref) {
      const row = await personRow(ref);
      return row === undefined || row.deleted_at !== null || !row.enabled ? null : toPerson(ref.kind, row);
    },

    async nameOf(ref) {
      const row = await personRow(ref);
      return row === undefined ? '' : toPerson(ref.kind, row).name;
    },

    administrators: (organizationId) => readAdministrators(transaction, organizationId),

    async organizationName(id) {
      const row = await transaction.selectFrom('organizations').select('name').where('id', '=', id).executeTakeFirst();
      return row?.name ?? '';
    },
  };
}

/** How many mails somebody was sent within the last hour. */
async function countRecent(transaction: DatabaseTransaction, key: string, now: Date): Promise<number> {
  const { count } = await transaction
    .selectFrom('mails')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('address_key', '=', key)
    .where('created_at', '>', new Date(now.getTime() - hour))
    .where('state', 'not in', ['held', 'digested'])
    .where('event_id', 'is not', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Queues mails; what is too much for one recipient is held. */
async function enqueue(
  transaction: DatabaseTransaction,
  mails: readonly NewMail[],
  { now, perRecipientPerHour }: { readonly now: Date; readonly perRecipientPerHour: number },
): Promise<void> {
  const counts = new Map<string, number>();
  for (const mail of mails) {
    const key = comparisonKey(mail.address);
    const count = counts.get(key) ?? (await countRecent(transaction, key, now));
    counts.set(key, count + 1);
    const row = fromMail(mail, count < perRecipientPerHour ? 'queued' : 'held', now);
    await transaction
      .insertInto('mails')
      .values(row)
      .onConflict((conflict) => conflict.columns(['event_id', 'rule_id', 'address_key']).doNothing())
      .execute();
  }
}

/**
 * Makes the outbox. The row of the cursor is locked while mails are queued, and moves on with them: a crash leaves both
 * or neither. Ids of events follow the order in which they become visible (see appendEvent), so that none is passed over.
 */
export function createMailOutbox({ change, database, now }: StoreContext): Outbox {
  async function isBehind(): Promise<boolean> {
    const { rows } = await sql`
      select 1 from audit_events where id > (select last_event_id from mail_cursor) limit 1`.execute(database);
    return rows.length > 0;
  }

  return {
    async advance({ most, perRecipientPerHour }, plan) {
      if (!(await isBehind())) return 0;
      return change(async (transaction) => {
        const cursor = await transaction
          .selectFrom('mail_cursor')
          .selectAll()
          .forUpdate()
          .skipLocked()
          .executeTakeFirst();
        if (cursor === undefined) return null;
        const rows = await transaction
          .selectFrom('audit_events')
          .selectAll()
          .where('id', '>', cursor.last_event_id)
          .orderBy('id')
          .limit(most)
          .execute();
        const last = rows.at(-1);
        if (last === undefined) return 0;
        const lookup = createLookup(transaction);
        const mails: NewMail[] = [];
        for (const row of rows) mails.push(...(await plan(toEntry(row), lookup)));
        await enqueue(transaction, mails, { now: now(), perRecipientPerHour });
        await transaction.updateTable('mail_cursor').set({ last_event_id: last.id }).execute();
        return rows.length;
      });
    },
  };
}
