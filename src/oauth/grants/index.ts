import type { Authorities } from '../authority.ts';
import type { GrantType } from '../client.ts';
import { type AuthorizationCodeGrantDependencies, createAuthorizationCodeGrant } from './authorization-code.ts';
import { createClientCredentialsGrant } from './client-credentials.ts';
import type { Grant } from './grant.ts';
import { createPasswordGrant, type PasswordGrantDependencies } from './password.ts';
import { createRefreshTokenGrant } from './refresh-token.ts';

export interface GrantDependencies extends PasswordGrantDependencies, AuthorizationCodeGrantDependencies {
  readonly authorities: Authorities;
  readonly enabled: readonly GrantType[];
}

/** The table of grants: the only place that knows them all. Switched-off ones are left out. */
export function createGrants(dependencies: GrantDependencies): ReadonlyMap<string, Grant> {
  const all: readonly Grant[] = [
    createClientCredentialsGrant(dependencies),
    createAuthorizationCodeGrant(dependencies),
    createPasswordGrant(dependencies),
    createRefreshTokenGrant(dependencies),
  ];
  return new Map(all.filter((grant) => dependencies.enabled.includes(grant.type)).map((grant) => [grant.type, grant]));
}
