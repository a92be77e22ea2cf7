import type { Caller } from '../access/caller.ts';
import type { ListPage, ListQuery, WholeList } from '../access/list-query.ts';
import { everywhere, type Reach } from '../access/reach.ts';
import { isSamePerson, type PersonRef } from '../access/subject.ts';
import type { ClientListing, ClientStore } from './client.ts';

/** A client that a caller reaches, and the reach in which stores find it. */
export interface ReachedClient extends ClientListing {
  readonly reach: Reach;
}

/**
 * Whose own applications of every organization a caller sees beyond its reach: its own, while it works in a global
 * organization, from which it can make them everywhere (seed-000). Null where that adds nothing.
 */
function seesOwnEverywhere({ organization, person }: Caller, reach: Reach): PersonRef | null {
  return organization.global && reach.level !== 'global' ? person : null;
}

/** The clients whose numbers and refusals a caller sees. */
export interface ClientReach {
  readonly reach: Reach;
  /** Whose clients of every organization are seen as well; null where that adds nothing. */
  readonly ownOf: PersonRef | null;
}

/** The clients within a reach, and from a global organization one's own of all organizations. */
export function reachOfClients(caller: Caller, reach: Reach): ClientReach {
  return { reach, ownOf: seesOwnEverywhere(caller, reach) };
}

function asksForOwn({ filters }: WholeList, person: PersonRef): boolean {
  return filters.some(
    ({ field, operator, values }) =>
      field === 'owner' && operator === 'equals' && values.length === 1 && values[0] === person.id,
  );
}

/**
 * The reach and query of a list: within a reach, and from a global organization one's own of all organizations, when
 * asked for.
 */
export function boundToOwn<Query extends WholeList>(
  caller: Caller,
  reach: Reach,
  query: Query,
): { readonly reach: Reach; readonly query: Query } {
  const person = seesOwnEverywhere(caller, reach);
  if (person === null) return { reach, query };
  if (asksForOwn(query, person)) return { reach: everywhere, query };
  if (reach.level !== 'own') return { reach, query };
  const own = { field: 'owner', operator: 'equals', values: [person.id] } as const;
  return { reach: everywhere, query: { ...query, filters: [...query.filters, own] } };
}

/** Lists the clients that a caller sees with a reach. */
export function listClients(
  clients: ClientStore,
  caller: Caller,
  reach: Reach,
  query: ListQuery,
): Promise<ListPage<ClientListing>> {
  const bound = boundToOwn(caller, reach, query);
  return clients.list(bound.reach, bound.query);
}

/** Finds a client within a reach, or from a global organization one's own in another; null where there is none. */
export async function findClient(
  clients: ClientStore,
  caller: Caller,
  reach: Reach,
  id: string,
): Promise<ReachedClient | null> {
  const listing = await clients.get(reach, id);
  if (listing !== null) return { ...listing, reach };
  const person = seesOwnEverywhere(caller, reach);
  const elsewhere = person === null ? null : await clients.get(everywhere, id);
  if (person === null || elsewhere === null || !isSamePerson(elsewhere.client.owner, person)) return null;
  const { organizationId } = elsewhere.client;
  return { ...elsewhere, reach: { level: 'own', organizationId, person } };
}

/** The reaches in which stores find the applications of one's own beyond a reach (`findClient`). */
export async function ownReaches(
  accounts: { memberships(person: PersonRef): Promise<readonly string[]> },
  caller: Caller,
  reach: Reach,
): Promise<readonly Reach[]> {
  const person = seesOwnEverywhere(caller, reach);
  const organizationIds = person === null ? [] : await accounts.memberships(person);
  return person === null ? [] : organizationIds.map((organizationId) => ({ level: 'own', organizationId, person }));
}
