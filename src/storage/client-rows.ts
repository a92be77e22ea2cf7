import { type Insertable, type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import type { Reach } from '../access/reach.ts';
import type { PersonRef } from '../access/subject.ts';
import type { AuditEvent } from '../audit/audit-event.ts';
import { comparisonKey } from '../directory/person.ts';
import type { Client, ClientSecret } from '../oauth/client.ts';
import type { ClientReach } from '../oauth/own-clients.ts';
import type { ClientSecretTable, ClientTable } from './client-tables.ts';
import { nothing } from './reach-conditions.ts';
import { isRowId } from './row-ids.ts';

type ClientRow = Selectable<ClientTable>;

/** The column of `clients` that names owners of a kind. */
export function ownerColumn(kind: PersonRef['kind']): 'owner_user_id' | 'owner_customer_user_id' {
  return kind === 'user' ? 'owner_user_id' : 'owner_customer_user_id';
}

function toOwner(row: ClientRow): PersonRef | null {
  if (row.owner_user_id !== null) return { kind: 'user', id: row.owner_user_id };
  if (row.owner_customer_user_id !== null) return { kind: 'customer-user', id: row.owner_customer_user_id };
  return null;
}

function toPerson(kind: PersonRef['kind'] | null, id: string | null): PersonRef | null {
  return kind === null || id === null ? null : { kind, id };
}

export type SecretRow = Selectable<ClientSecretTable>;

/** A secret as it was read. */
export function toSecret(row: SecretRow): ClientSecret {
  return {
    id: row.id,
    name: row.name,
    hash: row.hash,
    createdBy: toPerson(row.created_by_kind, row.created_by_id),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}

/** A client as it was read, with the secrets that go with it. */
export function toClient(row: ClientRow, secrets: readonly ClientSecret[]): Client {
  return {
    id: row.id,
    clientId: row.client_id,
    name: row.name,
    side: row.side,
    organizationId: row.organization_id,
    owner: toOwner(row),
    grantTypes: row.grant_types,
    redirectUris: row.redirect_uris,
    confidential: row.confidential,
    skipConsent: row.skip_consent,
    pkceRequired: row.pkce_required,
    tokenReuse: row.token_reuse,
    guestsAllowed: row.guests_allowed,
    active: row.active,
    access: row.access,
    apis: row.apis,
    corsOrigins: row.cors_origins,
    epoch: row.epoch,
    secrets,
    createdBy: toPerson(row.created_by_kind, row.created_by_id),
    createdAt: row.created_at,
    updatedBy: toPerson(row.updated_by_kind, row.updated_by_id),
    updatedAt: row.updated_at,
  };
}

/** The columns that say who changed a client last: the actor of its event, where that is a person. */
export function updatedBy({ actor }: AuditEvent) {
  const isPerson = actor.kind === 'user' || actor.kind === 'customer-user';
  return { updated_by_kind: isPerson ? actor.kind : null, updated_by_id: isPerson ? actor.id : null } as const;
}

/** The columns of an owner. */
export function ownerColumns(owner: PersonRef | null) {
  return {
    owner_user_id: owner?.kind === 'user' ? owner.id : null,
    owner_customer_user_id: owner?.kind === 'customer-user' ? owner.id : null,
  };
}

/** The row of a new client. */
export function fromClient(client: Client): Insertable<ClientTable> {
  return {
    id: client.id,
    client_id: client.clientId,
    name: client.name,
    name_key: comparisonKey(client.name),
    side: client.side,
    organization_id: client.organizationId,
    ...ownerColumns(client.owner),
    grant_types: [...client.grantTypes],
    redirect_uris: [...client.redirectUris],
    confidential: client.confidential,
    skip_consent: client.skipConsent,
    pkce_required: client.pkceRequired,
    token_reuse: client.tokenReuse,
    guests_allowed: client.guestsAllowed,
    active: client.active,
    access: JSON.stringify(client.access),
    apis: JSON.stringify(client.apis),
    cors_origins: [...client.corsOrigins],
    epoch: client.epoch,
    created_by_kind: client.createdBy?.kind ?? null,
    created_by_id: client.createdBy?.id ?? null,
    created_at: client.createdAt,
    updated_by_kind: client.updatedBy?.kind ?? null,
    updated_by_id: client.updatedBy?.id ?? null,
    updated_at: client.updatedAt,
    deleted_at: null,
  };
}

/** The row of a new secret. */
export function fromSecret(clientRowId: string, secret: ClientSecret): Insertable<ClientSecretTable> {
  return {
    id: secret.id,
    client_row_id: clientRowId,
    name: secret.name,
    hash: secret.hash,
    created_by_kind: secret.createdBy?.kind ?? null,
    created_by_id: secret.createdBy?.id ?? null,
    created_at: secret.createdAt,
    expires_at: secret.expiresAt,
  };
}

/** The clients a reach holds: of its organization, of its customer's people, or of one person. */
export function clientsWithin(reach: Reach): RawBuilder<SqlBool> {
  if (reach.level === 'global') return sql`clients.deleted_at is null`;
  if (!isRowId(reach.organizationId)) return nothing;
  const inOrganization = sql<SqlBool>`clients.deleted_at is null and clients.organization_id = ${reach.organizationId}`;
  switch (reach.level) {
    case 'organization':
      return reach.side === undefined ? inOrganization : sql`${inOrganization} and clients.side = ${reach.side}`;
    case 'customer':
      if (!isRowId(reach.customerId)) return nothing;
      return sql`${inOrganization} and clients.owner_customer_user_id in (
        select id from customer_users where customer_id = ${reach.customerId} and deleted_at is null)`;
    case 'own':
      if (!isRowId(reach.person.id)) return nothing;
      return sql`${inOrganization} and ${sql.ref(`clients.${ownerColumn(reach.person.kind)}`)} = ${reach.person.id}`;
  }
}

/** The ids of the clients whose numbers and refusals a caller sees, as a condition on a column that names a client. */
export function namesSeenClient(column: string, { ownOf, reach }: ClientReach): RawBuilder<SqlBool> {
  if (reach.level === 'global') return sql`true`;
  const own = ownOf === null ? nothing : isOwnedBy(ownOf);
  return sql`${sql.ref(column)} in (select id from clients where (${clientsWithin(reach)}) or ${own})`;
}

function isOwnedBy({ id, kind }: PersonRef): RawBuilder<SqlBool> {
  if (!isRowId(id)) return nothing;
  return sql`(clients.deleted_at is null and ${sql.ref(`clients.${ownerColumn(kind)}`)} = ${id})`;
}
