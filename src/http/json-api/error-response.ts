import type { FastifyReply } from 'fastify';
import { AccessDenied } from '../../access/reach.ts';
import { RuleViolation } from '../../access/rule-violation.ts';
import { TooManyAttempts } from '../../directory/attempt-limiter.ts';
import { PasswordQueueFull } from '../../directory/password.ts';
import { OAuthError } from '../../oauth/oauth-error.ts';
import { type ChallengeFacts, refuseAccess, refuseToken } from './bearer-challenge.ts';
import { errorObject, JsonApiError, refusal, withRule } from './json-api-error.ts';
import { documentBytes, jsonApiType } from './media-type.ts';

/** What turning an error into an answer needs to know of the request. */
export interface ErrorContext extends ChallengeFacts {
  /** The JSON pointer of a field that breaks a rule. */
  readonly pointerOf: (field: string) => string;
}

function refuseRuleViolation({ conflict, violations }: RuleViolation, { pointerOf }: ErrorContext): JsonApiError {
  const [status, code] = conflict ? ([409, 'conflict'] as const) : ([422, 'invalid'] as const);
  return new JsonApiError(
    violations.map(({ broken, field, message }) =>
      withRule(errorObject(status, code, message, field === null ? undefined : { pointer: pointerOf(field) }), broken),
    ),
  );
}

function refuseForNow(status: 429 | 503, seconds: number, detail: string): JsonApiError {
  const code = status === 429 ? 'too_many_attempts' : 'unavailable';
  const retryAfter = String(Math.max(1, Math.ceil(seconds)));
  return new JsonApiError([errorObject(status, code, detail)], { 'retry-after': retryAfter });
}

/** What the framework itself refuses, before any of our own code sees it. */
function refuseForFramework(status: number): JsonApiError {
  if (status === 413) return refusal(413, 'too_large', 'The body is too large.');
  if (status === 415) {
    const detail = `Send a document with Content-Type: ${jsonApiType}.`;
    return refusal(415, 'unsupported_media_type', detail, { header: 'Content-Type' });
  }
  return refusal(status, 'malformed_request', 'The request is malformed.');
}

/** Turns whatever was thrown into a refusal of this shape; what nobody expected says nothing of itself. */
export function toJsonApiError(thrown: unknown, context: ErrorContext): JsonApiError {
  if (thrown instanceof JsonApiError) return thrown;
  if (thrown instanceof OAuthError) return refuseToken(thrown, context);
  if (thrown instanceof AccessDenied) return refuseAccess(thrown, context);
  if (thrown instanceof RuleViolation) return refuseRuleViolation(thrown, context);
  if (thrown instanceof TooManyAttempts) {
    return refuseForNow(429, thrown.retryAfter, 'There were too many attempts. Wait before you try again.');
  }
  if (thrown instanceof PasswordQueueFull) {
    return refuseForNow(
      503,
      thrown.retryAfter,
      'Too many passwords are being checked at the moment. Try again shortly.',
    );
  }
  const { name, statusCode } = (thrown ?? {}) as { readonly name?: unknown; readonly statusCode?: unknown };
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) return refuseForFramework(statusCode);
  // By name, since this layer knows nothing of how things are stored.
  if (name === 'StorageUnavailable')
    return refuseForNow(503, 1, 'The server cannot answer at the moment. Try again shortly.');
  return refusal(500, 'internal', 'Something went wrong on the server. It has been noted under the id of this error.');
}

/** Sends a refusal. Every error carries the id of the request, under which the server's log tells more. */
export function sendJsonApiError(reply: FastifyReply, refused: JsonApiError): FastifyReply {
  const errors = refused.errors.map(({ about, status, ...rest }) => ({
    id: reply.request.id,
    ...(about !== undefined && { links: { about } }),
    status: String(status),
    ...rest,
  }));
  return reply
    .code(refused.status)
    .headers({ 'cache-control': 'no-store', ...refused.headers })
    .type(jsonApiType)
    .send(documentBytes({ jsonapi: { version: '1.1' }, errors }));
}
