import type { Batches, ListPage, ListQuery, WholeList } from '../access/list-query.ts';
import type { Reach } from '../access/reach.ts';
import type { PersonRef, Side } from '../access/subject.ts';
import type { AuditEvent } from '../audit/audit-event.ts';

export type GrantType = 'client_credentials' | 'password' | 'authorization_code' | 'refresh_token';

/** The grants an application can be created with. `refresh_token` comes with those that give refresh tokens. */
export type RegisteredGrantType = Exclude<GrantType, 'refresh_token'>;

/** What an application may ask for; always bounded by its owner's or user's live permissions. */
export type ClientAccess =
  | { readonly mode: 'everything' }
  | { readonly mode: 'read-only' }
  | { readonly mode: 'chosen'; readonly scopes: readonly string[] };

/** A registered API that an application may have tokens for, with exactly these of its scopes (RFC 8707). */
export interface ClientApi {
  readonly identifier: string;
  readonly scopes: readonly string[];
}

/** One of up to five secrets of a confidential client. Only a keyed hash of it exists. */
export interface ClientSecret {
  readonly id: string;
  readonly name: string;
  readonly hash: Uint8Array;
  readonly createdBy: PersonRef | null;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
}

/** An OAuth application, by the name the protocol gives it (RFC 6749 §2). */
export interface Client {
  /** The row id: the id of the JSON:API resource and of the subject `application:<id>`. */
  readonly id: string;
  /** The public identifier: 32 characters, made by the server, never changes (RFC 6749 §2.2). */
  readonly clientId: string;
  readonly name: string;
  readonly side: Side;
  readonly organizationId: string;
  readonly owner: PersonRef | null;
  /** Exactly what it was created with; an empty list means none. */
  readonly grantTypes: readonly RegisteredGrantType[];
  readonly redirectUris: readonly string[];
  readonly confidential: boolean;
  readonly skipConsent: boolean;
  /** Whether codes need PKCE; only an administrator lifts it, for a confidential client (RFC 9700 §2.1.1). */
  readonly pkceRequired: boolean;
  /** Whether client_credentials answers it the same access token again while that is fresh (ADR 0039). */
  readonly tokenReuse: boolean;
  /** Whether it may fetch tokens for visitors with `guest`/`guest` (storefront only). */
  readonly guestsAllowed: boolean;
  readonly active: boolean;
  readonly access: ClientAccess;
  /** The registered APIs it may have tokens for, beside our own of its side. */
  readonly apis: readonly ClientApi[];
  /** The origins whose scripts may fetch its tokens (CORS). */
  readonly corsOrigins: readonly string[];
  /** Goes up whenever what was issued before must end. Tokens carry it. */
  readonly epoch: number;
  readonly secrets: readonly ClientSecret[];
  readonly createdBy: PersonRef | null;
  readonly createdAt: Date;
  /** The person who changed it last; null where that was nobody, an application or the server. */
  readonly updatedBy: PersonRef | null;
  readonly updatedAt: Date;
}

/** When a secret was last used, and from where; written in batches. */
export interface SecretUsage {
  readonly secretId: string;
  readonly lastUsedAt: Date | null;
  readonly lastUsedAddress: string | null;
  /** The present name of who made the secret; null where that was no person. */
  readonly createdByName: string | null;
}

/** When a client was last used; kept apart since it changes often and in batches. */
export interface ClientUsage {
  readonly lastTokenAt: Date | null;
  readonly lastCallAt: Date | null;
  /** The later of the two. */
  readonly lastUsedAt: Date | null;
  readonly secrets: readonly SecretUsage[];
}

/** A client as lists show it. */
export interface ClientListing {
  readonly client: Client;
  readonly usage: ClientUsage;
  /** The names of today. */
  readonly ownerName: string | null;
  readonly organizationName: string;
}

/** A client and what would stop working with it. */
export interface ClientView extends ClientListing {
  /** How many grants of people have a refresh token that still works. */
  readonly liveRefreshTokens: number;
}

/** What can be done with many clients at once. */
export type BulkAction = 'activate' | 'deactivate' | 'delete';

/** What came of it, by id. Whatever is in neither list lies in none of the reaches. */
export interface BulkResult {
  /** Those that now are as they were wanted, also where they were so before. */
  readonly done: readonly string[];
  /** Those that cannot be activated since their owner is disabled, deleted or no longer in the organization. */
  readonly withoutOwner: readonly string[];
}

/** A client in few words. */
export type ClientBrief = Pick<Client, 'id' | 'clientId' | 'name' | 'organizationId'>;

/** A change of owner, with the one secret that is left; none for a public client. */
export interface HandOver {
  readonly owner: PersonRef;
  readonly secret: ClientSecret | null;
}

/** An application of somebody who may be about to leave. */
export interface LeftBehind extends ClientBrief {
  readonly organizationName: string;
  readonly active: boolean;
  readonly lastUsedAt: Date | null;
  readonly liveRefreshTokens: number;
}

/** What can change after creation. The rest of a client is fixed. */
export interface ClientChanges {
  readonly name?: string;
  readonly active?: boolean;
  readonly redirectUris?: readonly string[];
  readonly access?: ClientAccess;
  readonly apis?: readonly ClientApi[];
  readonly corsOrigins?: readonly string[];
  readonly skipConsent?: boolean;
  readonly pkceRequired?: boolean;
  readonly tokenReuse?: boolean;
  readonly guestsAllowed?: boolean;
}

/** Where clients are kept. Changes append their audit event in the same transaction. */
export interface ClientStore {
  /** The client with its unexpired, unretired secrets, from a cache that other nodes' changes reach within a second. */
  findByClientId(clientId: string): Promise<Client | null>;
  /** The same by row id. */
  findById(id: string): Promise<Client | null>;
  /** Whether any active client lets scripts of an origin fetch its tokens; from a cache as well. */
  hasCorsOrigin(origin: string): Promise<boolean>;
  get(reach: Reach, id: string): Promise<ClientListing | null>;
  list(reach: Reach, query: ListQuery): Promise<ListPage<ClientListing>>;
  /** The whole list, some clients at a time. */
  batches(reach: Reach, query: WholeList): Batches<ClientListing>;
  /** @throws RuleViolation (conflict) when the owner has an application of that name in the organization. */
  insert(client: Client, event: AuditEvent): Promise<void>;
  /** Deactivation bumps the epoch. Null where the reach holds no such client. @throws RuleViolation like `insert`. */
  update(reach: Reach, id: string, changes: ClientChanges, event: AuditEvent): Promise<ClientListing | null>;
  /** How many refresh tokens of a client still work. */
  countLiveRefreshTokens(id: string): Promise<number>;
  /** Does the same with many clients that any of some reaches holds, in one transaction, with an event for each. */
  changeMany(
    reaches: readonly Reach[],
    ids: readonly string[],
    action: BulkAction,
    eventOf: (client: ClientBrief) => AuditEvent,
  ): Promise<BulkResult>;
  /**
   * Gives a client to another owner: all secrets, tokens and consents so far end. False where the reach holds no such
   * client. @throws RuleViolation (conflict) when the new owner has an application of that name.
   */
  handOver(reach: Reach, id: string, change: HandOver, event: AuditEvent): Promise<boolean>;
  /** Every client that somebody owns, in all organizations, active ones first and then by name. */
  ownedBy(person: PersonRef): Promise<readonly LeftBehind[]>;
  /** Ends everything it issued. False where the reach holds no such client. */
  delete(reach: Reach, id: string, event: AuditEvent): Promise<boolean>;
  /** False where the reach holds no such client or it has five secrets already. */
  insertSecret(reach: Reach, id: string, secret: ClientSecret, event: AuditEvent): Promise<boolean>;
  /** False where the reach holds no such client or secret. */
  retireSecret(reach: Reach, id: string, secretId: string, event: AuditEvent): Promise<boolean>;
}

/** Notes that a client was used. Returns at once; what was noted is written in batches. */
export interface ClientUsageRecorder {
  tokenIssued(clientRowId: string, secretId: string | null, address: string | null): void;
  apiCalled(clientRowId: string): void;
  /** A secret was wrong, for a client or for none; it may be one that has expired. Takes as long for either. */
  secretRefused(clientRowId: string | null, hash: Uint8Array, address: string | null): void;
}

/**
 * Tells whether a client may use a grant. Refresh tokens belong to the grants that give them
 * (RFC 6749 §1.5); an empty list of grants allows none.
 */
export function mayUseGrant(client: Client, grant: GrantType): boolean {
  if (grant !== 'refresh_token') return client.grantTypes.includes(grant);
  return client.grantTypes.includes('password') || client.grantTypes.includes('authorization_code');
}

/** The scopes a client may ask for, out of those its subject is permitted at the moment. */
export function scopesOfClient(client: Client, permitted: readonly string[]): readonly string[] {
  const { access } = client;
  switch (access.mode) {
    case 'everything':
      return permitted;
    case 'read-only':
      return permitted.filter((scope) => scope.endsWith(':read'));
    case 'chosen':
      return permitted.filter((scope) => access.scopes.includes(scope));
  }
}
