import type { Caller } from '../access/caller.ts';
import { isId } from '../access/input-check.ts';
import { permissionBeyond } from '../access/permission-bound.ts';
import { AccessDenied, everywhere } from '../access/reach.ts';
import type { Side } from '../access/subject.ts';
import type { RoleStore } from './role.ts';

/** A role in an organization: what a membership and a customer user hold. */
interface HeldRole {
  readonly roleId: string;
  readonly organizationId: string;
}

/**
 * Why a caller may not give a role in an organization, as a sentence; null where it may. Nobody passes on more than
 * they hold.
 */
export async function whyNotAssignable(
  roles: RoleStore,
  caller: Caller,
  { roleId, organizationId, side }: HeldRole & { readonly side: Side },
): Promise<string | null> {
  const role = isId(roleId) ? await roles.get({ level: 'organization', organizationId }, roleId) : null;
  if (role === null || role.side !== side) return `The organization has no such role for the ${side}.`;
  const beyond = permissionBeyond(caller, role.permissions, organizationId);
  return beyond === null ? null : `You cannot give the role ${role.name}: it allows more than you may: ${beyond}.`;
}

/**
 * Makes sure that a caller holds everything that somebody's roles allow, before it touches their account.
 * @throws AccessDenied when it would gain or take what it does not hold itself.
 */
export async function requireAuthorityOver(roles: RoleStore, caller: Caller, held: readonly HeldRole[]): Promise<void> {
  for (const { roleId, organizationId } of held) {
    const role = await roles.get(everywhere, roleId);
    const beyond = role === null ? null : permissionBeyond(caller, role.permissions, organizationId);
    if (beyond !== null) throw new AccessDenied(`This person may do more than you: ${beyond}.`, null);
  }
}
