import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Cron } from 'croner';
import type { JobStore } from './job-store.ts';
import type { StorageLog } from './storage-log.ts';

/** Work that is done again and again, by one node at a time. */
export interface Job {
  /** Small letters, digits and hyphens. */
  readonly name: string;
  /** One sentence that tells administrators what it does. */
  readonly description: string;
  /** A cron pattern, in UTC. */
  readonly schedule: string;
  /** Ends early when the signal is given; what is left is done the next time. */
  run(signal: AbortSignal): Promise<void>;
}

export interface JobOptions {
  readonly jobs: readonly Job[];
  readonly store: JobStore;
  readonly log: StorageLog;
  readonly now?: () => Date;
  /** Milliseconds between two looks at what is due. */
  readonly lookEvery?: number;
}

const leaseSeconds = 60;
const renewEvery = 20_000;
const hour = 60 * 60 * 1000;

function nextRun({ schedule }: Job, after: Date): Date {
  return new Cron(schedule, { timezone: 'UTC' }).nextRun(after) ?? new Date(after.getTime() + hour);
}

/** Runs one job under a lease that is renewed while it runs. Without the lease it stops. */
async function runLeased(job: Job, lease: string, { store, stopping }: { store: JobStore; stopping: AbortSignal }) {
  const lost = new AbortController();
  const timer = setInterval(() => {
    store.renew(job.name, lease, leaseSeconds).then(
      (held) => held || lost.abort(),
      () => lost.abort(),
    );
  }, renewEvery);
  timer.unref();
  try {
    await job.run(AbortSignal.any([stopping, lost.signal]));
  } finally {
    clearInterval(timer);
  }
}

/** What runs the jobs of this node. */
export interface JobRunner {
  start(): void;
  /** Looks at once for what is due, where it was started. */
  wake(): void;
  /** Ends it and waits for what is running. */
  stop(): Promise<void>;
}

/** Makes what runs jobs when they are due, each on one node at a time. A failed one is tried again, later each time. */
export function createJobRunner(options: JobOptions): JobRunner {
  const { jobs, store, log, now = () => new Date(), lookEvery = 5_000 } = options;
  const node = `${hostname()} (process ${process.pid})`;
  const stopping = new AbortController();
  const planned = new Set<string>();

  async function attempt(job: Job): Promise<void> {
    const lease = randomUUID();
    if (!planned.has(job.name)) {
      await store.plan(job.name, nextRun(job, now()));
      planned.add(job.name);
    }
    if (!(await store.claim(job.name, { lease, node, seconds: leaseSeconds }))) return;
    try {
      await runLeased(job, lease, { store, stopping: stopping.signal });
      await store.finish(job.name, lease, nextRun(job, now()));
    } catch (error) {
      log.error({ err: error, job: job.name }, 'a job failed; it will be tried again');
      await store.fail(job.name, lease, error instanceof Error ? error.message : String(error));
    }
  }

  const underWay = new Map<string, Promise<void>>();
  /** Those that were asked for while they were under way. */
  const wanted = new Set<string>();

  async function attemptWhileWanted(job: Job): Promise<void> {
    do {
      wanted.delete(job.name);
      await attempt(job).catch((error: unknown) =>
        log.warn({ err: error, job: job.name }, 'a job could not be looked at'),
      );
    } while (wanted.has(job.name) && !stopping.signal.aborted);
    underWay.delete(job.name);
  }

  /** One that takes long keeps no other waiting. */
  function look(): void {
    for (const job of jobs) if (!underWay.has(job.name)) underWay.set(job.name, attemptWhileWanted(job));
  }

  let timer: NodeJS.Timeout | undefined;

  return {
    start() {
      timer = setInterval(look, lookEvery);
      timer.unref();
    },
    wake() {
      if (timer === undefined || stopping.signal.aborted) return;
      for (const name of underWay.keys()) wanted.add(name);
      look();
    },
    async stop() {
      stopping.abort();
      clearInterval(timer);
      await Promise.all(underWay.values());
    },
  };
}
