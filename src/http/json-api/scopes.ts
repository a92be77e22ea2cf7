import type { ScopeDescription } from '../../oauth/resource-server.ts';
import type { ResourceType } from './resource-type.ts';

/** The scopes of an API, from the declarations of its types: each with the sentence that tells people what it allows. */
export function describeScopes(types: readonly ResourceType[]): ScopeDescription[] {
  return types.flatMap(({ protects, scopes }) =>
    scopes === undefined
      ? []
      : [
          { scope: `${protects}:read`, sentence: scopes.read },
          { scope: `${protects}:write`, sentence: scopes.write },
        ],
  );
}
