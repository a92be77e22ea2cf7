import { type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import type { PersonRef } from '../access/subject.ts';
import type { LiveSince, Session, SessionStore } from '../directory/session.ts';
import { appendEvent } from './audit-log.ts';
import { isRowId } from './row-ids.ts';
import { type ListFields, readPage } from './row-lists.ts';
import type { SessionTable } from './schema.ts';
import type { StoreContext } from './store-context.ts';

const sessionFields: ListFields = {
  id: { type: 'id', column: sql.ref('sessions.id') },
  authenticatedAt: { type: 'time', column: sql.ref('sessions.authenticated_at') },
  seenAt: { type: 'time', column: sql.ref('sessions.seen_at') },
};

function toSession(row: Selectable<SessionTable>): Session {
  return {
    id: row.id,
    person: { kind: row.person_kind, id: row.person_id },
    organizationId: row.organization_id,
    epoch: row.epoch,
    address: row.address,
    userAgent: row.user_agent,
    authenticatedAt: row.authenticated_at,
    seenAt: row.seen_at,
    expiresAt: row.expires_at,
  };
}

function isLive({ id, kind }: PersonRef, { epoch, now, seenAfter }: LiveSince): RawBuilder<SqlBool> {
  return sql`person_id = ${id} and person_kind = ${kind} and epoch = ${epoch}
    and expires_at > ${now} and seen_at > ${seenAfter}`;
}

/** Makes the store of sessions. Ended ones are gone at once, on every node. */
export function createSessionStore({ database, change, now }: StoreContext): SessionStore {
  return {
    async insert(session, hash, event) {
      await change(async (transaction) => {
        await transaction
          .insertInto('sessions')
          .values({
            id: session.id,
            hash,
            person_kind: session.person.kind,
            person_id: session.person.id,
            organization_id: session.organizationId,
            epoch: session.epoch,
            address: session.address,
            user_agent: session.userAgent,
            authenticated_at: session.authenticatedAt,
            seen_at: session.seenAt,
            expires_at: session.expiresAt,
          })
          .execute();
        await appendEvent(transaction, event, now());
      });
    },

    async findByHash(hash) {
      const row = await database.selectFrom('sessions').selectAll().where('hash', '=', hash).executeTakeFirst();
      return row === undefined ? null : toSession(row);
    },

    async seen(id, at) {
      if (isRowId(id)) await database.updateTable('sessions').set({ seen_at: at }).where('id', '=', id).execute();
    },

    async list(person, since, query) {
      if (!isRowId(person.id)) return { rows: [], total: 0 };
      const live = database.selectFrom('sessions').selectAll().where(isLive(person, since));
      const { rows, total } = await readPage(live, sessionFields, query);
      return { rows: rows.map(toSession), total };
    },

    async move(id, organizationId) {
      if (!isRowId(id) || !isRowId(organizationId)) return;
      await database.updateTable('sessions').set({ organization_id: organizationId }).where('id', '=', id).execute();
    },

    async end(person, id, event) {
      if (!isRowId(person.id) || !isRowId(id)) return false;
      return change(async (transaction) => {
        const { numDeletedRows } = await transaction
          .deleteFrom('sessions')
          .where('id', '=', id)
          .where('person_id', '=', person.id)
          .where('person_kind', '=', person.kind)
          .executeTakeFirst();
        if (numDeletedRows === 0n) return false;
        await appendEvent(transaction, event, now());
        return true;
      });
    },

    async endOthers(person, id, { eventFor, since }) {
      if (!isRowId(person.id) || !isRowId(id)) return null;
      return change(async (transaction) => {
        const kept = transaction.selectFrom('sessions').select('id').where('id', '=', id).where(isLive(person, since));
        if ((await kept.forUpdate().executeTakeFirst()) === undefined) return null;
        const ended = await transaction
          .deleteFrom('sessions')
          .where(isLive(person, since))
          .where('id', '<>', id)
          .returning('id')
          .execute();
        for (const session of ended) await appendEvent(transaction, eventFor(session.id), now());
        return ended.length;
      });
    },

    async endByHash(hash) {
      await database.deleteFrom('sessions').where('hash', '=', hash).execute();
    },
  };
}
