import { type Insertable, type Selectable, sql } from 'kysely';
import { type AuthorizationCode, type AuthorizationCodeStore, mostCodeFailures } from '../oauth/authorization-code.ts';
import type { RefreshTokenFamily } from '../oauth/refresh-token.ts';
import { appendEvent } from './audit-log.ts';
import { createGathering } from './gathering.ts';
import { hex, inOrderOf, isOneOf } from './hash-lists.ts';
import { fromFamily } from './refresh-tokens.ts';
import type { AuthorizationCodeTable, Database } from './schema.ts';
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

/** A code that is to be kept. */
interface NewCode {
  readonly hash: Uint8Array;
  readonly code: AuthorizationCode;
  readonly forgetAt: Date;
}

const fromCode = ({ code, forgetAt, hash }: NewCode): Insertable<AuthorizationCodeTable> => ({
  hash,
  client_row_id: code.clientRowId,
  subject_kind: code.subject.kind,
  subject_id: code.subject.id,
  side: code.side,
  organization_id: code.organizationId,
  redirect_uri: code.redirectUri,
  redirect_uri_sent: code.redirectUriSent,
  code_challenge: code.codeChallenge,
  resource: code.resource,
  scope: [...code.scope],
  epoch: code.epoch,
  family_id: code.familyId,
  issued_at: code.issuedAt,
  expires_at: code.expiresAt,
  failures: code.failures,
  forget_at: forgetAt,
});

/** More of them are of no interest: to look at all would take longer with each. */
const mostCounted = 3;

/** Keeps some codes, and tells of each how many there were before with its challenge. */
async function insertAll(database: Database, codes: readonly NewCode[]): Promise<readonly number[]> {
  const rows = await database
    .insertInto('authorization_codes')
    .values(codes.map(fromCode))
    .returning([
      'hash',
      sql<number>`(select count(*) from (
        select 1 from authorization_codes as earlier
        where earlier.client_row_id = authorization_codes.client_row_id
          and earlier.code_challenge = authorization_codes.code_challenge
        limit ${mostCounted}) as counted)`.as('before'),
    ])
    .execute();
  const kept = new Map(rows.map(({ before, hash }) => [hex(hash), Number(before)]));
  const together = new Map<string, number>();
  return codes.map(({ code: { clientRowId, codeChallenge }, hash }) => {
    const challenge = `${clientRowId} ${codeChallenge}`;
    const beside = together.get(challenge) ?? 0;
    together.set(challenge, beside + 1);
    return (kept.get(hex(hash)) ?? 0) + beside;
  });
}

/** The codes of some hashes, in their order. */
async function findAll(database: Database, hashes: readonly Uint8Array[]) {
  const rows = await database.selectFrom('authorization_codes').selectAll().where(isOneOf('hash', hashes)).execute();
  return inOrderOf(hashes, rows, { hashOf: (row) => row.hash, read: toCode });
}

/** A code that is to be consumed, and the family that begins with it. */
interface Redemption {
  readonly hash: Uint8Array;
  readonly at: Date;
  readonly family: RefreshTokenFamily | null;
}

/**
 * Consumes some codes in one transaction; of several requests with the same code it is one that does. Rows are locked in
 * the order of their hashes, so that two nodes never wait for each other.
 */
async function redeemAll(database: Database, redemptions: readonly Redemption[]): Promise<readonly boolean[]> {
  return database.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ hash: Uint8Array }>`
      update authorization_codes set consumed_at = asked.at
      from (
        select authorization_codes.hash, asked.at
        from unnest(${redemptions.map(({ hash }) => hex(hash))}::text[],
          ${redemptions.map(({ at }) => at.toISOString())}::timestamptz[]) as asked (hash, at)
        join authorization_codes on authorization_codes.hash = decode(asked.hash, 'hex')
        order by authorization_codes.hash for update of authorization_codes) as asked
      where authorization_codes.hash = asked.hash and consumed_at is null and expires_at > asked.at
        and failures < ${mostCodeFailures}
      returning authorization_codes.hash`.execute(transaction);
    const consumed = new Set(rows.map(({ hash }) => hex(hash)));
    const answers = redemptions.map(({ hash }) => consumed.delete(hex(hash)));
    const families = redemptions.flatMap(({ family }, at) =>
      answers[at] && family !== null ? [fromFamily(family)] : [],
    );
    if (families.length > 0) await transaction.insertInto('refresh_token_families').values(families).execute();
    return answers;
  });
}

/** Makes the store of authorization codes. Nothing of it is cached. */
export function createAuthorizationCodeStore({ database, change, now }: StoreContext): AuthorizationCodeStore {
  const insert = createGathering((codes: readonly NewCode[]) => insertAll(database, codes));
  const find = createGathering((hashes: readonly Uint8Array[]) => findAll(database, hashes));
  const redeem = createGathering((redemptions: readonly Redemption[]) => redeemAll(database, redemptions));
  return {
    insert: (hash, code, forgetAt) => insert({ hash, code, forgetAt }),

    find,

    redeem: (hash, { now: at, family }) => redeem({ hash, at, family }),

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
