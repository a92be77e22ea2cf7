import { sql } from 'kysely';
import type { VisitorStore } from '../directory/visitor.ts';
import type { VisitorTransferStore } from '../oauth/visitor-transfer.ts';
import { appendEvent } from './audit-log.ts';
import { insertRevocation } from './revocations.ts';
import type { StoreContext } from './store-context.ts';

/** Makes the store of visitors. A visit is noted at most once a minute, so that a busy one costs little. */
export function createVisitorStore({ database, change, now }: StoreContext): VisitorStore & VisitorTransferStore {
  return {
    async seen(id, organizationId) {
      const at = now();
      const minuteAgo = new Date(at.getTime() - 60_000);
      const find = database.selectFrom('visitors').selectAll().where('id', '=', id);
      const known = await find.executeTakeFirst();
      const row =
        known !== undefined && known.last_seen_at > minuteAgo
          ? known
          : await database
              .insertInto('visitors')
              .values({ id, organization_id: organizationId, first_seen_at: at, last_seen_at: at })
              .onConflict((conflict) =>
                conflict.column('id').doUpdateSet({
                  last_seen_at: sql`greatest(visitors.last_seen_at, excluded.last_seen_at)`,
                }),
              )
              .returningAll()
              .executeTakeFirstOrThrow();
      return {
        id: row.id,
        organizationId: row.organization_id,
        firstSeenAt: row.first_seen_at,
        lastSeenAt: row.last_seen_at,
      };
    },

    async transfer({ id, organizationId, person, tokenExpiresAt, tokenId }, event) {
      const at = now();
      await change(async (transaction) => {
        const became = await transaction
          .insertInto('visitors')
          .values({ id, organization_id: organizationId, first_seen_at: at, last_seen_at: at, became_id: person.id })
          .onConflict((conflict) =>
            conflict.column('id').doUpdateSet({ became_id: person.id }).where('visitors.became_id', 'is', null),
          )
          .returning('id')
          .executeTakeFirst();
        if (became === undefined) return;
        await insertRevocation(transaction, `token:${tokenId}`, tokenExpiresAt);
        await appendEvent(transaction, event, at);
      });
    },
  };
}
