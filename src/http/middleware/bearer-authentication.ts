import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../access/caller.ts';
import type { CallerResolution } from '../../directory/caller-resolution.ts';
import type { AccessTokenVerifier } from '../../oauth/access-token-verification.ts';
import { OAuthError } from '../../oauth/oauth-error.ts';
import { authorizationHeaders } from './authorization-headers.ts';

export interface BearerAuthenticationDependencies {
  readonly verifier: AccessTokenVerifier;
  readonly callers: CallerResolution;
  /** Told of each call, by the row id of the application that made it. */
  readonly onCalled: (clientRowId: string) => void;
  /** The identifier of the API that is called. */
  readonly resource: string;
}

const bearer = /^bearer +([A-Za-z0-9._~+/-]+=*) *$/i;

/** The request carried no token at all: the answer names no error (RFC 6750 §3). */
export class NoToken extends OAuthError {
  constructor() {
    super('invalid_token', 'Send an access token: Authorization: Bearer <token>.');
    this.name = 'NoToken';
  }
}

function carriesSecondToken(request: FastifyRequest): boolean {
  const type = request.headers['content-type'] ?? '';
  const query = request.raw.url?.split('?', 2)[1] ?? '';
  return /^application\/x-www-form-urlencoded/i.test(type) || /(?:^|&)access_token=/.test(query);
}

/** Takes the token from the one place where it may be (RFC 6750 §2.1); never from the URL, the body or a cookie. */
function readToken(request: FastifyRequest): string {
  const [authorization, second] = authorizationHeaders(request);
  if (authorization === undefined) throw new NoToken();
  if (second !== undefined || carriesSecondToken(request)) {
    throw new OAuthError('invalid_request', 'Send the access token once, in the Authorization header alone.');
  }
  const token = bearer.exec(authorization)?.[1];
  if (token !== undefined) return token;
  if (/^bearer\b/i.test(authorization)) throw new OAuthError('invalid_token', 'The access token is malformed.');
  throw new NoToken();
}

/**
 * Makes the function that turns a request's bearer token into a live caller.
 * @throws OAuthError `invalid_token` or `invalid_request`; `NoToken` where none was sent.
 */
export function createBearerAuthentication(dependencies: BearerAuthenticationDependencies) {
  return async function authenticate(request: FastifyRequest): Promise<Caller> {
    const token = await dependencies.verifier.verify(readToken(request), dependencies.resource);
    const origin = { address: request.ip, requestId: request.id };
    const caller = await dependencies.callers.resolve(token, origin);
    if (caller === null)
      throw new OAuthError('invalid_token', 'Whom the access token speaks for may not act here any more.');
    dependencies.onCalled(token.clientRowId);
    return caller;
  };
}
