import { type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import type { Reach } from '../access/reach.ts';
import type { Membership, User } from '../directory/user.ts';
import type { UserTable } from './directory-tables.ts';
import { personFields, toPersonalData } from './person-rows.ts';
import { allOf, everything, hasId, inOrganization, nothing } from './reach-conditions.ts';
import type { ListFields } from './row-lists.ts';
import type { Database } from './schema.ts';

type Condition = RawBuilder<SqlBool>;

/** The memberships a reach holds. */
export function membershipsWithin(reach: Reach): Condition {
  return inOrganization(reach, 'memberships.organization_id');
}

function belongs(condition: Condition): Condition {
  return sql`exists (select 1 from memberships where memberships.user_id = users.id and ${condition})`;
}

/** The users a reach holds: who belongs to its organization. A customer has none. */
function usersWithin(reach: Reach): Condition {
  switch (reach.level) {
    case 'global':
      return everything;
    case 'organization':
      return belongs(membershipsWithin(reach));
    case 'own':
      if (reach.person.kind !== 'user') return nothing;
      return allOf(hasId('users.id', reach.person.id), belongs(membershipsWithin(reach)));
    case 'customer':
      return nothing;
  }
}

/** How the fields of the API are found. Who filters by membership learns only of those within the reach. */
export function userFields(reach: Reach): ListFields {
  const within = membershipsWithin(reach);
  const idIs = (column: string) => (id: string) => belongs(allOf(within, hasId(column, id)));
  return {
    ...personFields('users'),
    username: { type: 'name', column: sql.ref('users.username_key') },
    organization: { type: 'custom-id', matches: idIs('memberships.organization_id') },
    role: { type: 'custom-id', matches: idIs('memberships.role_id') },
  };
}

/** The live users a reach holds. */
export function selectUsers(source: Database, reach: Reach) {
  return source.selectFrom('users').selectAll('users').where('deleted_at', 'is', null).where(usersWithin(reach));
}

/** The users of rows, each with the memberships that the reach holds. */
export async function withMemberships(
  source: Database,
  reach: Reach,
  rows: readonly Selectable<UserTable>[],
): Promise<User[]> {
  const held = new Map<string, Membership[]>(rows.map((row) => [row.id, []]));
  if (rows.length > 0) {
    const memberships = await source
      .selectFrom('memberships')
      .selectAll()
      .where('user_id', 'in', [...held.keys()])
      .where(membershipsWithin(reach))
      .orderBy('organization_id')
      .execute();
    for (const { user_id, organization_id, role_id } of memberships) {
      held.get(user_id)?.push({ organizationId: organization_id, roleId: role_id });
    }
  }
  return rows.map((row) => ({
    ...toPersonalData(row),
    username: row.username,
    memberships: held.get(row.id) ?? [],
  }));
}
