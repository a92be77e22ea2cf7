import cluster, { type Worker } from 'node:cluster';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { ConfigError } from '../config/config-error.ts';
import type { Config } from '../config/config-schema.ts';
import type { StartConfig } from '../config/live-config.ts';
import { createMetricsAnswers } from '../http/worker-metrics.ts';
import { choosePort } from '../listening-address.ts';

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

/** Tells the process that started this one what to print, and stops in order when that one is gone. */
export function reportServing(welcome: string, stop: () => void): void {
  const { worker } = cluster;
  worker?.once('disconnect', () => {
    // Otherwise the process is ended on the spot.
    worker.exitedAfterDisconnect = true;
    stop();
  });
  process.send?.({ serving: welcome } satisfies Serving);
}

interface StartedWorker {
  readonly worker: Worker;
  readonly serving: Promise<string>;
}

/** Has all workers listen on one port where the system chooses it. */
async function agreeOnPort({ server: { host, port } }: Config): Promise<void> {
  if (port !== 0) return;
  const chosen = await choosePort(host, port);
  await chosen.release();
  cluster.setupPrimary({ args: [...process.argv.slice(2), '--port', String(chosen.port)] });
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
export async function superviseWorkers(count: number, config: Config, log: Logger): Promise<void> {
  await agreeOnPort(config);
  let stopping = false;
  const workers = new Set<Worker>();
  const answerMetrics = createMetricsAnswers();

  async function keep({ worker }: StartedWorker): Promise<void> {
    let deaths = 0;
    for (let current = worker; ; current = startWorker(log).worker) {
      const begin = performance.now();
      workers.add(current);
      answerMetrics(current);
      const code = await new Promise<number | string>((resolve) => {
        current.once('exit', (ended, signal) => resolve(signal ?? ended));
      });
      workers.delete(current);
      deaths = performance.now() - begin > servedWell ? 0 : deaths + 1;
      if (stopping) return;
      const { pid } = current.process;
      log.error({ worker: pid, code, pause: pauseAfter(deaths) }, 'a worker ended; it is started again');
      await sleep(pauseAfter(deaths));
      if (stopping) return;
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
  for (let number = 1; number < count; number += 1) void keep(startWorker(log));
  console.log(welcome);
}
