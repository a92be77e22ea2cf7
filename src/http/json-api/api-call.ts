import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../access/caller.ts';
import { refusal } from './json-api-error.ts';
import { checkContentEncoding, checkContentType, documentBytes, jsonApiType } from './media-type.ts';

/** A request whose caller is known. */
export interface ApiCall {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly caller: Caller;
}

/** What answers a call. */
export type ApiHandler = (call: ApiCall) => Promise<FastifyReply>;

/**
 * The parameters of the path: ids, whose letters may come in capitals (RFC 9562 §4).
 * @throws JsonApiError 404 where one is empty, as with a slash too many at the end
 */
export function pathParameters({ request }: ApiCall): Readonly<Record<string, string>> {
  const parameters = Object.entries(request.params as Readonly<Record<string, string>>);
  if (parameters.some(([, value]) => value === '')) {
    throw refusal(404, 'not_found', 'There is nothing at this address: it has a slash too many.');
  }
  return Object.fromEntries(parameters.map(([name, value]) => [name, value.toLowerCase()]));
}

/** The id in the path; empty for a singleton. */
export function idOf(call: ApiCall): string {
  return pathParameters(call).id ?? '';
}

/** Whether the request has a body at all. */
export function hasBody({ request }: ApiCall): boolean {
  return Buffer.isBuffer(request.body) && request.body.length > 0;
}

/** The bytes of a body that is to be a document. @throws JsonApiError 415 */
export function documentBody({ request }: ApiCall): Uint8Array {
  checkContentEncoding(request.headers['content-encoding']);
  checkContentType(request.headers['content-type']);
  return Buffer.isBuffer(request.body) ? request.body : new Uint8Array();
}

/** What was found. @throws JsonApiError 404: whether it does not exist or is out of reach is not told */
export function found<Value>(value: Value | null | undefined | false): Value {
  if (value !== null && value !== undefined && value !== false) return value;
  throw refusal(404, 'not_found', 'Nothing with this id is within your reach.');
}

/** Answers a document. */
export function sendDocument(reply: FastifyReply, document: unknown, status = 200): FastifyReply {
  return reply.code(status).type(jsonApiType).send(documentBytes(document));
}
