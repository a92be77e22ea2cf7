import { z } from 'zod';
import { defineOperation } from './operation.ts';

const text = z.string().max(2000);

/** Registers an API and tells its secret, this once. */
export const createApi = defineOperation(
  z.strictObject({
    identifier: text,
    name: text,
    side: z.enum(['backoffice', 'storefront']),
    scopes: z.array(z.strictObject({ scope: text, sentence: text })).default([]),
  }),
  async (services, callerIn, input) => {
    const { api, secret } = await services.administrations.apis.create(callerIn(), input);
    return { id: api.id, identifier: api.identifier, name: api.name, side: api.side, secret };
  },
);

/** Lists registered APIs, a page of 100 at a time. */
export const listApis = defineOperation(
  z.strictObject({ page: z.int().min(1).default(1) }),
  async (services, callerIn, { page }) => {
    const query = { filters: [], sort: [{ field: 'name', descending: false }], page: { number: page, size: 100 } };
    const { rows, total } = await services.administrations.apis.list(callerIn(), query);
    const apis = rows.map(({ configured, id, identifier, name, scopes, side }) => {
      return { id, identifier, name, side, scopes: scopes.map(({ scope }) => scope), configured };
    });
    return { total, apis };
  },
);
