import type { Caller } from '../access/caller.ts';
import type { ListPage, ListQuery } from '../access/list-query.ts';
import { requireReach } from '../access/reach.ts';
import { type ClientReach, reachOfClients } from './own-clients.ts';
import type { KeptRefusal } from './refusal.ts';

export interface RefusalStore {
  list(reach: ClientReach, query: ListQuery): Promise<ListPage<KeptRefusal>>;
}

/** The last refusals of applications, for who may see the applications. @throws AccessDenied */
export interface RefusalReview {
  list(caller: Caller, query: ListQuery): Promise<ListPage<KeptRefusal>>;
  /** Null where the caller's reach holds none of that id. */
  get(caller: Caller, id: string): Promise<KeptRefusal | null>;
}

/**
 * Makes the reading of refusals. What they tell of people who tried to sign in is for those alone who administer these
 * people; who merely runs an application must not find out by it who has an account.
 */
export function createRefusalReview({ refusals }: { readonly refusals: RefusalStore }): RefusalReview {
  async function list(caller: Caller, query: ListQuery): Promise<ListPage<KeptRefusal>> {
    const reach = requireReach(caller, 'oauthapplications', 'view');
    const administers = reach.level === 'global' || reach.level === 'organization';
    const { rows, total } = await refusals.list(reachOfClients(caller, reach), query);
    return {
      rows: rows.map((row) => (administers ? row : { ...row, reasonAboutPerson: null })),
      total,
    };
  }

  return {
    list,
    async get(caller, id) {
      const filters = [{ field: 'id', operator: 'equals', values: [id] }] as const;
      const { rows } = await list(caller, { filters, sort: [], page: { number: 1, size: 1 } });
      return rows[0] ?? null;
    },
  };
}
