import type { Caller } from '../access/caller.ts';
import { type InputCheck, isId } from '../access/input-check.ts';
import { type Permissions, permittedScopes } from '../access/permission.ts';
import { permissionBeyond, scopesBeyondToken } from '../access/permission-bound.ts';
import { AccessDenied, type Reach } from '../access/reach.ts';
import { isSamePerson, type PersonRef, type Side, sideOf } from '../access/subject.ts';
import type { Client } from './client.ts';
import { scopesOfAccess } from './client-scopes.ts';

/** The live state of a person in an organization. */
interface OwnerState {
  readonly enabled: boolean;
  readonly customerId: string | null;
  /** Null where it does not belong to the organization. */
  readonly permissions: Permissions | null;
}

export interface OwnershipDependencies {
  /** The directory's account store fits. */
  readonly accounts: { state(person: PersonRef, organizationId: string): Promise<OwnerState | null> };
  readonly organizations: { findById(id: string): Promise<{ readonly enabled: boolean } | null> };
}

/** Whose an application is and where. All of it is fixed once it is created. */
export interface Ownership {
  readonly side: Side;
  readonly organizationId: string;
  readonly owner: PersonRef | null;
}

interface WantedOwnership {
  readonly check: InputCheck;
  readonly reach: Reach;
  readonly side?: Side;
  readonly organizationId?: string;
  readonly owner?: PersonRef | null;
}

function defaultOwner(caller: Caller, side: Side | undefined): PersonRef | null {
  const { person } = caller;
  return person !== null && (side === undefined || sideOf(person) === side) ? person : null;
}

/** Tells whether a reach holds a person of whom the state in the organization is known. */
function holdsPerson(reach: Reach, organizationId: string, { customerId }: OwnerState): boolean {
  switch (reach.level) {
    case 'global':
      return true;
    case 'organization':
      return reach.organizationId === organizationId;
    case 'customer':
      return reach.organizationId === organizationId && reach.customerId === customerId;
    case 'own':
      return false;
  }
}

/** The one text for whoever is absent, disabled, elsewhere or out of reach: it tells nothing of them. */
const noSuchOwner = 'You may make applications only for people whom you reach and who belong to the organization.';

async function checkOwner(
  { accounts }: OwnershipDependencies,
  caller: Caller,
  { check, reach, owner, organizationId }: WantedOwnership & { owner: PersonRef; organizationId: string },
): Promise<void> {
  const state = isId(owner.id) ? await accounts.state(owner, organizationId) : null;
  if (state === null || !state.enabled || state.permissions === null) return check.refuse('owner', noSuchOwner);
  if (isSamePerson(owner, caller.person)) return;
  if (!holdsPerson(reach, organizationId, state)) return check.refuse('owner', noSuchOwner);
  const beyond = permissionBeyond(caller, state.permissions, organizationId);
  if (beyond !== null) check.refuse('owner', `This person may do more than you: ${beyond}.`);
}

function checkSide(check: InputCheck, caller: Caller, side: Side, owner: PersonRef | null): void {
  if (caller.side === 'storefront' && side !== 'storefront') {
    check.refuse('side', 'From the storefront only storefront applications are made.');
  }
  if (owner !== null && sideOf(owner) !== side) {
    const who = side === 'backoffice' ? 'a user' : 'a customer user';
    check.refuse('owner', `The owner of a ${side} application is ${who}.`);
  }
}

/** Notes what is wrong with giving an existing application to somebody; its side and organization never change. */
export async function checkNewOwner(
  dependencies: OwnershipDependencies,
  caller: Caller,
  wanted: Required<WantedOwnership> & { readonly owner: PersonRef },
): Promise<void> {
  checkSide(wanted.check, caller, wanted.side, wanted.owner);
  await checkOwner(dependencies, caller, wanted);
}

/** Tells whether somebody stands behind an application: an owner who may act in its organization, or it needs none. */
export async function ownerStands({ accounts }: OwnershipDependencies, owned: Ownership): Promise<boolean> {
  if (owned.owner === null) return true;
  const state = await accounts.state(owned.owner, owned.organizationId);
  return state?.enabled === true && state.permissions !== null;
}

/**
 * Settles side, organization and owner of a new application, and notes what is wrong with them. Only who works in a
 * global organization chooses another, and only one to which the owner belongs (seed-000).
 */
export async function settleOwnership(
  dependencies: OwnershipDependencies,
  caller: Caller,
  wanted: WantedOwnership,
): Promise<Ownership> {
  const { check, reach } = wanted;
  const owner = wanted.owner === undefined ? defaultOwner(caller, wanted.side) : wanted.owner;
  const side = wanted.side ?? (owner === null ? caller.side : sideOf(owner));
  const organizationId = wanted.organizationId ?? caller.organization.id;
  checkSide(check, caller, side, owner);
  const elsewhere = organizationId !== caller.organization.id;
  const organization = isId(organizationId) ? await dependencies.organizations.findById(organizationId) : null;
  if (organization === null || !organization.enabled || (elsewhere && !caller.organization.global)) {
    check.refuse(
      'organization',
      'You may make applications only in your organization, or from a global one in another.',
    );
  } else if (owner !== null) {
    await checkOwner(dependencies, caller, { ...wanted, owner, organizationId });
  } else if (reach.level !== 'global' && (reach.level !== 'organization' || elsewhere)) {
    check.refuse('owner', 'An application without an owner is made by administrators of its organization.');
  }
  return { side, organizationId, owner };
}

/** The scopes that an owner's permissions leave any use for in the organization; null without an owner. */
export async function permittedToOwner(
  { accounts }: OwnershipDependencies,
  { owner, organizationId }: Ownership,
): Promise<readonly string[] | null> {
  if (owner === null || !isId(owner.id) || !isId(organizationId)) return null;
  const state = await accounts.state(owner, organizationId);
  return state?.permissions ? permittedScopes(sideOf(owner), state.permissions) : [];
}

/**
 * Makes sure that a caller may do what an application's owner may, before it gets hold of the application.
 * @throws AccessDenied
 */
export async function requireAuthorityOfOwner(
  { accounts }: OwnershipDependencies,
  caller: Caller,
  { owner, organizationId }: Ownership,
): Promise<void> {
  if (owner === null || isSamePerson(owner, caller.person)) return;
  const state = await accounts.state(owner, organizationId);
  const beyond = state?.permissions ? permissionBeyond(caller, state.permissions, organizationId) : null;
  if (beyond !== null) throw new AccessDenied(`The owner may do more than you: ${beyond}.`, null);
}

/** @throws AccessDenied when an application may do more than the token with which the caller came. */
export function requireScopesOfClient(caller: Caller, { access, side }: Client): void {
  const [missing] = scopesBeyondToken(caller, scopesOfAccess(access, side));
  if (missing === undefined) return;
  throw new AccessDenied(`The application may do more than your token, which lacks ${missing}.`, missing);
}
