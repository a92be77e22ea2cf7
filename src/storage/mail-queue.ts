import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { LeasedMail, Mail, MailQueue, NewMail, Outcome } from '../mail/mail.ts';
import { fromMail, type MailRow, toMail } from './mail-rows.ts';
import type { DatabaseTransaction } from './schema.ts';
import type { StoreContext } from './store-context.ts';

/** Any number that nobody else locks. */
const claimLock = 7_247_826_841;
/** Longer than any try takes. By the clock of the database, so that nodes agree. */
const leaseSeconds = 600;
const minute = 60_000;
const hour = 60 * minute;
const digestsAtOnce = 20;
const mostPerDigest = 1_000;

const free = { lease: null, leased_until: null };

async function claim(
  { change, now }: StoreContext,
  limits: { readonly most: number; readonly perMinute: number },
): Promise<readonly LeasedMail[]> {
  return change(async (transaction) => {
    // One node after the other counts what was tried, so that together they keep to the limit.
    await sql`select pg_advisory_xact_lock(${claimLock})`.execute(transaction);
    const { rows: counted } = await sql<{ tried: number }>`
      select count(*)::integer as tried from mails where tried_at > ${new Date(now().getTime() - minute)}
    `.execute(transaction);
    const most = Math.min(limits.most, limits.perMinute - (counted[0]?.tried ?? 0));
    if (most <= 0) return [];
    const lease = randomUUID();
    const { rows } = await sql<MailRow>`
      update mails set attempts = attempts + 1, tried_at = ${now()}, lease = ${lease},
        leased_until = now() + make_interval(secs => ${leaseSeconds})
      where id in (
        select id from mails
        where state = 'queued' and next_try_at <= ${now()} and (leased_until is null or leased_until < now())
        order by next_try_at limit ${most} for update skip locked)
      returning *`.execute(transaction);
    return rows.map((row) => ({ mail: toMail(row), lease }));
  });
}

function columnsOf(outcome: Outcome, now: Date) {
  switch (outcome.state) {
    case 'sent':
      return { state: 'sent', answer: outcome.answer, last_error: null, next_try_at: null, finished_at: now } as const;
    case 'queued':
      return { state: 'queued', last_error: outcome.error, next_try_at: outcome.nextTryAt } as const;
    case 'failed':
      return { state: 'failed', last_error: outcome.error, next_try_at: null, finished_at: now } as const;
  }
}

/** Takes what waits for one recipient. Nothing where another node is doing the same. */
async function takeHeld(transaction: DatabaseTransaction, key: string): Promise<readonly Mail[]> {
  const rows = await transaction
    .selectFrom('mails')
    .selectAll()
    .where('state', '=', 'held')
    .where('address_key', '=', key)
    .orderBy('created_at')
    .limit(mostPerDigest)
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map(toMail);
}

async function digestOne(
  { change, now }: StoreContext,
  key: string,
  makeDigest: (held: { readonly address: string; readonly mails: readonly Mail[] }) => NewMail,
): Promise<boolean> {
  return change(async (transaction) => {
    const mails = await takeHeld(transaction, key);
    const [first] = mails;
    if (first === undefined) return false;
    const row = fromMail(makeDigest({ address: first.address, mails }), 'queued', now());
    await transaction.insertInto('mails').values(row).execute();
    const ids = mails.map(({ id }) => id);
    await transaction
      .updateTable('mails')
      .set({ state: 'digested', digest_id: row.id, finished_at: now() })
      .where('id', 'in', ids)
      .execute();
    return true;
  });
}

/** Makes the queue that delivery works on. */
export function createMailQueue(context: StoreContext): MailQueue {
  const { database, now } = context;
  const held = ({ lease, mail }: LeasedMail) =>
    database.updateTable('mails').where('id', '=', mail.id).where('lease', '=', lease);
  return {
    claim: (limits) => claim(context, limits),

    async write(leased, texts) {
      await held(leased).set(texts).execute();
    },

    async settle(leased, outcome) {
      await held(leased)
        .set({ ...columnsOf(outcome, now()), ...free })
        .execute();
    },

    async digest(makeDigest) {
      const waiting = await database
        .selectFrom('mails')
        .select('address_key')
        .where('state', '=', 'held')
        .groupBy('address_key')
        .having(({ fn }) => fn.min('created_at'), '<=', new Date(now().getTime() - hour))
        .limit(digestsAtOnce)
        .execute();
      let made = 0;
      for (const { address_key } of waiting) if (await digestOne(context, address_key, makeDigest)) made += 1;
      return made;
    },

    async insert(mail) {
      const row = fromMail(mail, 'queued', now());
      const inserted = await database.insertInto('mails').values(row).returningAll().executeTakeFirstOrThrow();
      return toMail(inserted);
    },
  };
}
