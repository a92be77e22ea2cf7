import { sql } from 'kysely';
import type { RevocationId, RevocationStore, Revocations } from '../oauth/revocation.ts';
import { isStorable } from './row-ids.ts';
import type { DatabaseTransaction } from './schema.ts';
import { StorageUnavailable } from './storage-error.ts';
import type { StoreContext } from './store-context.ts';

const pruneEvery = 60_000;

/** Adds to the list in a transaction; where it is there already, the later end counts. */
export async function insertRevocation(
  transaction: DatabaseTransaction,
  id: RevocationId,
  expiresAt: Date,
): Promise<void> {
  await transaction
    .insertInto('revocations')
    .values({ id, expires_at: expiresAt })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({ expires_at: sql`greatest(revocations.expires_at, excluded.expires_at)` }),
    )
    .execute();
}

/**
 * Makes the list of revocations. All that have not expired are in memory. `has` throws StorageUnavailable while this
 * node cannot know what others revoked.
 */
export function createRevocations({ database, change, feed, now }: StoreContext): Revocations & RevocationStore {
  /** Milliseconds since 1970 at which an entry ends nothing any more. */
  const ends = new Map<string, number>();
  let prunedAt = 0;

  /** Reads what is unexpired. What arrives while it is being read is kept, since nothing is cleared before. */
  async function readAll(): Promise<void> {
    const rows = await database.selectFrom('revocations').selectAll().where('expires_at', '>', now()).execute();
    for (const row of rows) ends.set(row.id, row.expires_at.getTime());
  }

  function prune(at: number): void {
    if (at - prunedAt < pruneEvery) return;
    prunedAt = at;
    for (const [id, end] of ends) if (end <= at) ends.delete(id);
  }

  feed.subscribe({
    changed({ kind, key }) {
      if (kind !== 'revocation') return;
      const colon = key.indexOf(':');
      ends.set(key.slice(colon + 1), Number(key.slice(0, colon)));
      prune(now().getTime());
    },
    reset: readAll,
  });

  return {
    has(id) {
      if (!feed.isCurrent()) throw new StorageUnavailable('revocations may have been missed');
      return ends.has(id);
    },
    async add(id, expiresAt) {
      if (!isStorable(id)) return;
      await change((transaction) => insertRevocation(transaction, id, expiresAt));
    },
  };
}
