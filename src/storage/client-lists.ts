import { sql } from 'kysely';
import type { ListQuery, WholeList } from '../access/list-query.ts';
import type { Reach } from '../access/reach.ts';
import { displayName } from '../directory/person.ts';
import type { ClientListing, SecretUsage } from '../oauth/client.ts';
import { clientsWithin, toClient, toSecret } from './client-rows.ts';
import { inOrganization } from './reach-conditions.ts';
import { readBatches } from './row-batches.ts';
import { isAmong } from './row-ids.ts';
import { type ListFields, readPage } from './row-lists.ts';
import type { Database } from './schema.ts';

const lastUsedAt = { type: 'time', column: sql.ref('client_usage.last_used_at'), optional: true } as const;

/** How the fields of the API are found. */
export const clientFields: ListFields = {
  id: { type: 'id', column: sql.ref('clients.id') },
  name: { type: 'name', column: sql.ref('clients.name_key') },
  clientId: { type: 'choice', column: sql.ref('clients.client_id') },
  side: { type: 'choice', column: sql.ref('clients.side') },
  active: { type: 'boolean', column: sql.ref('clients.active') },
  confidential: { type: 'boolean', column: sql.ref('clients.confidential') },
  grantTypes: { type: 'list', column: sql.ref('clients.grant_types') },
  organization: { type: 'id', column: sql.ref('clients.organization_id') },
  organizationName: { type: 'name', column: sql.ref('organizations.name_key') },
  owner: { type: 'id', column: sql`coalesce(clients.owner_user_id, clients.owner_customer_user_id)`, optional: true },
  ownerName: { type: 'name', column: sql.ref('clients.owner_name_key'), optional: true },
  createdAt: { type: 'time', column: sql.ref('clients.created_at') },
  updatedAt: { type: 'time', column: sql.ref('clients.updated_at') },
  lastUsedAt,
};

/** The fields that the table of usage has alone. */
const usageFields: ListFields = {
  id: { type: 'id', column: sql.ref('client_usage.client_row_id') },
  organization: { type: 'id', column: sql.ref('client_usage.organization_id') },
  lastUsedAt,
};

function fieldsOf({ filters, sort }: WholeList): ReadonlySet<string> {
  return new Set([...filters, ...sort].map(({ field }) => field));
}

/** Whether the table of usage alone answers a query: it is narrow, and its indexes hold the order of the last use. */
function needsUsageOnly(reach: Reach, query: WholeList): boolean {
  const fields = fieldsOf(query);
  const isWide = reach.level === 'global' || reach.level === 'organization';
  return isWide && fields.has('lastUsedAt') && [...fields].every((field) => Object.hasOwn(usageFields, field));
}

function usedIds(database: Database, reach: Reach) {
  return database
    .selectFrom('client_usage')
    .select('client_usage.client_row_id as id')
    .where(inOrganization(reach, 'client_usage.organization_id'));
}

/** The ids of the clients of a reach, joined with no more than what a query asks about. */
function idsFor(database: Database, reach: Reach, query: WholeList) {
  const fields = fieldsOf(query);
  const ids = database.selectFrom('clients').select('clients.id').where(clientsWithin(reach));
  const withUsage = fields.has('lastUsedAt')
    ? ids.innerJoin('client_usage', 'client_usage.client_row_id', 'clients.id')
    : ids;
  return fields.has('organizationName')
    ? (withUsage as typeof ids).innerJoin('organizations', 'organizations.id', 'clients.organization_id')
    : withUsage;
}

/** The live secrets of clients, oldest first, with who made them. */
async function readSecrets(database: Database, ids: readonly string[], now: Date) {
  return database
    .selectFrom('client_secrets')
    .leftJoin('users', 'users.id', 'client_secrets.created_by_id')
    .leftJoin('customer_users', 'customer_users.id', 'client_secrets.created_by_id')
    .selectAll('client_secrets')
    .select(personColumns)
    .where(isAmong('client_row_id', ids))
    .where('retired_at', 'is', null)
    .where((where) =>
      where.or([where('client_secrets.expires_at', 'is', null), where('client_secrets.expires_at', '>', now)]),
    )
    .orderBy('client_secrets.created_at')
    .orderBy('client_secrets.id')
    .execute();
}

const personColumns = [
  sql<string | null>`coalesce(users.first_name, customer_users.first_name)`.as('person_first_name'),
  sql<string | null>`coalesce(users.last_name, customer_users.last_name)`.as('person_last_name'),
  sql<string | null>`coalesce(users.email, customer_users.email)`.as('person_email'),
] as const;

interface PersonColumns {
  readonly person_first_name: string | null;
  readonly person_last_name: string | null;
  readonly person_email: string | null;
}

function nameOf(row: PersonColumns): string | null {
  const { person_email: email, person_first_name: firstName, person_last_name: lastName } = row;
  return email === null ? null : displayName({ email, firstName: firstName ?? '', lastName: lastName ?? '' });
}

type SecretRow = Awaited<ReturnType<typeof readSecrets>>[number];

function toSecretUsage(row: SecretRow): SecretUsage {
  const { id: secretId, last_used_address: lastUsedAddress, last_used_at: lastUsed } = row;
  return { secretId, lastUsedAt: lastUsed, lastUsedAddress, createdByName: nameOf(row) };
}

async function readRows(database: Database, ids: readonly string[]) {
  return database
    .selectFrom('clients')
    .innerJoin('organizations', 'organizations.id', 'clients.organization_id')
    .leftJoin('client_usage', 'client_usage.client_row_id', 'clients.id')
    .leftJoin('users', 'users.id', 'clients.owner_user_id')
    .leftJoin('customer_users', 'customer_users.id', 'clients.owner_customer_user_id')
    .selectAll('clients')
    .select(['client_usage.last_token_at', 'client_usage.last_call_at', 'client_usage.last_used_at'])
    .select('organizations.name as organization_name')
    .select(personColumns)
    .where(isAmong('clients.id', ids))
    .where('clients.deleted_at', 'is', null)
    .execute();
}

/** The clients of some ids in their order, with what lists show beside them; without those that are deleted by now. */
export async function readListings(database: Database, ids: readonly string[], now: Date): Promise<ClientListing[]> {
  if (ids.length === 0) return [];
  const rows = new Map((await readRows(database, ids)).map((row) => [row.id, row]));
  const secrets = new Map<string, SecretRow[]>(ids.map((id) => [id, []]));
  for (const secret of await readSecrets(database, ids, now)) secrets.get(secret.client_row_id)?.push(secret);
  return ids.flatMap((id) => {
    const row = rows.get(id);
    if (row === undefined) return [];
    const own = secrets.get(id) ?? [];
    return {
      client: toClient(row, own.map(toSecret)),
      usage: {
        lastTokenAt: row.last_token_at,
        lastCallAt: row.last_call_at,
        lastUsedAt: row.last_used_at,
        secrets: own.map(toSecretUsage),
      },
      ownerName: nameOf(row),
      organizationName: row.organization_name,
    };
  });
}

const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

/** Reads one page of ids: first the ids alone, from indexes, so that a page far down a long list is quick as well. */
export async function listClientIds(database: Database, reach: Reach, query: ListQuery) {
  const { rows, total } = needsUsageOnly(reach, query)
    ? await readPage(usedIds(database, reach), usageFields, query)
    : await readPage(idsFor(database, reach, query), clientFields, query);
  return { ids: idsOf(rows), total };
}

/** Reads all ids of a list, some at a time. */
export async function* batchClientIds(database: Database, reach: Reach, query: WholeList) {
  const batches = needsUsageOnly(reach, query)
    ? readBatches(usedIds(database, reach), usageFields, query)
    : readBatches(idsFor(database, reach, query), clientFields, query);
  for await (const rows of batches) yield idsOf(rows);
}
