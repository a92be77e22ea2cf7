import { type JsonApiError, refusal } from './json-api-error.ts';

/** A query parameter as it was meant: decoded, and there once. */
export type QueryParameter = readonly [name: string, value: string];

const mostParameters = 50;

/** Makes the refusal of a query parameter. */
export function wrongParameter(parameter: string, detail: string): JsonApiError {
  return refusal(400, 'invalid_parameter', detail, { parameter: parameter.slice(0, 100).toWellFormed() });
}

function decode(text: string): string | null {
  try {
    const decoded = decodeURIComponent(text.replaceAll('+', ' '));
    return decoded.includes('\0') ? null : decoded;
  } catch {
    return null;
  }
}

/** The part of a request's address after the question mark. */
function queryOf(url: string): string {
  const mark = url.indexOf('?');
  return mark < 0 ? '' : url.slice(mark + 1);
}

/**
 * Reads the query of a request's address. Nothing is guessed: percent signs, UTF-8, NUL and repetition are checked.
 * @throws JsonApiError
 */
export function readQueryString(url: string): QueryParameter[] {
  const parts = queryOf(url)
    .split('&')
    .filter((part) => part !== '');
  if (parts.length > mostParameters) {
    throw refusal(400, 'invalid_parameter', `A request has at most ${mostParameters} query parameters.`);
  }
  const seen = new Set<string>();
  return parts.map((part) => {
    const equals = part.indexOf('=');
    const name = decode(equals < 0 ? part : part.slice(0, equals));
    if (name === null) {
      throw refusal(400, 'invalid_parameter', 'A query parameter has a name that is not percent-encoded UTF-8 text.');
    }
    const value = decode(equals < 0 ? '' : part.slice(equals + 1));
    if (value === null) throw wrongParameter(name, 'The value is not percent-encoded UTF-8 text without NUL.');
    if (seen.has(name)) throw wrongParameter(name, 'Give the parameter once, with commas between several values.');
    seen.add(name);
    return [name, value];
  });
}

/** The values of a list, separated by commas. A comma that belongs to a value has a backslash before it. */
export function splitValues(text: string): string[] {
  return text.split(/(?<!\\),/).map((value) => value.replaceAll('\\,', ','));
}
