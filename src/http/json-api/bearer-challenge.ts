import type { AccessDenied } from '../../access/reach.ts';
import { OAuthError, type OAuthErrorCode } from '../../oauth/oauth-error.ts';
import { wellKnownUrl } from '../../oauth/well-known.ts';
import { NoToken } from '../middleware/bearer-authentication.ts';
import { type ErrorCode, errorObject, JsonApiError } from './json-api-error.ts';

/** What an API tells those whose token it refuses. */
export interface ChallengeFacts {
  readonly issuer: string;
  /** `/api` or `/storefront/api`. */
  readonly prefix: string;
}

/** The characters that RFC 6750 §3 allows in `error_description`, and HTTP in a quoted string. */
function quotable(text: string): string {
  return text.replace(/["“”]/g, "'").replace(/[^\x20-\x5b\x5d-\x7e]/g, '?');
}

/** Writes a `WWW-Authenticate` header (RFC 6750 §3) that leads to the API's metadata (RFC 9728 §5.1). */
function bearerChallenge(
  { issuer, prefix }: ChallengeFacts,
  parameters: Readonly<Record<string, string | undefined>>,
): string {
  const all = { ...parameters, resource_metadata: wellKnownUrl('oauth-protected-resource', issuer + prefix) };
  const written = Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}="${quotable(value)}"`],
  );
  return `Bearer ${written.join(', ')}`;
}

const ownCodes: Readonly<Partial<Record<OAuthErrorCode, ErrorCode>>> = {
  invalid_request: 'invalid_request',
  invalid_token: 'invalid_token',
  insufficient_scope: 'insufficient_scope',
  temporarily_unavailable: 'temporarily_unavailable',
  server_error: 'server_error',
};

/**
 * Turns a refused token into a refusal of the JSON:API with its challenge. Where no credentials were sent the challenge
 * names no error (RFC 6750 §3).
 */
export function refuseToken(error: OAuthError, facts: ChallengeFacts): JsonApiError {
  const { description, retryAfter, scope, status } = error;
  const noToken = error instanceof NoToken;
  const code = noToken ? 'unauthenticated' : (ownCodes[error.code] ?? 'forbidden');
  const named = noToken ? {} : { error: error.code, error_description: description, scope };
  const about = `${facts.issuer}/docs/errors#${error.code}`;
  const isChallenge = status === 400 || status === 401 || status === 403;
  return new JsonApiError([{ ...errorObject(status, code, description), about }], {
    ...(isChallenge && { 'www-authenticate': bearerChallenge(facts, named) }),
    ...(retryAfter !== undefined && { 'retry-after': String(Math.max(1, Math.ceil(retryAfter))) }),
  });
}

/** Turns a missing permission or scope into a refusal; only the scope is a matter of the token (RFC 6750 §3.1). */
export function refuseAccess({ message, missingScope }: AccessDenied, facts: ChallengeFacts): JsonApiError {
  if (missingScope === null) return new JsonApiError([errorObject(403, 'forbidden', message)]);
  return refuseToken(new OAuthError('insufficient_scope', message, { scope: missingScope }), facts);
}
