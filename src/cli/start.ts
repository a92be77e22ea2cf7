import type { Logger } from 'pino';
import { ConfigError } from '../config/config-error.ts';
import type { StartConfig } from '../config/live-config.ts';
import { loadConfig } from '../config/load-config.ts';
import { type RunningServer, startServer } from '../server.ts';
import { controlSocketPath, serveControlSocket } from './control-socket.ts';
import { describeFailure } from './failure.ts';
import { createLog } from './log.ts';
import { welcomeText } from './welcome-text.ts';
import { isWorker, reportServing, superviseWorkers, workerCount } from './workers.ts';

export interface StartOptions {
  readonly demo?: boolean;
  readonly config?: string;
  readonly host?: string;
  readonly port?: number;
}

/** Stops at a signal. A worker is told to by the process that started it, and not by the terminal. */
function stopOnSignal(close: () => Promise<void>, log: Logger): (signal: string) => Promise<void> {
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, 'stopping');
    await close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop('SIGTERM'));
  process.on('SIGINT', () => isWorker || void stop('SIGINT'));
  return stop;
}

/** Takes commands of the command line while this process has the embedded database to itself. */
async function takeCommands(server: RunningServer, path: string): Promise<() => void> {
  // Several processes are on PostgreSQL, which commands open themselves.
  if (isWorker) return () => undefined;
  const control = await serveControlSocket(server.services, path);
  return () => control.close();
}

async function serve(start: StartConfig, log: Logger, demo: boolean): Promise<void> {
  const { config } = start;
  const controlSocket = controlSocketPath(config.server.stateDir);
  const server = await startServer({ start, log, demo, controlSocket });
  const endCommands = await takeCommands(server, controlSocket);
  const stop = stopOnSignal(async () => {
    endCommands();
    await server.close();
  }, log);
  const welcome = welcomeText(server, config);
  if (isWorker) reportServing(welcome, () => void stop('disconnect'));
  else console.log(welcome);
}

/** `grantry start`: runs the server, in one process or several, until a signal stops it; a second one does not wait. */
export async function start(options: StartOptions): Promise<void> {
  try {
    const start = await loadConfig({
      env: process.env,
      cwd: process.cwd(),
      ...(options.config !== undefined && { file: options.config }),
      flags: { 'server.host': options.host, 'server.port': options.port },
    });
    const log = createLog(start.config);
    const workers = isWorker ? 1 : workerCount(start);
    if (workers > 1) await superviseWorkers(workers, start.config, log);
    else await serve(start, log, options.demo ?? false);
  } catch (error) {
    const reason = describeFailure(error);
    console.error(error instanceof ConfigError ? reason : `Grantry did not start: ${reason}`);
    process.exit(1);
  }
}
