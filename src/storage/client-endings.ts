import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Reach } from '../access/reach.ts';
import type { PersonRef } from '../access/subject.ts';
import type { AuditEvent } from '../audit/audit-event.ts';
import type { BulkAction, ClientStore, LeftBehind } from '../oauth/client.ts';
import { appendEvent, appendEvents } from './audit-log.ts';
import { lockOwners, ownerStands, requireOwner } from './client-owners.ts';
import { clientsWithin, fromSecret, ownerColumn, ownerColumns, updatedBy } from './client-rows.ts';
import { nothing } from './reach-conditions.ts';
import { isRowId } from './row-ids.ts';
import type { Database, DatabaseTransaction } from './schema.ts';
import { explainTaken, type StoreContext } from './store-context.ts';

/** Locks the row of a client that a reach holds, so that a decision about it stays true until the transaction ends. */
export async function lockClient(transaction: DatabaseTransaction, reach: Reach, id: string) {
  return transaction
    .selectFrom('clients')
    .selectAll()
    .where('id', '=', id)
    .where(clientsWithin(reach))
    .forUpdate()
    .executeTakeFirst();
}

function withinAny(reaches: readonly Reach[]): RawBuilder<SqlBool> {
  if (reaches.length === 0) return nothing;
  return sql`(${sql.join(
    reaches.map((reach) => sql`(${clientsWithin(reach)})`),
    sql` or `,
  )})`;
}

/** Always in the order of their ids, so that two such changes never wait for each other. */
function lockMany(transaction: DatabaseTransaction, reaches: readonly Reach[], ids: readonly string[]) {
  return transaction
    .selectFrom('clients')
    .select(['id', 'client_id', 'name', 'organization_id', 'active', ownerStands.as('owner_stands')])
    .where('id', 'in', [...ids])
    .where(withinAny(reaches))
    .orderBy('id')
    .forUpdate()
    .execute();
}

const columnsOf = {
  activate: () => ({ active: true }),
  deactivate: () => ({ active: false, epoch: sql<number>`epoch + 1` }),
  delete: (now: Date) => ({ active: false, deleted_at: now, epoch: sql<number>`epoch + 1` }),
} satisfies Record<BulkAction, (now: Date) => object>;

/** How many refresh tokens of clients still work, by client: what ended with an epoch is not revoked, but dead. */
async function countLive(database: Database, clientRowIds: readonly string[], now: Date): Promise<Map<string, number>> {
  if (clientRowIds.length === 0) return new Map();
  const rows = await database
    .selectFrom('refresh_token_families as family')
    .innerJoin('clients', 'clients.id', 'family.client_row_id')
    .innerJoin('organizations', 'organizations.id', 'family.organization_id')
    .leftJoin('users', (join) => join.onRef('users.id', '=', 'family.subject_id').on('subject_kind', '=', 'user'))
    .leftJoin('customer_users', (join) =>
      join.onRef('customer_users.id', '=', 'family.subject_id').on('subject_kind', '=', 'customer-user'),
    )
    .select(['family.client_row_id as id', sql<number>`count(*)`.as('live')])
    .where('family.client_row_id', 'in', [...clientRowIds])
    .where('family.revoked_at', 'is', null)
    .where('family.idle_expires_at', '>', now)
    .where('family.expires_at', '>', now)
    .where('clients.active', '=', true)
    .where(
      sql<SqlBool>`family.epoch = concat_ws('.', clients.epoch, coalesce(users.epoch, customer_users.epoch, 0),
        organizations.epoch)`,
    )
    .groupBy('family.client_row_id')
    .execute();
  return new Map(rows.map(({ id, live }) => [id, live]));
}

async function ownedBy(database: Database, { id, kind }: PersonRef, now: Date): Promise<LeftBehind[]> {
  if (!isRowId(id)) return [];
  const rows = await database
    .selectFrom('clients')
    .innerJoin('organizations', 'organizations.id', 'clients.organization_id')
    .leftJoin('client_usage', 'client_usage.client_row_id', 'clients.id')
    .select(['clients.id', 'client_id', 'clients.name', 'clients.organization_id', 'active', 'last_used_at'])
    .select('organizations.name as organization_name')
    .where(ownerColumn(kind), '=', id)
    .where('deleted_at', 'is', null)
    .orderBy('active', 'desc')
    .orderBy('clients.name_key')
    .orderBy('clients.id')
    .execute();
  const live = await countLive(
    database,
    rows.map((row) => row.id),
    now,
  );
  return rows.map((row) => ({
    id: row.id,
    clientId: row.client_id,
    name: row.name,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    active: row.active,
    lastUsedAt: row.last_used_at,
    liveRefreshTokens: live.get(row.id) ?? 0,
  }));
}

interface Departure {
  readonly owner: PersonRef;
  /** Where only some organizations are left. */
  readonly organizationIds?: readonly string[];
  readonly because: 'owner-disabled' | 'owner-left' | 'owner-deleted';
}

/**
 * Deactivates the applications of somebody who goes, with an event for each by whoever made them go. They stay, so
 * that they can be handed over, and for the audit.
 */
export async function deactivateApplicationsOf(
  transaction: DatabaseTransaction,
  { because, organizationIds, owner }: Departure,
  cause: AuditEvent,
  now: Date,
): Promise<void> {
  const rows = await transaction
    .updateTable('clients')
    .set({ active: false, updated_at: now, ...updatedBy(cause), epoch: sql`epoch + 1` })
    .where(ownerColumn(owner.kind), '=', owner.id)
    .where('active', '=', true)
    .where('deleted_at', 'is', null)
    .$if(organizationIds !== undefined, (query) => query.where('organization_id', 'in', [...(organizationIds ?? [])]))
    .returning(['id', 'name', 'organization_id'])
    .execute();
  const events = rows.map(({ id, name, organization_id }): AuditEvent => {
    const { actor, origin } = cause;
    const subject = { kind: 'application', id, name } as const;
    return {
      type: 'application.deactivated',
      organizationId: organization_id,
      actor,
      subject,
      details: { because },
      origin,
    };
  });
  await appendEvents(transaction, events, now);
}

const nameOfNewOwner = {
  clients_name_taken: {
    field: 'owner',
    message: 'This person already has an application of this name in the organization. Rename one of the two first.',
  },
};

/** Makes the part of the store by which clients change hands. */
function createHandOver({ change, now }: StoreContext): Pick<ClientStore, 'handOver'> {
  return {
    async handOver(reach, id, { owner, secret }, event) {
      if (!isRowId(id)) return false;
      return explainTaken(nameOfNewOwner, () =>
        change(async (transaction) => {
          if ((await lockClient(transaction, reach, id)) === undefined) return false;
          const at = now();
          await transaction
            .updateTable('clients')
            .set({ ...ownerColumns(owner), ...updatedBy(event), updated_at: at, epoch: sql`epoch + 1` })
            .where('id', '=', id)
            .execute();
          await lockOwners(transaction, [id]);
          await requireOwner(transaction, id);
          await transaction
            .updateTable('client_secrets')
            .set({ retired_at: at })
            .where('client_row_id', '=', id)
            .where('retired_at', 'is', null)
            .execute();
          if (secret !== null) await transaction.insertInto('client_secrets').values(fromSecret(id, secret)).execute();
          // People agreed to what its former owner was to do.
          await transaction.deleteFrom('consents').where('client_row_id', '=', id).execute();
          await transaction
            .updateTable('refresh_token_families')
            .set({ revoked_at: at })
            .where('client_row_id', '=', id)
            .where('revoked_at', 'is', null)
            .execute();
          await appendEvent(transaction, event, at);
          return true;
        }),
      );
    },
  };
}

type Endings = Pick<ClientStore, 'delete' | 'changeMany' | 'handOver' | 'countLiveRefreshTokens' | 'ownedBy'>;

/** Makes the part of the store by which clients end or change hands, and which tells what would end with them. */
export function createClientEndings(context: StoreContext): Endings {
  const { change, database, now } = context;
  return {
    ...createHandOver(context),
    countLiveRefreshTokens: async (id) => (isRowId(id) ? ((await countLive(database, [id], now())).get(id) ?? 0) : 0),
    ownedBy: (person) => ownedBy(database, person, now()),

    async delete(reach, id, event) {
      if (!isRowId(id)) return false;
      return change(async (transaction) => {
        if ((await lockClient(transaction, reach, id)) === undefined) return false;
        await transaction
          .updateTable('clients')
          .set({ ...columnsOf.delete(now()), ...updatedBy(event), updated_at: now() })
          .where('id', '=', id)
          .execute();
        await appendEvent(transaction, event, now());
        return true;
      });
    },

    async changeMany(reaches, wanted, action, eventOf) {
      const ids = wanted.filter(isRowId);
      if (ids.length === 0) return { done: [], withoutOwner: [] };
      return change(async (transaction) => {
        if (action === 'activate') await lockOwners(transaction, ids);
        const found = await lockMany(transaction, reaches, ids);
        const isRefused = (row: (typeof found)[number]) => action === 'activate' && !row.active && !row.owner_stands;
        const different = found.filter(
          (row) => !isRefused(row) && (action === 'delete' || row.active !== (action === 'activate')),
        );
        const events = different.map((row) =>
          eventOf({ id: row.id, clientId: row.client_id, name: row.name, organizationId: row.organization_id }),
        );
        const [first] = events;
        if (first !== undefined) {
          await transaction
            .updateTable('clients')
            .set({ ...columnsOf[action](now()), ...updatedBy(first), updated_at: now() })
            .where(
              'id',
              'in',
              different.map(({ id }) => id),
            )
            .execute();
          await appendEvents(transaction, events, now());
        }
        return {
          done: found.filter((row) => !isRefused(row)).map(({ id }) => id),
          withoutOwner: found.filter(isRefused).map(({ id }) => id),
        };
      });
    },
  };
}
