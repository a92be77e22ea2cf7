import { type Action, scopeFor } from '../../access/permission.ts';
import { jsonApiType } from './media-type.ts';
import { documentResponse, fileResponse, metaSchema, refusalsFor } from './open-api-answers.ts';
import { collectionParameters, pathParameters, rowParameters, showParameters } from './open-api-parameters.ts';
import { actionInputSchema, type Json, refer } from './open-api-schemas.ts';
import type { CollectionAction, ResourceAction, ResourceType } from './resource-type.ts';
import { pathsOf } from './routes.ts';

interface Operation {
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  readonly path: string;
  /** Unique within its type: `list`, `activate`. */
  readonly id: string;
  readonly summary: string;
  readonly action: Action;
  readonly parameters?: readonly Json[];
  /** The schema of the body; none where left out. */
  readonly body?: Json;
  readonly answers: Json;
  readonly refusals?: readonly string[];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The refusals that a request of a kind can meet. */
function refusalsOf({ body, method, path, refusals = [] }: Operation): Json {
  return refusalsFor([
    'BadRequest',
    'Unauthenticated',
    'Forbidden',
    ...(path.includes('{') || path === '/profile' ? ['NotFound'] : []),
    'NotAcceptable',
    ...(method === 'get' ? [] : ['Conflict']),
    ...refusals,
    ...(body === undefined ? [] : ['UnsupportedMediaType', 'Invalid']),
    'Unavailable',
  ]);
}

function describeOperation(type: ResourceType, operation: Operation): Json {
  const { action, answers, body, id, parameters = [], path, summary } = operation;
  const scope = scopeFor(type.protects, action);
  const all = [...pathParameters(path), ...parameters];
  const content = { schema: body };
  return {
    operationId: id + capital(type.type),
    tags: [type.type],
    summary,
    security: [{ oauth2: [scope] }, { bearer: [] }],
    ...(all.length > 0 && { parameters: all }),
    ...(body !== undefined && {
      requestBody: { required: true, content: { [jsonApiType]: content, 'application/json': content } },
    }),
    responses: { ...answers, ...refusalsOf(operation) },
  };
}

const ifMatch = refer('parameters', 'IfMatch');
const done = { '204': { description: 'It is done.' } };
const links = refer('schemas', 'Links');
const included = { included: refer('schemas', 'Included') };

function oneAnswer(types: readonly ResourceType[], type: ResourceType): Json {
  const shownInstead = types.filter(({ path }) => path === type.type);
  const references = [type, ...shownInstead].map((each) => refer('schemas', each.type));
  const data = references.length > 1 ? { oneOf: references } : references[0];
  return { '200': documentResponse(`${capital(type.one)}.`, { links, data, ...included }, ['ETag']) };
}

function listAnswer(type: ResourceType): Json {
  const meta = {
    type: 'object',
    required: ['total'],
    properties: {
      total: { type: 'integer', description: 'How many there are on all pages together.' },
      more: { const: true, description: 'There are more than that: a very long list is counted only so far.' },
    },
    examples: [{ total: 1 }],
  };
  const data = { type: 'array', items: refer('schemas', type.type) };
  return {
    '200': documentResponse('A page of the list.', { meta, links: refer('schemas', 'PageLinks'), data, ...included }),
  };
}

function collectionOperations(type: ResourceType, types: readonly ResourceType[]): Operation[] {
  const { collection: path } = pathsOf(type);
  const { createdMeta, one, title } = type;
  const meta = createdMeta && { meta: metaSchema(createdMeta.schema, createdMeta.example) };
  const created = { ...meta, links, data: refer('schemas', type.type), ...included };
  return [
    ...(type.list
      ? [
          {
            method: 'get',
            path,
            id: 'list',
            summary: `List ${title}`,
            action: 'view',
            parameters: collectionParameters(type, types),
            answers: listAnswer(type),
          } as const,
        ]
      : []),
    ...(type.export
      ? [
          {
            method: 'get',
            path: `${path}/export`,
            id: 'export',
            summary: `Export ${title} as CSV`,
            action: 'view',
            parameters: rowParameters(type),
            answers: { '200': fileResponse(type.export.columns) },
          } as const,
        ]
      : []),
    ...(type.create
      ? [
          {
            method: 'post',
            path,
            id: 'create',
            summary: `Create ${one}`,
            action: 'create',
            body: refer('schemas', `${type.type}Create`),
            answers: { '201': documentResponse('It is created.', created, ['ETag', 'Location']) },
          } as const,
        ]
      : []),
  ];
}

function singleOperations(type: ResourceType, types: readonly ResourceType[]): Operation[] {
  const path = pathsOf(type).single.replace(':id', '{id}');
  const show = showParameters(type, types);
  const answers = oneAnswer(types, type);
  const operations: (Operation | undefined)[] = [
    type.get && {
      method: 'get',
      path,
      id: 'get',
      summary: `Read ${type.one}`,
      action: 'view',
      parameters: show,
      answers,
    },
    type.update && {
      method: 'patch',
      path,
      id: 'update',
      summary: `Change ${type.one}`,
      action: 'edit',
      parameters: [ifMatch, ...show],
      body: refer('schemas', `${type.type}Update`),
      answers,
      refusals: ['Changed'],
    },
    type.delete && {
      method: 'delete',
      path,
      id: 'delete',
      summary: `Delete ${type.one}`,
      action: type.deletesAs ?? 'delete',
      parameters: [ifMatch],
      answers: done,
      refusals: ['Changed'],
    },
  ];
  return operations.filter((each) => each !== undefined);
}

function actionAnswers(action: ResourceAction, types: readonly ResourceType[], type: ResourceType): Json {
  if (action.answers === 'resource') return oneAnswer(types, type);
  if (action.answers === 'nothing') return done;
  const meta = metaSchema(action.output, action.example);
  if (action.method === 'GET') return { '200': documentResponse('What was asked for.', { meta }) };
  return { '201': documentResponse('What is told in this answer and never again.', { meta }) };
}

function nameOf({ method, path }: ResourceAction): string {
  return method.toLowerCase() + capital(path.replace(/\W+(\w)/g, (_, letter: string) => letter.toUpperCase()));
}

function collectionActionOperation(type: ResourceType, action: CollectionAction): Operation {
  return {
    method: toMethod(action),
    path: `${pathsOf(type).collection}/${action.path}`,
    id: `${nameOf(action)}Many`,
    summary: action.summary,
    action: action.action,
    ...(action.input !== undefined && { body: actionInputSchema(action.input) }),
    answers: { '200': documentResponse('What came of it.', { meta: metaSchema(action.output, action.example) }) },
  };
}

function toMethod({ method }: ResourceAction): Operation['method'] {
  if (method === 'GET') return 'get';
  return method === 'POST' ? 'post' : 'delete';
}

function actionOperation(type: ResourceType, types: readonly ResourceType[], action: ResourceAction): Operation {
  const path = `${pathsOf(type).single}/${action.path}`.replace(/:(\w+)/g, '{$1}');
  const isReading = action.method === 'GET';
  const show = action.answers === 'resource' ? showParameters(type, types) : [];
  return {
    method: toMethod(action),
    path,
    id: nameOf(action),
    summary: action.summary,
    action: action.action,
    parameters: isReading ? show : [ifMatch, ...show],
    ...(action.input !== undefined && { body: actionInputSchema(action.input) }),
    answers: actionAnswers(action, types, type),
    ...(!isReading && { refusals: ['Changed'] }),
  };
}

function relationshipOperations(type: ResourceType, types: readonly ResourceType[]): Operation[] {
  const single = pathsOf(type).single.replace(':id', '{id}');
  return Object.entries(type.relationships).flatMap(([name, { many, targets }]): Operation[] => {
    const identifier = { type: 'object', required: ['type', 'id'] };
    const data = many ? { type: 'array', items: identifier } : { oneOf: [identifier, { type: 'null' }] };
    const linkage: Operation = {
      method: 'get',
      path: `${single}/relationships/${name}`,
      id: `get${capital(name)}RelationshipOf`,
      summary: `Read the identifiers of the ${name} of ${type.one}`,
      action: 'view',
      answers: { '200': documentResponse('Identifiers.', { links, data }) },
    };
    const found = types.filter((each) => targets.includes(each.type));
    const [target] = found;
    if (target === undefined) return [linkage];
    const one = { oneOf: [...found.map((each) => refer('schemas', each.type)), { type: 'null' }] };
    const related: Operation = {
      method: 'get',
      path: `${single}/${name}`,
      id: `get${capital(name)}Of`,
      summary: `Read the ${name} of ${type.one}`,
      action: 'view',
      parameters: many ? collectionParameters(target, types) : [],
      answers: many
        ? listAnswer(target)
        : { '200': documentResponse('What it points to.', { links, data: one, ...included }) },
    };
    return [linkage, related];
  });
}

/** Every operation on a type, by path and method. */
export function describePaths(type: ResourceType, types: readonly ResourceType[]): Record<string, Json> {
  const operations = [
    ...collectionOperations(type, types),
    ...singleOperations(type, types),
    ...(type.collectionActions ?? []).map((action) => collectionActionOperation(type, action)),
    ...(type.actions ?? []).map((action) => actionOperation(type, types, action)),
    ...(type.get ? relationshipOperations(type, types) : []),
  ];
  const paths: Record<string, Json> = {};
  for (const each of operations) {
    paths[each.path] = { ...paths[each.path], [each.method]: describeOperation(type, each) };
  }
  return paths;
}
