import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Side } from './access/subject.ts';
import type { Config } from './config/config-schema.ts';
import { applyConfiguredApis } from './configured-apis.ts';
import type { DemoCredentials } from './demo/demo-data.ts';
import { readDemoFile, writeDemoFile } from './demo/demo-file.ts';
import { isDemoInstallation, prepareDemo } from './demo/demo-installation.ts';
import { createHttpApp } from './http/app.ts';
import { createBackofficeApi } from './http/backoffice-api/backoffice-api.ts';
import { registerJsonApi } from './http/json-api/register-json-api.ts';
import type { ResourceType } from './http/json-api/resource-type.ts';
import { describeScopes } from './http/json-api/scopes.ts';
import { createMetrics } from './http/metrics.ts';
import { createBearerAuthentication } from './http/middleware/bearer-authentication.ts';
import { isLoopback } from './http/middleware/loopback.ts';
import { createStorefrontApi } from './http/storefront-api/storefront-api.ts';
import { choosePort, originOf } from './listening-address.ts';
import { createNames } from './names.ts';
import { createResourceServers, type ResourceServer, type ResourceServers } from './oauth/resource-server.ts';
import { createProtocol, enabledGrants } from './protocol.ts';
import { openServices, type Services } from './services.ts';
import { publicKeysMaxAge } from './signing-keys.ts';
import { startJobs } from './storage/jobs.ts';
import { version } from './version.ts';

export interface ServerOptions {
  readonly config: Config;
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

const apis: readonly { readonly side: Side; readonly prefix: string; readonly name: string }[] = [
  { side: 'backoffice', prefix: '/api', name: 'Back-office API' },
  { side: 'storefront', prefix: '/storefront/api', name: 'Storefront API' },
];

function createResourceServerTable(
  issuer: string,
  resourceTypes: Readonly<Record<Side, readonly ResourceType[]>>,
  registered: () => readonly ResourceServer[],
): ResourceServers {
  return createResourceServers(
    apis.map(({ side, prefix, name }) => ({
      identifier: issuer + prefix,
      name,
      side,
      scopes: describeScopes(resourceTypes[side]),
      builtIn: true,
    })),
    registered,
  );
}

/** Closes the HTTP server; requests that take longer than the grace (in seconds) are cut off. */
async function closeWithin(app: FastifyInstance, grace: number): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), grace * 1000);
  await app.close();
  clearTimeout(cut);
}

async function createHttp(services: Services, issuer: string) {
  const { administrations, callers, config, keys, localAttempts, log, rules, setUp, storage } = services;
  const metrics = createMetrics();
  const resourceTypes = {
    backoffice: createBackofficeApi(administrations),
    storefront: createStorefrontApi(administrations),
  };
  const resourceServers = createResourceServerTable(issuer, resourceTypes, storage.registeredApis.all);
  const protocol = createProtocol(services, issuer, resourceServers, metrics);
  let draining = false;
  const app = await createHttpApp({
    issuer,
    log,
    trustProxy: config.server.trustProxy,
    crossOrigin: { corsOrigins: config.server.corsOrigins, clients: storage.clients },
    clientEndpoints: {
      issuer,
      tokenEndpoint: protocol.tokenEndpoint,
      revocationEndpoint: protocol.revocationEndpoint,
      introspectionEndpoint: protocol.introspectionEndpoint,
      failures: localAttempts,
      failureRules: rules.clientFailures,
      onRefused: metrics.tokenRefused,
    },
    authorization: {
      issuer,
      endpoint: protocol.authorizationEndpoint,
      visitors: protocol.visitorAuthorization,
      sessions: administrations.sessions,
      owners: services.owners,
      cryptography: services.cryptography,
      attempts: localAttempts,
      requestRule: rules.authorizations,
      ...createNames(storage),
      accessDays: config.grants.refreshToken ? Math.ceil(config.tokens.refreshTokenAbsoluteLifetime / 86_400) : null,
    },
    discovery: {
      issuer,
      keys,
      keysMaxAge: publicKeysMaxAge(config),
      resourceServers,
      enabledGrants: enabledGrants(config),
    },
    operations: {
      readiness: async () => ({ ...(await storage.status()), keys: keys.current() !== null }),
      draining: () => draining,
      metrics: config.server.metrics ? metrics : null,
    },
    pages: { issuer, setUp },
    apiPrefixes: apis.map(({ prefix }) => prefix),
    async registerApis(scope) {
      for (const { side, prefix, name } of apis) {
        const authenticate = createBearerAuthentication({
          verifier: protocol.verifier,
          callers,
          usage: storage.clientUsage,
          resource: issuer + prefix,
        });
        const options = { prefix, side, authenticate, issuer, title: name, version };
        await registerJsonApi(scope, { ...options, resourceTypes: resourceTypes[side] });
      }
    },
  });
  return {
    app,
    drain: () => {
      draining = true;
    },
  };
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
export async function startServer({ config, log, demo, controlSocket }: ServerOptions): Promise<RunningServer> {
  if (demo) refuseExposedDemo(config.server.host);
  const { port, release } = await choosePort(config.server.host, config.server.port);
  const url = originOf(config.server.host, port);
  const issuer = config.server.publicUrl ?? url;
  const services = await openServices({ config, log, ...(controlSocket !== undefined && { controlSocket }) });
  try {
    if (await isDemoInstallation(services.storage.settings)) refuseExposedDemo(config.server.host);
    const credentials = demo ? await openDemo(services, url) : null;
    const setUpLink = await prepareAdministrator(services, issuer);
    await applyConfiguredApis({ ...services, own: apis.map(({ prefix }) => issuer + prefix) });
    const http = await createHttp(services, issuer);
    await release();
    await http.app.listen({ host: config.server.host, port });
    const jobs = [...services.storage.upkeep, ...services.signingKeys.jobs];
    const upkeep = startJobs({ jobs, store: services.storage.jobs, log });
    const close = async () => {
      http.drain();
      await sleep(config.server.shutdownDelay * 1000);
      await upkeep.stop();
      await closeWithin(http.app, config.server.shutdownGrace);
      await services.storage.close();
    };
    return { url, services, demo: credentials, setUpLink, close };
  } catch (error) {
    await services.storage.close();
    throw error;
  }
}
