import { checkAuthorizationRequest } from '../authorization-checks.ts';
import { createCodeIssuer } from '../authorization-code-issuer.ts';
import { openAuthorizationRequest } from '../authorization-opening.ts';
import { codeAnswer, errorAnswer } from '../authorization-response.ts';
import type { Client } from '../client.ts';
import { OAuthError } from '../oauth-error.ts';
import { chooseResource, scopesForResource } from '../resource-indicator.ts';
import { grantScope } from '../scope.ts';
import {
  type AuthorizationEndpointDependencies,
  type AuthorizationOutcome,
  refuseOpening,
  toRefusal,
} from './authorization.ts';

export interface VisitorAuthorizationDependencies extends AuthorizationEndpointDependencies {
  /** Whether visitors are served at all. */
  readonly guestsEnabled: () => boolean;
  /** Bounds the visitors one address can make; gives the seconds to wait, or 0. */
  readonly admitGuest: (address: string | null) => Promise<number>;
}

interface VisitorAsker {
  readonly address: string | null;
  readonly requestId: string | null;
}

/** Gives a code for a new visitor at once; nobody signs in. The parameters are those of the authorization endpoint. */
export type VisitorAuthorization = (
  query: string,
  asker: VisitorAsker,
) => Promise<Extract<AuthorizationOutcome, { kind: 'refused' | 'redirect' }>>;

/** Makes the endpoint of visitors: for storefront applications that allow guests, and for no others. */
export function createVisitorAuthorization(dependencies: VisitorAuthorizationDependencies): VisitorAuthorization {
  const { authorities, clock, cryptography, issuer, resourceServers } = dependencies;
  const issueCode = createCodeIssuer(dependencies);
  const servesGuests = ({ guestsAllowed, side }: Client) =>
    dependencies.guestsEnabled() && guestsAllowed && side === 'storefront';

  return async function authorize(query, asker) {
    const opened = await openAuthorizationRequest(query, dependencies);
    if ('why' in opened) return refuseOpening(opened.why, opened.reason);
    const { address, client, parameters, redirectUriSent } = opened;
    // Who may send its visitors through without a question is trusted with the answers too; nobody else is.
    if (!servesGuests(client)) return refuseOpening('This application has no visitors.', { cause: 'grant' });
    try {
      const settled = checkAuthorizationRequest({ ...dependencies, parameters, client });
      const wait = await dependencies.admitGuest(asker.address);
      if (wait > 0) throw new OAuthError('temporarily_unavailable', 'Too many visitors. Wait before you try again.');
      const subject = { kind: 'visitor', id: cryptography.randomId() } as const;
      const authority = await authorities.resolve(client, subject);
      if (authority === null) throw new OAuthError('access_denied', 'Visitors are not served at the moment.');
      const server = chooseResource(resourceServers, client, { bound: settled.resource, wanted: [] });
      const scope = grantScope(settled.scope, scopesForResource(client, server, authority));
      const request = { ...settled, ...address, redirectUriSent, clientRowId: client.id, createdAt: clock() };
      const code = await issueCode(client, { request, subject, authority, server, scope, ...asker });
      return { kind: 'redirect', location: codeAnswer(issuer, address, code) };
    } catch (thrown) {
      const error = toRefusal(thrown);
      return { kind: 'redirect', location: errorAnswer(issuer, address, error), error };
    }
  };
}
