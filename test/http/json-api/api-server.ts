import fastify, { type FastifyInstance, type InjectOptions } from 'fastify';
import { afterAll, beforeAll } from 'vitest';
import type { Caller } from '../../../src/access/caller.ts';
import type { PersonRef, Side } from '../../../src/access/subject.ts';
import { createBackofficeApi } from '../../../src/http/backoffice-api/backoffice-api.ts';
import { registerJsonApi } from '../../../src/http/json-api/register-json-api.ts';
import { NoToken } from '../../../src/http/middleware/bearer-authentication.ts';
import { createStorefrontApi } from '../../../src/http/storefront-api/storefront-api.ts';
import { OAuthError } from '../../../src/oauth/oauth-error.ts';
import { callerFor, openTestDirectory, populate, type TestDirectory } from '../../fixtures/test-directory.ts';

export const issuer = 'https://oauth.example.com';
export const jsonApi = 'application/vnd.api+json';

export const prefixes: Readonly<Record<Side, string>> = { backoffice: '/api', storefront: '/storefront/api' };

/** A resource object as it arrives. */
export interface SentResource {
  readonly type: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly relationships: Readonly<
    Record<string, { readonly data: never; readonly links: Readonly<Record<string, string>> }>
  >;
  readonly links: Readonly<Record<string, string>>;
}

interface SentError {
  readonly id: string;
  readonly status: string;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly source?: { readonly pointer?: string; readonly parameter?: string; readonly header?: string };
  readonly meta?: { readonly member?: string };
}

/** Any document, read without ceremony. */
export interface SentDocument {
  readonly data: SentResource & readonly SentResource[];
  readonly included: readonly SentResource[];
  readonly meta: Readonly<Record<string, unknown>>;
  readonly links: Readonly<Record<string, string>>;
  readonly errors: readonly SentError[];
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
  readonly document: SentDocument;
}

function createAuthentication(callers: ReadonlyMap<string, Caller>) {
  return async ({
    headers: { authorization },
  }: {
    headers: { authorization?: string | undefined };
  }): Promise<Caller> => {
    const caller = callers.get(authorization ?? '');
    if (caller !== undefined) return caller;
    throw authorization === undefined
      ? new NoToken()
      : new OAuthError('invalid_token', 'The access token has expired.');
  };
}

/** A method at a path, as it was registered. */
interface RegisteredRoute {
  readonly method: string;
  readonly url: string;
}

async function createApp(directory: TestDirectory, callers: ReadonlyMap<string, Caller>) {
  const app = fastify({ exposeHeadRoutes: false, routerOptions: { maxParamLength: 200 } });
  const routes: RegisteredRoute[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) routes.push({ method: each, url });
  });
  const authenticate = createAuthentication(callers);
  const { administrations } = directory;
  const shared = { issuer, authenticate, version: '1.2.3' };
  await registerJsonApi(app, {
    ...shared,
    prefix: prefixes.backoffice,
    side: 'backoffice',
    title: 'Back-office API',
    resourceTypes: createBackofficeApi(administrations),
  });
  await registerJsonApi(app, {
    ...shared,
    prefix: prefixes.storefront,
    side: 'storefront',
    title: 'Storefront API',
    resourceTypes: createStorefrontApi(administrations),
  });
  return { app, routes };
}

type Populated = Awaited<ReturnType<typeof populate>>;

/** Both APIs on a real embedded database, with the people of the directory's fixtures. */
export interface ApiServer extends Populated {
  readonly app: FastifyInstance;
  readonly routes: readonly RegisteredRoute[];
  readonly directory: TestDirectory;
  /** Makes a caller known and gives its `Authorization` header. */
  as(caller: Caller): string;
  /** The same for a person acting in an organization; `scopes` cuts the token down. */
  signIn(person: PersonRef, organizationId: string, scopes?: readonly string[]): Promise<string>;
  send(options: InjectOptions): Promise<Answer>;
  get(url: string, authorization: string): Promise<Answer>;
  /** Sends a document with a method other than GET. */
  write(method: 'POST' | 'PATCH' | 'DELETE', url: string, authorization: string, document?: unknown): Promise<Answer>;
  close(): Promise<void>;
}

function readDocument(text: string): SentDocument {
  try {
    return JSON.parse(text) as SentDocument;
  } catch {
    return {} as SentDocument;
  }
}

/** Opens the APIs. */
async function openApiServer(): Promise<ApiServer> {
  const directory = await openTestDirectory();
  const populated = await populate(directory);
  const callers = new Map<string, Caller>();
  const { app, routes } = await createApp(directory, callers);
  const send = async (options: InjectOptions): Promise<Answer> => {
    const response = await app.inject(options);
    const headers = response.headers as Record<string, string | undefined>;
    return { status: response.statusCode, headers, text: response.body, document: readDocument(response.body) };
  };
  const as = (caller: Caller) => {
    const authorization = `Bearer token-${callers.size}`;
    callers.set(authorization, caller);
    return authorization;
  };
  return {
    ...populated,
    app,
    routes,
    directory,
    as,
    signIn: async (person, organizationId, scopes) => as(await callerFor(directory, person, organizationId, scopes)),
    send,
    get: (url, authorization) => send({ method: 'GET', url, headers: { authorization } }),
    write: (method, url, authorization, document) =>
      send({
        method,
        url,
        headers: { authorization, ...(document !== undefined && { 'content-type': jsonApi }) },
        ...(document !== undefined && { payload: JSON.stringify(document) }),
      }),
    async close() {
      await app.close();
      await directory.close();
    },
  };
}

/** Opens the APIs for all tests of a file. */
export function useApiServer(): () => ApiServer {
  let server: ApiServer | undefined;
  beforeAll(async () => {
    server = await openApiServer();
  });
  afterAll(() => server?.close());
  return () => {
    if (server === undefined) throw new Error('the server is not open');
    return server;
  };
}

/** The ids of resources, sorted. */
export function idsOf(resources: readonly { readonly id: string }[]): string[] {
  return resources.map(({ id }) => id).sort();
}
