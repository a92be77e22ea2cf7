import { RuleViolation, type Violation } from '../access/rule-violation.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { Database, DatabaseTransaction } from './schema.ts';
import { databaseFault } from './storage-error.ts';

/** What every store is made of. */
export interface StoreContext {
  readonly database: Database;
  readonly feed: ChangeFeed;
  readonly now: () => Date;
  /** Makes a change in one transaction. Once it returns, the change holds on this node. */
  change<Result>(work: (transaction: DatabaseTransaction) => Promise<Result>): Promise<Result>;
}

const mostTries = 5;

/** Deadlocks and serialisation failures: the transaction did nothing and may be tried again. */
function isPassing(error: unknown): boolean {
  const code = databaseFault(error)?.code;
  return code === '40001' || code === '40P01';
}

/** Makes the context of all stores of one database. */
export function createStoreContext(database: Database, feed: ChangeFeed, now: () => Date): StoreContext {
  return {
    database,
    feed,
    now,
    async change(work) {
      for (let tries = 1; ; tries += 1) {
        try {
          const result = await database.transaction().execute(work);
          await feed.catchUp();
          return result;
        } catch (error) {
          if (tries === mostTries || !isPassing(error)) throw error;
        }
      }
    },
  };
}

/**
 * Runs a change and turns the violation of a unique index into the sentence that explains it.
 * @throws RuleViolation (conflict)
 */
export async function explainTaken<Result>(
  violations: Readonly<Record<string, Violation>>,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const fault = databaseFault(error);
    const violation = fault?.code === '23505' ? violations[fault.constraint ?? ''] : undefined;
    if (violation === undefined) throw error;
    throw new RuleViolation([{ ...violation, broken: { rule: 'taken' } }], true);
  }
}
