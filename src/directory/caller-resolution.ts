import type { Caller, Origin } from '../access/caller.ts';
import { actions, type PermissionLevel, type Permissions, protectedTypes, scopeFor } from '../access/permission.ts';
import { isPerson, type PersonRef, type Side, type Subject, sideOf } from '../access/subject.ts';
import type { AccountStore } from './account.ts';
import type { OrganizationStore } from './organization.ts';
import { visitorPermissions } from './role.ts';

/** What a verified access token says of who calls. */
export interface TokenFacts {
  readonly subject: Subject;
  /** For whom an application acts; null for people and visitors. */
  readonly owner: PersonRef | null;
  /** Null for a session in a browser. */
  readonly clientRowId: string | null;
  readonly organizationId: string;
  readonly side: Side;
  readonly scopes: ReadonlySet<string>;
}

export interface CallerResolution {
  /** The live caller behind a token; null where the person or organization may not act (any more). */
  resolve(facts: TokenFacts, origin: Origin): Promise<Caller | null>;
}

export interface CallerResolutionDependencies {
  readonly accounts: AccountStore;
  readonly organizations: OrganizationStore;
}

/** Makes the one place that turns a verified token into a caller. */
export function createCallerResolution({ accounts, organizations }: CallerResolutionDependencies): CallerResolution {
  async function authorityOf(facts: TokenFacts) {
    if (facts.subject.kind === 'visitor') {
      if (facts.side !== 'storefront') return null;
      return { person: null, customerId: null, permissions: visitorPermissions };
    }
    const person = isPerson(facts.subject) ? facts.subject : facts.owner;
    if (person === null || sideOf(person) !== facts.side) return null;
    const state = await accounts.state(person, facts.organizationId);
    if (state === null || !state.enabled || state.permissions === null) return null;
    return { person, customerId: state.customerId, permissions: state.permissions };
  }

  return {
    async resolve(facts, origin) {
      const organization = await organizations.findById(facts.organizationId);
      if (organization === null || !organization.enabled) return null;
      const authority = await authorityOf(facts);
      if (authority === null) return null;
      return {
        ...authority,
        side: facts.side,
        actor: { kind: facts.subject.kind, id: facts.subject.id },
        organization: { id: organization.id, global: organization.global },
        scopes: facts.scopes,
        applicationId: facts.clientRowId,
        origin,
      };
    },
  };
}

/** Stands for *no organization*: who acts on the whole installation must name one wherever one is needed. */
const noOrganization = '00000000-0000-0000-0000-000000000000';

const everyAction = (level: PermissionLevel) => Object.fromEntries(actions.map((action) => [action, level]));
const everyPermission: Permissions = Object.fromEntries(
  protectedTypes.backoffice.map((type) => [type, everyAction('global')]),
);
const everyScope: ReadonlySet<string> = new Set(
  protectedTypes.backoffice.flatMap((type) => actions.map((action) => scopeFor(type, action))),
);

function unboundedCaller(actor: Caller['actor'], organizationId: string): Caller {
  return {
    side: 'backoffice',
    actor,
    person: null,
    organization: { id: organizationId, global: true },
    customerId: null,
    permissions: everyPermission,
    scopes: everyScope,
    applicationId: null,
    origin: { address: null, requestId: null },
  };
}

/** The server itself, bound by no role. `organizationId` is the one meant where an operation is not told another. */
export function serverCaller(organizationId: string = noOrganization): Caller {
  return unboundedCaller({ kind: 'server', id: null }, organizationId);
}

/** Who has the command line of the installation, bound by no role; `osUser` is the operating-system user's name. */
export function commandLineCaller(osUser: string, organizationId: string = noOrganization): Caller {
  return unboundedCaller({ kind: 'command-line', id: osUser }, organizationId);
}
