import { documentResponse, refusalsFor, sharedHeaders, sharedResponses } from './open-api-answers.ts';
import { describePaths } from './open-api-operations.ts';
import { sharedParameters } from './open-api-parameters.ts';
import { inputSchema, type Json, refer, resourceSchema, sharedSchemas } from './open-api-schemas.ts';
import type { ResourceType } from './resource-type.ts';
import { describeScopes } from './scopes.ts';

/** What describing an API needs to know of it. */
export interface DescribedApi {
  readonly title: string;
  readonly version: string;
  readonly issuer: string;
  /** `/api` or `/storefront/api`. */
  readonly prefix: string;
  readonly resourceTypes: readonly ResourceType[];
}

const description = `A JSON:API (version 1.1, https://jsonapi.org) behind OAuth 2.0 access tokens.

Lists take \`filter[…]\`, \`sort\`, \`page[number]\` and \`page[size]\`; all answers take \`include\` and \`fields[…]\`.
What is not known is refused, and the answer names the nearest known name. In a list of values a comma that belongs to a
value has a backslash before it.

What you see and may change are the live permissions of whom the token speaks for, cut down to its scopes, in its
organization. Whatever is out of reach is answered as if it did not exist.`;

function schemasOf(type: ResourceType): Record<string, Json> {
  return {
    [type.type]: resourceSchema(type),
    ...(type.create && { [`${type.type}Create`]: inputSchema(type, 'create') }),
    ...(type.update && { [`${type.type}Update`]: inputSchema(type, 'update') }),
  };
}

function securitySchemes({ issuer, resourceTypes }: DescribedApi): Json {
  const scopes = Object.fromEntries(describeScopes(resourceTypes).map(({ scope, sentence }) => [scope, sentence]));
  const flow = { tokenUrl: `${issuer}/oauth2-token`, refreshUrl: `${issuer}/oauth2-token`, scopes };
  return {
    oauth2: { type: 'oauth2', flows: { clientCredentials: flow, password: flow } },
    bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'An access token that you have.' },
  };
}

function entryOperation(title: string): Json {
  const meta = { type: 'object', properties: { title: { type: 'string' }, version: { type: 'string' } } };
  return {
    operationId: 'getEntry',
    tags: ['entry'],
    summary: 'Find out what there is',
    security: [{ oauth2: [] }, { bearer: [] }],
    responses: {
      '200': documentResponse(`Where everything of the ${title} is.`, { meta, links: refer('schemas', 'Links') }),
      ...refusalsFor(['Unauthenticated', 'NotAcceptable', 'Unavailable']),
    },
  };
}

/** Describes an API as OpenAPI 3.1, from the same declarations as its routes. */
export function describeApi(api: DescribedApi): Json {
  const { issuer, prefix, resourceTypes, title, version } = api;
  const shown = resourceTypes.filter(({ path }) => path === undefined);
  const tags = shown.map((type) => ({ name: type.type, description: type.description }));
  return {
    openapi: '3.1.0',
    info: { title, version, description, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: issuer + prefix }],
    tags: [{ name: 'entry', description: 'Where everything is.' }, ...tags],
    paths: {
      '/': { get: entryOperation(title) },
      ...Object.assign({}, ...resourceTypes.map((type) => describePaths(type, resourceTypes))),
    },
    components: {
      schemas: { ...sharedSchemas, ...Object.assign({}, ...resourceTypes.map(schemasOf)) },
      parameters: sharedParameters,
      responses: sharedResponses,
      headers: sharedHeaders,
      securitySchemes: securitySchemes(api),
    },
  };
}
