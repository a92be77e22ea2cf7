import type { Authorities } from '../authority.ts';
import type { GrantType } from '../client.ts';
import { type AuthorizationCodeGrantDependencies, createAuthorizationCodeGrant } from './authorization-code.ts';
import { clientCredentialsGrant } from './client-credentials.ts';
import type { Grant, GrantTable } from './grant.ts';
import { createPasswordGrant, type PasswordGrantDependencies } from './password.ts';
import { createRefreshTokenGrant } from './refresh-token.ts';

export interface GrantDependencies extends PasswordGrantDependencies, AuthorizationCodeGrantDependencies {
  readonly authorities: Authorities;
  /** The types that are switched on at the moment. */
  readonly enabled: () => readonly GrantType[];
}

/** The table of grants: the only place that knows them all. Switched-off ones are not there. */
export function createGrants(dependencies: GrantDependencies): GrantTable {
  const all: readonly Grant[] = [
    clientCredentialsGrant,
    createAuthorizationCodeGrant(dependencies),
    createPasswordGrant(dependencies),
    createRefreshTokenGrant(dependencies),
  ];
  return {
    get(type) {
      const grant = all.find((each) => each.type === type);
      return grant !== undefined && dependencies.enabled().includes(grant.type) ? grant : undefined;
    },
  };
}
