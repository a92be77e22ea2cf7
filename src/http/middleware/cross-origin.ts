import cors, { type FastifyCorsOptions } from '@fastify/cors';
import type { FastifyInstance, FastifyRequest, preHandlerHookHandler } from 'fastify';
import type { Client, ClientStore } from '../../oauth/client.ts';
import { namedClientId } from '../../oauth/client-authentication.ts';
import { parseRequestParameters } from '../../oauth/token-request.ts';
import { authorizationHeaders } from './authorization-headers.ts';

/** Where the origins are from whose scripts may fetch and revoke tokens. */
export interface CrossOriginDependencies {
  /** Those of the configuration, for every application. */
  readonly corsOrigins: () => readonly string[];
  /** Those of the applications. */
  readonly clients: Pick<ClientStore, 'findByClientId' | 'hasCorsOrigin'>;
}

const never: FastifyCorsOptions = { origin: false };
/** Browsers call these for public applications. Introspection is for servers, authorization for people. */
const sharedPaths: readonly string[] = ['/oauth2-token', '/oauth2-token/revoke'];

/** The application that a request names, authenticated or not; null where it names none in a way that is understood. */
async function findNamedClient(request: FastifyRequest, clients: CrossOriginDependencies['clients']) {
  const body = Buffer.isBuffer(request.body) ? request.body : new Uint8Array();
  let clientId: string | null;
  try {
    const parameters = parseRequestParameters(request.headers['content-type'], body);
    clientId = namedClientId({ authorization: authorizationHeaders(request), parameters });
  } catch {
    return null;
  }
  return clientId === null ? null : clients.findByClientId(clientId);
}

function hasOrigin(client: Client | null, origin: string): boolean {
  return client?.active === true && client.corsOrigins.includes(origin);
}

/** A preflight names no application, so that any that has the origin will do; the request itself must name one. */
async function isAllowed(
  request: FastifyRequest,
  isPreflight: boolean,
  { clients, corsOrigins }: CrossOriginDependencies,
): Promise<boolean> {
  const { origin } = request.headers;
  if (origin === undefined) return false;
  if (corsOrigins().includes(origin)) return true;
  return isPreflight ? clients.hasCorsOrigin(origin) : hasOrigin(await findNamedClient(request, clients), origin);
}

/** What scripts of other origins may do at a path. Credentials of the browser are never allowed. */
async function rulesFor(request: FastifyRequest, dependencies: CrossOriginDependencies): Promise<FastifyCorsOptions> {
  const { headers, method, url } = request;
  const path = url.split('?', 1)[0] ?? '';
  if (path.startsWith('/.well-known/')) return { origin: '*', methods: ['GET'] };
  if (!sharedPaths.includes(path)) return never;
  // Any other OPTIONS request is answered by the endpoint itself.
  const preflight = method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
  if (!(await isAllowed(request, preflight, dependencies))) return never;
  return {
    origin: headers.origin ?? false,
    methods: ['POST'],
    allowedHeaders: ['Authorization', 'Content-Type'],
    maxAge: 600,
    preflight,
  };
}

/** Whether there is anything to decide: a request without an origin is none of a script. */
const concernsScripts = ({ headers, url }: FastifyRequest) =>
  headers.origin !== undefined || url.startsWith('/.well-known/');

/**
 * Lets listed origins fetch and revoke tokens, and every origin the public metadata and keys; nothing else (Fetch, CORS
 * protocol). Decides once the body is there, since it names the application.
 */
export async function registerCrossOrigin(app: FastifyInstance, dependencies: CrossOriginDependencies): Promise<void> {
  const options = {
    hook: 'preHandler',
    delegator: (request: FastifyRequest) => rulesFor(request, dependencies),
  } as never;
  // Its hook costs as much as the check of a secret, and most requests are from servers.
  const seldom = Object.create(app, {
    addHook: {
      value: (name: 'preHandler', hook: preHandlerHookHandler) =>
        app.addHook(name, function only(request, reply, done) {
          if (concernsScripts(request)) return hook.call(this, request, reply, done);
          // What is kept for one origin must not be given to another.
          reply.header('vary', 'Origin');
          done();
        }),
    },
  });
  await new Promise<void>((resolve, reject) => {
    cors(seldom, options, (error) => (error ? reject(error) : resolve()));
  });
}
