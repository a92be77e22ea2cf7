import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { networkOf } from '../directory/network.ts';
import type { AuthorizationOutcome } from '../oauth/endpoints/authorization.ts';
import { OAuthError } from '../oauth/oauth-error.ts';
import { parseRequestParameters } from '../oauth/token-request.ts';
import {
  type AuthorizationRouteDependencies,
  askerOf,
  bindingOf,
  continueAt,
  type Exchange,
  isWaiting,
  leave,
  noteRefusal,
  sendPage,
  showConsent,
  showSignIn,
  wordingOf,
} from './authorization-replies.ts';
import { isFromOwnPage } from './form-protection.ts';
import { readUiLocales } from './language.ts';
import { toOAuthError } from './oauth-error-response.ts';
import { authorizationProblemPage, stalePage } from './pages/authorization-problem.ts';
import { continuation } from './pages/request-form.ts';
import type { Wording } from './pages/wording.ts';
import { waitForGrid } from './refusal-grid.ts';

const path = '/oauth2-token/authorize';
const entries: readonly string[] = [path, `${path}-visitor`];
const longestUrl = 8192;
const signInRefused = ({ say }: Wording) => say('signIn.refused');
const wrongPerson = ({ say }: Wording) => say('signIn.wrongPerson');

/** The exchange of a request whose language, where the application asked for one, is in its address. */
function exchangeOf(context: AuthorizationRouteDependencies, request: FastifyRequest, reply: FastifyReply): Exchange {
  const { ui_locales: wanted } = request.query as { readonly ui_locales?: unknown };
  return { context, request, reply, uiLocale: readUiLocales(wanted) };
}

async function admit(
  { attempts, requestRule }: AuthorizationRouteDependencies,
  request: FastifyRequest,
): Promise<void> {
  const wait = await attempts.take(requestRule, networkOf(request.ip));
  if (wait === 0) return;
  const description = 'There were too many requests from your network. Wait a moment and try again.';
  throw new OAuthError('temporarily_unavailable', description, { status: 429, retryAfter: wait });
}

function queryOf({ url }: FastifyRequest): string {
  if (url.length > longestUrl) {
    throw new OAuthError('invalid_request', 'The address of the request is too long.', { status: 414 });
  }
  const mark = url.indexOf('?');
  return mark < 0 ? '' : url.slice(mark + 1);
}

function registerEntries(app: FastifyInstance, context: AuthorizationRouteDependencies): void {
  app.get(path, async (request, reply) => {
    await admit(context, request);
    const exchange = exchangeOf(context, request, reply);
    const outcome = await context.endpoint.begin(queryOf(request), askerOf(exchange));
    return isWaiting(outcome) ? continueAt(exchange, 'authorize/', outcome.handle) : leave(exchange, outcome, '../');
  });
  app.get(`${path}-visitor`, async (request, reply) => {
    await admit(context, request);
    const outcome = await context.visitors(queryOf(request), { address: request.ip, requestId: request.id });
    return leave(exchangeOf(context, request, reply), outcome, '../');
  });
  for (const url of entries) {
    app.route({
      method: ['HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'],
      url,
      handler: async (request, reply) => {
        const error = new OAuthError('invalid_request', 'Open this address with GET.');
        const wording = await wordingOf(exchangeOf(context, request, reply));
        return sendPage(reply.header('allow', 'GET'), authorizationProblemPage(wording, error, '../'), 405);
      },
    });
  }
}

type Sent = Pick<Exchange, 'request' | 'reply'>;

/** A form that was sent from the page that shows a request as it is now; otherwise the answer that says so. */
async function readForm(context: AuthorizationRouteDependencies, sent: Sent, form: string) {
  const { request, reply } = sent;
  const body = Buffer.isBuffer(request.body) ? request.body : new Uint8Array();
  const parameters = parseRequestParameters(request.headers['content-type'], body);
  const handle = parameters.get('request') ?? '';
  const uiLocale = readUiLocales(parameters.get('ui_locales'));
  const exchange = { context, request, reply, uiLocale };
  const asker = askerOf(exchange);
  const waiting = await context.endpoint.find(handle, asker);
  if (waiting === null) return { refusal: await leaveOrShow(exchange, await context.endpoint.resume(handle, asker)) };
  const binding = bindingOf(exchange, form, waiting);
  const good =
    isFromOwnPage(request, context.issuer) && context.forms.check(binding, parameters.get('form_token') ?? '');
  if (!good) {
    const wording = await wordingOf(exchange, waiting);
    return { refusal: sendPage(reply, stalePage(wording, continuation(handle, uiLocale)), 403) };
  }
  return { exchange, parameters, handle, asker, waiting, refusal: null };
}

function registerSignIn(app: FastifyInstance, context: AuthorizationRouteDependencies): void {
  const { cookies, endpoint, owners, sessions } = context;
  app.post(`${path}/sign-in`, async (request, reply) => {
    const form = await readForm(context, { request, reply }, 'sign-in');
    if (form.refusal !== null) return form.refusal;
    const { asker, exchange, handle, parameters, waiting } = form;
    if (parameters.get('decision') === 'cancel') return leaveOrShow(exchange, await endpoint.deny(handle, asker));
    const { organizationId, side } = waiting.client;
    const username = parameters.get('username') ?? '';
    const password = parameters.get('password') ?? '';
    const address = request.ip;
    const result = await owners.authenticate({ side, organizationId, username, password, address });
    if (result.outcome === 'throttled') {
      const problem = ({ amount, say }: Wording) =>
        say('signIn.throttled', { time: amount(result.retryAfter, 'second') });
      reply.header('retry-after', result.retryAfter);
      return showSignIn(exchange, { waiting, username, problem, status: 429 });
    }
    const place = { organizationId, address, requestId: request.id, userAgent: request.headers['user-agent'] ?? null };
    const earlier = cookies.session(request, side);
    const token = result.outcome === 'proved' ? await sessions.open(result.person, place, earlier) : null;
    if (token === null) {
      await waitForGrid(performance.now() - reply.elapsedTime);
      return showSignIn(exchange, { waiting, username, problem: signInRefused, status: 401 });
    }
    cookies.setSession(reply, side, token);
    return continueAt(exchange, '', handle);
  });
}

async function leaveOrShow(exchange: Exchange, outcome: AuthorizationOutcome): Promise<FastifyReply> {
  return isWaiting(outcome) ? continueAt(exchange, '', outcome.handle) : leave(exchange, outcome, '../../');
}

function registerConsent(app: FastifyInstance, context: AuthorizationRouteDependencies): void {
  const { endpoint } = context;
  app.post(`${path}/consent`, async (request, reply) => {
    const form = await readForm(context, { request, reply }, 'consent');
    if (form.refusal !== null) return form.refusal;
    const { asker, exchange, handle, parameters } = form;
    const decision = parameters.get('decision');
    if (decision === 'grant') return leaveOrShow(exchange, await endpoint.approve(handle, asker));
    if (decision === 'cancel') return leaveOrShow(exchange, await endpoint.deny(handle, asker));
    return continueAt(exchange, '', handle);
  });
}

function registerContinuation(app: FastifyInstance, context: AuthorizationRouteDependencies): void {
  type Query = { readonly Querystring: { readonly request?: unknown; readonly switch?: unknown } };
  app.get<Query>(`${path}/continue`, async (request, reply) => {
    const handle = String(request.query.request ?? '');
    const exchange = exchangeOf(context, request, reply);
    const outcome = await context.endpoint.resume(handle, askerOf(exchange));
    if (!isWaiting(outcome)) return leave(exchange, outcome, '../../');
    if (outcome.kind === 'consent' && request.query.switch !== '1') return showConsent(exchange, outcome);
    const problem = outcome.kind === 'wrong-person' ? wrongPerson : null;
    const username = outcome.request.loginHint ?? '';
    return showSignIn(exchange, { waiting: outcome, username, problem, status: 200 });
  });
}

/**
 * Registers the authorization endpoint and its pages (RFC 6749 §3.1). Everything that is shown or done is looked up by
 * the request's handle and this browser's cookie; what a form posts is a decision and nothing else.
 */
export async function registerAuthorization(app: FastifyInstance, context: AuthorizationRouteDependencies) {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 16 * 1024 }, (_request, body, done) =>
    done(null, body),
  );
  app.setErrorHandler(async (thrown, request, reply) => {
    const error = toOAuthError(thrown);
    if (error.status >= 500) request.log.error({ err: thrown }, 'request failed');
    if (error.retryAfter !== undefined) reply.header('retry-after', error.retryAfter);
    if (entries.includes(request.routeOptions.url ?? '')) noteRefusal(exchangeOf(context, request, reply), error);
    const root = request.url.startsWith(`${path}/`) ? '../../' : '../';
    const wording = await wordingOf(exchangeOf(context, request, reply));
    return sendPage(reply, authorizationProblemPage(wording, error, root), error.status);
  });
  registerEntries(app, context);
  registerContinuation(app, context);
  registerSignIn(app, context);
  registerConsent(app, context);
}
