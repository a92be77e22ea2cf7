import { OAuthError } from './oauth-error.ts';
import { hasRepeatedName } from './repeated-name.ts';

/** The parameters of a request to a protocol endpoint, each at most once. Empty ones are absent (RFC 6749 §3.2). */
export interface RequestParameters {
  get(name: string): string | undefined;
  has(name: string): boolean;
  /** Every `resource`, the one parameter that may repeat (RFC 8707 §2). */
  readonly resources: readonly string[];
}

const mostParameters = 100;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function refuse(description: string): never {
  throw new OAuthError('invalid_request', description);
}

function mediaTypeOf(contentType: string | undefined): string {
  const [type = '', ...parameters] = (contentType ?? '').split(';').map((part) => part.trim().toLowerCase());
  const foreign = parameters.some((parameter) => parameter !== '' && !/^charset="?utf-?8"?$/.test(parameter));
  return foreign ? '' : type;
}

const encoded = /[%+]/;

function decodeFormText(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return refuse('There is a percent sign that is not followed by two hexadecimal digits of UTF-8 text.');
  }
}

/** Reads form-encoded pairs strictly (RFC 6749 Appendix B). @throws OAuthError `invalid_request` */
export function readForm(text: string): [string, string][] {
  const pairs = text.split('&').filter((pair) => pair !== '');
  if (pairs.length > mostParameters) refuse(`There are more than ${mostParameters} parameters.`);
  // Most bodies have nothing encoded: one look at all of it is less than one at each part.
  const decode = encoded.test(text) ? decodeFormText : (part: string) => part;
  return pairs.map((pair) => {
    const equals = pair.indexOf('=');
    const name = equals < 0 ? pair : pair.slice(0, equals);
    return [decode(name), equals < 0 ? '' : decode(pair.slice(equals + 1))];
  });
}

function readJson(text: string): [string, string][] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('The body is not valid JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse('The JSON body must be an object whose values are strings.');
  }
  const members = Object.entries(value);
  if (members.length > mostParameters) refuse(`The body has more than ${mostParameters} parameters.`);
  if (hasRepeatedName(text, value)) refuse('A parameter appears more than once.');
  return members.flatMap(([name, member]): [string, string][] => {
    if (typeof member === 'string') return [[name, member]];
    if (name === 'resource' && Array.isArray(member) && member.every((item) => typeof item === 'string')) {
      return member.map((item) => [name, item]);
    }
    return refuse(`The value of ${printable(name)} must be a string.`);
  });
}

/** A parameter's name as an error may show it: ours by name, anybody else's not at all (RFC 6749 §5.2 charset). */
function printable(name: string): string {
  return /^[a-z_]{1,32}$/.test(name) ? name : 'a parameter';
}

function collect(pairs: readonly [string, string][]): RequestParameters {
  const values = new Map<string, string>();
  const resources: string[] = [];
  for (const [name, value] of pairs) {
    if (!name.isWellFormed() || !value.isWellFormed()) refuse('The body has text that is not valid Unicode.');
    if (value.includes('\0') && name !== 'password') refuse(`The value of ${printable(name)} holds a NUL character.`);
    if (name === 'resource') {
      if (value !== '') resources.push(value);
      continue;
    }
    if (values.has(name)) refuse(`The parameter ${printable(name)} appears more than once.`);
    values.set(name, value);
  }
  return {
    get: (name) => values.get(name) || undefined,
    has: (name) => (values.get(name) ?? '') !== '',
    resources,
  };
}

/**
 * Reads the parameters of a body as they came, repetitions included (RFC 6749 §3.2, Appendix B).
 * @throws OAuthError `invalid_request` for another content type, malformed content, and non-strings.
 */
export function readPairs(contentType: string | undefined, body: Uint8Array): [string, string][] {
  let text: string;
  try {
    text = utf8.decode(body);
  } catch {
    return refuse('The body is not valid UTF-8.');
  }
  switch (mediaTypeOf(contentType)) {
    case 'application/x-www-form-urlencoded':
      return readForm(text);
    case 'application/json':
      return readJson(text);
    default:
      return refuse('Send the parameters as application/x-www-form-urlencoded or application/json in UTF-8.');
  }
}

/**
 * Reads the body of a request to a protocol endpoint. Form and JSON mean the same (RFC 6749 §3.2, Appendix B).
 * @throws OAuthError `invalid_request` for another content type, malformed or repeated content, and non-strings.
 */
export function parseRequestParameters(contentType: string | undefined, body: Uint8Array): RequestParameters {
  return collect(readPairs(contentType, body));
}

/**
 * The scope asked for; `scopes` is its alias (seed-000). Undefined where none was.
 * @throws OAuthError `invalid_request` when both are there and differ.
 */
export function requestedScope(parameters: RequestParameters): string | undefined {
  const scope = parameters.get('scope');
  const alias = parameters.get('scopes');
  if (scope !== undefined && alias !== undefined && scope !== alias) {
    refuse('The parameters scope and scopes differ; send one of them.');
  }
  return scope ?? alias;
}
