import { join } from 'node:path';
import type { Config } from './config-schema.ts';

/** Where the key files are: as configured, else in the state folder under the names of the reference. */
export function keyPaths({ keys, server }: Config) {
  return {
    privateKey: keys.privateKey ?? join(server.stateDir, 'oauth_private.key'),
    publicKey: keys.publicKey ?? join(server.stateDir, 'oauth_public.key'),
    hashKey: keys.hashKey ?? join(server.stateDir, 'hash.key'),
  };
}
