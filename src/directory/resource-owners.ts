import { type Permissions, permittedScopes } from '../access/permission.ts';
import { type Side, sideOf } from '../access/subject.ts';
import type { ResourceOwners } from '../oauth/resource-owner.ts';
import type { AccountStore } from './account.ts';
import type { OrganizationStore } from './organization.ts';
import { visitorPermissions } from './role.ts';
import type { SignIn } from './sign-in.ts';

export interface ResourceOwnerDependencies {
  readonly accounts: AccountStore;
  readonly organizations: OrganizationStore;
  readonly signIn: SignIn;
}

/** Remembers what permissions come to, as long as the stores' caches keep the same object. */
function createScopeMemory(): (side: Side, permissions: Permissions) => readonly string[] {
  const known: Readonly<Record<Side, WeakMap<Permissions, readonly string[]>>> = {
    backoffice: new WeakMap(),
    storefront: new WeakMap(),
  };
  return (side, permissions) => {
    const scopes = known[side].get(permissions) ?? permittedScopes(side, permissions);
    known[side].set(permissions, scopes);
    return scopes;
  };
}

/** Makes the people behind tokens, as the protocol sees them, out of the directory's live state. */
export function createResourceOwners({ accounts, organizations, signIn }: ResourceOwnerDependencies): ResourceOwners {
  const scopesOf = createScopeMemory();
  return {
    async standing(person, organizationId) {
      const organization = await organizations.findById(organizationId);
      if (organization === null || !organization.enabled) return null;
      const state = await accounts.state(person, organizationId);
      if (state === null || !state.enabled || state.permissions === null) return null;
      return {
        subject: person,
        personEpoch: state.epoch,
        organizationEpoch: organization.epoch,
        permittedScopes: scopesOf(sideOf(person), state.permissions),
      };
    },

    async visitorStanding(visitorId, organizationId) {
      const organization = await organizations.findById(organizationId);
      if (organization === null || !organization.enabled) return null;
      return {
        subject: { kind: 'visitor', id: visitorId },
        personEpoch: 0,
        organizationEpoch: organization.epoch,
        permittedScopes: scopesOf('storefront', visitorPermissions),
      };
    },

    authenticate: (attempt) => signIn.authenticate(attempt),
  };
}
