import { type PersonRef, parseSubject, type Side, type Subject } from '../access/subject.ts';
import type { AccessTokenClaims } from './access-token.ts';
import type { Authorities } from './authority.ts';
import type { ClientStore } from './client.ts';
import { OAuthError } from './oauth-error.ts';
import { mayUseResource, scopesKept } from './resource-indicator.ts';
import type { ResourceServers } from './resource-server.ts';
import type { Revocations } from './revocation.ts';

/** An access token that is good at this moment, signature and live state alike. */
export interface VerifiedAccessToken {
  readonly claims: AccessTokenClaims;
  readonly subject: Subject;
  readonly owner: PersonRef | null;
  readonly clientRowId: string;
  readonly side: Side;
  readonly organizationId: string;
  /** Those of the token that the application may still ask for: narrowing its access holds at once. */
  readonly scopes: ReadonlySet<string>;
}

export interface AccessTokenStateDependencies {
  readonly clients: ClientStore;
  readonly authorities: Authorities;
  readonly revocations: Revocations;
  readonly resourceServers: ResourceServers;
}

function refuse(description: string, detail?: string): never {
  throw new OAuthError('invalid_token', description, detail === undefined ? {} : { detail });
}

function ended(detail: string): never {
  return refuse('The access token has been revoked: what it stood on has changed.', detail);
}

/**
 * Makes the check that nothing has ended on which an access token stands: its application, the person behind it,
 * their organization, its API, and that it was not revoked. The signature and times are others' to check.
 */
export function createAccessTokenStateCheck(dependencies: AccessTokenStateDependencies) {
  const { authorities, clients, resourceServers, revocations } = dependencies;

  /** @throws OAuthError `invalid_token` */
  return async function checkState(claims: AccessTokenClaims): Promise<VerifiedAccessToken> {
    const familyRevoked = claims.family !== undefined && revocations.has(`family:${claims.family}`);
    if (familyRevoked || revocations.has(`token:${claims.jti}`)) refuse('The access token has been revoked.');
    const client = await clients.findByClientId(claims.client_id);
    const subject = parseSubject(claims.sub);
    if (client === null || subject === null) return ended('unknown client or subject');
    if (client.side !== claims.side || client.organizationId !== claims.org) return ended('side or organization');
    const server = resourceServers.find(claims.aud);
    if (server === null || !mayUseResource(client, server)) return ended('the API is not there for it any more');
    const standing = await authorities.clientStanding(client);
    if (standing.whyNot !== null) return ended('client not in good standing');
    const isClient = subject.kind === 'application' && subject.id === client.id;
    const authority = isClient ? standing.authority : await authorities.resolve(client, subject);
    if (authority === null || authority.epoch !== claims.epoch) return ended('epoch');
    const owner = subject.kind === 'application' ? client.owner : null;
    const { id: clientRowId, organizationId, side } = client;
    const scopes = new Set(scopesKept(client, server, claims.scope?.split(' ') ?? []));
    return { claims, subject, owner, clientRowId, side, organizationId, scopes };
  };
}
