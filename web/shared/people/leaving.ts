import { callApi, type Identifier } from '../json-api.ts';

/** An application of somebody who is about to leave. */
export interface LeftBehind {
  readonly id: string;
  readonly name: string;
  readonly clientId: string;
  readonly organization: { readonly id: string; readonly name: string };
  readonly active: boolean;
  /** ISO 8601, or null for never. */
  readonly lastUsedAt: string | null;
  readonly liveRefreshTokens: number;
}

/** What stops working when somebody leaves. */
export interface Leaving {
  readonly applications: number;
  readonly active: number;
  readonly liveRefreshTokens: number;
  /** Those that one does not reach: counted, and not listed. */
  readonly beyondReach: number;
  /** At most 100. */
  readonly listed: readonly LeftBehind[];
}

/** The key of everything cached about who leaves. */
export const leavingKey = ['leaving'] as const;

/** Asks what stops working when a person is disabled or deleted or leaves an organization. @throws ApiFailure */
export async function reviewLeaving({ id, type }: Identifier): Promise<Leaving> {
  const { document } = await callApi<undefined, Leaving>(`/${type}/${id}/leaving`);
  return document.meta ?? { applications: 0, active: 0, liveRefreshTokens: 0, beyondReach: 0, listed: [] };
}
