import { actions, protectedTypes, scopeFor } from '../access/permission.ts';
import type { Side } from '../access/subject.ts';
import type { ClientAccess } from './client.ts';

/** Every scope that a side knows, in the order of its resource types. */
export function scopesOfSide(side: Side): string[] {
  return [...new Set(protectedTypes[side].flatMap((type) => actions.map((action) => scopeFor(type, action))))];
}

/** The scopes that an access covers at most, whoever uses it. */
export function scopesOfAccess(access: ClientAccess, side: Side): readonly string[] {
  switch (access.mode) {
    case 'everything':
      return scopesOfSide(side);
    case 'read-only':
      return scopesWithinAccess(scopesOfSide(side), access);
    case 'chosen':
      return access.scopes;
  }
}

/** The scopes among some that an access covers at this moment. */
export function scopesWithinAccess(scopes: readonly string[], access: ClientAccess): readonly string[] {
  switch (access.mode) {
    case 'everything':
      return scopes;
    case 'read-only':
      return scopes.filter((scope) => scope.endsWith(':read'));
    case 'chosen':
      return scopes.filter((scope) => access.scopes.includes(scope));
  }
}

/** Tells whether two accesses are the same, whatever the order of their scopes. */
export function sameAccess(one: ClientAccess, other: ClientAccess): boolean {
  if (one.mode !== 'chosen' || other.mode !== 'chosen') return one.mode === other.mode;
  const [scopes, others] = [new Set(one.scopes), new Set(other.scopes)];
  return scopes.size === others.size && [...scopes].every((scope) => others.has(scope));
}
