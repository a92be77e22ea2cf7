import { z } from 'zod';
import { scopeFor } from '../../access/permission.ts';
import { largestPage, operatorsOf } from './query.ts';
import type { JsonApiOptions } from './register-json-api.ts';
import type { AttributeDeclaration, RelationshipDeclaration, ResourceAction, ResourceType } from './resource-type.ts';
import { describeScopes } from './scopes.ts';

type Schema = Record<string, unknown>;

const mediaType = 'application/vnd.api+json';

function schemaOf(schema: z.ZodType): Schema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: 'input',
    unrepresentable: 'any',
  });
  return rest as Schema;
}

function attributesSchema(
  attributes: readonly (readonly [string, AttributeDeclaration])[],
  required: readonly string[],
): Schema {
  const properties = Object.fromEntries(
    attributes.map(([name, { description, schema, writable }]) => [
      name,
      { ...schemaOf(schema), description, ...(writable === undefined && { readOnly: true }) },
    ]),
  );
  return { type: 'object', properties, ...(required.length > 0 && { required }) };
}

function linkageSchema({ description, many, targets }: RelationshipDeclaration): Schema {
  const identifier = {
    type: 'object',
    required: ['type', 'id'],
    properties: { type: { type: 'string', enum: targets }, id: { type: 'string' } },
  };
  const data = many ? { type: 'array', items: identifier } : { oneOf: [identifier, { type: 'null' }] };
  return { type: 'object', description, required: ['data'], properties: { data } };
}

function resourceSchema(type: ResourceType): Schema {
  const shown = Object.entries(type.attributes).filter(([, { hidden }]) => !hidden);
  const relationships = Object.entries(type.relationships).map(([name, each]) => [name, linkageSchema(each)]);
  return {
    type: 'object',
    description: type.description,
    required: ['type', 'id'],
    properties: {
      type: { type: 'string', const: type.type },
      id: { type: 'string' },
      attributes: attributesSchema(shown, []),
      ...(relationships.length > 0 && {
        relationships: { type: 'object', properties: Object.fromEntries(relationships) },
      }),
      links: { $ref: '#/components/schemas/Links' },
    },
  };
}

function inputSchema(type: ResourceType, mode: 'create' | 'update'): Schema {
  const writable = ({ writable: when }: { readonly writable?: 'create' | 'always' }) =>
    when === 'always' || (mode === 'create' && when === 'create');
  const attributes = Object.entries(type.attributes).filter(([, each]) => writable(each));
  const relationships = Object.entries(type.relationships).filter(([, each]) => writable(each));
  const requiredOf = (entries: readonly (readonly [string, { readonly required?: boolean }])[]) =>
    mode === 'create' ? entries.filter(([, { required }]) => required).map(([name]) => name) : [];
  const related = requiredOf(relationships);
  const data: Schema = {
    type: 'object',
    required: [
      'type',
      ...(mode === 'update' ? ['id'] : []),
      ...(requiredOf(attributes).length > 0 ? ['attributes'] : []),
    ],
    properties: {
      type: { type: 'string', const: type.type },
      ...(mode === 'update' && { id: { type: 'string' } }),
      attributes: attributesSchema(attributes, requiredOf(attributes)),
      ...(relationships.length > 0 && {
        relationships: {
          type: 'object',
          properties: Object.fromEntries(relationships.map(([name, each]) => [name, linkageSchema(each)])),
          ...(related.length > 0 && { required: related }),
        },
      }),
    },
  };
  return { type: 'object', required: ['data'], properties: { data } };
}

function answer(description: string, properties: Schema): Schema {
  return { description, content: { [mediaType]: { schema: { type: 'object', properties } } } };
}

function documentOf(type: ResourceType, meta?: z.ZodType): Schema {
  return {
    jsonapi: { $ref: '#/components/schemas/Version' },
    data: { $ref: `#/components/schemas/${type.type}` },
    ...(meta !== undefined && { meta: schemaOf(meta) }),
  };
}

function listParameters(type: ResourceType): Schema[] {
  const filters = Object.entries(type.filters).flatMap(([name, { choices, description, kind }]) =>
    operatorsOf[kind].map((operator) => ({
      name: operator === 'equals' ? `filter[${name}]` : `filter[${name}][${operator}]`,
      in: 'query',
      description: operator === 'equals' ? description : `${description} (${operator})`,
      schema: { type: 'string', ...(choices !== undefined && operator === 'equals' && { examples: choices }) },
    })),
  );
  const page = (name: string, description: string, most?: number) => ({
    name,
    in: 'query',
    description,
    schema: { type: 'integer', minimum: 1, ...(most !== undefined && { maximum: most }) },
  });
  return [
    ...filters,
    {
      name: 'sort',
      in: 'query',
      description: `By ${type.sorts.join(', ')}; a minus turns it round.`,
      schema: { type: 'string', default: type.defaultSort },
    },
    page('page[number]', 'Which page, from 1.'),
    page('page[size]', 'How many on a page.', largestPage),
  ];
}

function showParameters(type: ResourceType): Schema[] {
  const names = Object.keys(type.relationships);
  const include = {
    name: 'include',
    in: 'query',
    description: `Relationships to include: ${names.join(', ')}.`,
    schema: { type: 'string' },
  };
  const fields = {
    name: `fields[${type.type}]`,
    in: 'query',
    description: 'The fields to show, separated by commas.',
    schema: { type: 'string' },
  };
  return names.length > 0 ? [include, fields] : [fields];
}

interface OperationParts {
  readonly id: string;
  readonly summary: string;
  readonly scope: string;
  readonly parameters?: readonly Schema[];
  readonly body?: Schema;
  readonly answers: Schema;
}

function operation(type: ResourceType, { id, summary, scope, parameters, body, answers }: OperationParts): Schema {
  const refused = (name: string) => ({ $ref: `#/components/responses/${name}` });
  return {
    operationId: id,
    tags: [type.type],
    summary,
    security: [{ oauth2: [scope] }],
    ...(parameters !== undefined && { parameters }),
    ...(body !== undefined && { requestBody: { required: true, content: { [mediaType]: { schema: body } } } }),
    responses: {
      ...answers,
      '400': refused('Refused'),
      '401': refused('Refused'),
      '403': refused('Refused'),
      '404': refused('Refused'),
      ...(body !== undefined && { '409': refused('Refused'), '422': refused('Refused') }),
    },
  };
}

const idParameter = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };

function actionOperation(type: ResourceType, action: ResourceAction): Schema {
  const name = action.path.replace(/\W+(\w)/g, (_, letter: string) => letter.toUpperCase());
  const more = [...action.path.matchAll(/:(\w+)/g)].map(([, parameter]) => ({ ...idParameter, name: parameter }));
  const answers: Readonly<Record<ResourceAction['answers'], Schema>> = {
    resource: { '200': answer('The resource.', documentOf(type)) },
    meta: {
      '201': answer('What is told in this answer alone.', {
        meta: action.output === undefined ? {} : schemaOf(action.output),
      }),
    },
    nothing: { '204': { description: 'Done.' } },
  };
  return operation(type, {
    id: `${action.method.toLowerCase()}${type.type}${name}`,
    summary: action.summary,
    scope: scopeFor(type.protects, action.action),
    parameters: type.singleton ? more : [idParameter, ...more],
    ...(action.input !== undefined && { body: schemaOf(action.input) }),
    answers: answers[action.answers],
  });
}

/** The operations on the collection of a type. */
function collectionOperations(type: ResourceType, name: string): Record<string, Schema> {
  const resources = { type: 'array', items: { $ref: `#/components/schemas/${type.type}` } };
  const total = { type: 'object', properties: { total: { type: 'integer' } } };
  const list = operation(type, {
    id: `list${type.type}`,
    summary: `List ${name}`,
    scope: scopeFor(type.protects, 'view'),
    parameters: [...listParameters(type), ...showParameters(type)],
    answers: { '200': answer('A page of the list.', { meta: total, data: resources }) },
  });
  const create = operation(type, {
    id: `create${type.type}`,
    summary: `Create one of the ${name}`,
    scope: scopeFor(type.protects, 'create'),
    body: inputSchema(type, 'create'),
    answers: { '201': answer('It was created.', documentOf(type, type.createdMeta)) },
  });
  return { ...(type.list && { get: list }), ...(type.create && { post: create }) };
}

/** The operations on one resource of a type. */
function singleOperations(type: ResourceType, name: string): Record<string, Schema> {
  const parameters = type.singleton ? [] : [idParameter];
  const write = scopeFor(type.protects, 'edit');
  const one = { '200': answer('The resource.', documentOf(type)) };
  const get = operation(type, {
    id: `get${type.type}`,
    summary: `Read one of the ${name}`,
    scope: scopeFor(type.protects, 'view'),
    parameters: [...parameters, ...showParameters(type)],
    answers: one,
  });
  const update = operation(type, {
    id: `update${type.type}`,
    summary: `Change one of the ${name}`,
    scope: write,
    parameters,
    body: inputSchema(type, 'update'),
    answers: one,
  });
  const remove = operation(type, {
    id: `delete${type.type}`,
    summary: `Delete one of the ${name}`,
    scope: write,
    parameters,
    answers: { '204': { description: 'It was deleted.' } },
  });
  return { ...(type.get && { get }), ...(type.update && { patch: update }), ...(type.delete && { delete: remove }) };
}

function pathsOf(type: ResourceType): Record<string, Schema> {
  const name = type.title.toLowerCase();
  const collection = `/${type.type}`;
  const single = type.singleton ? collection : `${collection}/{id}`;
  const paths: Record<string, Schema> = {};
  const add = (path: string, operations: Record<string, Schema>) => {
    if (Object.keys(operations).length > 0) paths[path] = { ...paths[path], ...operations };
  };
  add(collection, collectionOperations(type, name));
  add(single, singleOperations(type, name));
  for (const action of type.actions ?? []) {
    const path = `${single}/${action.path.replace(/:(\w+)/g, '{$1}')}`;
    add(path, { [action.method.toLowerCase()]: actionOperation(type, action) });
  }
  return paths;
}

const sharedSchemas = {
  Version: { type: 'object', properties: { version: { type: 'string', const: '1.1' } } },
  Links: { type: 'object', additionalProperties: { type: ['string', 'null'] } },
  Error: {
    type: 'object',
    required: ['status', 'code', 'title', 'detail'],
    properties: {
      id: { type: 'string', description: 'The id of the request.' },
      status: { type: 'string' },
      code: { type: 'string' },
      title: { type: 'string' },
      detail: { type: 'string', description: 'What is wrong and what to do.' },
      source: {
        type: 'object',
        properties: { pointer: { type: 'string' }, parameter: { type: 'string' }, header: { type: 'string' } },
      },
    },
  },
};

/** Describes an API as OpenAPI 3.1, from the same declarations as its routes. */
export function describeApi({ issuer, prefix, resourceTypes, side, title, version }: JsonApiOptions): Schema {
  const scopes = Object.fromEntries(describeScopes(side).map(({ scope, sentence }) => [scope, sentence]));
  const flow = { tokenUrl: `${issuer}/oauth2-token`, scopes };
  const errors = {
    type: 'object',
    required: ['errors'],
    properties: { errors: { type: 'array', items: { $ref: '#/components/schemas/Error' } } },
  };
  return {
    openapi: '3.1.0',
    info: {
      title,
      version,
      description: 'JSON:API 1.1 behind OAuth 2.0 bearer tokens.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: issuer + prefix }],
    tags: resourceTypes.map(({ description, type }) => ({ name: type, description })),
    paths: Object.assign({}, ...resourceTypes.map(pathsOf)) as Schema,
    components: {
      schemas: {
        ...sharedSchemas,
        ...Object.fromEntries(resourceTypes.map((type) => [type.type, resourceSchema(type)])),
      },
      responses: { Refused: { description: 'Why not, and what to do.', content: { [mediaType]: { schema: errors } } } },
      securitySchemes: { oauth2: { type: 'oauth2', flows: { clientCredentials: flow, password: flow } } },
    },
  };
}
