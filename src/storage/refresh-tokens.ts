import type { Insertable, Selectable } from 'kysely';
import type { RefreshTokenFamily, RefreshTokenStore } from '../oauth/refresh-token.ts';
import { appendEvent } from './audit-log.ts';
import { insertRevocation } from './revocations.ts';
import { isRowId } from './row-ids.ts';
import type { RefreshTokenFamilyTable } from './schema.ts';
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

/** Makes the store of refresh-token families (RFC 9700 §4.14.2). Nothing of it is cached. */
export function createRefreshTokenStore({ database, change, now }: StoreContext): RefreshTokenStore {
  return {
    async insert(family) {
      await database.insertInto('refresh_token_families').values(fromFamily(family)).execute();
    },

    async findByHandle(handleHash) {
      const row = await database
        .selectFrom('refresh_token_families')
        .selectAll()
        .where('handle_hash', '=', handleHash)
        .executeTakeFirst();
      return row === undefined ? null : toFamily(row);
    },

    async rotate(id, sequence, rotatedAt, idleExpiresAt) {
      if (!isRowId(id)) return false;
      const { numUpdatedRows } = await database
        .updateTable('refresh_token_families')
        .set({ sequence: sequence + 1, rotated_at: rotatedAt, idle_expires_at: idleExpiresAt })
        .where('id', '=', id)
        .where('sequence', '=', sequence)
        .where('revoked_at', 'is', null)
        .where('idle_expires_at', '>', rotatedAt)
        .where('expires_at', '>', rotatedAt)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

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
