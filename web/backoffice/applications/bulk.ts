import { type Application, type Turn, turnApplication } from '../../shared/applications/application.ts';
import { ApiFailure } from '../../shared/json-api.ts';

/** An application that a bulk action did not change, and why. */
export interface Left {
  readonly application: Application;
  readonly failure: unknown;
}

/** What came of a bulk action. */
export interface BulkResult {
  readonly done: number;
  readonly left: readonly Left[];
}

/** Does the same with several applications, one after the other; those that do not go are told. */
export async function turnApplications(applications: readonly Application[], turn: Turn): Promise<BulkResult> {
  const left: Left[] = [];
  for (const application of applications) {
    try {
      await turnApplication(application.id, turn);
    } catch (failure) {
      if (failure instanceof ApiFailure && failure.status === 0) throw failure;
      left.push({ application, failure });
    }
  }
  return { done: applications.length - left.length, left };
}
