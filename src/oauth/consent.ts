import type { Caller } from '../access/caller.ts';
import type { ListPage, ListQuery } from '../access/list-query.ts';
import { requireOneself, requireReach } from '../access/reach.ts';
import type { PersonRef } from '../access/subject.ts';
import type { AuditEvent } from '../audit/audit-event.ts';
import type { ScopeDescription } from './resource-server.ts';

/** What a person allowed an application at one API. */
export interface Consent {
  readonly person: PersonRef;
  readonly clientRowId: string;
  readonly organizationId: string;
  readonly resource: string;
  readonly scope: readonly string[];
  readonly grantedAt: Date;
}

/** A consent that is taken back. */
export interface RevokedConsent {
  readonly id: string;
  readonly tokensEndAt: Date;
  readonly event: AuditEvent;
}

export interface ConsentStore {
  find(person: PersonRef, clientRowId: string, resource: string): Promise<Consent | null>;
  /** Stores a consent; what was allowed before at the same API stays allowed. */
  grant(consent: Consent, event: AuditEvent): Promise<void>;
  /** What a person allowed in an organization. */
  list(organizationId: string, person: PersonRef, query: ListQuery): Promise<ListPage<ConnectedApplication>>;
  /** Takes a consent back, and with it all that the application holds in the person's name, until `tokensEndAt`. */
  revoke(organizationId: string, person: PersonRef, revoked: RevokedConsent): Promise<boolean>;
}

/** An application that a person let in, as the person sees it. */
export interface ConnectedApplication {
  readonly id: string;
  readonly clientRowId: string;
  readonly clientId: string;
  readonly name: string;
  readonly organizationId: string;
  readonly organizationName: string;
  /** The name of who runs it; null for nobody in particular. */
  readonly ownerName: string | null;
  readonly resource: string;
  /** The API as it was registered; null for our own and those that are gone. */
  readonly registeredApi: { readonly name: string; readonly scopes: readonly ScopeDescription[] } | null;
  readonly scope: readonly string[];
  readonly grantedAt: Date;
  readonly updatedAt: Date;
  /** When it last got a token in the name of the person, as far as that is still known. */
  readonly lastTokenAt: Date | null;
}

/** Tells whether an earlier consent holds all of a scope, so that nobody is asked again. */
export function consentCovers(consent: Consent | null, scope: readonly string[]): boolean {
  return consent !== null && scope.every((each) => consent.scope.includes(each));
}

/** The applications that a person let in. Each sees and ends their own. @throws AccessDenied */
export interface ConnectedApplications {
  list(caller: Caller, query: ListQuery): Promise<ListPage<ConnectedApplication>>;
  get(caller: Caller, id: string): Promise<ConnectedApplication | null>;
  /** Ends the application's tokens of the person, at once. False where there is none of that id. */
  revoke(caller: Caller, id: string): Promise<boolean>;
}

interface ConnectedApplicationDependencies {
  readonly consents: ConsentStore;
  readonly clock: () => Date;
  /** Seconds: the longest that an access token is good that was issued until now. */
  readonly longestTokenLife: () => number;
}

/** Makes what people do with the applications they let in (RFC 9700 §4.14, OAuth 2.1 §7.9). */
export function createConnectedApplications({
  clock,
  consents,
  longestTokenLife,
}: ConnectedApplicationDependencies): ConnectedApplications {
  async function list(caller: Caller, query: ListQuery): Promise<ListPage<ConnectedApplication>> {
    requireReach(caller, 'profile', 'view');
    return consents.list(caller.organization.id, requireOneself(caller), query);
  }

  async function get(caller: Caller, id: string): Promise<ConnectedApplication | null> {
    const filters = [{ field: 'id', operator: 'equals', values: [id] }] as const;
    const { rows } = await list(caller, { filters, sort: [], page: { number: 1, size: 1 } });
    return rows[0] ?? null;
  }

  return {
    list,
    get,

    async revoke(caller, id) {
      requireReach(caller, 'profile', 'edit');
      const person = requireOneself(caller);
      const organizationId = caller.organization.id;
      const found = await get(caller, id);
      if (found === null) return false;
      return consents.revoke(organizationId, person, {
        id,
        tokensEndAt: new Date(clock().getTime() + longestTokenLife() * 1000),
        event: {
          type: 'consent.revoked',
          organizationId,
          actor: caller.actor,
          subject: { kind: 'application', id: found.clientRowId, name: found.name },
          details: { resource: found.resource },
          origin: caller.origin,
        },
      });
    },
  };
}
