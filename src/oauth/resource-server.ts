import type { Side } from '../access/subject.ts';

/** A scope with the one sentence that tells people what it allows. */
export interface ScopeDescription {
  readonly scope: string;
  readonly sentence: string;
}

/** An API that accepts our tokens: its URI is their `aud` (RFC 8707 §2, RFC 9068 §3). */
export interface ResourceServer {
  readonly identifier: string;
  readonly name: string;
  readonly side: Side;
  readonly scopes: readonly ScopeDescription[];
  /** Whether it is one of our own, whose scopes stand for permissions. */
  readonly builtIn: boolean;
}

/** The APIs this server issues tokens for, as they are at the moment. */
export interface ResourceServers {
  /** The built-in ones first. */
  readonly all: readonly ResourceServer[];
  find(identifier: string): ResourceServer | null;
  /** The built-in API of a side: the one meant where none is named. */
  defaultFor(side: Side): ResourceServer;
}

/**
 * Joins our own APIs, one a side, with those that were registered; `registered` is asked each time.
 * @throws Error when a side has no API of its own, which is a mistake of the composition.
 */
export function createResourceServers(
  own: readonly ResourceServer[],
  registered: () => readonly ResourceServer[] = () => [],
): ResourceServers {
  return {
    get all() {
      return [...own, ...registered()];
    },
    find(identifier) {
      const same = (server: ResourceServer) => server.identifier === identifier;
      return own.find(same) ?? registered().find(same) ?? null;
    },
    defaultFor(side) {
      const found = own.find((server) => server.side === side);
      if (found === undefined) throw new Error(`no resource server for the side ${side}`);
      return found;
    },
  };
}
