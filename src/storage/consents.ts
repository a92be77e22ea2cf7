import { type Selectable, sql } from 'kysely';
import type { PersonRef } from '../access/subject.ts';
import { mostCodeFailures } from '../oauth/authorization-code.ts';
import type { ConnectedApplication, ConsentStore } from '../oauth/consent.ts';
import { appendEvent } from './audit-log.ts';
import { isRowId } from './row-ids.ts';
import { type ListFields, readPage } from './row-lists.ts';
import type { ConsentTable, DatabaseTransaction } from './schema.ts';
import type { StoreContext } from './store-context.ts';

const consentFields: ListFields = {
  id: { type: 'id', column: sql.ref('consents.id') },
  name: { type: 'name', column: sql.ref('clients.name_key') },
  updatedAt: { type: 'time', column: sql.ref('consents.updated_at') },
};

function toConnected(row: Selectable<ConsentTable> & { name: string; client_id: string }): ConnectedApplication {
  return {
    id: row.id,
    clientRowId: row.client_row_id,
    clientId: row.client_id,
    name: row.name,
    organizationId: row.organization_id,
    resource: row.resource,
    scope: row.scope,
    grantedAt: row.granted_at,
    updatedAt: row.updated_at,
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
      const connected = database
        .selectFrom('consents')
        .innerJoin('clients', 'clients.id', 'consents.client_row_id')
        .selectAll('consents')
        .select(['clients.name', 'clients.client_id'])
        .where('consents.person_id', '=', person.id)
        .where('consents.person_kind', '=', person.kind)
        .where('consents.organization_id', '=', organizationId)
        .where('clients.deleted_at', 'is', null);
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
