import type { Authority } from './authority.ts';
import { type Client, scopesOfClient } from './client.ts';
import { scopesWithinAccess } from './client-scopes.ts';
import { OAuthError } from './oauth-error.ts';
import type { ResourceServer, ResourceServers } from './resource-server.ts';

interface ResourceChoice {
  /** The identifier of the API that what is exchanged is bound to already; null where it is to none. */
  readonly bound: string | null;
  /** Every `resource` of the request. */
  readonly wanted: readonly string[];
}

const longestResource = 2000;
const absoluteUri = /^[a-z][a-z0-9+.-]*:[A-Za-z0-9\-._~:/?[\]@!$&'()*+,;=%]+$/i;

function whyNotForResource({ side }: Client, server: ResourceServer | null, wanted: string): string {
  if (server === null) return `No API is registered as ${wanted}.`;
  if (server.side !== side) return `The API ${wanted} is of the other side; the application is of the ${side}.`;
  return `The application is not allowed the API ${wanted}.`;
}

/**
 * The API a token is for: the one its grant is bound to, the one asked for, or our own of the side (RFC 8707 §2).
 * @throws OAuthError `invalid_target` for another API than the bound one, and for one that is malformed, unknown, of the
 * other side, or not allowed to the client.
 */
export function chooseResource(servers: ResourceServers, client: Client, choice: ResourceChoice): ResourceServer {
  const [first, ...others] = choice.wanted;
  if (others.length > 0) throw new OAuthError('invalid_target', 'Ask for one resource at a time.');
  if (first !== undefined && (first.length > longestResource || !absoluteUri.test(first))) {
    throw new OAuthError('invalid_target', 'A resource is an absolute URI without a fragment.');
  }
  if (choice.bound !== null && first !== undefined && first !== choice.bound) {
    throw new OAuthError('invalid_target', 'What was granted stays with the resource it was granted for.');
  }
  const wanted = first ?? choice.bound ?? servers.defaultFor(client.side).identifier;
  const server = servers.find(wanted);
  if (server === null || !mayUseResource(client, server)) {
    throw new OAuthError('invalid_target', 'This application cannot have tokens for that resource.', {
      reason: { cause: 'resource', text: whyNotForResource(client, server, wanted) },
    });
  }
  return server;
}

/** The scopes that an API knows and its client was allowed, whoever uses the client. */
function allowedScopes({ apis }: Client, { identifier, scopes }: ResourceServer): readonly string[] {
  const allowed = apis.find((api) => api.identifier === identifier)?.scopes ?? [];
  return scopes.map(({ scope }) => scope).filter((scope) => allowed.includes(scope));
}

/** Tells whether a client can have tokens for an API: our own of its side, or a registered one that it was allowed. */
export function mayUseResource({ apis, side }: Client, server: ResourceServer): boolean {
  if (server.side !== side) return false;
  return server.builtIn || apis.some(({ identifier }) => identifier === server.identifier);
}

/**
 * The scopes that a client can be granted for an API at the moment (RFC 8707 §3): of our own what the authority of its
 * subject permits, of a registered one exactly what the client was allowed there.
 */
export function scopesForResource(client: Client, server: ResourceServer, authority: Authority): readonly string[] {
  return server.builtIn ? scopesOfClient(client, authority.permittedScopes) : allowedScopes(client, server);
}

/** Those among the scopes of a token that its client may still ask for at the API. */
export function scopesKept(client: Client, server: ResourceServer, scopes: readonly string[]): readonly string[] {
  if (server.builtIn) return scopesWithinAccess(scopes, client.access);
  const allowed = allowedScopes(client, server);
  return scopes.filter((scope) => allowed.includes(scope));
}
