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
}

/** The APIs this server issues tokens for; the first of each side is the one meant where none is named. */
export interface ResourceServers {
  readonly all: readonly ResourceServer[];
  defaultFor(side: Side): ResourceServer;
}

/** Makes the table of APIs. @throws Error when a side has none, which is a mistake of the composition. */
export function createResourceServers(all: readonly ResourceServer[]): ResourceServers {
  return {
    all,
    defaultFor(side) {
      const found = all.find((server) => server.side === side);
      if (found === undefined) throw new Error(`no resource server for the side ${side}`);
      return found;
    },
  };
}
