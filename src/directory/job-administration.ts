import type { Caller } from '../access/caller.ts';
import type { ListPage, ListQuery } from '../access/list-query.ts';
import { pageOf, type RowFields } from '../access/listed-rows.ts';
import type { Action } from '../access/permission.ts';
import { requireGlobalReach } from '../access/reach.ts';
import { RuleViolation } from '../access/rule-violation.ts';
import type { AuditEvent } from '../audit/audit-event.ts';

/** What a job is doing, or how its last run went; null before the first. */
export type JobState = 'running' | 'succeeded' | 'failed' | 'interrupted';

/** What the database knows of a job. */
export interface JobRecord {
  readonly name: string;
  readonly state: JobState | null;
  /** When it is due next. */
  readonly nextAt: Date;
  /** The last run, on whichever node. */
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly node: string | null;
  /** Why it failed; null where it did not. */
  readonly error: string | null;
  /** How often it has failed in a row. */
  readonly failures: number;
  readonly succeededAt: Date | null;
}

/** What a job is. */
export interface JobDescription {
  readonly name: string;
  /** One sentence that tells what it does. */
  readonly description: string;
  /** A cron pattern, in UTC. */
  readonly schedule: string;
}

export type JobStatus = JobDescription & Omit<JobRecord, 'nextAt'> & { readonly nextAt: Date | null };

/** The jobs as the database knows them. */
export interface JobRecordStore {
  records(): Promise<readonly JobRecord[]>;
  /** Makes a job due at once. False, and nothing is written, while it runs. */
  request(name: string, event: AuditEvent): Promise<boolean>;
}

/** What can be done with the scheduled jobs, by who reaches every organization. @throws AccessDenied */
export interface JobAdministration {
  list(caller: Caller, query: ListQuery): Promise<ListPage<JobStatus>>;
  get(caller: Caller, name: string): Promise<JobStatus | null>;
  /** Makes a job due at once, on one node. @throws RuleViolation (conflict) while it runs */
  run(caller: Caller, name: string): Promise<JobStatus | null>;
}

export interface JobAdministrationDependencies {
  readonly descriptions: readonly JobDescription[];
  readonly jobs: JobRecordStore;
  /** Lets this node look for what is due without waiting for its next look. */
  readonly wake: () => void;
}

const fields: RowFields<JobStatus> = {
  name: ({ name }) => name,
  state: ({ state }) => state,
  startedAt: ({ startedAt }) => startedAt,
  nextAt: ({ nextAt }) => nextAt,
};

const unknown = {
  state: null,
  nextAt: null,
  startedAt: null,
  endedAt: null,
  node: null,
  error: null,
  failures: 0,
  succeededAt: null,
} as const;

function requireReachForJobs(caller: Caller, action: Action): void {
  requireGlobalReach(caller, 'jobs', action, 'Scheduled jobs');
}

/** Makes what can be done with the scheduled jobs. */
export function createJobAdministration(dependencies: JobAdministrationDependencies): JobAdministration {
  const { descriptions, jobs, wake } = dependencies;

  async function statuses(): Promise<readonly JobStatus[]> {
    const records = await jobs.records();
    return descriptions.map(({ description, name, schedule }) => {
      const record = records.find((each) => each.name === name);
      return { ...(record ?? unknown), name, description, schedule };
    });
  }

  async function find(name: string): Promise<JobStatus | null> {
    return (await statuses()).find((each) => each.name === name) ?? null;
  }

  return {
    async list(caller, query) {
      requireReachForJobs(caller, 'view');
      return pageOf(await statuses(), fields, query);
    },

    async get(caller, name) {
      requireReachForJobs(caller, 'view');
      return find(name);
    },

    async run(caller, name) {
      requireReachForJobs(caller, 'edit');
      if ((await find(name)) === null) return null;
      const { actor, origin } = caller;
      const subject = { kind: 'job', id: name, name } as const;
      const event = { type: 'job.requested', organizationId: null, actor, subject, details: {}, origin } as const;
      if (!(await jobs.request(name, event))) {
        throw new RuleViolation([{ field: null, message: `The job ${name} is running already.` }], true);
      }
      wake();
      return find(name);
    },
  };
}
