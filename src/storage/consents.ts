import { sql } from 'kysely';
import type { ConsentStore } from '../oauth/consent.ts';
import { appendEvent } from './audit-log.ts';
import type { StoreContext } from './store-context.ts';

/** Makes the store of consents. */
export function createConsentStore({ database, change, now }: StoreContext): ConsentStore {
  return {
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
