import { type PersonRef, sideOf } from '../access/subject.ts';
import type { Authorities, Authority } from './authority.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import type { Client } from './client.ts';
import { type ConsentStore, consentCovers } from './consent.ts';
import { chooseResource, scopesForResource } from './resource-indicator.ts';
import type { ResourceServer, ResourceServers } from './resource-server.ts';
import { grantScope } from './scope.ts';

/** The person whom a browser has signed in, on the side of the application. */
export interface SignedIn {
  readonly person: PersonRef;
  /** When the password was typed. */
  readonly authenticatedAt: Date;
}

/** What an authorization request comes to at the moment. */
export type Decision =
  | { readonly kind: 'sign-in' | 'wrong-person' }
  | ({ readonly kind: 'consent' | 'code' } & Agreement);

/** Who agrees, or has agreed, to what. */
export interface Agreement {
  readonly person: PersonRef;
  readonly granted: Granted;
}

interface Granted {
  readonly authority: Authority;
  readonly server: ResourceServer;
  readonly scope: readonly string[];
}

function isFresh({ prompts, maxAge, createdAt }: AuthorizationRequest, signedIn: SignedIn, now: Date): boolean {
  if (signedIn.authenticatedAt >= createdAt) return true;
  if (prompts.includes('login') || prompts.includes('select_account')) return false;
  return maxAge === null || now.getTime() - signedIn.authenticatedAt.getTime() <= maxAge * 1000;
}

interface DecisionDependencies {
  readonly authorities: Authorities;
  readonly consents: ConsentStore;
  readonly resourceServers: ResourceServers;
  readonly clock: () => Date;
}

/**
 * Makes what decides how a request goes on: sign in, sign in as somebody else, ask for consent, or give a code. It looks
 * at the state of the moment each time it is asked.
 * @throws OAuthError where the client has to be told that it cannot go on.
 */
export function createAuthorizationDecision({ authorities, clock, consents, resourceServers }: DecisionDependencies) {
  async function settleGranted(client: Client, request: AuthorizationRequest, person: PersonRef) {
    const authority = await authorities.resolve(client, person);
    if (authority === null) return null;
    const server = chooseResource(resourceServers, client, { bound: request.resource, wanted: [] });
    const scope = grantScope(request.scope, scopesForResource(client, server, authority));
    return { authority, server, scope };
  }

  async function mustAsk(client: Client, { prompts }: AuthorizationRequest, person: PersonRef, granted: Granted) {
    if (!client.confidential || prompts.includes('consent')) return true;
    if (client.skipConsent) return false;
    return !consentCovers(await consents.find(person, client.id, granted.server.identifier), granted.scope);
  }

  return async function decide(
    client: Client,
    request: AuthorizationRequest,
    signedIn: SignedIn | null,
  ): Promise<Decision> {
    if (signedIn === null || !isFresh(request, signedIn, clock())) return { kind: 'sign-in' };
    const { person } = signedIn;
    const granted = sideOf(person) === client.side ? await settleGranted(client, request, person) : null;
    if (granted === null) return { kind: 'wrong-person' };
    const kind = (await mustAsk(client, request, person, granted)) ? 'consent' : 'code';
    return { kind, person, granted };
  };
}
