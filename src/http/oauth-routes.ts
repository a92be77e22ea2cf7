import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AttemptLimiter, AttemptRule } from '../directory/attempt-limiter.ts';
import { networkOf } from '../directory/network.ts';
import type { IntrospectionEndpoint } from '../oauth/endpoints/introspection.ts';
import type { RevocationEndpoint } from '../oauth/endpoints/revocation.ts';
import type { TokenEndpoint, TokenRequest } from '../oauth/endpoints/token.ts';
import { OAuthError } from '../oauth/oauth-error.ts';
import type { RefusalEndpoint } from '../oauth/refusal.ts';
import { authorizationHeaders } from './middleware/authorization-headers.ts';
import { forbidStoring, sendOAuthError, toOAuthError } from './oauth-error-response.ts';
import { waitForGrid } from './refusal-grid.ts';
import type { NoteRefusal } from './refused-requests.ts';
import { endOfTurn } from './turns.ts';

export interface ClientEndpointDependencies {
  readonly issuer: string;
  readonly tokenEndpoint: TokenEndpoint;
  readonly revocationEndpoint: RevocationEndpoint;
  readonly introspectionEndpoint: IntrospectionEndpoint;
  /** Counts wrong client credentials, in memory of this node. */
  readonly failures: AttemptLimiter;
  readonly failureRules: { readonly perClientAndNetwork: AttemptRule; readonly perNetwork: AttemptRule };
  readonly onRefused: (code: string) => void;
  readonly noteRefusal: NoteRefusal;
}

const bodyLimit = 64 * 1024;
const allow = 'POST, OPTIONS';
const paths = {
  token: '/oauth2-token',
  revocation: '/oauth2-token/revoke',
  introspection: '/oauth2-token/introspect',
} as const;
/** How many characters of an `Authorization` header hold the client id: the scheme, and 32 bytes as base64. */
const basicClientId = 'Basic '.length + 42;

/** The client that a failed attempt named, shortened to a number, so that invented names cannot fill the memory. */
function bucketOf({ body, headers }: FastifyRequest): string {
  const text = Buffer.isBuffer(body) ? body.toString('latin1') : '';
  const inBody = /client_id["=:\s]+([A-Za-z0-9_-]{1,64})/.exec(text)?.[1];
  const named = headers.authorization?.slice(0, basicClientId) ?? inBody ?? '';
  let sum = 0;
  for (let at = 0; at < named.length; at += 1) sum = (sum * 31 + named.charCodeAt(at)) % 4096;
  return String(sum);
}

/** Counts a failed client authentication; over the limit the answer is 429 instead of 401 (RFC 6585 §4). */
async function countFailure(
  { failures, failureRules }: ClientEndpointDependencies,
  request: FastifyRequest,
): Promise<OAuthError | null> {
  const network = networkOf(request.ip);
  const waits = await Promise.all([
    failures.take(failureRules.perClientAndNetwork, `${network} ${bucketOf(request)}`),
    failures.take(failureRules.perNetwork, network),
  ]);
  const retryAfter = Math.max(...waits);
  if (retryAfter === 0) return null;
  return new OAuthError('temporarily_unavailable', 'Too many failed attempts. Wait before you try again.', {
    status: 429,
    retryAfter,
  });
}

function endpointOf({ routeOptions: { url } }: FastifyRequest): RefusalEndpoint {
  if (url === paths.revocation) return 'revocation';
  return url === paths.introspection ? 'introspection' : 'token';
}

/** The parts of a request that parameters and credentials come in. */
function bytesOf(request: FastifyRequest): Pick<TokenRequest, 'contentType' | 'body' | 'authorization'> {
  return {
    contentType: request.headers['content-type'],
    body: Buffer.isBuffer(request.body) ? request.body : new Uint8Array(),
    authorization: authorizationHeaders(request),
  };
}

async function refuse(
  dependencies: ClientEndpointDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  thrown: unknown,
): Promise<FastifyReply> {
  const found = toOAuthError(thrown);
  let error = found;
  const log = error.status >= 500 ? request.log.error.bind(request.log) : request.log.info.bind(request.log);
  log(
    { oauthError: error.code, detail: error.detail, ...(error.status >= 500 && { err: error.cause }) },
    'request refused',
  );
  if (error.code === 'invalid_client') error = (await countFailure(dependencies, request)) ?? error;
  if (error.code === 'invalid_client' || error.code === 'invalid_grant') {
    await waitForGrid(performance.now() - reply.elapsedTime);
  }
  dependencies.onRefused(error.code);
  const { id: requestId, ip: address } = request;
  const input = { ...bytesOf(request), query: null };
  dependencies.noteRefusal({ endpoint: endpointOf(request), input, error: found, answered: error, address, requestId });
  return sendOAuthError(reply, error, dependencies.issuer);
}

/** What an endpoint of the protocol takes of a request. */
function readRequest(request: FastifyRequest): TokenRequest {
  if (request.headers['content-encoding'] !== undefined) {
    throw new OAuthError('invalid_request', 'Send the body without a content encoding.', { status: 415 });
  }
  return { ...bytesOf(request), address: request.ip, requestId: request.id };
}

/** Registers an endpoint that takes POST requests alone; `answer` gives the body: an object, JSON text or nothing. */
function registerEndpoint(
  app: FastifyInstance,
  url: string,
  issuer: string,
  answer: (request: TokenRequest) => Promise<unknown>,
) {
  app.post(url, async (request, reply) => {
    const body = await answer(readRequest(request));
    await endOfTurn();
    if (typeof body === 'string') reply.type('application/json; charset=utf-8');
    return forbidStoring(reply).send(body ?? '');
  });
  app.route({
    method: ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'TRACE'],
    url,
    handler: (_request, reply) => {
      const error = new OAuthError('invalid_request', 'Send a POST request.', { status: 405 });
      return sendOAuthError(reply.header('allow', allow), error, issuer);
    },
  });
  app.options(url, (_request, reply) => reply.header('allow', allow).code(204).send());
}

/**
 * Registers the endpoints that clients call directly: token (RFC 6749 §3.2), revocation (RFC 7009 §2) and introspection
 * (RFC 7662 §2). Bodies arrive as bytes: the protocol has its own strict parser.
 */
export function registerClientEndpoints(app: FastifyInstance, dependencies: ClientEndpointDependencies): void {
  const { introspectionEndpoint, issuer, revocationEndpoint, tokenEndpoint } = dependencies;
  app.removeAllContentTypeParsers();
  // The usual type by its name is found at once; the parser of the protocol tells of all whether it takes them.
  const types = ['application/x-www-form-urlencoded', '*'];
  app.addContentTypeParser(types, { parseAs: 'buffer', bodyLimit }, (_request, body, done) => done(null, body));
  app.setErrorHandler((error, request, reply) => refuse(dependencies, request, reply, error));
  registerEndpoint(app, paths.token, issuer, tokenEndpoint);
  registerEndpoint(app, paths.revocation, issuer, revocationEndpoint);
  registerEndpoint(app, paths.introspection, issuer, introspectionEndpoint);
}
