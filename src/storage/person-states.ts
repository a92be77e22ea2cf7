import type { Permissions } from '../access/permission.ts';
import type { PersonRef } from '../access/subject.ts';
import { displayName } from '../directory/person.ts';
import type { UserTable } from './directory-tables.ts';
import { createGathering } from './gathering.ts';
import { createLiveCache, type LiveCache } from './live-cache.ts';
import { isAmong } from './row-ids.ts';
import type { Database } from './schema.ts';
import type { StoreContext } from './store-context.ts';

const cacheCapacity = 20_000;

/** Everything about a person that decides what it may do, in all its organizations. */
interface PersonState {
  readonly name: string;
  readonly enabled: boolean;
  readonly lockedUntil: Date | null;
  readonly epoch: number;
  readonly customerId: string | null;
  readonly permissions: ReadonlyMap<string, Permissions>;
}

function nameIn(row: Pick<UserTable, 'first_name' | 'last_name' | 'email'>): string {
  return displayName({ firstName: row.first_name, lastName: row.last_name, email: row.email });
}

/** Users in the order of their ids, with what they may do in each of their organizations; null for none. */
async function loadUsers(database: Database, ids: readonly string[]): Promise<readonly (PersonState | null)[]> {
  const rows = await database
    .selectFrom('users')
    .leftJoin('memberships', 'memberships.user_id', 'users.id')
    .leftJoin('roles', 'roles.id', 'memberships.role_id')
    .select(['users.id', 'enabled', 'locked_until', 'epoch', 'memberships.organization_id', 'roles.permissions'])
    .select(['first_name', 'last_name', 'email'])
    .where(isAmong('users.id', ids))
    .where('users.deleted_at', 'is', null)
    .execute();
  const found = new Map<string, PersonState & { readonly permissions: Map<string, Permissions> }>();
  for (const row of rows) {
    const { enabled, epoch, id, locked_until: lockedUntil, organization_id: organizationId } = row;
    const state = found.get(id) ?? {
      name: nameIn(row),
      enabled,
      lockedUntil,
      epoch,
      customerId: null,
      permissions: new Map<string, Permissions>(),
    };
    found.set(id, state);
    if (organizationId !== null && row.permissions !== null) state.permissions.set(organizationId, row.permissions);
  }
  return ids.map((id) => found.get(id) ?? null);
}

/** Customer users in the order of their ids; null for none. */
async function loadCustomerUsers(database: Database, ids: readonly string[]): Promise<readonly (PersonState | null)[]> {
  const rows = await database
    .selectFrom('customer_users')
    .innerJoin('customers', 'customers.id', 'customer_users.customer_id')
    .innerJoin('roles', 'roles.id', 'customer_users.role_id')
    .select(['customer_users.id', 'customer_users.enabled', 'customers.enabled as customer_enabled'])
    .select(['locked_until', 'epoch', 'customer_users.organization_id', 'customer_id', 'roles.permissions'])
    .select(['first_name', 'last_name', 'email'])
    .where(isAmong('customer_users.id', ids))
    .where('customer_users.deleted_at', 'is', null)
    .execute();
  const found = new Map(
    rows.map((row): [string, PersonState] => [
      row.id,
      {
        name: nameIn(row),
        enabled: row.enabled && row.customer_enabled,
        lockedUntil: row.locked_until,
        epoch: row.epoch,
        customerId: row.customer_id,
        permissions: new Map([[row.organization_id, row.permissions]]),
      },
    ]),
  );
  return ids.map((id) => found.get(id) ?? null);
}

/** The states of people by their ids, which are the keys as they are: none has to be made for every look. */
export type PersonStates = Readonly<Record<PersonRef['kind'], LiveCache<PersonState>>>;

/** Makes the caches of the states of people, one for each kind. */
export function createPersonStates({ database, feed }: StoreContext): PersonStates {
  const cacheOf = (load: (database: Database, ids: readonly string[]) => Promise<readonly (PersonState | null)[]>) =>
    createLiveCache<PersonState>({
      load: createGathering((ids: readonly string[]) => load(database, ids)),
      isCurrent: feed.isCurrent,
      capacity: cacheCapacity,
    });
  const states = { user: cacheOf(loadUsers), 'customer-user': cacheOf(loadCustomerUsers) };
  const clear = () => {
    states.user.clear();
    states['customer-user'].clear();
  };
  feed.subscribe({
    changed({ kind, key }) {
      if (kind === 'user' || kind === 'customer-user') states[kind].forget(key);
      if (kind === 'role' || kind === 'customer') clear();
    },
    reset: async () => clear(),
  });
  return states;
}
