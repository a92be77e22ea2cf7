import { type Insertable, type Selectable, sql } from 'kysely';
import type { SigningKeyStore, StoredSigningKey } from '../oauth/signing-key-life.ts';
import { appendEvent } from './audit-log.ts';
import type { Database, DatabaseTransaction } from './schema.ts';
import type { SigningKeyTable } from './signing-key-table.ts';
import type { StoreContext } from './store-context.ts';

/** Any number that nobody else locks. */
const signingKeyLock = 7_247_826_908;

function toKey(row: Selectable<SigningKeyTable>): StoredSigningKey {
  return {
    kid: row.kid,
    alg: row.alg,
    source: row.source,
    publicJwk: row.public_jwk,
    sealed: row.private_key,
    tokenLifetime: row.token_lifetime,
    announcedAt: row.announced_at,
    signsFrom: row.signs_from,
    retiredAt: row.retired_at,
    endsAt: row.ends_at,
    revokedAt: row.revoked_at,
    deletedAt: row.deleted_at,
  };
}

function toRow(key: StoredSigningKey): Insertable<SigningKeyTable> {
  return {
    kid: key.kid,
    alg: key.alg,
    source: key.source,
    public_jwk: JSON.stringify(key.publicJwk),
    private_key: key.sealed,
    token_lifetime: key.tokenLifetime,
    announced_at: key.announcedAt,
    signs_from: key.signsFrom,
    retired_at: key.retiredAt,
    ends_at: key.endsAt,
    revoked_at: key.revokedAt,
    deleted_at: key.deletedAt,
  };
}

async function readAll(database: Database | DatabaseTransaction): Promise<readonly StoredSigningKey[]> {
  const rows = await database.selectFrom('signing_keys').selectAll().orderBy('signs_from').orderBy('kid').execute();
  return rows.map(toKey);
}

async function write(transaction: DatabaseTransaction, key: StoredSigningKey): Promise<void> {
  const { kid, ...row } = toRow(key);
  await transaction
    .insertInto('signing_keys')
    .values({ kid, ...row })
    .onConflict((conflict) => conflict.column('kid').doUpdateSet(row))
    .execute();
}

/** Makes the store of signing keys. All of them are in memory. */
export function createSigningKeyStore({ database, change, feed, now }: StoreContext): SigningKeyStore {
  let copy: readonly StoredSigningKey[] = [];
  let isStale = false;

  async function read(): Promise<void> {
    isStale = false;
    try {
      copy = await readAll(database);
    } catch (error) {
      isStale = true;
      throw error;
    }
  }

  feed.subscribe({
    changed({ kind }) {
      if (kind === 'signing-key') isStale = true;
    },
    settle: async () => {
      if (isStale) await read();
    },
    reset: read,
  });

  return {
    all: () => readAll(database),
    copy: () => copy,
    change: (decide) =>
      change(async (transaction) => {
        await sql`select pg_advisory_xact_lock(${signingKeyLock})`.execute(transaction);
        const { events, keys, result } = decide(await readAll(transaction));
        // The last key is told when it retires before its successor comes, which an index demands.
        const inOrder = [...keys].sort(
          (left, right) => Number(left.retiredAt === null) - Number(right.retiredAt === null),
        );
        for (const key of inOrder) await write(transaction, key);
        for (const event of events) await appendEvent(transaction, event, now());
        return result;
      }),
  };
}
