import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../access/caller.ts';
import type { Side } from '../../access/subject.ts';
import type { CallerResolution } from '../../directory/caller-resolution.ts';
import type { Sessions } from '../../directory/session.ts';
import { scopesOfSide } from '../../oauth/client-scopes.ts';
import { OAuthError } from '../../oauth/oauth-error.ts';
import type { BrowserCookies } from '../browser-cookies.ts';
import { type FormProtection, isFromOwnPage, pageBinding } from '../form-protection.ts';

export interface SessionAuthenticationDependencies {
  readonly issuer: string;
  readonly side: Side;
  readonly sessions: Sessions;
  readonly callers: CallerResolution;
  readonly cookies: BrowserCookies;
  readonly forms: FormProtection;
}

const safeMethods: readonly string[] = ['GET', 'HEAD'];

/**
 * Makes the function that turns the session of our own pages into a live caller; null where there is no session. Only
 * our own pages are let in: another site neither reads (`Sec-Fetch-Site`) nor changes anything (the token as well).
 * @throws OAuthError `invalid_request` (403) for a change without the token of the session.
 */
export function createSessionAuthentication(dependencies: SessionAuthenticationDependencies) {
  const { callers, cookies, forms, issuer, sessions, side } = dependencies;
  const scopes: ReadonlySet<string> = new Set(scopesOfSide(side));

  return async function authenticate(request: FastifyRequest): Promise<Caller | null> {
    const token = cookies.session(request, side);
    if (token === null || !isFromOwnPage(request, issuer)) return null;
    const session = await sessions.current(side, token);
    if (session === null) return null;
    const given = request.headers['x-csrf-token'];
    const isGood = typeof given === 'string' && forms.check(pageBinding(token), given);
    if (!safeMethods.includes(request.method) && !isGood) {
      throw new OAuthError('invalid_request', 'Send the X-CSRF-Token of this session.', { status: 403 });
    }
    const { organizationId, person } = session;
    const facts = { subject: person, owner: null, clientRowId: null, organizationId, side, scopes };
    const caller = await callers.resolve(facts, { address: request.ip, requestId: request.id });
    return caller && { ...caller, sessionId: session.id };
  };
}
