import { ConfigError } from '../config/config-error.ts';
import { loadConfig } from '../config/load-config.ts';
import { type RunningServer, startServer } from '../server.ts';
import { createLog } from './log.ts';
import { welcomeText } from './welcome-text.ts';

export interface StartOptions {
  readonly demo?: boolean;
  readonly config?: string;
  readonly host?: string;
  readonly port?: string;
}

function stopOnSignal(server: RunningServer, log: ReturnType<typeof createLog>): void {
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, 'stopping');
    await server.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
}

/** `grantry start`: runs the server until a signal stops it; a second signal does not wait. */
export async function start(options: StartOptions): Promise<void> {
  try {
    const port = options.port === undefined ? undefined : Number(options.port);
    const { config } = await loadConfig({
      env: process.env,
      cwd: process.cwd(),
      ...(options.config !== undefined && { file: options.config }),
      flags: { 'server.host': options.host, 'server.port': port },
    });
    const log = createLog(config);
    const server = await startServer({ config, log, demo: options.demo ?? false });
    stopOnSignal(server, log);
    console.log(welcomeText(server, config));
  } catch (error) {
    const { message } = error as Error;
    console.error(error instanceof ConfigError ? message : `Grantry did not start: ${message}`);
    process.exit(1);
  }
}
