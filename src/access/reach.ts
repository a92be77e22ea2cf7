import type { Caller } from './caller.ts';
import type { Action, Protected } from './permission.ts';
import { levelOf, scopeFor } from './permission.ts';
import type { PersonRef, Side } from './subject.ts';

/**
 * The rows that a list or change may touch. Every store method for rows of an organization takes one as its first
 * argument, so that no query can forget the organization.
 */
export type Reach =
  | { readonly level: 'global' }
  | {
      readonly level: 'organization';
      readonly organizationId: string;
      /** The side whose rows these are; left out for both. The storefront knows nothing of the back-office. */
      readonly side?: Side;
    }
  | { readonly level: 'customer'; readonly organizationId: string; readonly customerId: string }
  | { readonly level: 'own'; readonly organizationId: string; readonly person: PersonRef };

/** The reach of the server itself and of the command line: every organization. */
export const everywhere: Reach = { level: 'global' };

/**
 * What a caller may reach for an action, or null where a permission is missing. The result never leaves the
 * organization the caller acts in, unless that organization is global and the permission is too.
 */
export function reachOf(caller: Caller, type: Protected, action: Action): Reach | null {
  const organizationId = caller.organization.id;
  const inOrganization: Reach = {
    level: 'organization',
    organizationId,
    ...(caller.side === 'storefront' && { side: caller.side }),
  };
  switch (levelOf(caller.permissions, type, action)) {
    case 'global':
      return caller.organization.global ? everywhere : inOrganization;
    case 'organization':
      return inOrganization;
    case 'customer':
      return caller.customerId === null ? null : { level: 'customer', organizationId, customerId: caller.customerId };
    case 'own':
      return caller.person === null ? null : { level: 'own', organizationId, person: caller.person };
    default:
      return null;
  }
}

/** Why a caller may not do something. `missingScope` is set where the token is at fault, not the permission. */
export class AccessDenied extends Error {
  readonly missingScope: string | null;

  constructor(message: string, missingScope: string | null) {
    super(message);
    this.name = 'AccessDenied';
    this.missingScope = missingScope;
  }
}

/**
 * The reach of a caller for an action, cut down by the token's scopes.
 * @throws AccessDenied when the token lacks the scope or the person the permission.
 */
export function requireReach(caller: Caller, type: Protected, action: Action): Reach {
  const scope = scopeFor(type, action);
  if (!caller.scopes.has(scope)) throw new AccessDenied(`This needs a token with the scope ${scope}.`, scope);
  const reach = reachOf(caller, type, action);
  if (reach === null) throw new AccessDenied(`Your role does not allow to ${action} ${type} here.`, null);
  return reach;
}

/**
 * Checks that a caller reaches every organization, for what all of them share. `what` begins the sentence that refuses.
 * @throws AccessDenied
 */
export function requireGlobalReach(caller: Caller, type: Protected, action: Action, what: string): Reach {
  const reach = requireReach(caller, type, action);
  if (reach.level === 'global') return reach;
  throw new AccessDenied(`${what} are for who reaches every organization.`, null);
}

/** Tells whether rows of an organization can lie within a reach at all. */
export function reachesOrganization(reach: Reach, organizationId: string): boolean {
  return reach.level === 'global' || reach.organizationId === organizationId;
}

/**
 * The person who calls for themselves. An application that acts for its owner does not: it neither sees where its owner
 * is signed in nor decides what its owner allows others.
 * @throws AccessDenied
 */
export function requireOneself({ actor, person }: Caller): PersonRef {
  if (person !== null && actor.kind === person.kind) return person;
  throw new AccessDenied('Only people do this for themselves, not applications that act for them.', null);
}
