import type { GrantType } from '../client.ts';
import type { ResourceServer, ResourceServers } from '../resource-server.ts';
import { publishedServers } from '../well-known.ts';

/** Leaves out empty lists, which must not be told (RFC 8414 §3.2). */
function withoutEmptyLists(metadata: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(metadata).filter(([, value]) => !Array.isArray(value) || value.length > 0));
}

/** What the authorization endpoint offers (RFC 7636 §6.2, RFC 9207 §3). */
function authorizationMetadata(issuer: string) {
  return {
    authorization_endpoint: `${issuer}/oauth2-token/authorize`,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
  };
}

/** What the server offers. */
export interface Offer {
  readonly grants: readonly GrantType[];
  readonly servers: ResourceServers;
  /** The languages of its pages (BCP 47). */
  readonly locales: readonly string[];
}

/** The authorization server's metadata (RFC 8414 §2): what is switched on, and nothing else. */
export function serverMetadata(issuer: string, { grants, locales, servers }: Offer) {
  const published = publishedServers(issuer, servers);
  return withoutEmptyLists({
    issuer,
    ...(grants.includes('authorization_code') && authorizationMetadata(issuer)),
    token_endpoint: `${issuer}/oauth2-token`,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    revocation_endpoint: `${issuer}/oauth2-token/revoke`,
    revocation_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    introspection_endpoint: `${issuer}/oauth2-token/introspect`,
    introspection_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    grant_types_supported: [...grants],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    scopes_supported: [...new Set(published.flatMap((server) => server.scopes.map(({ scope }) => scope)))],
    ui_locales_supported: [...locales],
    service_documentation: `${issuer}/docs/errors`,
    protected_resources: published.map((server) => server.identifier),
  });
}

/** An API's metadata: who issues its tokens, which scopes they carry, and how they are sent (RFC 9728 §2). */
export function protectedResourceMetadata(issuer: string, server: ResourceServer) {
  return withoutEmptyLists({
    resource: server.identifier,
    authorization_servers: [issuer],
    scopes_supported: server.scopes.map(({ scope }) => scope),
    bearer_methods_supported: ['header'],
    resource_name: server.name,
  });
}
