import type { ResourceServer, ResourceServers } from './resource-server.ts';

const parts = /^(https?:\/\/[^/?]+)([^?]*)(\?.*)?$/;

/** The kinds of metadata that have a well-known address. */
export type WellKnownName = 'oauth-authorization-server' | 'oauth-protected-resource';

/** The path of an issuer or API, as it stands in its URI; empty for none. */
export function pathOf(identifier: string): string {
  const path = parts.exec(identifier)?.[2] ?? '';
  return path === '/' ? '' : path;
}

/** Where metadata is found: the well-known part stands before the path of what it is about (RFC 8414 §3.1, RFC 9728 §3.1). */
export function wellKnownUrl(name: WellKnownName, identifier: string): string {
  const [, origin = '', , query = ''] = parts.exec(identifier) ?? [];
  return `${origin}/.well-known/${name}${pathOf(identifier)}${query}`;
}

/**
 * The APIs about which this server tells the world: those on its own origin. An API elsewhere tells about itself, and
 * whether it is known to strangers at all is its own affair.
 */
export function publishedServers(issuer: string, servers: ResourceServers): readonly ResourceServer[] {
  const origin = parts.exec(issuer)?.[1];
  return servers.all.filter(({ identifier }) => {
    const [, own, , query] = parts.exec(identifier) ?? [];
    return own === origin && query === undefined;
  });
}
