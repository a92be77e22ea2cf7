import type { GridSearch } from '../../shared/grid/grid-search.ts';
import { loadPage } from '../../shared/grid/load-page.ts';
import { callApi, type Resource } from '../../shared/json-api.ts';

export const jobStates = ['running', 'succeeded', 'failed', 'interrupted'] as const;

/** A scheduled job as the API shows it. */
export interface JobAttributes {
  readonly name: string;
  readonly description: string;
  /** A cron pattern, in UTC. */
  readonly schedule: string;
  readonly state: (typeof jobStates)[number] | null;
  readonly startedAt: string | null;
  /** Milliseconds. */
  readonly duration: number | null;
  readonly node: string | null;
  readonly error: string | null;
  readonly failures: number;
  readonly nextAt: string | null;
}

export type Job = Resource<JobAttributes>;

export const jobsKey = ['jobs'] as const;

/** A page of the scheduled jobs. @throws ApiFailure */
export function listJobs(search: GridSearch) {
  return loadPage<Job>('/jobs', search, { 'filter[state]': search.state });
}

/** Makes a job due at once. @throws ApiFailure */
export async function runJob(id: string): Promise<void> {
  await callApi<Job>(`/jobs/${id}/run`, { method: 'POST' });
}
