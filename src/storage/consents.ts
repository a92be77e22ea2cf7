import { sql } from 'kysely';
import type { PersonRef } from '../access/subject.ts';
import { displayName } from '../directory/person.ts';
import { mostCodeFailures } from '../oauth/authorization-code.ts';
import type { ConnectedApplication, ConsentStore } from '../oauth/consent.ts';
import { appendEvent } from './audit-log.ts';
import { isRowId } from './row-ids.ts';
import { type ListFields, readPage } from './row-lists.ts';
import type { Database, DatabaseTransaction } from './schema.ts';
import type { StoreContext } from './store-context.ts';

const consentFields: ListFields = {
  id: { type: 'id', column: sql.ref('consents.id') },
  name: { type: 'name', column: sql.ref('clients.name_key') },
  updatedAt: { type: 'time', column: sql.ref('consents.updated_at') },
};

/** The consents of people to applications that are there, with what people want to know of them. */
function selectConnected(database: Database) {
  return database
    .selectFrom('consents')
    .innerJoin('clients', 'clients.id', 'consents.client_row_id')
    .innerJoin('organizations', 'organizations.id', 'consents.organization_id')
    .leftJoin('users', 'users.id', 'clients.owner_user_id')
    .leftJoin('customer_users', 'customer_users.id', 'clients.owner_customer_user_id')
    .leftJoin('resource_servers', (join) =>
      join.onRef('resource_servers.identifier', '=', 'consents.resource').on('resource_servers.deleted_at', 'is', null),
    )
    .selectAll('consents')
    .select(['clients.name', 'clients.client_id', 'organizations.name as organization_name'])
    .select(['resource_servers.name as api_name', 'resource_servers.scopes as api_scopes'])
    .select([
      sql<string | null>`coalesce(users.first_name, customer_users.first_name)`.as('owner_first_name'),
      sql<string | null>`coalesce(users.last_name, customer_users.last_name)`.as('owner_last_name'),
      sql<string | null>`coalesce(users.email, customer_users.email)`.as('owner_email'),
      lastTokenAt.as('last_token_at'),
    ])
    .where('clients.deleted_at', 'is', null);
}

/** Codes and families are deleted some time after their end, and what they tell with them. */
const lastTokenAt = sql<Date | null>`greatest(
  (select max(rotated_at) from refresh_token_families as family
    where family.subject_id = consents.person_id and family.subject_kind = consents.person_kind
      and family.client_row_id = consents.client_row_id and family.resource = consents.resource),
  (select max(consumed_at) from authorization_codes as code
    where code.subject_id = consents.person_id and code.subject_kind = consents.person_kind
      and code.client_row_id = consents.client_row_id and code.resource = consents.resource))`;

type ConnectedRow = Awaited<ReturnType<ReturnType<typeof selectConnected>['execute']>>[number];

function ownerNameIn({ owner_email: email, owner_first_name, owner_last_name }: ConnectedRow): string | null {
  return email === null
    ? null
    : displayName({ email, firstName: owner_first_name ?? '', lastName: owner_last_name ?? '' });
}

function toConnected(row: ConnectedRow): ConnectedApplication {
  return {
    id: row.id,
    clientRowId: row.client_row_id,
    clientId: row.client_id,
    name: row.name,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    ownerName: ownerNameIn(row),
    resource: row.resource,
    registeredApi: row.api_name === null ? null : { name: row.api_name, scopes: row.api_scopes ?? [] },
    scope: row.scope,
    grantedAt: row.granted_at,
    updatedAt: row.updated_at,
    lastTokenAt: row.last_token_at,
  };
}

interface EndedFamilies {
  readonly client_row_id: string;
  readonly resource: string;
  readonly at: Date;
  readonly tokensEndAt: Date;
}

/** Ends everything that codes and refresh tokens of a person's consent have issued or could still issue. */
async function endFamilies(transaction: DatabaseTransaction, person: PersonRef, ended: EndedFamilies): Promise<void> {
  const { at, client_row_id: clientRowId, resource, tokensEndAt } = ended;
  await sql`
    with codes as (
      update authorization_codes set failures = ${mostCodeFailures}
      where subject_id = ${person.id} and client_row_id = ${clientRowId} and resource = ${resource}
      returning family_id),
    families as (
      update refresh_token_families set revoked_at = ${at}
      where subject_id = ${person.id} and subject_kind = ${person.kind} and client_row_id = ${clientRowId}
        and resource = ${resource} and revoked_at is null and expires_at > ${at}
      returning id)
    insert into revocations (id, expires_at)
    select 'family:' || family, ${tokensEndAt} from (
      select family_id as family from codes union select id from families) as ended
    on conflict (id) do update set expires_at = greatest(revocations.expires_at, excluded.expires_at)
  `.execute(transaction);
}

/** What people see and take back of their consents. */
function createConsentReview({ database, change, now }: StoreContext): Pick<ConsentStore, 'list' | 'revoke'> {
  return {
    async list(organizationId, person, query) {
      if (!isRowId(organizationId) || !isRowId(person.id)) return { rows: [], total: 0 };
      const connected = selectConnected(database)
        .where('consents.person_id', '=', person.id)
        .where('consents.person_kind', '=', person.kind)
        .where('consents.organization_id', '=', organizationId);
      const { rows, total } = await readPage(connected, consentFields, query);
      return { rows: rows.map(toConnected), total };
    },

    async revoke(organizationId, person, { event, id, tokensEndAt }) {
      if (!isRowId(organizationId) || !isRowId(person.id) || !isRowId(id)) return false;
      return change(async (transaction) => {
        const consent = await transaction
          .deleteFrom('consents')
          .where('id', '=', id)
          .where('person_id', '=', person.id)
          .where('person_kind', '=', person.kind)
          .where('organization_id', '=', organizationId)
          .returning(['client_row_id', 'resource'])
          .executeTakeFirst();
        if (consent === undefined) return false;
        await endFamilies(transaction, person, { ...consent, at: now(), tokensEndAt });
        await appendEvent(transaction, event, now());
        return true;
      });
    },
  };
}

/** Makes the store of consents. */
export function createConsentStore(context: StoreContext): ConsentStore {
  const { database, change, now } = context;
  return {
    ...createConsentReview(context),

    async find(person, clientRowId, resource) {
      const row = await database
        .selectFrom('consents')
        .selectAll()
        .where('person_id', '=', person.id)
        .where('person_kind', '=', person.kind)
        .where('client_row_id', '=', clientRowId)
        .where('resource', '=', resource)
        .executeTakeFirst();
      if (row === undefined) return null;
      return {
        person,
        clientRowId,
        organizationId: row.organization_id,
        resource,
        scope: row.scope,
        grantedAt: row.granted_at,
      };
    },

    async grant({ person, clientRowId, organizationId, resource, scope, grantedAt }, event) {
      await change(async (transaction) => {
        await transaction
          .insertInto('consents')
          .values({
            person_kind: person.kind,
            person_id: person.id,
            client_row_id: clientRowId,
            organization_id: organizationId,
            resource,
            scope: [...scope],
            granted_at: grantedAt,
            updated_at: grantedAt,
          })
          .onConflict((conflict) =>
            conflict.constraint('consents_once').doUpdateSet({
              scope: sql`array(select distinct unnest(consents.scope || excluded.scope))`,
              updated_at: grantedAt,
            }),
          )
          .execute();
        await appendEvent(transaction, event, now());
      });
    },
  };
}
