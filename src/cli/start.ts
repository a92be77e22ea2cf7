import type { Logger } from 'pino';
import { ConfigError } from '../config/config-error.ts';
import { loadConfig } from '../config/load-config.ts';
import { startServer } from '../server.ts';
import { controlSocketPath, serveControlSocket } from './control-socket.ts';
import { describeFailure } from './failure.ts';
import { createLog } from './log.ts';
import { welcomeText } from './welcome-text.ts';

export interface StartOptions {
  readonly demo?: boolean;
  readonly config?: string;
  readonly host?: string;
  readonly port?: number;
}

function stopOnSignal(close: () => Promise<void>, log: Logger): void {
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, 'stopping');
    await close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
}

/** `grantry start`: runs the server until a signal stops it; a second signal does not wait. */
export async function start(options: StartOptions): Promise<void> {
  try {
    const start = await loadConfig({
      env: process.env,
      cwd: process.cwd(),
      ...(options.config !== undefined && { file: options.config }),
      flags: { 'server.host': options.host, 'server.port': options.port },
    });
    const { config } = start;
    const log = createLog(config);
    const controlSocket = controlSocketPath(config.server.stateDir);
    const server = await startServer({ start, log, demo: options.demo ?? false, controlSocket });
    const control = await serveControlSocket(server.services, controlSocket);
    stopOnSignal(async () => {
      control.close();
      await server.close();
    }, log);
    console.log(welcomeText(server, config));
  } catch (error) {
    const reason = describeFailure(error);
    console.error(error instanceof ConfigError ? reason : `Grantry did not start: ${reason}`);
    process.exit(1);
  }
}
