import type { Caller } from './caller.ts';
import {
  type Action,
  actions,
  levelOf,
  type PermissionLevel,
  type Permissions,
  type Protected,
  protectedTypes,
  scopeFor,
} from './permission.ts';

const order: readonly PermissionLevel[] = ['none', 'own', 'customer', 'organization', 'global'];

/** Tells whether one level reaches at least as far as another. */
function levelCovers(held: PermissionLevel, wanted: PermissionLevel): boolean {
  return order.indexOf(held) >= order.indexOf(wanted);
}

/**
 * The level that a caller may pass on. Where its token lacks the scope that is at most `own`: what somebody may do
 * with what is theirs gives the caller nothing.
 */
function heldLevel(caller: Caller, type: Protected, action: Action): PermissionLevel {
  const level = levelOf(caller.permissions, type, action);
  return caller.scopes.has(scopeFor(type, action)) || level === 'none' ? level : 'own';
}

/**
 * The first permission that goes beyond what a caller may pass on, in words; null where there is none. In another
 * organization than the caller's own only what it holds globally counts, since the rest ends at its own.
 */
export function permissionBeyond(caller: Caller, permissions: Permissions, organizationId: string): string | null {
  const elsewhere = organizationId !== caller.organization.id;
  for (const type of protectedTypes.backoffice) {
    for (const action of actions) {
      const wanted = levelOf(permissions, type, action);
      const needed = elsewhere && !levelCovers('own', wanted) ? 'global' : wanted;
      if (!levelCovers(heldLevel(caller, type, action), needed)) return `${action} ${type} (${wanted})`;
    }
  }
  return null;
}

/** The scopes among those wanted that the caller's role gives but its token lacks, so that it may not pass them on. */
export function scopesBeyondToken(caller: Caller, wanted: readonly string[]): string[] {
  const given = new Set(
    protectedTypes[caller.side].flatMap((type) =>
      actions
        .filter((action) => levelOf(caller.permissions, type, action) !== 'none')
        .map((action) => scopeFor(type, action)),
    ),
  );
  return wanted.filter((scope) => given.has(scope) && !caller.scopes.has(scope));
}
