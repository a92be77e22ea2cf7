import { sql } from 'kysely';
import { RuleViolation } from '../access/rule-violation.ts';
import { builtInRoles } from '../directory/role.ts';
import type { DatabaseTransaction } from './schema.ts';

/** Any number that nobody else locks. */
const administratorsLock = 7_247_826_841;

async function hasAdministrator(transaction: DatabaseTransaction): Promise<boolean> {
  const { rows } = await sql`
    select 1 from memberships
      join users on users.id = memberships.user_id and users.enabled and users.deleted_at is null
      join organizations on organizations.id = memberships.organization_id
        and organizations.enabled and organizations.global
    where memberships.role_id = ${builtInRoles.administrator.id}
    limit 1`.execute(transaction);
  return rows.length > 0;
}

/**
 * Makes sure that a change does not take the last administrator away: an enabled user with the built-in role in an
 * enabled global organization. Call it before the change, and `check` after it. Such changes happen one at a time.
 */
export async function requireAdministrator(
  transaction: DatabaseTransaction,
): Promise<{ readonly check: () => Promise<void> }> {
  await sql`select pg_advisory_xact_lock(${administratorsLock})`.execute(transaction);
  const before = await hasAdministrator(transaction);
  return {
    /** @throws RuleViolation (conflict) */
    async check() {
      if (!before || (await hasAdministrator(transaction))) return;
      const message =
        'This would leave nobody who can administer the installation. Appoint another administrator first.';
      throw new RuleViolation([{ field: null, message }], true);
    },
  };
}
