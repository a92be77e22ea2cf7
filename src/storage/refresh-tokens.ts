import { type Insertable, type Selectable, sql } from 'kysely';
import type { RefreshTokenFamily, RefreshTokenStore } from '../oauth/refresh-token.ts';
import { appendEvent } from './audit-log.ts';
import { createGathering } from './gathering.ts';
import { inOrderOf, isOneOf } from './hash-lists.ts';
import { insertRevocation } from './revocations.ts';
import { isRowId } from './row-ids.ts';
import type { Database, RefreshTokenFamilyTable } from './schema.ts';
import type { StoreContext } from './store-context.ts';

function toFamily(row: Selectable<RefreshTokenFamilyTable>): RefreshTokenFamily {
  return {
    id: row.id,
    handleHash: row.handle_hash,
    clientRowId: row.client_row_id,
    subject: { kind: row.subject_kind, id: row.subject_id },
    side: row.side,
    organizationId: row.organization_id,
    resource: row.resource,
    scope: row.scope,
    epoch: row.epoch,
    sequence: row.sequence,
    rotatedAt: row.rotated_at,
    idleExpiresAt: row.idle_expires_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
  };
}

/** The row of a new family. */
export function fromFamily(family: RefreshTokenFamily): Insertable<RefreshTokenFamilyTable> {
  return {
    id: family.id,
    handle_hash: family.handleHash,
    client_row_id: family.clientRowId,
    subject_kind: family.subject.kind,
    subject_id: family.subject.id,
    side: family.side,
    organization_id: family.organizationId,
    resource: family.resource,
    scope: [...family.scope],
    epoch: family.epoch,
    sequence: family.sequence,
    rotated_at: family.rotatedAt,
    idle_expires_at: family.idleExpiresAt,
    expires_at: family.expiresAt,
    revoked_at: family.revokedAt,
  };
}

/** The families of some handles, in their order. */
async function findFamilies(database: Database, handleHashes: readonly Uint8Array[]) {
  const query = database.selectFrom('refresh_token_families').selectAll();
  const rows = await query.where(isOneOf('handle_hash', handleHashes)).execute();
  return inOrderOf(handleHashes, rows, { hashOf: (row) => row.handle_hash, read: toFamily });
}

/** A token that is to be consumed. */
interface Rotation {
  readonly id: string;
  readonly sequence: number;
  readonly rotatedAt: Date;
  readonly idleExpiresAt: Date;
}

/**
 * Consumes some tokens in one statement; of several requests for the same token it is one that does. Rows are locked in
 * the order of their ids, so that two nodes never wait for each other.
 */
async function rotateAll(database: Database, rotations: readonly Rotation[]): Promise<readonly boolean[]> {
  const { rows } = await sql<{ id: string; sequence: number }>`
    update refresh_token_families set
      sequence = asked.sequence + 1, rotated_at = asked.at, idle_expires_at = asked.idle_expires_at
    from (
      select refresh_token_families.id, asked.sequence, asked.at, asked.idle_expires_at
      from unnest(${rotations.map(({ id }) => id)}::uuid[],
        ${rotations.map(({ sequence }) => sequence)}::integer[],
        ${rotations.map(({ rotatedAt }) => rotatedAt.toISOString())}::timestamptz[],
        ${rotations.map(({ idleExpiresAt }) => idleExpiresAt.toISOString())}::timestamptz[])
        as asked (id, sequence, at, idle_expires_at)
      join refresh_token_families using (id)
      where refresh_token_families.sequence = asked.sequence
      order by refresh_token_families.id for update of refresh_token_families) as asked
    where refresh_token_families.id = asked.id and refresh_token_families.sequence = asked.sequence
      and revoked_at is null and refresh_token_families.idle_expires_at > asked.at and expires_at > asked.at
    returning refresh_token_families.id, refresh_token_families.sequence`.execute(database);
  const consumed = new Set(rows.map(({ id, sequence }) => `${id} ${sequence - 1}`));
  return rotations.map(({ id, sequence }) => consumed.delete(`${id.toLowerCase()} ${sequence}`));
}

/** Makes the store of refresh-token families (RFC 9700 §4.14.2). Nothing of it is cached. */
export function createRefreshTokenStore({ database, change, now }: StoreContext): RefreshTokenStore {
  const find = createGathering((handleHashes: readonly Uint8Array[]) => findFamilies(database, handleHashes));
  const rotate = createGathering((rotations: readonly Rotation[]) => rotateAll(database, rotations));
  return {
    async insert(family) {
      await database.insertInto('refresh_token_families').values(fromFamily(family)).execute();
    },

    findByHandle: find,

    rotate: async (id, sequence, rotatedAt, idleExpiresAt) =>
      isRowId(id) && rotate({ id, sequence, rotatedAt, idleExpiresAt }),

    async revoke(id, tokensEndAt, event) {
      if (!isRowId(id)) return;
      await change(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('refresh_token_families')
          .set({ revoked_at: now() })
          .where('id', '=', id)
          .where('revoked_at', 'is', null)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return;
        await insertRevocation(transaction, `family:${id}`, tokensEndAt);
        await appendEvent(transaction, event, now());
      });
    },
  };
}
