import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AttemptLimiter, AttemptRule } from '../directory/attempt-limiter.ts';
import type { Locale } from '../directory/personal-input.ts';
import type { Sessions } from '../directory/session.ts';
import type { Client } from '../oauth/client.ts';
import type { AuthorizationEndpoint, AuthorizationOutcome } from '../oauth/endpoints/authorization.ts';
import type { VisitorAuthorization } from '../oauth/endpoints/visitor-authorization.ts';
import type { OAuthError } from '../oauth/oauth-error.ts';
import type { ResourceOwners } from '../oauth/resource-owner.ts';
import type { Asker, Waiting } from '../oauth/waiting-requests.ts';
import type { BrowserCookies } from './browser-cookies.ts';
import type { FormBinding, FormProtection } from './form-protection.ts';
import type { ChooseLanguage } from './language.ts';
import { authorizationProblemPage, leavingPage } from './pages/authorization-problem.ts';
import { consentPage } from './pages/consent.ts';
import type { Html } from './pages/html.ts';
import { continuation, type RequestForm, requestForm } from './pages/request-form.ts';
import { type ClientParties, signInPage } from './pages/sign-in.ts';
import type { Wording } from './pages/wording.ts';
import type { NoteRefusal } from './refused-requests.ts';

export interface AuthorizationRouteDependencies {
  readonly issuer: string;
  readonly endpoint: AuthorizationEndpoint;
  readonly visitors: VisitorAuthorization;
  readonly sessions: Sessions;
  readonly owners: Pick<ResourceOwners, 'authenticate'>;
  readonly cookies: BrowserCookies;
  readonly forms: FormProtection;
  readonly attempts: AttemptLimiter;
  readonly requestRule: AttemptRule;
  /** The names of who runs an application, for its pages. */
  readonly partiesOf: (client: Client) => Promise<ClientParties>;
  /** The name of somebody who is signed in. */
  readonly nameOf: (person: { readonly kind: 'user' | 'customer-user'; readonly id: string }) => Promise<string>;
  readonly chooseLanguage: ChooseLanguage;
  /** How long refresh tokens keep access alive, in days; null where none are given. */
  readonly accessDays: () => number | null;
  readonly noteRefusal: NoteRefusal;
}

/** How much of a query is looked at. */
const longestQuery = 8192;

/** One request to the pages, with its reply. */
export interface Exchange {
  readonly context: AuthorizationRouteDependencies;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** The language that the application asked for. */
  readonly uiLocale: Locale | null;
}

type WaitingOutcome = Extract<AuthorizationOutcome, Waiting>;

export function askerOf({ context: { cookies, sessions }, request, reply }: Exchange): Asker {
  return {
    browser: cookies.browser(request, reply),
    async signedIn(client) {
      const token = cookies.session(request, client.side);
      return token === null ? null : sessions.find(client.side, token, client.organizationId);
    },
    address: request.ip,
    requestId: request.id,
  };
}

/** Where a form may lead: here, and on to the application, which may be at several hosts of its own (ADR 0021). */
function formTargets(redirectUri: string): string {
  const { origin, protocol } = new URL(redirectUri);
  if (protocol === 'https:') return "'self' https:";
  return protocol === 'http:' ? `'self' ${origin}` : `'self' ${protocol}`;
}

export function sendPage(reply: FastifyReply, body: string, status = 200, redirectUri?: string): FastifyReply {
  if (redirectUri !== undefined) {
    const targets = formTargets(redirectUri);
    const policy = `default-src 'none';style-src 'self';form-action ${targets};frame-ancestors 'none';base-uri 'none'`;
    reply.header('content-security-policy', policy);
  }
  return reply.code(status).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(body);
}

/** The texts of the page that answers, in the language of who reads it. */
export function wordingOf({ context, request, reply, uiLocale }: Exchange, waiting?: Waiting) {
  const sides = waiting === undefined ? [] : [waiting.client.side];
  return context.chooseLanguage(request, reply, { asked: uiLocale, sides });
}

export function bindingOf({ context, request, reply }: Exchange, form: string, waiting: Waiting) {
  const { client, handle } = waiting;
  const browser = context.cookies.browser(request, reply);
  // Signing in begins a session, so that there is none yet to be tied to.
  const session = form === 'sign-in' ? '' : (context.cookies.session(request, client.side) ?? '');
  return { form, browser, session, request: handle } satisfies FormBinding;
}

function formOf(exchange: Exchange, form: string, waiting: Waiting): RequestForm {
  const formToken = exchange.context.forms.token(bindingOf(exchange, form, waiting));
  const { language } = exchange.request.query as { readonly language?: unknown };
  return requestForm(waiting.handle, formToken, language === undefined ? exchange.uiLocale : null);
}

export async function showSignIn(
  exchange: Exchange,
  { waiting, username, problem, status }: SignInPageState,
): Promise<FastifyReply> {
  const { context, reply } = exchange;
  const { client } = waiting;
  const wording = await wordingOf(exchange, waiting);
  const parties = await context.partiesOf(client);
  const form = formOf(exchange, 'sign-in', waiting);
  const body = signInPage(wording, { client, parties, form, username, problem: problem?.(wording) ?? null });
  return sendPage(reply, body, status, waiting.request.redirectUri);
}

interface SignInPageState {
  readonly waiting: Waiting;
  readonly username: string;
  readonly problem: ((wording: Wording) => Html) | null;
  readonly status: number;
}

export async function showConsent(
  exchange: Exchange,
  waiting: Extract<AuthorizationOutcome, { kind: 'consent' }>,
): Promise<FastifyReply> {
  const { context, reply } = exchange;
  const { client, scope, server } = waiting;
  const { redirectUri } = waiting.request;
  const signedIn = await askerOf(exchange).signedIn(client);
  const body = consentPage(await wordingOf(exchange, waiting), {
    client,
    parties: await context.partiesOf(client),
    person: signedIn === null ? '' : await context.nameOf(signedIn.person),
    server,
    scopes: server.scopes.filter((each) => scope.includes(each.scope)),
    redirectUri,
    days: context.accessDays(),
    form: formOf(exchange, 'consent', waiting),
  });
  return sendPage(reply, body, 200, redirectUri);
}

export function isWaiting(outcome: AuthorizationOutcome): outcome is WaitingOutcome {
  return 'handle' in outcome;
}

function logRefusal({ log }: FastifyReply, { cause, code, message, status }: OAuthError): void {
  const facts = { oauthError: code, detail: message };
  if (status >= 500) log.error({ ...facts, err: cause }, 'authorization failed');
  else log.info(facts, 'authorization refused');
}

/** The query as it came, or what is left of that of a request that waited. */
function queryOf({ request }: Exchange, { client, request: waited }: RefusedOutcome): string {
  if (client === undefined || waited === undefined) return request.url.split('?').slice(1).join('?');
  const { redirectUri, resource, scope } = waited;
  const query = { response_type: 'code', client_id: client.clientId, redirect_uri: redirectUri, resource };
  return new URLSearchParams({ ...query, ...(scope && { scope: scope.join(' ') }) }).toString();
}

type RefusedOutcome = Pick<Extract<AuthorizationOutcome, { kind: 'redirect' }>, 'client' | 'request'>;

/** Counts and keeps what the authorization endpoint refused. */
export function noteRefusal(exchange: Exchange, error: OAuthError, outcome: RefusedOutcome = {}): void {
  const { context, request } = exchange;
  const query = queryOf(exchange, outcome).slice(0, longestQuery);
  const input = { contentType: undefined, body: new Uint8Array(), query, authorization: [] };
  const { id: requestId, ip: address } = request;
  context.noteRefusal({ endpoint: 'authorization', input, error, answered: error, address, requestId });
}

/** Answers with whatever leaves the pages: an answer for the application, or a problem. */
export async function leave(
  exchange: Exchange,
  outcome: Exclude<AuthorizationOutcome, WaitingOutcome>,
  root: string,
): Promise<FastifyReply> {
  const { reply } = exchange;
  if (outcome.error !== undefined) {
    logRefusal(reply, outcome.error);
    // A page that was opened again after its request was over is nobody's mistake.
    if (outcome.kind !== 'refused') noteRefusal(exchange, outcome.error, outcome);
    else if (root === '../') noteRefusal(exchange, outcome.error);
  }
  switch (outcome.kind) {
    case 'redirect':
      return reply.header('cache-control', 'no-store').redirect(outcome.location, 303);
    case 'link':
      return sendPage(
        reply,
        leavingPage(await wordingOf(exchange), { ...outcome, clientName: outcome.client.name }),
        400,
      );
    case 'refused':
      return sendPage(
        reply,
        authorizationProblemPage(await wordingOf(exchange), outcome.error, root),
        outcome.error.status,
      );
  }
}

export function continueAt({ reply, uiLocale }: Exchange, directory: string, handle: string): FastifyReply {
  return reply.header('cache-control', 'no-store').redirect(directory + continuation(handle, uiLocale), 303);
}
