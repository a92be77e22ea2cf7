import type { Authority } from './authority.ts';
import { type Client, scopesOfClient } from './client.ts';
import { OAuthError } from './oauth-error.ts';
import type { ResourceServer, ResourceServers } from './resource-server.ts';

interface ResourceChoice {
  /** The identifier of the API that what is exchanged is bound to already; null where it is to none. */
  readonly bound: string | null;
  /** Every `resource` of the request. */
  readonly wanted: readonly string[];
}

/**
 * The API a token is for: the one its grant is bound to, the one asked for, or the first of the side (RFC 8707 §2).
 * @throws OAuthError `invalid_target` for another API than the bound one, an unknown one, or one of the other side.
 */
export function chooseResource(servers: ResourceServers, client: Client, choice: ResourceChoice): ResourceServer {
  const [first, ...others] = choice.wanted;
  if (others.length > 0) throw new OAuthError('invalid_target', 'Ask for one resource at a time.');
  if (choice.bound !== null && first !== undefined && first !== choice.bound) {
    throw new OAuthError('invalid_target', 'What was granted stays with the resource it was granted for.');
  }
  const identifier = first ?? choice.bound ?? servers.defaultFor(client.side).identifier;
  const server = servers.all.find((each) => each.identifier === identifier && each.side === client.side);
  if (server === undefined) {
    throw new OAuthError('invalid_target', 'This application cannot have tokens for that resource.');
  }
  return server;
}

/** The scopes that a client can be granted for an API at the moment, through the authority of its subject (RFC 8707 §3). */
export function scopesForResource(client: Client, authority: Authority): readonly string[] {
  return scopesOfClient(client, authority.permittedScopes);
}
