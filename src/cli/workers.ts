import cluster, { type Worker } from 'node:cluster';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { ConfigError } from '../config/config-error.ts';
import type { StartConfig } from '../config/live-config.ts';
import { createMetricsAnswers } from '../http/worker-metrics.ts';

/** What a worker tells the process that started it, once it serves. */
interface Serving {
  readonly serving: string;
}

/** Milliseconds to wait before a worker is started again: twice as long each time, up to half a minute. */
const pauseAfter = (deaths: number) => Math.min(250 * 2 ** deaths, 30_000);
/** A worker that served for so many milliseconds was started well, whatever ended it. */
const servedWell = 60_000;

/**
 * How many processes are to serve.
 * @throws ConfigError for more than one with the embedded database, which one process alone can open
 */
export function workerCount({ config, sources }: StartConfig): number {
  const { workers } = config.server;
  const wanted = workers === 'auto' ? availableParallelism() : Number(workers);
  if (wanted === 1 || config.database.url !== undefined) return wanted;
  if (workers === 'auto') return 1;
  const place = sources.get('server.workers')?.place ?? 'configuration';
  const message = 'more than one process needs PostgreSQL: set database.url as well';
  throw new ConfigError([{ setting: 'server.workers', place, message }]);
}

/** Whether this process is one that another one started to serve. */
export const isWorker = cluster.isWorker;

/** Tells the process that started this one what to print, and ends when that one does. */
export function reportServing(welcome: string, stop: () => void): void {
  process.once('disconnect', stop);
  process.send?.({ serving: welcome } satisfies Serving);
}

interface StartedWorker {
  readonly worker: Worker;
  readonly serving: Promise<string>;
}

/** Starts a worker; `serving` is what it prints once it serves, and fails when it ends before. */
function startWorker(log: Logger): StartedWorker {
  const worker = cluster.fork();
  const serving = new Promise<string>((resolve, reject) => {
    worker.on('message', ({ serving: text }: Partial<Serving>) => {
      if (text === undefined) return;
      log.info({ worker: worker.process.pid }, 'a worker serves');
      resolve(text);
    });
    worker.once('exit', (code) => reject(new Error(`a worker ended with ${code} before it served`)));
  });
  serving.catch(() => undefined);
  return { worker, serving };
}

/**
 * Runs so many workers on one port, which share nothing but the database. One that ends is started again; what it had
 * acknowledged is in the database. The first one prepares what is to be prepared, before there are others.
 */
export async function superviseWorkers(count: number, log: Logger): Promise<void> {
  let stopping = false;
  const workers = new Set<Worker>();
  const answerMetrics = createMetricsAnswers();

  async function keep(first = startWorker(log)): Promise<void> {
    let deaths = 0;
    for (let { worker } = first; !stopping; worker = startWorker(log).worker) {
      const begin = performance.now();
      workers.add(worker);
      answerMetrics(worker);
      const code = await new Promise<number | string>((resolve) => {
        worker.once('exit', (ended, signal) => resolve(signal ?? ended));
      });
      workers.delete(worker);
      if (stopping) return;
      deaths = performance.now() - begin > servedWell ? 0 : deaths + 1;
      log.error({ worker: worker.process.pid, code, pause: pauseAfter(deaths) }, 'a worker ended; it is started again');
      await sleep(pauseAfter(deaths));
    }
  }

  async function stop(signal: NodeJS.Signals): Promise<void> {
    if (stopping) {
      for (const worker of workers) worker.process.kill('SIGKILL');
      process.exit(1);
    }
    stopping = true;
    log.info({ signal }, 'stopping');
    const ended = [...workers].map((worker) => new Promise((resolve) => worker.once('exit', resolve)));
    for (const worker of workers) worker.process.kill('SIGTERM');
    await Promise.all(ended);
    process.exit(0);
  }

  const first = startWorker(log);
  workers.add(first.worker);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
  const welcome = await first.serving.catch(() => process.exit(1));
  void keep(first);
  for (let number = 1; number < count; number += 1) void keep();
  console.log(welcome);
}
