import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Side } from '../access/subject.ts';
import type { OrganizationStore } from '../directory/organization.ts';
import type { Session, Sessions } from '../directory/session.ts';
import { OAuthError } from '../oauth/oauth-error.ts';
import type { ResourceOwners } from '../oauth/resource-owner.ts';
import { parseRequestParameters } from '../oauth/token-request.ts';
import type { BrowserCookies } from './browser-cookies.ts';
import { type FormProtection, isFromOwnPage, pageBinding } from './form-protection.ts';
import type { ChooseLanguage } from './language.ts';
import { toOAuthError } from './oauth-error-response.ts';
import { authorizationProblemPage } from './pages/authorization-problem.ts';
import type { Html } from './pages/html.ts';
import { webSignInPage } from './pages/web-sign-in.ts';
import type { Wording } from './pages/wording.ts';
import { waitForGrid } from './refusal-grid.ts';
import { readShell } from './web-assets.ts';

export interface WebDependencies {
  readonly issuer: string;
  readonly sessions: Sessions;
  readonly owners: Pick<ResourceOwners, 'authenticate'>;
  readonly organizations: Pick<OrganizationStore, 'storefronts'>;
  readonly cookies: BrowserCookies;
  readonly forms: FormProtection;
  readonly chooseLanguage: ChooseLanguage;
  /** What the application of a side has to know of who is signed in, beside its token. */
  readonly contextOf: (side: Side, session: Session) => Promise<Readonly<Record<string, unknown>>>;
}

/** One side's pages. */
interface Site extends WebDependencies {
  readonly side: Side;
  readonly base: string;
}

const bases: Readonly<Record<Side, string>> = { backoffice: '/admin', storefront: '/account' };
const refusedText = ({ say }: Wording) => say('signIn.refused');
const staleText = ({ say }: Wording) => say('signIn.stale');

function sendPage(reply: FastifyReply, body: string, status = 200): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(body);
}

/** Only addresses of these pages are returned to; anything else is the first page. */
function returnAddress({ base }: Site, wanted: string): string {
  const isOwn = wanted === base || wanted.startsWith(`${base}/`) || wanted.startsWith(`${base}?`);
  return isOwn && /^[A-Za-z0-9\-._~/?=&%[\]:,+]{1,2000}$/.test(wanted) ? wanted : base;
}

function signInBinding(site: Site, request: FastifyRequest, reply: FastifyReply) {
  return { form: 'web-sign-in', browser: site.cookies.browser(request, reply), session: '', request: site.side };
}

interface SignInState {
  readonly returnTo: string;
  readonly username: string;
  readonly problem: ((wording: Wording) => Html) | null;
  readonly storefront: string;
  readonly status: number;
}

async function showSignIn(site: Site, request: FastifyRequest, reply: FastifyReply, state: SignInState) {
  const formToken = site.forms.token(signInBinding(site, request, reply));
  const storefronts = site.side === 'storefront' ? await site.organizations.storefronts() : [];
  const wording = await site.chooseLanguage(request, reply, { sides: [site.side] });
  const problem = state.problem?.(wording) ?? null;
  const body = webSignInPage(wording, { ...state, side: site.side, formToken, storefronts, problem });
  return sendPage(reply, body, state.status);
}

function readForm({ body, headers }: FastifyRequest) {
  const parameters = parseRequestParameters(headers['content-type'], Buffer.isBuffer(body) ? body : new Uint8Array());
  return (name: string) => parameters.get(name) ?? '';
}

/** The organization to sign in to: in the back-office any of one's own, in the storefront the chosen or only one. */
async function placeToSignIn({ organizations, side }: Site, chosen: string): Promise<string | null> {
  if (side === 'backoffice') return null;
  const storefronts = await organizations.storefronts();
  return (storefronts.find(({ id }) => id === chosen) ?? storefronts[0])?.id ?? '';
}

function registerSignIn(app: FastifyInstance, site: Site): void {
  const { base, cookies, forms, issuer, owners, sessions, side } = site;
  type Query = { readonly Querystring: { readonly return?: unknown; readonly organization?: unknown } };
  app.get<Query>(`${base}/sign-in`, (request, reply) => {
    const returnTo = returnAddress(site, String(request.query.return ?? ''));
    const storefront = String(request.query.organization ?? '');
    return showSignIn(site, request, reply, { returnTo, username: '', problem: null, storefront, status: 200 });
  });
  app.post(`${base}/sign-in`, async (request, reply) => {
    const field = readForm(request);
    const state = {
      returnTo: returnAddress(site, field('return')),
      username: field('username'),
      storefront: field('organization'),
    };
    const good =
      isFromOwnPage(request, issuer) && forms.check(signInBinding(site, request, reply), field('form_token'));
    if (!good) return showSignIn(site, request, reply, { ...state, problem: staleText, status: 403 });
    const organizationId = await placeToSignIn(site, state.storefront);
    const attempt = {
      side,
      organizationId,
      username: state.username,
      password: field('password'),
      address: request.ip,
    };
    const result = await owners.authenticate(attempt);
    if (result.outcome === 'throttled') {
      reply.header('retry-after', result.retryAfter);
      const problem = ({ amount, say }: Wording) =>
        say('signIn.throttled', { time: amount(result.retryAfter, 'second') });
      return showSignIn(site, request, reply, { ...state, problem, status: 429 });
    }
    const userAgent = request.headers['user-agent'] ?? null;
    const place = { address: request.ip, requestId: request.id, userAgent };
    const token =
      result.outcome === 'proved'
        ? await sessions.open(
            result.person,
            { ...place, organizationId: result.organizationId },
            cookies.session(request, side),
          )
        : null;
    if (token === null) {
      await waitForGrid(performance.now() - reply.elapsedTime);
      return showSignIn(site, request, reply, { ...state, problem: refusedText, status: 401 });
    }
    cookies.setSession(reply, side, token);
    return reply.header('cache-control', 'no-store').redirect(state.returnTo, 303);
  });
}

/** A form of somebody who is signed in; null where it did not come from their own page. */
async function readSessionForm(site: Site, request: FastifyRequest) {
  const token = site.cookies.session(request, site.side);
  const field = readForm(request);
  if (token === null || !isFromOwnPage(request, site.issuer)) return null;
  return site.forms.check(pageBinding(token), field('form_token')) ? { token, field } : null;
}

function registerSessionForms(app: FastifyInstance, site: Site): void {
  const { base, cookies, sessions, side } = site;
  const refuse = async (request: FastifyRequest, reply: FastifyReply) => {
    const error = new OAuthError('invalid_request', 'This page was out of date, and nothing was done.');
    const wording = await site.chooseLanguage(request, reply, { sides: [side] });
    return sendPage(reply, authorizationProblemPage(wording, error, '../'), 403);
  };
  app.post(`${base}/sign-out`, async (request, reply) => {
    const form = await readSessionForm(site, request);
    if (form === null) return refuse(request, reply);
    await sessions.end(side, form.token);
    cookies.clearSession(reply, side);
    return reply.redirect(`${base}/sign-in`, 303);
  });
  app.post(`${base}/organization`, async (request, reply) => {
    const form = await readSessionForm(site, request);
    const session = form && (await sessions.current(side, form.token));
    if (!form || !session || !(await sessions.move(session, form.field('organization')))) return refuse(request, reply);
    return reply.redirect(base, 303);
  });
}

/** JSON that can stand inside a script element. */
function embed(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

async function registerShell(app: FastifyInstance, site: Site): Promise<void> {
  const { base, contextOf, cookies, forms, sessions, side } = site;
  const shell = await readShell(side);
  const show = async (request: FastifyRequest, reply: FastifyReply) => {
    const token = cookies.session(request, side);
    const session = token === null ? null : await sessions.current(side, token);
    if (token === null || session === null) {
      const returnTo = returnAddress(site, request.url);
      return reply.redirect(`${base}/sign-in?return=${encodeURIComponent(returnTo)}`, 303);
    }
    const nonce = randomBytes(16).toString('base64');
    const context = { ...(await contextOf(side, session)), side, csrf: forms.token(pageBinding(token)) };
    reply.header(
      'content-security-policy',
      `default-src 'none';script-src 'nonce-${nonce}' 'strict-dynamic' 'self';style-src 'self' 'nonce-${nonce}';` +
        "img-src 'self' data:;font-src 'self';connect-src 'self';form-action 'self';frame-ancestors 'none';base-uri 'none'",
    );
    const page = shell.replaceAll('__GRANTRY_NONCE__', nonce).replace('__GRANTRY_CONTEXT__', () => embed(context));
    return sendPage(reply, page);
  };
  app.get(base, show);
  app.get(`${base}/*`, show);
}

/** Registers the pages of both sides: sign-in, sign-out, the choice of organization, and the applications themselves. */
export async function registerWeb(app: FastifyInstance, dependencies: WebDependencies): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 16 * 1024 }, (_request, body, done) =>
    done(null, body),
  );
  app.setErrorHandler(async (thrown, request, reply) => {
    const error = toOAuthError(thrown);
    if (error.status >= 500) request.log.error({ err: thrown }, 'request failed');
    const wording = await dependencies.chooseLanguage(request, reply);
    return sendPage(reply, authorizationProblemPage(wording, error, '/'), error.status);
  });
  for (const side of ['backoffice', 'storefront'] as const) {
    const site = { ...dependencies, side, base: bases[side] };
    registerSignIn(app, site);
    registerSessionForms(app, site);
    await registerShell(app, site);
  }
}
