import type { OAuthError, OAuthErrorCode } from './oauth-error.ts';
import type { RefusalCause } from './refusal-reason.ts';

/** The endpoints whose refusals are kept. */
export const refusalEndpoints = ['token', 'authorization', 'introspection', 'revocation'] as const;
export type RefusalEndpoint = (typeof refusalEndpoints)[number];

/** A parameter of a refused request, as it is kept. Nothing but what an allow-list lets through has a value. */
export interface ShownParameter {
  /** Null for a name that no endpoint knows. */
  readonly name: string | null;
  /** Null where the value is hidden. */
  readonly value: string | null;
  /** How many characters the value has. */
  readonly length: number;
}

/** A refused request, before it is known whose it is. */
export interface Refusal {
  readonly endpoint: RefusalEndpoint;
  /** The client id that the request names; null where it names none in one way. */
  readonly clientId: string | null;
  readonly code: OAuthErrorCode;
  readonly cause: RefusalCause;
  readonly reason: string;
  readonly reasonAboutPerson: string | null;
  readonly secretHash: Uint8Array | null;
  readonly address: string | null;
  readonly requestId: string | null;
  readonly parameters: readonly ShownParameter[];
}

/** A kept refusal. Those that are alike in everything but their time are one. */
export interface KeptRefusal {
  readonly id: string;
  /** The application; null where the request named none that exists. */
  readonly clientRowId: string | null;
  readonly endpoint: RefusalEndpoint;
  readonly code: OAuthErrorCode;
  readonly cause: RefusalCause;
  readonly reason: string;
  readonly reasonAboutPerson: string | null;
  readonly address: string | null;
  /** Of the last one. */
  readonly requestId: string | null;
  readonly parameters: readonly ShownParameter[];
  readonly firstAt: Date;
  readonly lastAt: Date;
  /** How often it happened. */
  readonly times: number;
}

/** Takes refusals. It returns at once; what it took is written in batches, and what is too much is dropped. */
export interface RefusalRecorder {
  /** Whether one about this would be kept, so that nobody prepares it for nothing. */
  hasRoom(about: Pick<Refusal, 'address' | 'clientId'>): boolean;
  refused(refusal: Refusal): void;
}

/** A secret that is good no more. */
export interface DeadSecret {
  readonly id: string;
  readonly name: string;
  readonly expiresAt: Date | null;
  readonly retiredAt: Date | null;
}

const usualCauses: Readonly<Partial<Record<OAuthErrorCode, RefusalCause>>> = {
  invalid_request: 'request',
  invalid_client: 'credentials',
  unauthorized_client: 'grant',
  unsupported_grant_type: 'grant',
  unsupported_response_type: 'request',
  invalid_scope: 'scope',
  invalid_target: 'resource',
  access_denied: 'denied',
  login_required: 'not-silent',
  consent_required: 'not-silent',
  interaction_required: 'not-silent',
  request_not_supported: 'request',
  request_uri_not_supported: 'request',
  server_error: 'signing-key',
};

/** What an error comes down to, where it does not say so itself. */
export function causeOf({ code, reason, status }: OAuthError): RefusalCause {
  if (reason !== undefined) return reason.cause;
  return status === 429 ? 'throttled' : (usualCauses[code] ?? 'unexpected');
}

/** The sentence about a secret that was good once. */
export function describeDeadSecret({ expiresAt, id, name, retiredAt }: DeadSecret): string {
  const which = `The client secret “${name}” with id ${id}`;
  if (retiredAt !== null) return `${which} was retired on ${retiredAt.toISOString()}.`;
  return `${which} has expired on ${(expiresAt ?? new Date(0)).toISOString()}.`;
}
