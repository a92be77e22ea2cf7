import type { Caller } from '../access/caller.ts';
import type { ListPage, ListQuery } from '../access/list-query.ts';
import { requireReach } from '../access/reach.ts';
import { type ClientReach, reachOfClients } from './own-clients.ts';

/** What numbers can be grouped by. */
export const groupings = ['hour', 'day', 'month', 'application', 'organization', 'side', 'grant', 'outcome'] as const;
export type Grouping = (typeof groupings)[number];

/** The numbers of one group. */
export interface ActivityGroup {
  readonly by: Grouping;
  /** The beginning of the time (ISO 8601, UTC), an id, or a word; null where there is none. */
  readonly value: string | null;
  /** The name of the application or organization. */
  readonly label: string | null;
  /** Access tokens issued. */
  readonly issued: number;
  /** Requests refused at the endpoints of the protocol. */
  readonly refused: number;
  /** Calls of our own APIs that a token authenticated. */
  readonly called: number;
}

/** Counts what happens. It returns at once; counts are written in batches. */
export interface ActivityCounter {
  issued(clientRowId: string, grantType: string): void;
  called(clientRowId: string): void;
  /** `clientId` is what the request named, whether or not there is such an application. */
  refused(clientId: string | null, grantType: string | null, code: string): void;
}

export interface ActivityStore {
  /** The groups of what lies within a reach. The filter `by` says by what; by day where it is left out. */
  list(reach: ClientReach, query: ListQuery): Promise<ListPage<ActivityGroup>>;
}

/** The numbers of applications, for who may see the applications. @throws AccessDenied */
export interface Statistics {
  list(caller: Caller, query: ListQuery): Promise<ListPage<ActivityGroup>>;
}

/** Makes the reading of numbers, bounded by the applications that the caller may see. */
export function createStatistics({ activity }: { readonly activity: ActivityStore }): Statistics {
  return {
    async list(caller, query) {
      return activity.list(reachOfClients(caller, requireReach(caller, 'oauthapplications', 'view')), query);
    },
  };
}
