import type { RefusalReason } from './refusal-reason.ts';

/**
 * The error codes that the endpoints answer with (RFC 6749 §4.1.2.1 and §5.2, RFC 6750 §3.1, RFC 8707 §2, RFC 9101 §6.3,
 * OpenID Connect Core §3.1.2.6).
 */
export const oauthErrorCodes = [
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
  'invalid_target',
  'access_denied',
  'unsupported_response_type',
  'login_required',
  'consent_required',
  'interaction_required',
  'request_not_supported',
  'request_uri_not_supported',
  'invalid_token',
  'insufficient_scope',
  'server_error',
  'temporarily_unavailable',
] as const;
export type OAuthErrorCode = (typeof oauthErrorCodes)[number];

const statusOf: Readonly<Partial<Record<OAuthErrorCode, number>>> = {
  invalid_client: 401,
  invalid_token: 401,
  insufficient_scope: 403,
  server_error: 500,
  temporarily_unavailable: 503,
};

interface OAuthErrorOptions {
  /** The HTTP status, where it is not the usual one of the code. */
  readonly status?: number;
  /** What really happened, for the log of the server. Never sent; never holds a secret. */
  readonly detail?: string;
  /** Seconds after which the client may try again. */
  readonly retryAfter?: number;
  /** The scope that the call needs (RFC 6750 §3.1). */
  readonly scope?: string;
  readonly cause?: unknown;
  /** Why it was really refused, for who runs the application. Never sent, never logged. */
  readonly reason?: RefusalReason;
}

/** A refusal by the protocol. `description` goes over the wire, `detail` only into the log (RFC 6749 §5.2). */
export class OAuthError extends Error {
  readonly code: OAuthErrorCode;
  readonly description: string;
  readonly status: number;
  readonly detail: string | undefined;
  readonly retryAfter: number | undefined;
  readonly scope: string | undefined;
  readonly reason: RefusalReason | undefined;

  constructor(code: OAuthErrorCode, description: string, options: OAuthErrorOptions = {}) {
    super(`${code}: ${options.detail ?? description}`, { cause: options.cause });
    this.name = 'OAuthError';
    this.code = code;
    this.description = description;
    this.status = options.status ?? statusOf[code] ?? 400;
    this.detail = options.detail;
    this.retryAfter = options.retryAfter;
    this.scope = options.scope;
    this.reason = options.reason;
  }
}
