import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import cookie from '@fastify/cookie';
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import type { AuthorizationRouteDependencies } from './authorization-replies.ts';
import { registerAuthorization } from './authorization-routes.ts';
import { type DiscoveryDependencies, registerDiscoveryRoutes } from './discovery-routes.ts';
import { refuseMalformedAddress } from './json-api/malformed-address.ts';
import { targetOf } from './json-api/request-target.ts';
import { type CrossOriginDependencies, registerCrossOrigin } from './middleware/cross-origin.ts';
import { requireTransport } from './middleware/transport.ts';
import { sendOAuthError, toOAuthError } from './oauth-error-response.ts';
import { type ClientEndpointDependencies, registerClientEndpoints } from './oauth-routes.ts';
import { type OperationsDependencies, registerOperationsRoutes } from './operations-routes.ts';
import { type PageDependencies, registerPages } from './pages/page-routes.ts';
import { createRequestLog } from './request-log.ts';
import { type SecurityHeaders, securityHeaders } from './security-headers.ts';
import { endOfTurn } from './turns.ts';
import { registerWebAssets } from './web-assets.ts';
import { registerWeb, type WebDependencies } from './web-routes.ts';

export interface HttpAppDependencies {
  readonly issuer: string;
  readonly log: FastifyBaseLogger;
  /** Whether the log keeps every answer. */
  readonly answersLogged: boolean;
  readonly trustProxy: boolean;
  readonly crossOrigin: CrossOriginDependencies;
  readonly clientEndpoints: ClientEndpointDependencies;
  readonly authorization: AuthorizationRouteDependencies;
  readonly discovery: DiscoveryDependencies;
  readonly operations: OperationsDependencies;
  readonly pages: PageDependencies;
  readonly web: WebDependencies;
  /** Where the two JSON:APIs are: what cannot even be routed is refused there in their own shape. */
  readonly apiPrefixes: readonly string[];
  /** Registers the two JSON:APIs. */
  readonly registerApis: (app: FastifyInstance) => Promise<void>;
}

const requestIdForm = /^[A-Za-z0-9._-]{1,64}$/;

function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && requestIdForm.test(given) ? given : randomUUID();
}

/** What a request looks like in the log: no query, no headers, no body, since any of them can hold a secret. */
function describeRequest(request: FastifyRequest) {
  return { method: request.method, path: request.url.split('?', 1)[0]?.slice(0, 200), address: request.ip };
}

/** Hooks of every answer. They take a callback, since a promise for each would cost more than what they do. */
function watchAnswers(
  app: FastifyInstance,
  { answersLogged, operations }: HttpAppDependencies,
  { all: headers }: SecurityHeaders,
): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers).header('x-request-id', request.id);
    // Requests that arrived together are handled together.
    void endOfTurn().then(() => done());
  });
  app.addHook('onResponse', (request, reply, done) => {
    const { elapsedTime, statusCode: status } = reply;
    const route = request.routeOptions.url ?? 'unknown';
    operations.metrics?.requestAnswered(route, request.method, status, elapsedTime / 1000);
    if (answersLogged) {
      request.log.info({ ...describeRequest(request), status, ms: Math.round(elapsedTime * 10) / 10 }, 'answered');
    }
    done();
  });
}

/** Opens a part to people with browsers. Cookies are read there alone: it takes a while, and machines send none. */
async function openToBrowsers(app: FastifyInstance, { documents }: SecurityHeaders): Promise<void> {
  await app.register(cookie);
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(documents);
    done();
  });
}

/** Registers every route of every part; those that take credentials only over the transport of the issuer. */
async function registerRoutes(
  app: FastifyInstance,
  dependencies: HttpAppDependencies,
  headers: SecurityHeaders,
): Promise<void> {
  const transport = requireTransport(dependencies.issuer);
  await app.register(async (scope) => {
    scope.addHook('onRequest', transport);
    await scope.register(async (token) => registerClientEndpoints(token, dependencies.clientEndpoints));
    await scope.register(async (visited) => {
      await openToBrowsers(visited, headers);
      await visited.register((web) => registerWeb(web, dependencies.web));
      await visited.register((pages) => registerAuthorization(pages, dependencies.authorization));
      await dependencies.registerApis(visited);
    });
  });
  await app.register(async (scope) => registerDiscoveryRoutes(scope, dependencies.discovery));
  await app.register(async (scope) => registerOperationsRoutes(scope, dependencies.operations));
  await app.register(async (visited) => {
    await openToBrowsers(visited, headers);
    await registerPages(visited, dependencies.pages);
  });
  await app.register((scope) => registerWebAssets(scope));
}

/** Makes the HTTP server: its limits, headers and logging, and every route of every part. */
export async function createHttpApp(dependencies: HttpAppDependencies): Promise<FastifyInstance> {
  const { issuer, log } = dependencies;
  const app = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    childLoggerFactory: createRequestLog,
    genReqId: requestIdOf,
    trustProxy: dependencies.trustProxy,
    bodyLimit: 1024 * 1024,
    connectionTimeout: 30_000,
    requestTimeout: 15_000,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    // What arrives on open connections while the server closes is still answered, with Connection: close.
    return503OnClosing: false,
    exposeHeadRoutes: false,
    routerOptions: {
      caseSensitive: true,
      ignoreTrailingSlash: false,
      ignoreDuplicateSlashes: false,
      maxParamLength: 200,
    },
    frameworkErrors: (error, request, reply) => {
      const isApi = dependencies.apiPrefixes.some((prefix) => targetOf(request.url).startsWith(`${prefix}/`));
      if (isApi) refuseMalformedAddress(error.code, reply);
      else sendOAuthError(reply, toOAuthError(error), issuer);
    },
  });
  app.server.headersTimeout = 10_000;
  app.server.maxHeadersCount = 100;

  await registerCrossOrigin(app, dependencies.crossOrigin);
  const headers = securityHeaders(issuer);
  watchAnswers(app, dependencies, headers);
  app.setErrorHandler((error, request, reply) => {
    const refusal = toOAuthError(error);
    if (refusal.status >= 500) request.log.error({ err: error }, 'request failed');
    return sendOAuthError(reply, refusal, issuer);
  });
  app.setNotFoundHandler((_request, reply) =>
    reply
      .code(404)
      .send({ error: 'not_found', error_description: 'There is nothing at this path.', error_uri: `${issuer}/` }),
  );

  await registerRoutes(app, dependencies, headers);
  return app;
}
