import type { FastifyReply } from 'fastify';
import { AccessDenied } from '../../access/reach.ts';
import { RuleViolation } from '../../access/rule-violation.ts';
import { OAuthError } from '../../oauth/oauth-error.ts';

export interface ErrorSource {
  readonly pointer?: string;
  readonly parameter?: string;
  readonly header?: string;
}

/** One error object (JSON:API 1.1, Error Objects). */
export interface ErrorObject {
  readonly status: number;
  /** A stable, machine-readable word. */
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly source?: ErrorSource;
}

/** A refusal of the JSON:API, with all that is wrong. */
export class JsonApiError extends Error {
  readonly errors: readonly ErrorObject[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(errors: readonly ErrorObject[], headers: Readonly<Record<string, string>> = {}) {
    super(errors.map(({ detail }) => detail).join(' '));
    this.name = 'JsonApiError';
    this.errors = errors;
    this.headers = headers;
  }
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not authenticated',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  406: 'Not acceptable',
  409: 'Conflict',
  412: 'Changed in the meantime',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Not valid',
  429: 'Too many attempts',
  503: 'Not available at the moment',
};

/** Makes a refusal with one error. */
export function refusal(status: number, code: string, detail: string, source?: ErrorSource): JsonApiError {
  const error = { status, code, title: titles[status] ?? 'Refused', detail, ...(source !== undefined && { source }) };
  return new JsonApiError([error]);
}

/** What an API needs to know to refuse a token (RFC 6750 §3, RFC 9728 §5.1). */
export interface Challenge {
  readonly resourceMetadata: string;
}

function challenge({ resourceMetadata }: Challenge, parameters: Readonly<Record<string, string | undefined>>): string {
  const written = Object.entries({ ...parameters, resource_metadata: resourceMetadata })
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([name, value]) => `${name}="${value.replace(/["\\]/g, '')}"`);
  return `Bearer ${written.join(', ')}`;
}

function fromOAuthError(error: OAuthError, about: Challenge): JsonApiError {
  const { code, description, scope, status } = error;
  const named = error.name === 'NoToken' ? {} : { error: code, error_description: description, scope };
  const retry = error.retryAfter === undefined ? undefined : { 'retry-after': String(error.retryAfter) };
  const headers: Record<string, string> =
    status < 500 && status !== 429 ? { 'www-authenticate': challenge(about, named) } : {};
  return new JsonApiError(refusal(status, code, description).errors, { ...headers, ...retry });
}

function fromAccessDenied({ message, missingScope }: AccessDenied, about: Challenge): JsonApiError {
  if (missingScope === null) return refusal(403, 'forbidden', message);
  const named = { error: 'insufficient_scope', error_description: message, scope: missingScope };
  return new JsonApiError(refusal(403, 'insufficient_scope', message).errors, {
    'www-authenticate': challenge(about, named),
  });
}

function fromRuleViolation(
  { conflict, violations }: RuleViolation,
  pointerOf: (field: string) => string,
): JsonApiError {
  const status = conflict ? 409 : 422;
  return new JsonApiError(
    violations.flatMap(({ field, message }) => {
      const source = field === null ? undefined : { pointer: pointerOf(field) };
      return refusal(status, conflict ? 'conflict' : 'invalid', message, source).errors;
    }),
  );
}

/** Turns whatever was thrown into a refusal of this shape; what nobody expected says nothing of itself. */
export function toJsonApiError(thrown: unknown, about: Challenge, pointerOf: (field: string) => string): JsonApiError {
  if (thrown instanceof JsonApiError) return thrown;
  if (thrown instanceof OAuthError) return fromOAuthError(thrown, about);
  if (thrown instanceof AccessDenied) return fromAccessDenied(thrown, about);
  if (thrown instanceof RuleViolation) return fromRuleViolation(thrown, pointerOf);
  const { name, retryAfter, statusCode } = thrown as { name?: string; retryAfter?: number; statusCode?: number };
  if (name === 'TooManyAttempts') {
    const { errors } = refusal(429, 'too_many_attempts', 'Too many attempts. Wait before you try again.');
    return new JsonApiError(errors, { 'retry-after': String(retryAfter ?? 1) });
  }
  if (statusCode === 413) return refusal(413, 'too_large', 'The body is too large.');
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return refusal(statusCode, 'bad_request', 'The request is malformed.');
  }
  const { errors } = refusal(503, 'unavailable', 'The server cannot answer at the moment. Try again shortly.');
  return new JsonApiError(errors, { 'retry-after': String(retryAfter ?? 1) });
}

/** Sends a refusal; every error carries the id of the request. */
export function sendJsonApiError(reply: FastifyReply, { errors, headers }: JsonApiError): FastifyReply {
  const status = errors[0]?.status ?? 503;
  return reply
    .code(status)
    .headers({ 'cache-control': 'no-store', ...headers })
    .type('application/vnd.api+json')
    .send(
      JSON.stringify({
        errors: errors.map((error) => ({ id: reply.request.id, ...error, status: String(error.status) })),
      }),
    );
}
