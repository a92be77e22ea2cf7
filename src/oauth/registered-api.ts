import type { ListPage, ListQuery } from '../access/list-query.ts';
import type { Reach } from '../access/reach.ts';
import type { Side } from '../access/subject.ts';
import type { AuditEvent } from '../audit/audit-event.ts';
import type { ResourceServer, ScopeDescription } from './resource-server.ts';

/** An API of somebody else that takes our tokens: a resource server that was registered. */
export interface RegisteredApi extends ResourceServer {
  readonly id: string;
  readonly builtIn: false;
  /** Whether the configuration names it, which alone changes it then. */
  readonly configured: boolean;
  /** Keyed hash of the secret with which it introspects; null where it has none. */
  readonly secretHash: Uint8Array | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** An API as the configuration names it. */
export interface ConfiguredApi {
  readonly identifier: string;
  readonly name: string;
  readonly side: Side;
  readonly scopes: readonly ScopeDescription[];
  /** Null leaves the one it has. */
  readonly secretHash: Uint8Array | null;
}

/** What can change after registration. Identifier and side are fixed: tokens and grants carry them. */
export interface RegisteredApiChanges {
  readonly name?: string;
  readonly scopes?: readonly ScopeDescription[];
  readonly secretHash?: Uint8Array;
}

/** Where registered APIs are kept. They belong to the installation, so that only the global reach holds any. */
export interface RegisteredApiStore {
  /** All of them, from memory, which other nodes' changes reach within a second. */
  all(): readonly RegisteredApi[];
  get(reach: Reach, id: string): Promise<RegisteredApi | null>;
  list(reach: Reach, query: ListQuery): Promise<ListPage<RegisteredApi>>;
  /** @throws RuleViolation (conflict) when the identifier is taken. */
  insert(api: RegisteredApi, event: AuditEvent): Promise<void>;
  /** Null where the reach holds no such API. */
  update(reach: Reach, id: string, changes: RegisteredApiChanges, event: AuditEvent): Promise<RegisteredApi | null>;
  /** Also takes it from every application that was allowed it. False where the reach holds no such API. */
  delete(reach: Reach, id: string, event: AuditEvent): Promise<boolean>;
  /** Makes these the configured ones, and no others. One that comes back later is what it was. */
  configure(apis: readonly ConfiguredApi[]): Promise<void>;
}
