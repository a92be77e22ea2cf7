import type { z } from 'zod';
import { type ErrorCode, errorObject } from './json-api-error.ts';
import { csvType, jsonApiType } from './media-type.ts';
import { type Json, jsonSchema, refer } from './open-api-schemas.ts';

interface Refusal {
  readonly status: number;
  readonly description: string;
  readonly code: ErrorCode;
  readonly detail: string;
  readonly source?: Readonly<Record<string, string>>;
}

const refusals: Readonly<Record<string, Refusal>> = {
  BadRequest: {
    status: 400,
    description: 'Something in the request is unknown or malformed.',
    code: 'invalid_parameter',
    detail: 'There is no “nmae” here. Did you mean name?',
    source: { parameter: 'filter[nmae]' },
  },
  Unauthenticated: {
    status: 401,
    description: 'There is no access token, or it is not good here. WWW-Authenticate says why.',
    code: 'invalid_token',
    detail: 'The access token has expired. Fetch a new one.',
  },
  Forbidden: {
    status: 403,
    description: 'The token lacks a scope, or whom it speaks for a permission.',
    code: 'insufficient_scope',
    detail: 'This needs a token with the scope users:write.',
  },
  NotFound: {
    status: 404,
    description: 'It does not exist, or not for you.',
    code: 'not_found',
    detail: 'Nothing with this id is within your reach.',
  },
  NotAcceptable: {
    status: 406,
    description: 'The client takes neither JSON:API nor JSON.',
    code: 'not_acceptable',
    detail: `This API answers ${jsonApiType} without parameters. Send Accept: ${jsonApiType}.`,
    source: { header: 'Accept' },
  },
  Conflict: {
    status: 409,
    description: 'The present state is in the way, or the document is about another resource than the address.',
    code: 'conflict',
    detail: 'Somebody has this user name already.',
    source: { pointer: '/data/attributes/username' },
  },
  Changed: {
    status: 412,
    description: 'The resource has changed since you read it.',
    code: 'changed',
    detail: 'It has changed since you read it. Read it again, and decide again.',
    source: { header: 'If-Match' },
  },
  UnsupportedMediaType: {
    status: 415,
    description: 'The body is of a type that we do not read.',
    code: 'unsupported_media_type',
    detail: `Send Content-Type: ${jsonApiType} without parameters.`,
    source: { header: 'Content-Type' },
  },
  Invalid: {
    status: 422,
    description: 'Values are missing or break rules; every one is named.',
    code: 'invalid',
    detail: 'An e-mail address looks like name@example.com.',
    source: { pointer: '/data/attributes/email' },
  },
  Unavailable: {
    status: 503,
    description: 'The server cannot answer at the moment. Retry-After says when to try again.',
    code: 'unavailable',
    detail: 'The server cannot answer at the moment. Try again shortly.',
  },
};

function refusalResponse({ code, description, detail, source, status }: Refusal): Json {
  const { status: _, ...rest } = errorObject(status, code, detail, source);
  const error = { id: '0b6c1f8e-5f0e-4c53-9c1d-6f6a7a0f1f11', status: String(status), ...rest };
  return {
    description,
    content: {
      [jsonApiType]: {
        schema: refer('schemas', 'Errors'),
        examples: { error: { value: { jsonapi: { version: '1.1' }, errors: [error] } } },
      },
    },
  };
}

/** The refusals that all operations share. */
export const sharedResponses: Readonly<Record<string, Json>> = Object.fromEntries(
  Object.entries(refusals).map(([name, each]) => [name, refusalResponse(each)]),
);

/** The headers that answers carry. */
export const sharedHeaders: Readonly<Record<string, Json>> = {
  ETag: { description: 'What to send back in If-Match.', schema: { type: 'string' } },
  Location: { description: 'The address of what was created.', schema: { type: 'string', format: 'uri' } },
};

/** References to refusals, by status. */
export function refusalsFor(names: readonly string[]): Json {
  return Object.fromEntries(names.map((name) => [String(refusals[name]?.status), refer('responses', name)]));
}

/** Where the document that an answer holds is described. */
type Contents = Readonly<Record<string, unknown>>;

/** An answer with a document. */
export function documentResponse(description: string, properties: Contents, headers: readonly string[] = []): Json {
  const required = Object.keys(properties).filter((name) => name === 'data' || name === 'meta');
  return {
    description,
    ...(headers.length > 0 && {
      headers: Object.fromEntries(headers.map((name) => [name, refer('headers', name)])),
    }),
    content: {
      [jsonApiType]: {
        schema: { type: 'object', required, properties: { jsonapi: refer('schemas', 'Version'), ...properties } },
      },
    },
  };
}

/** An answer that is a CSV file. */
export function fileResponse(columns: readonly string[]): Json {
  return {
    description: `The whole list as a file (RFC 4180, UTF-8), with the columns ${columns.join(', ')}.`,
    headers: { 'Content-Disposition': { description: 'The name of the file.', schema: { type: 'string' } } },
    content: { [csvType]: { schema: { type: 'string' } } },
  };
}

/** The `meta` of an answer, with an example. */
export function metaSchema(schema: z.ZodType, example: unknown): Json {
  return { ...jsonSchema(schema), examples: [example] };
}
