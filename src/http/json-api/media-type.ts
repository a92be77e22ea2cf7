import { refusal } from './json-api-error.ts';

export const jsonApiType = 'application/vnd.api+json';

/** The type of exports (RFC 4180). */
export const csvType = 'text/csv';

/** A document as it is sent. Bytes, since to texts the framework adds a `charset`, which JSON:API forbids. */
export function documentBytes(document: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(document));
}

interface MediaRange {
  /** In lower case: `application/json`. Empty where the text is no media type. */
  readonly type: string;
  /** Names in lower case. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const value = `(?:${token}|"(?:[^"\\\\]|\\\\.)*")`;
const rangeForm = new RegExp(`^[ \\t]*(${token}/${token})[ \\t]*((?:;[ \\t]*(?:${token}=${value}[ \\t]*)?)*)$`);
const parameterForm = new RegExp(`;[ \\t]*(${token})=(${value})`, 'g');

/** Reads one media type with its parameters (RFC 9110 §8.3.1). */
function readMediaRange(text: string): MediaRange {
  const [, type = '', rest = ''] = rangeForm.exec(text) ?? [];
  const parameters = [...rest.matchAll(parameterForm)].map(([, name = '', value = '']) => {
    const unquoted = value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value;
    return [name.toLowerCase(), unquoted] as const;
  });
  return { type: type.toLowerCase(), parameters };
}

/** Parts of a list header, split at the commas outside of quotes. */
function listItems(header: string): string[] {
  return header.match(/(?:[^",]|"(?:[^"\\]|\\.)*"?)+/g) ?? [];
}

/** We know no extensions, and profiles that a server does not know are ignored (JSON:API 1.1, Content Negotiation). */
function isKnownParameter([name, value]: MediaRange['parameters'][number]): boolean {
  return name === 'profile' || (name === 'ext' && value.trim() === '');
}

/**
 * Makes sure that a body is JSON:API or plain JSON. JSON:API allows no parameter but `ext` and `profile`, not even
 * `charset`.
 * @throws JsonApiError 415
 */
export function checkContentType(contentType: string | undefined): void {
  const { type, parameters } = readMediaRange(contentType ?? '');
  const isFine =
    type === jsonApiType
      ? parameters.every(isKnownParameter)
      : type === 'application/json' &&
        parameters.every(([name, value]) => name === 'charset' && /^utf-?8$/i.test(value));
  if (isFine) return;
  const detail =
    type === jsonApiType
      ? `Send Content-Type: ${jsonApiType} without parameters.`
      : `Send a document with Content-Type: ${jsonApiType} (or application/json).`;
  throw refusal(415, 'unsupported_media_type', detail, { header: 'Content-Type' });
}

/** @throws JsonApiError 415 for a compressed body. */
export function checkContentEncoding(contentEncoding: string | undefined): void {
  if (contentEncoding === undefined || contentEncoding.toLowerCase() === 'identity') return;
  throw refusal(415, 'unsupported_media_type', 'Send the body without a content encoding.', {
    header: 'Content-Encoding',
  });
}

function accepts(entry: string, offered: string): boolean {
  const { type, parameters } = readMediaRange(entry);
  const weight = parameters.findIndex(([name]) => name === 'q');
  if (weight >= 0 && Number(parameters[weight]?.[1]) === 0) return false;
  if (offered !== jsonApiType) return [offered, `${offered.split('/', 1)[0]}/*`, '*/*'].includes(type);
  if (type === jsonApiType) return parameters.slice(0, weight < 0 ? undefined : weight).every(isKnownParameter);
  return type === '*/*' || type === 'application/*' || type === 'application/json';
}

/**
 * Makes sure that the client takes what is offered; where that is JSON:API, JSON will do, since its bytes are JSON too.
 * @throws JsonApiError 406 when it takes only other types, or JSON:API only with parameters that we do not know.
 */
export function checkAccept(accept: string | undefined, offered: string = jsonApiType): void {
  const isAccepted = (entry: string) => accepts(entry, offered);
  if (accept === undefined || accept.trim() === '' || listItems(accept).some(isAccepted)) return;
  const without = offered === jsonApiType ? ' without parameters' : '';
  const detail = `This ${offered === jsonApiType ? 'API' : 'address'} answers ${offered}${without}. Send Accept: ${offered}.`;
  throw refusal(406, 'not_acceptable', detail, { header: 'Accept' });
}
