import { sql } from 'kysely';
import type { VisitorStore } from '../directory/visitor.ts';
import type { StoreContext } from './store-context.ts';

/** Makes the store of visitors. A visit is noted at most once a minute, so that a busy one costs little. */
export function createVisitorStore({ database, now }: StoreContext): VisitorStore {
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
  };
}
