import { type Selectable, sql } from 'kysely';
import type { PersonRef } from '../access/subject.ts';
import type { Account, AccountState, AccountStore } from '../directory/account.ts';
import { comparisonKey } from '../directory/person.ts';
import { appendEvent } from './audit-log.ts';
import type { UserTable } from './directory-tables.ts';
import { createPersonStates } from './person-states.ts';
import { isRowId, isStorable } from './row-ids.ts';
import type { Database, DatabaseTransaction } from './schema.ts';
import type { StoreContext } from './store-context.ts';

const tables = { user: 'users', 'customer-user': 'customer_users' } as const;

function toAccount(
  kind: PersonRef['kind'],
  row: Selectable<Pick<UserTable, 'id' | 'enabled' | 'password_hash' | 'locked_until'>>,
): Account {
  return {
    person: { kind, id: row.id },
    passwordHash: row.password_hash,
    enabled: row.enabled,
    lockedUntil: row.locked_until,
  };
}

async function findUser(database: Database, key: string): Promise<Account | null> {
  const row = await database
    .selectFrom('users')
    .select(['id', 'enabled', 'password_hash', 'locked_until'])
    .where((where) => where.or([where('username_key', '=', key), where('email_key', '=', key)]))
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? null : toAccount('user', row);
}

async function findCustomerUser(database: Database, organizationId: string, key: string): Promise<Account | null> {
  const row = await database
    .selectFrom('customer_users')
    .innerJoin('customers', 'customers.id', 'customer_users.customer_id')
    .select(['customer_users.id', 'password_hash', 'locked_until'])
    .select(sql<boolean>`customer_users.enabled and customers.enabled`.as('enabled'))
    .where('customer_users.organization_id', '=', organizationId)
    .where('email_key', '=', key)
    .where('customer_users.deleted_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? null : toAccount('customer-user', row);
}

/** Ends the sessions of a person; one may go on under the new epoch. */
async function endOtherSessions(
  transaction: DatabaseTransaction,
  { kind, id }: PersonRef,
  { epoch, kept }: { readonly epoch: number; readonly kept: string | null },
): Promise<void> {
  const isOfPerson = sql<boolean>`person_kind = ${kind} and person_id = ${id}`;
  const isKept = sql<boolean>`id is not distinct from ${kept}::uuid`;
  await transaction.deleteFrom('sessions').where(isOfPerson).where(sql<boolean>`not ${isKept}`).execute();
  await transaction.updateTable('sessions').set({ epoch }).where(isOfPerson).where(isKept).execute();
}

/** Makes the store of accounts: what signing in and live permissions need of both kinds of person. */
export function createAccountStore(context: StoreContext): AccountStore {
  const { database, change, now } = context;
  const states = createPersonStates(context);

  return {
    async findForSignIn(side, organizationId, identifier) {
      if (!isStorable(identifier)) return null;
      const key = comparisonKey(identifier);
      if (side === 'backoffice') return findUser(database, key);
      return isRowId(organizationId) ? findCustomerUser(database, organizationId, key) : null;
    },

    async state(person, organizationId): Promise<AccountState | null> {
      if (!isRowId(person.id)) return null;
      const state = await states[person.kind].get(person.id.toLowerCase());
      if (state === null) return null;
      const { name, enabled, lockedUntil, epoch, customerId, permissions } = state;
      return {
        person,
        name,
        enabled: enabled && (lockedUntil === null || lockedUntil <= now()),
        epoch,
        customerId,
        permissions: permissions.get(organizationId.toLowerCase()) ?? null,
      };
    },

    async memberships({ kind, id }) {
      const state = isRowId(id) ? await states[kind].get(id.toLowerCase()) : null;
      return state === null ? [] : [...state.permissions.keys()];
    },

    async passwordHash({ kind, id }) {
      if (!isRowId(id)) return null;
      const find = database.selectFrom(tables[kind]).select('password_hash').where('id', '=', id);
      return (await find.where('deleted_at', 'is', null).executeTakeFirst())?.password_hash ?? null;
    },

    async setPassword({ kind, id }, passwordHash, event, keptSession) {
      if (!isRowId(id)) return false;
      return change(async (transaction) => {
        const changed = await transaction
          .updateTable(tables[kind])
          .set({ password_hash: passwordHash, updated_at: now(), epoch: sql<number>`epoch + 1` })
          .where('id', '=', id)
          .where('deleted_at', 'is', null)
          .returning('epoch')
          .executeTakeFirst();
        if (changed === undefined) return false;
        await endOtherSessions(transaction, { kind, id }, { kept: keptSession ?? null, epoch: changed.epoch });
        // Access tokens of the families carry the epoch, so they need no revocation of their own.
        await transaction
          .updateTable('refresh_token_families')
          .set({ revoked_at: now() })
          .where('subject_kind', '=', kind)
          .where('subject_id', '=', id)
          .where('revoked_at', 'is', null)
          .execute();
        await appendEvent(transaction, event, now());
        return true;
      });
    },

    async rehash({ kind, id }, replaced, passwordHash) {
      if (!isRowId(id)) return;
      const person = database.updateTable(tables[kind]).where('id', '=', id).where('password_hash', '=', replaced);
      await person.set({ password_hash: passwordHash }).execute();
    },
  };
}
