import { sql } from 'kysely';
import { RuleViolation } from '../access/rule-violation.ts';
import type { DatabaseTransaction } from './schema.ts';

/** Whether somebody stands behind a client: its owner may act in its organization, or it needs none. */
export const ownerStands = sql<boolean>`case
  when clients.owner_user_id is not null then exists (
    select from users
    join memberships on memberships.user_id = users.id and memberships.organization_id = clients.organization_id
    where users.id = clients.owner_user_id and users.enabled and users.deleted_at is null)
  when clients.owner_customer_user_id is not null then exists (
    select from customer_users join customers on customers.id = customer_users.customer_id
    where customer_users.id = clients.owner_customer_user_id and customer_users.enabled
      and customer_users.deleted_at is null and customers.enabled)
  else true end`;

/** Locks the owners of clients until the transaction ends, so that whoever sends them away waits and finds the clients. */
export async function lockOwners(transaction: DatabaseTransaction, ids: readonly string[]): Promise<void> {
  const clients = sql`select * from clients where id = any(${[...ids]}::uuid[])`;
  await sql`select id from users where id in (select owner_user_id from (${clients}) as owned)
    order by id for share`.execute(transaction);
  await sql`select id from customer_users where id in (select owner_customer_user_id from (${clients}) as owned)
    order by id for share`.execute(transaction);
}

/**
 * Makes sure that an active client has an owner who can act, since somebody may have gone since that was decided.
 * `lockOwners` goes before.
 * @throws RuleViolation (conflict)
 */
export async function requireOwner(transaction: DatabaseTransaction, id: string): Promise<void> {
  const find = transaction
    .selectFrom('clients')
    .select(['active', ownerStands.as('stands')])
    .where('id', '=', id);
  const { active, stands } = await find.executeTakeFirstOrThrow();
  if (stands || !active) return;
  throw new RuleViolation(
    [{ field: 'owner', message: 'The owner has just been disabled or deleted, or has left.' }],
    true,
  );
}
