import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../access/caller.ts';
import type { Side } from '../../access/subject.ts';
import { OAuthError } from '../../oauth/oauth-error.ts';
import { sendDocument } from './api-call.ts';
import { type ApiPlace, jsonapi } from './document.ts';
import { registerDocumentation } from './documentation.ts';
import { settlePointers } from './error-pointer.ts';
import { sendJsonApiError, toJsonApiError } from './error-response.ts';
import { JsonApiError, refusal } from './json-api-error.ts';
import { checkAccept } from './media-type.ts';
import type { DescribedApi } from './open-api.ts';
import { refuseQuery } from './query.ts';
import { pathOf } from './request-target.ts';
import { createResourceTurns } from './resource-turns.ts';
import { type ApiRoute, createPathTable, type PathTable, routesOf } from './routes.ts';

export interface JsonApiOptions extends DescribedApi {
  readonly side: Side;
  /** Tells who calls. @throws OAuthError; `NoToken` where there is no token */
  readonly authenticate: (request: FastifyRequest) => Promise<Caller>;
}

/** What a route remembers for the errors of its calls. */
interface RouteConfig {
  readonly pointerOf?: ApiRoute['pointerOf'];
}

const bodyLimit = 256 * 1024;

function nowhere({ baseUrl }: ApiPlace, isKnownWithoutSlash: boolean): JsonApiError {
  const hint = isKnownWithoutSlash ? 'Leave out the slash at its end.' : `${baseUrl}/doc shows what there is.`;
  return refusal(404, 'not_found', `There is nothing at this address. ${hint}`);
}

function wrongMethod(methods: readonly string[]): JsonApiError {
  const allow = methods.join(', ');
  const { errors } = refusal(405, 'method_not_allowed', `Here you can use ${allow}.`);
  return new JsonApiError(errors, { allow });
}

/** Answers what no route does: 405 where the path is known for other methods, else 404. */
function registerOthers(api: FastifyInstance, place: ApiPlace, paths: PathTable): void {
  const below = ({ url }: FastifyRequest) => pathOf(url).slice(api.prefix.length);
  const methodsFor = (request: FastifyRequest) => paths.methodsAt(below(request) || '/');
  const refuse = (request: FastifyRequest, reply: FastifyReply) => {
    const methods = methodsFor(request);
    if (methods !== null) return sendJsonApiError(reply, wrongMethod(methods));
    const withoutSlash = paths.methodsAt(below(request).replace(/\/$/, ''));
    return sendJsonApiError(reply, nowhere(place, withoutSlash !== null));
  };
  api.setNotFoundHandler(refuse);
  const answerOptions = (request: FastifyRequest, reply: FastifyReply) => {
    const methods = methodsFor(request);
    return methods === null ? refuse(request, reply) : reply.header('allow', methods.join(', ')).code(204).send();
  };
  api.options('/', answerOptions);
  api.options('/*', answerOptions);
}

/** Bodies arrive as bytes: what is in them is read strictly, and only for those who may send it. */
function registerBodies(api: FastifyInstance): void {
  api.removeAllContentTypeParsers();
  api.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => done(null, body));
}

function registerErrors(api: FastifyInstance, { issuer, prefix }: JsonApiOptions): void {
  api.setErrorHandler((thrown, request, reply) => {
    const { pointerOf = (field: string) => `/${field}` } = request.routeOptions.config as RouteConfig;
    const refused = toJsonApiError(thrown, { issuer, prefix, pointerOf });
    if (refused.status === 500) request.log.error({ err: thrown }, 'API call failed');
    else if (refused.status > 500) request.log.warn({ err: thrown }, 'API call could not be answered');
    return sendJsonApiError(reply, new JsonApiError(settlePointers(refused.errors, request.body), refused.headers));
  });
}

/** The document at the address of the API itself: where everything is. */
function entryRoute({ title, version }: JsonApiOptions, { baseUrl, types }: ApiPlace): ApiRoute {
  const visible = types.filter(({ list, singleton, get }) => list !== undefined || (singleton && get !== undefined));
  const links = Object.fromEntries(visible.map(({ type }) => [type, `${baseUrl}/${type}`]));
  const document = {
    jsonapi,
    meta: { title, version, documentation: `${baseUrl}/doc` },
    links: { self: baseUrl, describedby: `${baseUrl}/openapi.json`, ...links },
  };
  return {
    method: 'GET',
    url: '/',
    pointerOf: (field) => `/${field}`,
    async handle({ reply, request }) {
      refuseQuery(request.url);
      return sendDocument(reply, document);
    },
  };
}

function registerRoutes(
  api: FastifyInstance,
  { authenticate, side }: JsonApiOptions,
  routes: readonly ApiRoute[],
): void {
  const callers = new WeakMap<FastifyRequest, Caller>();
  for (const { answers, handle, method, pointerOf, url } of routes) {
    api.route({
      method,
      url,
      exposeHeadRoute: method === 'GET',
      config: { pointerOf } satisfies RouteConfig,
      // Before the body is read, so that nobody without a token makes us take one.
      async onRequest(request) {
        const caller = await authenticate(request);
        if (caller.side !== side) throw new OAuthError('invalid_token', 'The access token is for another API.');
        callers.set(request, caller);
        checkAccept(request.headers.accept, answers);
      },
      async handler(request, reply) {
        const caller = callers.get(request);
        if (caller === undefined) throw new Error('nobody has been authenticated');
        return handle({ request, reply, caller });
      },
    });
  }
}

/** Registers one JSON:API (1.1): routes, errors and documentation, all from the declarations of its types. */
export async function registerJsonApi(app: FastifyInstance, options: JsonApiOptions): Promise<void> {
  const { issuer, prefix, resourceTypes } = options;
  const place: ApiPlace = { issuer, baseUrl: issuer + prefix, types: resourceTypes };
  const turns = createResourceTurns();
  const routes = [entryRoute(options, place), ...resourceTypes.flatMap((type) => routesOf({ place, type, turns }))];
  await app.register(
    async (api) => {
      api.addHook('onRequest', async (_request, reply) => {
        reply.header('cache-control', 'no-store').header('vary', 'Accept, Authorization');
      });
      registerBodies(api);
      registerErrors(api, options);
      registerRoutes(api, options, routes);
      const pages = registerDocumentation(api, options).map((url) => ({ method: 'GET', url }) as const);
      registerOthers(api, place, createPathTable([...routes, ...pages]));
    },
    { prefix },
  );
}
