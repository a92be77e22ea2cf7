import type { BrokenRule } from '../../access/rule-violation.ts';
import { nearestName } from '../../config/nearest-name.ts';

/** Where in the request the cause lies (JSON:API 1.1, Error Objects). */
export interface ErrorSource {
  readonly pointer?: string;
  readonly parameter?: string;
  readonly header?: string;
}

/** What is told of an error beside the members of the standard. */
export interface ErrorMeta extends Partial<BrokenRule> {
  /** The pointer of what the error is about, where the document has nothing there. */
  readonly member?: string;
}

/** One error object. */
export interface ErrorObject {
  readonly status: number;
  /** A stable, machine-readable word. */
  readonly code: ErrorCode;
  readonly title: string;
  readonly detail: string;
  readonly source?: ErrorSource;
  readonly meta?: ErrorMeta;
  /** Where more is said about this kind of error. */
  readonly about?: string;
}

/** Every code of ours; those of OAuth (RFC 6750 §3.1) keep their own names. */
export type ErrorCode =
  | 'invalid_parameter'
  | 'invalid_json'
  | 'invalid_document'
  | 'unknown_member'
  | 'malformed_request'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'not_acceptable'
  | 'conflict'
  | 'changed'
  | 'too_large'
  | 'unsupported_media_type'
  | 'invalid'
  | 'required'
  | 'read_only'
  | 'too_many_attempts'
  | 'internal'
  | 'unavailable'
  | 'invalid_request'
  | 'invalid_token'
  | 'insufficient_scope'
  | 'temporarily_unavailable'
  | 'server_error';

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
  500: 'Internal error',
  503: 'Not available at the moment',
};

/** A refusal by the JSON:API, with everything that is wrong. */
export class JsonApiError extends Error {
  readonly errors: readonly ErrorObject[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(errors: readonly ErrorObject[], headers: Readonly<Record<string, string>> = {}) {
    super(errors.map(({ detail }) => detail).join(' '));
    this.name = 'JsonApiError';
    this.errors = errors;
    this.headers = headers;
  }

  /** The status of the answer: that of the errors where they agree, else the general one (JSON:API 1.1, Errors). */
  get status(): number {
    const statuses = new Set(this.errors.map(({ status }) => status));
    const [first = 500] = statuses;
    return statuses.size === 1 ? first : 400;
  }
}

/** Makes an error object. Its title follows from the status. */
export function errorObject(status: number, code: ErrorCode, detail: string, source?: ErrorSource): ErrorObject {
  return { status, code, title: titles[status] ?? 'Refused', detail, ...(source !== undefined && { source }) };
}

/** An error object with the rule that is broken, for programs that say it in their own words. */
export function withRule(error: ErrorObject, broken: BrokenRule | undefined): ErrorObject {
  return broken === undefined ? error : { ...error, meta: { ...error.meta, ...broken } };
}

/** Makes a refusal with one error. */
export function refusal(status: number, code: ErrorCode, detail: string, source?: ErrorSource): JsonApiError {
  return new JsonApiError([errorObject(status, code, detail, source)]);
}

const longestShown = 60;

/** The sentence that tells of an unknown name, with the one that was probably meant or all there are. */
export function unknownName(name: string, known: readonly string[], meant = nearestKnown(name, known)): string {
  const shown = name.length > longestShown ? `${[...name].slice(0, longestShown).join('')}…` : name;
  const hint = known.length === 0 ? '' : ` There are: ${known.join(', ')}.`;
  return `There is no “${shown}” here.${meant === null ? hint : ` Did you mean ${meant}?`}`;
}

function nearestKnown(name: string, known: readonly string[]): string | null {
  return name.length > longestShown ? null : nearestName(name, known);
}
