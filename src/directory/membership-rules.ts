import type { Caller } from '../access/caller.ts';
import { type InputCheck, isId } from '../access/input-check.ts';
import { type Reach, reachesOrganization } from '../access/reach.ts';
import type { OrganizationStore } from './organization.ts';
import type { RoleStore } from './role.ts';
import { requireAuthorityOver, whyNotAssignable } from './role-assignment.ts';
import type { Membership } from './user.ts';

interface MembershipDependencies {
  readonly organizations: OrganizationStore;
  readonly roles: RoleStore;
}

interface MembershipChange {
  readonly check: InputCheck;
  readonly reach: Reach;
  /** All memberships of the user so far, those beyond the reach too. */
  readonly held: readonly Membership[];
  /** What is to replace those within the reach. */
  readonly wanted: readonly Membership[];
}

const field = 'memberships';

function isAmong(memberships: readonly Membership[], { organizationId, roleId }: Membership): boolean {
  return memberships.some((other) => other.organizationId === organizationId && other.roleId === roleId);
}

/** Tells whether two lists hold the same memberships, in any order. */
export function sameMemberships(one: readonly Membership[], other: readonly Membership[]): boolean {
  return one.length === other.length && one.every((membership) => isAmong(other, membership));
}

/**
 * Checks the memberships that a caller wants a user to have within its reach. Those that stay as they are need no
 * right of their own.
 * @throws AccessDenied when a membership would be taken that allows more than the caller may.
 */
export async function checkMemberships(
  { organizations, roles }: MembershipDependencies,
  caller: Caller,
  { check, reach, held, wanted }: MembershipChange,
): Promise<void> {
  const inside = held.filter(({ organizationId }) => reachesOrganization(reach, organizationId));
  if (wanted.length + held.length - inside.length === 0) {
    check.refuse(field, 'A user belongs to at least one organization.');
  }
  if (new Set(wanted.map(({ organizationId }) => organizationId)).size < wanted.length) {
    check.refuse(field, 'A user has one role in each organization.');
  }
  for (const membership of wanted.filter((each) => !isAmong(inside, each))) {
    const { organizationId } = membership;
    const inReach = isId(organizationId) && reachesOrganization(reach, organizationId);
    if (!inReach || (await organizations.findById(organizationId)) === null) {
      check.refuse(field, 'You may give memberships only in organizations that you reach.');
      continue;
    }
    const why = await whyNotAssignable(roles, caller, { ...membership, side: 'backoffice' });
    if (why !== null) check.refuse(field, why);
  }
  const lost = inside.filter((each) => !isAmong(wanted, each));
  await requireAuthorityOver(roles, caller, lost);
}
