import { sql } from 'kysely';
import { type Reach, reachesOrganization } from '../access/reach.ts';
import { RuleViolation } from '../access/rule-violation.ts';
import type { AuditEvent } from '../audit/audit-event.ts';
import { comparisonKey } from '../directory/person.ts';
import type { Membership, User, UserChanges, UserStore } from '../directory/user.ts';
import { requireAdministrator } from './administrators.ts';
import { appendEvent } from './audit-log.ts';
import { deactivateApplicationsOf } from './client-endings.ts';
import { requireLiveRole } from './live-references.ts';
import { changedPersonColumns, fromPersonalData, tombstoneColumns } from './person-rows.ts';
import { isRowId } from './row-ids.ts';
import { readPage } from './row-lists.ts';
import type { Database, DatabaseTransaction } from './schema.ts';
import { explainTaken, type StoreContext } from './store-context.ts';
import { membershipsWithin, selectUsers, userFields, withMemberships } from './user-rows.ts';

const nameTaken = { field: 'username', message: 'Somebody has this user name already.' };
const emailTaken = { field: 'email', message: 'Somebody has this e-mail address already.' };
const taken = { users_username_taken: nameTaken, users_email_taken: emailTaken };

/** Any number that nobody else locks. */
const signInNamesLock = 7_247_826_842;

interface SignInNames {
  readonly username?: string;
  readonly email?: string;
}

/**
 * People sign in with either, so nobody's user name may be another's e-mail address. Two columns cannot share a unique
 * index; hence one such change at a time.
 */
async function requireDistinctNames(
  transaction: DatabaseTransaction,
  id: string,
  { username, email }: SignInNames,
): Promise<void> {
  if (username === undefined && email === undefined) return;
  await sql`select pg_advisory_xact_lock(${signInNamesLock})`.execute(transaction);
  const isTaken = async (column: 'username_key' | 'email_key', name: string) => {
    const others = transaction.selectFrom('users').select('id').where('deleted_at', 'is', null).where('id', '<>', id);
    return (await others.where(column, '=', comparisonKey(name)).executeTakeFirst()) !== undefined;
  };
  const broken = { rule: 'taken' } as const;
  const violations = [];
  if (username !== undefined && (await isTaken('email_key', username))) violations.push({ ...nameTaken, broken });
  if (email !== undefined && (await isTaken('username_key', email))) violations.push({ ...emailTaken, broken });
  if (violations.length > 0) throw new RuleViolation(violations, true);
}

async function insertMemberships(
  transaction: DatabaseTransaction,
  userId: string,
  memberships: readonly Membership[],
): Promise<void> {
  for (const { organizationId, roleId } of memberships) {
    await requireLiveRole(transaction, roleId);
    await transaction
      .insertInto('memberships')
      .values({ user_id: userId, organization_id: organizationId, role_id: roleId })
      .execute();
  }
}

interface MembershipChange {
  readonly reach: Reach;
  readonly userId: string;
  readonly memberships: readonly Membership[];
}

/** Replaces what the reach holds. Gives the organizations that were lost. */
async function replaceMemberships(
  transaction: DatabaseTransaction,
  { reach, userId, memberships }: MembershipChange,
): Promise<readonly string[]> {
  const foreign = memberships.find(({ organizationId }) => !reachesOrganization(reach, organizationId));
  if (foreign !== undefined) throw new Error(`the organization ${foreign.organizationId} is beyond the reach`);
  const kept = new Set(memberships.map(({ organizationId }) => organizationId));
  const removed = await transaction
    .deleteFrom('memberships')
    .where('user_id', '=', userId)
    .where(membershipsWithin(reach))
    .returning('organization_id')
    .execute();
  await insertMemberships(transaction, userId, memberships);
  return removed.map((row) => row.organization_id).filter((organizationId) => !kept.has(organizationId));
}

/** Locks a user that a reach holds. */
async function lock(transaction: DatabaseTransaction, reach: Reach, id: string): Promise<boolean> {
  const row = await selectUsers(transaction, reach).where('id', '=', id).forUpdate().executeTakeFirst();
  return row !== undefined;
}

async function get(source: Database, reach: Reach, id: string): Promise<User | null> {
  const rows = await selectUsers(source, reach).where('id', '=', id).execute();
  const [user] = await withMemberships(source, reach, rows);
  return user ?? null;
}

interface UserUpdate {
  readonly reach: Reach;
  readonly id: string;
  readonly changes: UserChanges;
  readonly event: AuditEvent;
  readonly now: Date;
}

async function applyChanges(transaction: DatabaseTransaction, update: UserUpdate): Promise<void> {
  const { changes, event, id, now, reach } = update;
  const { enabled, username, memberships } = changes;
  const owner = { kind: 'user', id } as const;
  await requireDistinctNames(transaction, id, changes);
  const columns = {
    ...changedPersonColumns(changes, now),
    ...(username !== undefined && { username, username_key: comparisonKey(username) }),
  };
  await transaction.updateTable('users').set(columns).where('id', '=', id).execute();
  if (enabled === false) {
    await deactivateApplicationsOf(transaction, { owner, because: 'owner-disabled' }, event, now);
  }
  if (memberships === undefined) return;
  const organizationIds = await replaceMemberships(transaction, { reach, userId: id, memberships });
  if (organizationIds.length === 0) return;
  await transaction.updateTable('users').set({ epoch: sql`epoch + 1` }).where('id', '=', id).execute();
  await deactivateApplicationsOf(transaction, { owner, organizationIds, because: 'owner-left' }, event, now);
}

/** Makes the store of users. */
export function createUserStore({ database, change, now }: StoreContext): UserStore {
  return {
    get: async (reach, id) => (isRowId(id) ? get(database, reach, id) : null),

    async list(reach, query) {
      const { rows, total } = await readPage(selectUsers(database, reach), userFields(reach), query);
      return { rows: await withMemberships(database, reach, rows), total };
    },

    async insert(user, passwordHash, event) {
      const { id, username, memberships } = user;
      await explainTaken(taken, () =>
        change(async (transaction) => {
          await requireDistinctNames(transaction, id, user);
          const columns = { username, username_key: comparisonKey(username), ...fromPersonalData(user, passwordHash) };
          await transaction.insertInto('users').values(columns).execute();
          await insertMemberships(transaction, id, memberships);
          await appendEvent(transaction, event, now());
        }),
      );
    },

    async update(reach, id, changes, event) {
      if (!isRowId(id)) return null;
      const mayLoseRights = changes.enabled === false || changes.memberships !== undefined;
      return explainTaken(taken, () =>
        change(async (transaction) => {
          const administrators = mayLoseRights ? await requireAdministrator(transaction) : null;
          if (!(await lock(transaction, reach, id))) return null;
          await applyChanges(transaction, { reach, id, changes, event, now: now() });
          await administrators?.check();
          await appendEvent(transaction, event, now());
          return get(transaction, reach, id);
        }),
      );
    },

    async delete(reach, id, event) {
      if (!isRowId(id)) return false;
      return change(async (transaction) => {
        const administrators = await requireAdministrator(transaction);
        if (!(await lock(transaction, reach, id))) return false;
        await transaction.updateTable('users').set(tombstoneColumns(now())).where('id', '=', id).execute();
        await transaction.deleteFrom('memberships').where('user_id', '=', id).execute();
        await administrators.check();
        const owner = { kind: 'user', id } as const;
        await deactivateApplicationsOf(transaction, { owner, because: 'owner-deleted' }, event, now());
        await appendEvent(transaction, event, now());
        return true;
      });
    },
  };
}
