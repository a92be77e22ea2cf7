import type { FastifyReply } from 'fastify';
import { OAuthError } from '../oauth/oauth-error.ts';

/** Answers that hold or refuse credentials are never stored (RFC 6749 §5.1). */
export function forbidStoring(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store').header('pragma', 'no-cache');
}

/** Turns whatever went wrong into a refusal of the protocol; what we did not expect says nothing of itself. */
export function toOAuthError(error: unknown): OAuthError {
  if (error instanceof OAuthError) return error;
  const { statusCode, name, retryAfter } = error as { statusCode?: number; name?: string; retryAfter?: number };
  if (statusCode === 413) return new OAuthError('invalid_request', 'The body is too large.', { status: 413 });
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new OAuthError('invalid_request', 'The request is malformed.', { status: statusCode });
  }
  if (name === 'PasswordQueueFull') {
    return new OAuthError('temporarily_unavailable', 'Too many sign-ins at the moment.', {
      retryAfter: retryAfter ?? 1,
      cause: error,
    });
  }
  return new OAuthError('temporarily_unavailable', 'The server cannot answer at the moment. Try again shortly.', {
    retryAfter: 1,
    detail: 'unexpected error',
    cause: error,
  });
}

/** Sends a refusal in the shape of RFC 6749 §5.2, with a link to the page that tells what to do. */
export function sendOAuthError(reply: FastifyReply, error: OAuthError, issuer: string): FastifyReply {
  forbidStoring(reply).code(error.status);
  if (error.retryAfter !== undefined) reply.header('retry-after', Math.max(1, Math.ceil(error.retryAfter)));
  if (error.code === 'invalid_client' && reply.request.headers.authorization !== undefined) {
    reply.header('www-authenticate', 'Basic realm="Grantry", charset="UTF-8"');
  }
  return reply.send({
    error: error.code,
    error_description: error.description,
    error_uri: `${issuer}/docs/errors#${error.code}`,
  });
}
