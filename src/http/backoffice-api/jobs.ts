import { z } from 'zod';
import type { JobAdministration, JobStatus } from '../../directory/job-administration.ts';
import { time } from '../json-api/attribute-declarations.ts';
import {
  defineResourceType,
  type Resource,
  type ResourceAction,
  type ResourceType,
  showFound,
  showPage,
} from '../json-api/resource-type.ts';

const states = ['running', 'succeeded', 'failed', 'interrupted'] as const;
const shownTime = (instant: Date | null) => instant?.toISOString() ?? null;

function show(job: JobStatus): Resource {
  const { description, endedAt, error, failures, name, node, schedule, startedAt, state } = job;
  const duration = startedAt === null || endedAt === null ? null : endedAt.getTime() - startedAt.getTime();
  return {
    id: name,
    attributes: {
      name,
      description,
      schedule,
      state,
      startedAt: shownTime(startedAt),
      endedAt: shownTime(endedAt),
      duration,
      node,
      error,
      failures,
      succeededAt: shownTime(job.succeededAt),
      nextAt: shownTime(job.nextAt),
    },
  };
}

function runAction(jobs: JobAdministration): ResourceAction {
  return {
    method: 'POST',
    path: 'run',
    action: 'edit',
    summary: 'Run a scheduled job now, on one node',
    answers: 'resource',
    run: async (caller, { id = '' }) => showFound(await jobs.run(caller, id), show),
  };
}

const attributes = {
  name: { description: 'The name.', schema: z.string(), example: 'prune' },
  description: { description: 'What it does.', schema: z.string(), example: 'Deletes what is over.' },
  schedule: { description: 'When it runs: a cron pattern, in UTC.', schema: z.string(), example: '* * * * *' },
  state: {
    description:
      'What it is doing, or how its last run went; interrupted where its node was gone. Null before the first.',
    schema: z.enum(states).nullable(),
    example: 'succeeded',
  },
  startedAt: {
    description: 'When the last run began.',
    schema: time.nullable(),
    example: '2026-01-31T09:30:00.000Z',
  },
  endedAt: { description: 'When it ended.', schema: time.nullable(), example: '2026-01-31T09:30:00.250Z' },
  duration: { description: 'How long it took, in milliseconds.', schema: z.int().nullable(), example: 250 },
  node: {
    description: 'The node that runs it or ran it last.',
    schema: z.string().nullable(),
    example: 'app-1 (process 7)',
  },
  error: { description: 'Why the last run failed.', schema: z.string().nullable(), example: null },
  failures: { description: 'How often it has failed in a row.', schema: z.int(), example: 0 },
  succeededAt: {
    description: 'When it last came to a good end.',
    schema: time.nullable(),
    example: '2026-01-31T09:30:00.250Z',
  },
  nextAt: { description: 'When it runs next.', schema: time.nullable(), example: '2026-01-31T09:31:00.000Z' },
} as const;

/** The scheduled jobs. */
export function createJobsType(jobs: JobAdministration): ResourceType {
  return defineResourceType({
    type: 'jobs',
    protects: 'jobs',
    scopes: { read: 'See the scheduled jobs and how they went.', write: 'Run scheduled jobs at once.' },
    title: 'scheduled jobs',
    one: 'a scheduled job',
    description: 'Work that the installation does by itself again and again, each time on one node.',
    attributes,
    relationships: {},
    filters: {
      name: { description: 'The name.', kind: 'text' },
      state: { description: 'What it is doing, or how its last run went.', kind: 'choice', choices: states },
    },
    sorts: ['name', 'startedAt', 'nextAt'],
    defaultSort: 'name',
    actions: [runAction(jobs)],
    list: async (caller, query) => showPage(await jobs.list(caller, query), show),
    get: async (caller, id) => showFound(await jobs.get(caller, id), show),
  });
}
