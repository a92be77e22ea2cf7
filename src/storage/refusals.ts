import { type Selectable, sql } from 'kysely';
import type { KeptRefusal } from '../oauth/refusal.ts';
import type { RefusalStore } from '../oauth/refusal-review.ts';
import type { RefusalTable } from './activity-tables.ts';
import { namesSeenClient } from './client-rows.ts';
import { type ListFields, readPage } from './row-lists.ts';
import type { StoreContext } from './store-context.ts';

const fields: ListFields = {
  id: { type: 'id', column: sql.ref('refusals.id') },
  at: { type: 'time', column: sql.ref('refusals.last_at') },
  application: { type: 'id', column: sql.ref('refusals.client_row_id'), optional: true },
  endpoint: { type: 'choice', column: sql.ref('refusals.endpoint') },
  code: { type: 'choice', column: sql.ref('refusals.code') },
  cause: { type: 'choice', column: sql.ref('refusals.cause') },
};

function toRefusal(row: Selectable<RefusalTable>): KeptRefusal {
  return {
    id: row.id,
    clientRowId: row.client_row_id,
    endpoint: row.endpoint,
    code: row.code,
    cause: row.cause,
    reason: row.reason,
    reasonAboutPerson: row.reason_about_person,
    address: row.address,
    requestId: row.request_id,
    parameters: row.parameters,
    firstAt: row.first_at,
    lastAt: row.last_at,
    times: row.times,
  };
}

/** Makes the reader of refusals. Those of nobody's application are only seen by who sees everything. */
export function createRefusalStore({ database }: StoreContext): RefusalStore {
  return {
    async list(seen, query) {
      const base = database.selectFrom('refusals').selectAll().where(namesSeenClient('refusals.client_row_id', seen));
      const { rows, total } = await readPage(base, fields, query);
      return { rows: rows.map(toRefusal), total };
    },
  };
}
