import type { FastifyInstance } from 'fastify';
import { locales } from '../directory/personal-input.ts';
import type { GrantType } from '../oauth/client.ts';
import { protectedResourceMetadata, serverMetadata } from '../oauth/endpoints/metadata.ts';
import type { ResourceServers } from '../oauth/resource-server.ts';
import type { SigningKeys } from '../oauth/signing-key.ts';
import { pathOf, publishedServers } from '../oauth/well-known.ts';

export interface DiscoveryDependencies {
  readonly issuer: string;
  readonly keys: SigningKeys;
  /** Seconds that the public keys may be kept; shorter than a key is published before it signs. */
  readonly keysMaxAge: () => number;
  readonly resourceServers: ResourceServers;
  readonly enabledGrants: () => readonly GrantType[];
}

const cacheable = 'public, max-age=300';

/** Paths below a well-known one: as the standard has it, and without the issuer's own path, for proxies that strip it. */
function pathsFor(path: string, issuer: string): string[] {
  const issuerPath = pathOf(issuer);
  const isBelow = path === issuerPath || path.startsWith(`${issuerPath}/`);
  return isBelow ? [...new Set([path, path.slice(issuerPath.length)])] : [path];
}

/** Registers what a standard client discovers: server metadata, public keys, and each API's own metadata. */
export async function registerDiscoveryRoutes(
  app: FastifyInstance,
  { enabledGrants, issuer, keys, keysMaxAge, resourceServers }: DiscoveryDependencies,
): Promise<void> {
  for (const path of pathsFor(pathOf(issuer), issuer)) {
    app.get(`/.well-known/oauth-authorization-server${path}`, (_request, reply) =>
      reply
        .header('cache-control', cacheable)
        .send(serverMetadata(issuer, { grants: enabledGrants(), servers: resourceServers, locales })),
    );
  }
  app.get('/.well-known/jwks.json', (_request, reply) =>
    reply
      .header('cache-control', `public, max-age=${keysMaxAge()}`)
      .type('application/jwk-set+json')
      .send(JSON.stringify(keys.publicKeys())),
  );
  const prefix = '/.well-known/oauth-protected-resource';
  app.get(`${prefix}*`, (request, reply) => {
    const asked = request.url.split('?', 1)[0]?.slice(prefix.length);
    const server = publishedServers(issuer, resourceServers).find(({ identifier }) =>
      pathsFor(pathOf(identifier), issuer).some((path) => path === asked),
    );
    if (server === undefined) return reply.callNotFound();
    return reply.header('cache-control', cacheable).send(protectedResourceMetadata(issuer, server));
  });
}
