import type { Authorities } from './authority.ts';
import type { SignedIn } from './authorization-decision.ts';
import type { AuthorizationRequest, AuthorizationRequestStore } from './authorization-request.ts';
import type { Client, ClientStore } from './client.ts';
import type { Cryptography } from './cryptography.ts';

/** Who asks: a browser, by a random value that only it holds, and the person it has signed in on a side. */
export interface Asker {
  readonly browser: string;
  signedIn(client: Client): Promise<SignedIn | null>;
  readonly address: string | null;
  readonly requestId: string | null;
}

/** A request that waits for its person, by the handle under which it is found again. */
export interface Waiting {
  readonly handle: string;
  readonly client: Client;
  readonly request: AuthorizationRequest;
}

export interface WaitingDependencies {
  readonly clients: ClientStore;
  readonly authorities: Authorities;
  readonly requests: AuthorizationRequestStore;
  readonly cryptography: Cryptography;
  readonly clock: () => Date;
}

/** How long a person may take to sign in and consent, in seconds. */
const requestLifetime = 30 * 60;

/** Makes the room in which requests wait. Each is found by its handle and the browser that made it, and by nobody else. */
export function createWaitingRequests(dependencies: WaitingDependencies) {
  const { authorities, clients, clock, cryptography, requests } = dependencies;
  const hashOf = (handle: string, { browser }: Asker) =>
    cryptography.keyedHash('authorization-request', `${handle}.${browser}`);

  return {
    /** Keeps a request and gives its handle. */
    async keep(request: AuthorizationRequest, asker: Asker): Promise<string> {
      const handle = cryptography.base64url(cryptography.randomBytes(32));
      const expiresAt = new Date(request.createdAt.getTime() + requestLifetime * 1000);
      await requests.insert(hashOf(handle, asker), request, expiresAt);
      return handle;
    },

    /** A request with its client, as long as both are good. */
    async find(handle: string, asker: Asker): Promise<Waiting | null> {
      const request = await requests.find(hashOf(handle, asker), clock());
      const client = request && (await clients.findById(request.clientRowId));
      if (!request || !client) return null;
      const { whyNot } = await authorities.clientStanding(client);
      return whyNot === null ? { handle, client, request } : null;
    },

    /** Uses a request up. Of many at once one does; false for the others. */
    consume: (handle: string, asker: Asker): Promise<boolean> => requests.consume(hashOf(handle, asker), clock()),
  };
}
