import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { Caller } from '../../access/caller.ts';
import type { Side } from '../../access/subject.ts';
import { checkAccept, checkContentType, readActionInput, readDocument } from './body.ts';
import { type ApiContext, entityTag, writeList, writeOne } from './document.ts';
import { registerDocumentation } from './documentation.ts';
import { refusal, sendJsonApiError, toJsonApiError } from './json-api-error.ts';
import { type ApiQuery, readPairs, readQuery } from './query.ts';
import type { Resource, ResourceAction, ResourceType } from './resource-type.ts';

export interface JsonApiOptions {
  /** `/api` or `/storefront/api`. */
  readonly prefix: string;
  readonly side: Side;
  readonly title: string;
  readonly version: string;
  readonly issuer: string;
  readonly resourceTypes: readonly ResourceType[];
  /** Tells who calls. @throws OAuthError */
  readonly authenticate: (request: FastifyRequest) => Promise<Caller>;
}

interface Call {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly caller: Caller;
}

interface Route {
  readonly method: HTTPMethods;
  readonly url: string;
  readonly type: ResourceType;
  readonly isAction: boolean;
  readonly handle: (call: Call) => Promise<FastifyReply>;
}

/** What a route remembers of its declaration, for its errors. */
interface RouteConfig {
  readonly resourceType?: ResourceType;
  readonly isAction?: boolean;
}

const bodyLimit = 256 * 1024;
const methods: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE'];

function send(reply: FastifyReply, document: unknown, status = 200): FastifyReply {
  return reply.code(status).type('application/vnd.api+json').send(JSON.stringify(document));
}

function idOf({ request }: Call): string {
  return (request.params as { id?: string }).id ?? '';
}

function bodyOf({ request }: Call): Uint8Array {
  checkContentType(request.headers['content-type']);
  return Buffer.isBuffer(request.body) ? request.body : new Uint8Array();
}

function found<Value>(value: Value | null | false, type: ResourceType): Value {
  if (value !== null && value !== false) return value;
  throw refusal(404, 'not_found', `There is no such resource of the type ${type.type}, or it is out of your reach.`);
}

/** Refuses a change of a resource that has changed since the client read it (RFC 9110 §13.1.1). */
async function checkUnchanged(call: Call, type: ResourceType): Promise<void> {
  const expected = call.request.headers['if-match'];
  if (expected === undefined || expected === '*') return;
  const present = found((await type.get?.(call.caller, idOf(call))) ?? null, type);
  const tags = expected.split(',').map((tag) => tag.trim());
  if (!tags.includes(entityTag(present))) {
    throw refusal(412, 'changed', 'The resource has changed since you read it. Read it again.', { header: 'If-Match' });
  }
}

/** The handlers of one type, by what its declaration offers. */
function createHandlers(context: ApiContext, type: ResourceType) {
  const queryOf = ({ request }: Call, isList: boolean): ApiQuery => readQuery(request.url, type, context.types, isList);

  async function answer(
    call: Call,
    resource: Resource,
    extra: { query: ApiQuery; meta?: Readonly<Record<string, unknown>>; status?: number },
  ) {
    const document = await writeOne(context, call.caller, { type, resource }, extra);
    call.reply.header('etag', entityTag(resource));
    return send(call.reply, document, extra.status);
  }

  return {
    async list(call: Call) {
      const query = queryOf(call, true);
      const page = await (type.list as NonNullable<typeof type.list>)(call.caller, query.list);
      const url = context.baseUrl + call.request.url.slice(call.request.url.indexOf(`/${type.type}`));
      return send(call.reply, await writeList(context, call.caller, { type, page, url }, query));
    },
    async get(call: Call) {
      const query = queryOf(call, false);
      return answer(call, found((await type.get?.(call.caller, idOf(call))) ?? null, type), { query });
    },
    async create(call: Call) {
      const query = queryOf(call, false);
      const input = readDocument(bodyOf(call), type, null);
      const { resource, meta } = await (type.create as NonNullable<typeof type.create>)(call.caller, input);
      call.reply.header('location', `${context.baseUrl}/${type.type}/${resource.id}`);
      return answer(call, resource, { query, status: 201, ...(meta !== undefined && { meta }) });
    },
    async update(call: Call) {
      const query = queryOf(call, false);
      const id = type.singleton ? found((await type.get?.(call.caller, '')) ?? null, type).id : idOf(call);
      const input = readDocument(bodyOf(call), type, id);
      await checkUnchanged(call, type);
      return answer(call, found((await type.update?.(call.caller, id, input)) ?? null, type), { query });
    },
    async remove(call: Call) {
      readPairs(call.request.url);
      await checkUnchanged(call, type);
      found((await type.delete?.(call.caller, idOf(call))) ?? false, type);
      return call.reply.code(204).send();
    },
    act: (action: ResourceAction) => async (call: Call) => {
      const query = queryOf(call, false);
      const input = action.input === undefined ? undefined : readActionInput(bodyOf(call), action.input);
      const result = found(
        (await action.run(call.caller, call.request.params as Record<string, string>, input)) as object | null | false,
        type,
      );
      if (action.answers === 'resource') return answer(call, result as Resource, { query });
      if (action.answers === 'nothing') return call.reply.code(204).send();
      return send(call.reply, { jsonapi: { version: '1.1' }, meta: result }, 201);
    },
  };
}

/** Every route that a type's declaration makes. */
function routesOf(context: ApiContext, type: ResourceType): Route[] {
  const handlers = createHandlers(context, type);
  const collection = `/${type.type}`;
  const single = type.singleton ? collection : `${collection}/:id`;
  const offered: readonly (readonly [unknown, HTTPMethods, string, Route['handle']])[] = [
    [type.list, 'GET', collection, handlers.list],
    [type.create, 'POST', collection, handlers.create],
    [type.get, 'GET', single, handlers.get],
    [type.update, 'PATCH', single, handlers.update],
    [type.delete, 'DELETE', single, handlers.remove],
  ];
  const plain = offered
    .filter(([operation]) => operation !== undefined)
    .map(([, method, url, handle]) => ({ method, url, type, isAction: false, handle }));
  const actions = (type.actions ?? []).map((action) => ({
    method: action.method,
    url: `${single}/${action.path}`,
    type,
    isAction: true,
    handle: handlers.act(action),
  }));
  return [...plain, ...actions];
}

function registerRoutes(app: FastifyInstance, options: JsonApiOptions, routes: readonly Route[]): void {
  for (const { handle, isAction, method, type, url } of routes) {
    app.route({
      method,
      url,
      exposeHeadRoute: method === 'GET',
      config: { resourceType: type, isAction } satisfies RouteConfig,
      handler: async (request, reply) => {
        const caller = await options.authenticate(request);
        checkAccept(request.headers.accept);
        return handle({ request, reply, caller });
      },
    });
  }
  for (const url of new Set(routes.map((route) => route.url))) {
    const allowed = routes.filter((route) => route.url === url).map(({ method }) => method);
    const offered = allowed.includes('GET') ? [...allowed, 'HEAD'] : allowed;
    app.route({
      method: methods.filter((method) => !offered.includes(method)),
      url,
      handler: async (request, reply) => {
        await options.authenticate(request);
        reply.header('allow', offered.join(', '));
        throw refusal(405, 'method_not_allowed', `Here you can use ${offered.join(', ')}.`);
      },
    });
  }
}

function registerEntry(
  app: FastifyInstance,
  { authenticate, title, version }: JsonApiOptions,
  { baseUrl, types }: ApiContext,
): void {
  app.get('/', { exposeHeadRoute: true }, async (request, reply) => {
    await authenticate(request);
    const links = Object.fromEntries(types.map(({ type }) => [type, `${baseUrl}/${type}`]));
    const described = { describedby: `${baseUrl}/openapi.json`, ...links };
    return send(reply, {
      jsonapi: { version: '1.1' },
      meta: { title, version },
      links: { self: baseUrl, ...described },
    });
  });
}

/** Registers one JSON:API: routes, errors and documentation, all from the declarations of its types. */
export async function registerJsonApi(app: FastifyInstance, options: JsonApiOptions): Promise<void> {
  const { issuer, prefix, resourceTypes } = options;
  const context: ApiContext = { baseUrl: issuer + prefix, types: resourceTypes };
  const about = { resourceMetadata: `${issuer}/.well-known/oauth-protected-resource${prefix}` };
  await app.register(
    async (api) => {
      api.removeAllContentTypeParsers();
      api.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => done(null, body));
      api.addHook('onRequest', async (_request, reply) => {
        reply.header('cache-control', 'no-store').header('vary', 'Accept, Authorization');
      });
      api.setErrorHandler((thrown, request, reply) => {
        const config = request.routeOptions.config as RouteConfig;
        const error = toJsonApiError(thrown, about, (field) => pointerOf(field, config));
        if ((error.errors[0]?.status ?? 500) >= 500) request.log.error({ err: thrown }, 'API call failed');
        return sendJsonApiError(reply, error);
      });
      api.setNotFoundHandler((_request, reply) =>
        sendJsonApiError(
          reply,
          refusal(404, 'not_found', `There is nothing at this address. See ${context.baseUrl}/doc.`),
        ),
      );
      registerEntry(api, options, context);
      registerRoutes(
        api,
        options,
        resourceTypes.flatMap((type) => routesOf(context, type)),
      );
      await registerDocumentation(api, options);
    },
    { prefix },
  );
}

/** Where a field of a rule stands in what was sent. */
function pointerOf(field: string, { isAction, resourceType }: RouteConfig): string {
  if (isAction) return `/${field}`;
  const isRelationship = resourceType !== undefined && Object.hasOwn(resourceType.relationships, field);
  return `/data/${isRelationship ? 'relationships' : 'attributes'}/${field}`;
}
