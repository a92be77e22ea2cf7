import type { Turn } from '../../shared/applications/application.ts';
import { callApi } from '../../shared/json-api.ts';

/** What came of doing the same with several applications, by their ids. */
export interface BulkResult {
  readonly done: readonly string[];
  /** Those that were left as they are, and why. */
  readonly refused: readonly { readonly id: string; readonly detail: string }[];
}

/** Does the same with several applications; each is judged for itself. @throws ApiFailure */
export async function turnApplications(ids: readonly string[], turn: Turn): Promise<BulkResult> {
  const body = { meta: { ids } };
  const { document } = await callApi<undefined, BulkResult>(`/oauthapplications/${turn}`, { method: 'POST', body });
  return document.meta ?? { done: ids, refused: [] };
}
