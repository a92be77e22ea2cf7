import { z } from 'zod';
import { jsonapi } from './document.ts';
import type {
  Attributes,
  Identifier,
  Linkage,
  RelationshipDeclaration,
  Relationships,
  ResourceType,
} from './resource-type.ts';

/** A part of an OpenAPI document. */
export type Json = Readonly<Record<string, unknown>>;

/** A reference to a component. */
export function refer(kind: 'schemas' | 'responses' | 'parameters' | 'headers', name: string): Json {
  return { $ref: `#/components/${kind}/${name}` };
}

/** The JSON Schema of what is sent or answered. */
export function jsonSchema(schema: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: 'input',
    override({ jsonSchema: made }) {
      // The format says it; the pattern is long and says no more to a reader.
      if (made.format !== undefined) delete made.pattern;
    },
  });
  return rest;
}

const sampleIds: Readonly<Record<string, string>> = {
  users: '3f1c9a52-7d0e-4b6a-9c3d-5a8e1f20b741',
  organizations: '8b2d4c16-0f3a-4e57-8a91-c64b7d92e035',
  roles: '00000000-0000-4000-8000-000000000003',
  customers: 'a94e6f03-51b8-4c2d-b7e0-19d3c85f6a24',
  customerusers: 'd07b3e81-6c94-4f25-a1d8-72e5b0c9463f',
  oauthapplications: '5c8a1d37-e2f6-4930-8b4c-0d96a7f1e352',
};

/** An id as documentation shows it. */
function sampleId(type: string): string {
  return sampleIds[type] ?? '3f1c9a52-7d0e-4b6a-9c3d-5a8e1f20b741';
}

function sampleLinkage({ many, targets }: RelationshipDeclaration): Linkage {
  const [type = ''] = targets;
  const identifier: Identifier = { type, id: sampleId(type) };
  return many ? [identifier] : identifier;
}

type When = 'shown' | 'create' | 'update';

/** The members of a declaration that are there on an occasion. */
function membersFor<D extends Attributes[string] | Relationships[string]>(
  all: Readonly<Record<string, D>>,
  when: When,
) {
  return Object.entries(all).filter(([, declaration]) => {
    if (when === 'shown') return !('hidden' in declaration && declaration.hidden);
    return declaration.writable === 'always' || (when === 'create' && declaration.writable === 'create');
  });
}

function attributesSchema(attributes: Attributes, when: When): Json {
  const members = membersFor(attributes, when);
  const required = when === 'create' ? members.filter(([, each]) => each.required).map(([name]) => name) : [];
  const properties = members.map(([name, { description, example, schema, writable }]) => {
    const only = when === 'shown' && writable === undefined ? { readOnly: true } : {};
    return [name, { ...jsonSchema(schema), description, ...only, examples: [example] }] as const;
  });
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length > 0 && { required }),
    ...(when !== 'shown' && { additionalProperties: false }),
  };
}

function linkageSchema({ emptiable, many, targets }: RelationshipDeclaration, when: When): Json {
  const identifier = {
    type: 'object',
    required: ['type', 'id'],
    properties: { type: { type: 'string', enum: targets }, id: { type: 'string', format: 'uuid' } },
  };
  if (many) return { type: 'array', items: identifier };
  return when === 'shown' || emptiable ? { oneOf: [identifier, { type: 'null' }] } : identifier;
}

function relationshipSchema(declaration: RelationshipDeclaration, when: When): Json {
  return {
    type: 'object',
    description: declaration.description,
    required: ['data'],
    properties: {
      data: linkageSchema(declaration, when),
      ...(when === 'shown' && { links: refer('schemas', 'Links') }),
    },
  };
}

function relationshipsSchema(relationships: Relationships, when: When): Json | null {
  const members = membersFor(relationships, when);
  if (members.length === 0) return null;
  const required = when === 'create' ? members.filter(([, each]) => each.required).map(([name]) => name) : [];
  return {
    type: 'object',
    properties: Object.fromEntries(members.map(([name, each]) => [name, relationshipSchema(each, when)])),
    ...(required.length > 0 && { required }),
    ...(when !== 'shown' && { additionalProperties: false }),
  };
}

function sampleOf({ attributes, relationships, type }: ResourceType, when: When): Json {
  const values = membersFor(attributes, when).map(([name, { example }]) => [name, example] as const);
  const linkages = membersFor(relationships, when).map(
    ([name, each]) => [name, { data: sampleLinkage(each) }] as const,
  );
  return {
    type,
    ...(when !== 'create' && { id: sampleId(type) }),
    ...(values.length > 0 && { attributes: Object.fromEntries(values) }),
    ...(linkages.length > 0 && { relationships: Object.fromEntries(linkages) }),
  };
}

/** The schema of a resource object of a type as answers show it. */
export function resourceSchema(type: ResourceType): Json {
  const relationships = relationshipsSchema(type.relationships, 'shown');
  return {
    type: 'object',
    description: type.description,
    required: ['type', 'id'],
    properties: {
      type: { type: 'string', const: type.type },
      id: { type: 'string', format: 'uuid' },
      attributes: attributesSchema(type.attributes, 'shown'),
      ...(relationships !== null && { relationships }),
      links: refer('schemas', 'Links'),
    },
    examples: [sampleOf(type, 'shown')],
  };
}

/** The schema of the document that creates or changes a resource of a type. */
export function inputSchema(type: ResourceType, when: 'create' | 'update'): Json {
  const relationships = relationshipsSchema(type.relationships, when);
  const attributes = attributesSchema(type.attributes, when);
  const required = [
    'type',
    ...(when === 'update' ? ['id'] : []),
    ...('required' in attributes ? ['attributes'] : []),
    ...(relationships !== null && 'required' in relationships ? ['relationships'] : []),
  ];
  const data = {
    type: 'object',
    required,
    properties: {
      type: { type: 'string', const: type.type },
      ...(when === 'update' && { id: { type: 'string', format: 'uuid' } }),
      attributes,
      ...(relationships !== null && { relationships }),
    },
    additionalProperties: false,
  };
  return { type: 'object', required: ['data'], properties: { data }, examples: [{ data: sampleOf(type, when) }] };
}

/** The schema of the body of an action: its input are the members of `meta`. */
export function actionInputSchema(schema: z.ZodType): Json {
  return { type: 'object', required: ['meta'], properties: { meta: jsonSchema(schema) } };
}

const link = { type: ['string', 'null'], format: 'uri' };

/** The schemas that all types share. */
export const sharedSchemas: Readonly<Record<string, Json>> = {
  Version: {
    type: 'object',
    description: 'The version of JSON:API that the document is written in.',
    properties: { version: { type: 'string', const: jsonapi.version } },
    examples: [jsonapi],
  },
  Links: { type: 'object', description: 'Addresses, by what they lead to.', additionalProperties: link },
  PageLinks: {
    type: 'object',
    description: 'Addresses of this page and of others; null where there is none.',
    properties: { self: link, first: link, last: link, prev: link, next: link },
  },
  Included: {
    type: 'array',
    description: 'The resources that were asked for with include, each once, of those within your reach.',
    items: { type: 'object', required: ['type', 'id'] },
  },
  Error: {
    type: 'object',
    required: ['id', 'status', 'code', 'title', 'detail'],
    properties: {
      id: { type: 'string', description: 'The id of the request, as in X-Request-Id and in the log.' },
      links: { type: 'object', properties: { about: { type: 'string', format: 'uri' } } },
      status: { type: 'string', description: 'The HTTP status that fits this error.' },
      code: { type: 'string', description: 'A word that programs can rely on.' },
      title: { type: 'string' },
      detail: { type: 'string', description: 'What is wrong and what to do.' },
      source: {
        type: 'object',
        description: 'Where in the request the cause lies.',
        properties: {
          pointer: { type: 'string', description: 'A JSON pointer to what is in the body (RFC 6901).' },
          parameter: { type: 'string', description: 'A query parameter.' },
          header: { type: 'string', description: 'A header.' },
        },
      },
      meta: {
        type: 'object',
        properties: {
          member: { type: 'string', description: 'The pointer of what is missing in the body.' },
          rule: { type: 'string', description: 'The rule that is broken, by a name that programs can rely on.' },
          least: { type: 'integer', description: 'What the rule asks for at least.' },
          most: { type: 'integer', description: 'What the rule allows at most.' },
        },
      },
    },
  },
  Errors: {
    type: 'object',
    required: ['errors'],
    properties: {
      jsonapi: { $ref: '#/components/schemas/Version' },
      errors: { type: 'array', minItems: 1, items: { $ref: '#/components/schemas/Error' } },
    },
  },
};
