import { RuleViolation } from '../access/rule-violation.ts';
import { isRowId } from './row-ids.ts';
import type { DatabaseTransaction } from './schema.ts';

// A tombstone still satisfies a foreign key. These checks take the same lock as one, so that nothing can be attached to
// what is being deleted at the same moment.

const noRole = 'This role does not exist (any more).';
const noCustomer = 'This customer does not exist (any more).';

function gone(field: string, message: string): RuleViolation {
  return new RuleViolation([{ field, message }], true);
}

/** @throws RuleViolation (conflict) when there is no such role (any more). */
export async function requireLiveRole(transaction: DatabaseTransaction, id: string): Promise<void> {
  if (!isRowId(id)) throw gone('role', noRole);
  const found = transaction.selectFrom('roles').select('id').where('id', '=', id).where('deleted_at', 'is', null);
  if ((await found.forKeyShare().executeTakeFirst()) === undefined) throw gone('role', noRole);
}

/** @throws RuleViolation (conflict) when the organization has no such customer (any more). */
export async function requireLiveCustomer(
  transaction: DatabaseTransaction,
  organizationId: string,
  id: string,
): Promise<void> {
  if (!isRowId(id) || !isRowId(organizationId)) throw gone('customer', noCustomer);
  const found = transaction
    .selectFrom('customers')
    .select('id')
    .where('id', '=', id)
    .where('organization_id', '=', organizationId)
    .where('deleted_at', 'is', null);
  const row = await found.forKeyShare().executeTakeFirst();
  if (row === undefined) throw gone('customer', noCustomer);
}
