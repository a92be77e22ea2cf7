import { type Selectable, sql } from 'kysely';
import { type AuthorizationCode, type AuthorizationCodeStore, mostCodeFailures } from '../oauth/authorization-code.ts';
import { appendEvent } from './audit-log.ts';
import { fromFamily } from './refresh-tokens.ts';
import type { AuthorizationCodeTable } from './schema.ts';
import type { StoreContext } from './store-context.ts';

function toCode(row: Selectable<AuthorizationCodeTable>): AuthorizationCode {
  return {
    clientRowId: row.client_row_id,
    subject: { kind: row.subject_kind, id: row.subject_id },
    side: row.side,
    organizationId: row.organization_id,
    redirectUri: row.redirect_uri,
    redirectUriSent: row.redirect_uri_sent,
    codeChallenge: row.code_challenge,
    resource: row.resource,
    scope: row.scope,
    epoch: row.epoch,
    familyId: row.family_id,
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
    consumedAt: row.consumed_at,
    failures: row.failures,
  };
}

/** Makes the store of authorization codes. Nothing of it is cached. */
export function createAuthorizationCodeStore({ database, change, now }: StoreContext): AuthorizationCodeStore {
  return {
    async insert(hash, code, forgetAt) {
      const { rows } = await sql<{ before: number }>`
        insert into authorization_codes (hash, client_row_id, subject_kind, subject_id, side, organization_id,
          redirect_uri, redirect_uri_sent, code_challenge, resource, scope, epoch, family_id, issued_at, expires_at,
          failures, forget_at)
        values (${hash}, ${code.clientRowId}, ${code.subject.kind}, ${code.subject.id}, ${code.side},
          ${code.organizationId}, ${code.redirectUri}, ${code.redirectUriSent}, ${code.codeChallenge},
          ${code.resource}, ${[...code.scope]}, ${code.epoch}, ${code.familyId}, ${code.issuedAt}, ${code.expiresAt},
          ${code.failures}, ${forgetAt})
        returning (select count(*) from authorization_codes as earlier
          where earlier.client_row_id = ${code.clientRowId} and earlier.code_challenge = ${code.codeChallenge}) as before
      `.execute(database);
      return Number(rows[0]?.before ?? 0);
    },

    async find(hash) {
      const query = database.selectFrom('authorization_codes').selectAll().where('hash', '=', hash);
      const row = await query.executeTakeFirst();
      return row === undefined ? null : toCode(row);
    },

    async redeem(hash, { now: at, family }) {
      return database.transaction().execute(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('authorization_codes')
          .set({ consumed_at: at })
          .where('hash', '=', hash)
          .where('consumed_at', 'is', null)
          .where('expires_at', '>', at)
          .where('failures', '<', mostCodeFailures)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return false;
        if (family !== null) {
          await transaction.insertInto('refresh_token_families').values(fromFamily(family)).execute();
        }
        return true;
      });
    },

    async countFailure(hash) {
      await database
        .updateTable('authorization_codes')
        .set({ failures: sql`failures + 1` })
        .where('hash', '=', hash)
        .execute();
    },

    async revoke(familyId, tokensEndAt, event) {
      await change(async (transaction) => {
        const { numInsertedOrUpdatedRows = 0n } = await transaction
          .insertInto('revocations')
          .values({ id: `family:${familyId}`, expires_at: tokensEndAt })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        if (numInsertedOrUpdatedRows === 0n) return;
        await transaction
          .updateTable('refresh_token_families')
          .set({ revoked_at: now() })
          .where('id', '=', familyId)
          .where('revoked_at', 'is', null)
          .execute();
        await appendEvent(transaction, event, now());
      });
    },
  };
}
