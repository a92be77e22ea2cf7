import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { StartConfig } from './config/live-config.ts';
import { applyConfiguredApis } from './configured-apis.ts';
import type { DemoCredentials } from './demo/demo-data.ts';
import { readDemoFile, writeDemoFile } from './demo/demo-file.ts';
import { isDemoInstallation, prepareDemo } from './demo/demo-installation.ts';
import { isLoopback } from './http/middleware/loopback.ts';
import { apis, closeWithin, createHttp } from './http-server.ts';
import { choosePort, originOf } from './listening-address.ts';
import { openServices, type Services } from './services.ts';

export interface ServerOptions {
  /** The configuration with where each value comes from. */
  readonly start: StartConfig;
  readonly log: Logger;
  /** Fill an empty database with demo data; such an installation only listens on a loopback address. */
  readonly demo: boolean;
  readonly controlSocket?: string;
}

export interface RunningServer {
  readonly url: string;
  readonly services: Services;
  /** The demo's people and applications, when this is a demo. */
  readonly demo: DemoCredentials | null;
  /** The one-time link that makes the first administrator, when there is none. */
  readonly setUpLink: string | null;
  /** Stops taking requests, finishes those under way, writes what waits, and closes the database. */
  readonly close: () => Promise<void>;
}

/** The demo's credentials, made at the first start and read at later ones; the URL follows the port. */
async function openDemo(services: Services, url: string): Promise<DemoCredentials | null> {
  const path = join(services.config.server.stateDir, 'demo.json');
  const made = await prepareDemo({ ...services, url }, path);
  if (made !== null) return made;
  const known = (await isDemoInstallation(services.storage.settings)) ? await readDemoFile(path) : null;
  if (known === null || known.url === url) return known;
  const moved = { ...known, url };
  await writeDemoFile(path, moved);
  return moved;
}

/** Makes the first administrator: unattended from the configuration, or by a link that is told on the console. */
async function prepareAdministrator({ config, setUp, log }: Services, url: string): Promise<string | null> {
  if (!(await setUp.isNeeded())) return null;
  const { email, passwordFile, organization } = config.admin;
  if (email === undefined || passwordFile === undefined) return `${url}/set-up?token=${await setUp.invite()}`;
  const password = (await readFile(passwordFile, 'utf8')).replace(/\r?\n$/, '');
  await setUp.create({ organization, username: email, email, password });
  log.info('made the first administrator');
  return null;
}

function refuseExposedDemo(host: string): void {
  if (isLoopback(host)) return;
  throw new Error(
    `a demo installation listens on a loopback address only, not on ${host}: leave --demo out, or set server.host to 127.0.0.1`,
  );
}

/**
 * Starts the server: opens the database, prepares demo data or the first administrator, and listens.
 * @throws Error with one clear line for whatever stands in the way; nothing is left half open.
 */
export async function startServer({ start, log, demo, controlSocket }: ServerOptions): Promise<RunningServer> {
  const { config } = start;
  if (demo) refuseExposedDemo(config.server.host);
  const { port, release } = await choosePort(config.server.host, config.server.port);
  const url = originOf(config.server.host, port);
  const issuer = config.server.publicUrl ?? url;
  const services = await openServices({ start, log, ...(controlSocket !== undefined && { controlSocket }) });
  try {
    if (await isDemoInstallation(services.storage.settings)) refuseExposedDemo(config.server.host);
    const credentials = demo ? await openDemo(services, url) : null;
    const setUpLink = await prepareAdministrator(services, issuer);
    await applyConfiguredApis({ ...services, own: apis.map(({ prefix }) => issuer + prefix) });
    const http = await createHttp(services, issuer);
    await release();
    await http.app.listen({ host: config.server.host, port });
    services.runner.start();
    const close = async () => {
      http.drain();
      await sleep(config.server.shutdownDelay * 1000);
      await services.runner.stop();
      await closeWithin(http.app, config.server.shutdownGrace);
      await services.storage.close();
    };
    return { url, services, demo: credentials, setUpLink, close };
  } catch (error) {
    await services.storage.close();
    throw error;
  }
}
