import type { FastifyInstance } from 'fastify';
import type { GrantType } from '../oauth/client.ts';
import { protectedResourceMetadata, serverMetadata } from '../oauth/endpoints/metadata.ts';
import type { ResourceServers } from '../oauth/resource-server.ts';
import type { SigningKeys } from '../oauth/signing-key.ts';

export interface DiscoveryDependencies {
  readonly issuer: string;
  readonly keys: SigningKeys;
  /** Seconds that the public keys may be kept; shorter than a key is published before it signs. */
  readonly keysMaxAge: number;
  readonly resourceServers: ResourceServers;
  readonly enabledGrants: readonly GrantType[];
}

/** Registers what a standard client discovers: server metadata, public keys, and each API's own metadata. */
export async function registerDiscoveryRoutes(
  app: FastifyInstance,
  dependencies: DiscoveryDependencies,
): Promise<void> {
  const { issuer, keys, keysMaxAge, resourceServers, enabledGrants } = dependencies;
  const metadata = serverMetadata(issuer, enabledGrants, resourceServers);
  const cacheable = 'public, max-age=300';

  app.get('/.well-known/oauth-authorization-server', (_request, reply) =>
    reply.header('cache-control', cacheable).send(metadata),
  );
  app.get('/.well-known/jwks.json', (_request, reply) =>
    reply
      .header('cache-control', `public, max-age=${keysMaxAge}`)
      .type('application/jwk-set+json')
      .send(JSON.stringify(keys.publicKeys())),
  );
  for (const server of resourceServers.all.filter(({ identifier }) => identifier.startsWith(`${issuer}/`))) {
    const path = server.identifier.slice(issuer.length);
    app.get(`/.well-known/oauth-protected-resource${path}`, (_request, reply) =>
      reply.header('cache-control', cacheable).send(protectedResourceMetadata(issuer, server)),
    );
  }
}
