import type { GridSearch } from '../grid/grid-search.ts';
import { loadPage } from '../grid/load-page.ts';
import type { Resource } from '../json-api.ts';

/** A parameter of a refused request. */
export interface ShownParameter {
  /** Null for a name that no endpoint knows. */
  readonly name: string | null;
  /** Null where it is hidden. */
  readonly value: string | null;
  readonly length: number;
}

interface RefusalAttributes {
  /** ISO 8601. */
  readonly at: string;
  readonly firstAt: string;
  readonly times: number;
  readonly endpoint: string;
  readonly code: string;
  readonly cause: string;
  readonly reason: string;
  readonly advice: string;
  readonly address: string | null;
  readonly requestId: string | null;
  readonly parameters: readonly ShownParameter[];
}

/** A refused request as the JSON:API shows it. */
export type Refusal = Resource<RefusalAttributes>;

/** The key of everything cached about refusals. */
export const refusalsKey = ['refusals'] as const;

export const endpoints = ['token', 'authorization', 'introspection', 'revocation'] as const;

/** A page of refusals, the newest first. @throws ApiFailure */
export function listRefusals(search: GridSearch) {
  return loadPage<Refusal>('/refusals', search, {
    'filter[application]': search.application,
    'filter[endpoint]': search.endpoint,
    'filter[at][after]': search.after,
    include: 'application',
  });
}
