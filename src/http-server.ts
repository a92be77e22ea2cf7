import type { FastifyInstance } from 'fastify';
import type { Side } from './access/subject.ts';
import { version } from './config/version.ts';
import { createHttpApp, type HttpAppDependencies } from './http/app.ts';
import { createBackofficeApi } from './http/backoffice-api/backoffice-api.ts';
import { type BrowserCookies, createBrowserCookies } from './http/browser-cookies.ts';
import { createFormProtection, type FormProtection } from './http/form-protection.ts';
import { registerJsonApi } from './http/json-api/register-json-api.ts';
import type { ResourceType } from './http/json-api/resource-type.ts';
import { describeScopes } from './http/json-api/scopes.ts';
import { createLanguageChoice } from './http/language.ts';
import { createMetrics } from './http/metrics.ts';
import { createAuthentication } from './http/middleware/authentication.ts';
import { createBearerAuthentication } from './http/middleware/bearer-authentication.ts';
import { createSessionAuthentication } from './http/middleware/session-authentication.ts';
import { createRefusalNotes, type NoteRefusal } from './http/refused-requests.ts';
import { createStorefrontApi } from './http/storefront-api/storefront-api.ts';
import type { prepareMail } from './mail-delivery.ts';
import { createNames } from './names.ts';
import { createResourceServers, type ResourceServer, type ResourceServers } from './oauth/resource-server.ts';
import { createProtocol, enabledGrants } from './protocol.ts';
import type { Services } from './services.ts';
import { publicKeysMaxAge } from './signing-keys.ts';
import { createWebContext } from './web-context.ts';

/** The two JSON:APIs. */
export const apis: readonly { readonly side: Side; readonly prefix: string; readonly name: string }[] = [
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

/** What pages and APIs know a browser by, and the protocol behind them. */
interface Shared {
  readonly cookies: BrowserCookies;
  readonly forms: FormProtection;
  readonly noteRefusal: NoteRefusal;
  readonly protocol: ReturnType<typeof createProtocol>;
}

/** What the pages need: those of the authorization endpoint, and the applications for browsers. */
function createPages(
  services: Services,
  issuer: string,
  { cookies, forms, noteRefusal, protocol }: Shared,
): Pick<HttpAppDependencies, 'authorization' | 'pages' | 'web'> {
  const { administrations, live, localAttempts, owners, passwordPolicy, rules, setUp, storage } = services;
  const names = createNames(storage);
  const { sessions } = administrations;
  const chooseLanguage = createLanguageChoice({ cookies, sessions, localeOf: names.localeOf });
  const shared = { issuer, cookies, forms, sessions, owners, chooseLanguage };
  return {
    authorization: {
      ...shared,
      ...names,
      endpoint: protocol.authorizationEndpoint,
      visitors: protocol.visitorAuthorization,
      attempts: localAttempts,
      requestRule: rules.authorizations,
      noteRefusal,
      accessDays() {
        const { grants, tokens } = live.now();
        return grants.refreshToken ? Math.ceil(tokens.refreshTokenAbsoluteLifetime / 86_400) : null;
      },
    },
    pages: { issuer, passwordPolicy, setUp, chooseLanguage },
    web: {
      ...shared,
      organizations: storage.organizations,
      contextOf: createWebContext(services, issuer, names),
    },
  };
}

interface SharedByApis extends Shared {
  readonly issuer: string;
  readonly resourceTypes: Readonly<Record<Side, readonly ResourceType[]>>;
}

async function registerApis(scope: FastifyInstance, services: Services, shared: SharedByApis): Promise<void> {
  const { administrations, callers, storage } = services;
  const { cookies, forms, issuer, protocol, resourceTypes } = shared;
  const { sessions } = administrations;
  for (const { side, prefix, name } of apis) {
    const authenticate = createAuthentication(
      createSessionAuthentication({ issuer, side, callers, cookies, forms, sessions }),
      createBearerAuthentication({
        verifier: protocol.verifier,
        callers,
        onCalled(clientRowId) {
          storage.clientUsage.apiCalled(clientRowId);
          storage.activityCounter.called(clientRowId);
        },
        resource: issuer + prefix,
      }),
    );
    const options = { prefix, side, authenticate, issuer, title: name, version };
    await registerJsonApi(scope, { ...options, resourceTypes: resourceTypes[side] });
  }
}

/** What the JSON:API offers of mail. */
type MailOperations = Awaited<ReturnType<typeof prepareMail>>['administrations'];

/** Makes the HTTP server of an installation, with every endpoint, API and page. */
export async function createHttp(services: Services, issuer: string, mail: MailOperations) {
  const { administrations, config, keys, live, localAttempts, log, rules, storage } = services;
  const metrics = createMetrics();
  const resourceTypes = {
    backoffice: createBackofficeApi({ ...administrations, ...mail }),
    storefront: createStorefrontApi(administrations),
  };
  const resourceServers = createResourceServerTable(issuer, resourceTypes, storage.registeredApis.all);
  const protocol = createProtocol(services, issuer, resourceServers, metrics);
  const browser = {
    noteRefusal: createRefusalNotes({ counter: storage.activityCounter, recorder: storage.refusalRecorder }),
    cookies: createBrowserCookies(issuer),
    forms: createFormProtection(services.cryptography),
  };
  let draining = false;
  const app = await createHttpApp({
    issuer,
    log,
    answersLogged: log.isLevelEnabled('info'),
    trustProxy: config.server.trustProxy,
    crossOrigin: { corsOrigins: () => live.now().server.corsOrigins, clients: storage.clients },
    clientEndpoints: {
      issuer,
      tokenEndpoint: protocol.tokenEndpoint,
      revocationEndpoint: protocol.revocationEndpoint,
      introspectionEndpoint: protocol.introspectionEndpoint,
      failures: localAttempts,
      failureRules: rules.clientFailures,
      onRefused: metrics.tokenRefused,
      noteRefusal: browser.noteRefusal,
    },
    ...createPages(services, issuer, { ...browser, protocol }),
    discovery: {
      issuer,
      keys,
      keysMaxAge: () => publicKeysMaxAge(live.now()),
      resourceServers,
      enabledGrants: () => enabledGrants(live.now()),
    },
    operations: {
      readiness: async () => ({ ...(await storage.status()), keys: keys.current() !== null }),
      draining: () => draining,
      metrics: config.server.metrics ? metrics : null,
    },
    apiPrefixes: apis.map(({ prefix }) => prefix),
    registerApis: (scope) => registerApis(scope, services, { ...browser, protocol, issuer, resourceTypes }),
  });
  return {
    app,
    drain: () => {
      draining = true;
    },
  };
}

/** Closes the HTTP server; requests that take longer than the grace (in seconds) are cut off. */
export async function closeWithin(app: FastifyInstance, grace: number): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), grace * 1000);
  await app.close();
  clearTimeout(cut);
}
