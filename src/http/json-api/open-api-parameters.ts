import { operatorsOf } from './filter.ts';
import { type Json, refer } from './open-api-schemas.ts';
import { defaultPageSize, includableOf, largestPage } from './query.ts';
import type { FilterDeclaration, ResourceType } from './resource-type.ts';

const id = { type: 'string', format: 'uuid' };

/** The parameters that all types share. */
export const sharedParameters: Readonly<Record<string, Json>> = {
  Id: { name: 'id', in: 'path', required: true, description: 'The id of the resource.', schema: id },
  PageNumber: {
    name: 'page[number]',
    in: 'query',
    description: 'Which page; the first is 1.',
    schema: { type: 'integer', minimum: 1, default: 1 },
  },
  PageSize: {
    name: 'page[size]',
    in: 'query',
    description: 'How many resources on a page.',
    schema: { type: 'integer', minimum: 1, maximum: largestPage, default: defaultPageSize },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    description: 'The ETag you have read: the change is refused with 412 if the resource is another by now.',
    schema: { type: 'string' },
  },
};

/** The parameters in the path of an address: `{id}` and whatever an action adds. */
export function pathParameters(path: string): Json[] {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return names.map((name) =>
    name === 'id' ? refer('parameters', 'Id') : { name, in: 'path', required: true, schema: id },
  );
}

const words: Readonly<Record<string, string>> = {
  equals: '',
  not: ' Everything but that.',
  contains: ' A part of it.',
  'starts-with': ' Its beginning.',
  after: ' Later than that.',
  before: ' Earlier than that.',
};

function filterSchema({ choices, kind }: FilterDeclaration): Json {
  if (kind === 'time') return { type: 'string', format: 'date-time' };
  if (kind === 'flag') return { type: 'string', enum: ['true', 'false'] };
  return { type: 'string', ...(choices !== undefined && { examples: choices }) };
}

function filterParameters(name: string, declaration: FilterDeclaration): Json[] {
  const { description, kind } = declaration;
  const several = kind === 'flag' || kind === 'time' ? '' : ' Several values, separated by commas, are alternatives.';
  return operatorsOf[kind].map((operator) => ({
    name: operator === 'equals' ? `filter[${name}]` : `filter[${name}][${operator}]`,
    in: 'query',
    description: description + (words[operator] ?? '') + several,
    schema: filterSchema(declaration),
  }));
}

/** The parameters that decide how the resources of an answer are shown. */
export function showParameters(type: ResourceType, types: readonly ResourceType[]): Json[] {
  const names = includableOf([type], types);
  const include = {
    name: 'include',
    in: 'query',
    description: `Send along what these lead to, separated by commas: ${names.join(', ')}; one step further with a dot.`,
    schema: { type: 'string', examples: names },
  };
  const fields = {
    name: `fields[${type.type}]`,
    in: 'query',
    description: 'The attributes and relationships to show, separated by commas; all where left out.',
    schema: { type: 'string' },
  };
  return names.length > 0 ? [include, fields] : [fields];
}

/** The parameters that decide which rows are listed, and in which order. */
export function rowParameters(type: ResourceType): Json[] {
  const sort = {
    name: 'sort',
    in: 'query',
    description: `The order: by ${type.sorts.join(', ')}. Several are separated by commas; a minus turns one round.`,
    schema: { type: 'string', default: type.defaultSort },
  };
  return [
    ...Object.entries(type.filters).flatMap(([name, declaration]) => filterParameters(name, declaration)),
    ...(type.sorts.length > 0 ? [sort] : []),
  ];
}

/** The parameters of a list: filters, order, page, and how to show it. */
export function collectionParameters(type: ResourceType, types: readonly ResourceType[]): Json[] {
  return [
    ...rowParameters(type),
    refer('parameters', 'PageNumber'),
    refer('parameters', 'PageSize'),
    ...showParameters(type, types),
  ];
}
