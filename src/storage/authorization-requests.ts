import type { AuthorizationRequestStore, Prompt } from '../oauth/authorization-request.ts';
import type { StoreContext } from './store-context.ts';

/** Makes the store of authorization requests that wait for their people. */
export function createAuthorizationRequestStore({ database }: StoreContext): AuthorizationRequestStore {
  return {
    async insert(hash, request, expiresAt) {
      await database
        .insertInto('authorization_requests')
        .values({
          hash,
          client_row_id: request.clientRowId,
          redirect_uri: request.redirectUri,
          redirect_uri_sent: request.redirectUriSent,
          state: request.state === null ? null : encodeURIComponent(request.state),
          scope: request.scope === null ? null : [...request.scope],
          resource: request.resource,
          code_challenge: request.codeChallenge,
          prompts: [...request.prompts],
          max_age: request.maxAge,
          login_hint: request.loginHint,
          created_at: request.createdAt,
          expires_at: expiresAt,
        })
        .execute();
    },

    async find(hash, now) {
      const row = await database
        .selectFrom('authorization_requests')
        .selectAll()
        .where('hash', '=', hash)
        .where('consumed_at', 'is', null)
        .where('expires_at', '>', now)
        .executeTakeFirst();
      if (row === undefined) return null;
      return {
        clientRowId: row.client_row_id,
        redirectUri: row.redirect_uri,
        redirectUriSent: row.redirect_uri_sent,
        state: row.state === null ? null : decodeURIComponent(row.state),
        scope: row.scope,
        resource: row.resource,
        codeChallenge: row.code_challenge,
        prompts: row.prompts as Prompt[],
        maxAge: row.max_age,
        loginHint: row.login_hint,
        createdAt: row.created_at,
      };
    },

    async consume(hash, now) {
      const { numUpdatedRows } = await database
        .updateTable('authorization_requests')
        .set({ consumed_at: now })
        .where('hash', '=', hash)
        .where('consumed_at', 'is', null)
        .where('expires_at', '>', now)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
  };
}
