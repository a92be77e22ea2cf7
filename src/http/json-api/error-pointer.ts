import type { ErrorObject } from './json-api-error.ts';

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

/** As much of a pointer as leads to something in a document (RFC 6901). */
function existingPart(document: unknown, pointer: string): string {
  let value = document;
  let existing = '';
  for (const written of pointer.split('/').slice(1)) {
    value = memberOf(value, written.replace(/~1/g, '/').replace(/~0/g, '~'));
    if (value === undefined) break;
    existing += `/${written}`;
  }
  return existing;
}

function readDocument(body: unknown): unknown {
  try {
    return Buffer.isBuffer(body) ? JSON.parse(body.toString('utf8')) : undefined;
  } catch {
    return undefined;
  }
}

function settle(error: ErrorObject, document: unknown): ErrorObject {
  const { meta, source, ...rest } = error;
  if (source?.pointer === undefined) return error;
  const member = source.pointer;
  const pointer = document === undefined ? undefined : existingPart(document, member);
  if (pointer === member) return error;
  return { ...rest, ...(pointer !== undefined && { source: { pointer } }), meta: { ...meta, member } };
}

/**
 * Makes every pointer lead to something that is in the document that was sent, as JSON:API 1.1 asks (Error Objects).
 * What is missing there is told as the `member` of `meta`.
 */
export function settlePointers(errors: readonly ErrorObject[], body: unknown): readonly ErrorObject[] {
  if (errors.every(({ source }) => source?.pointer === undefined)) return errors;
  const document = readDocument(body);
  return errors.map((error) => settle(error, document));
}
