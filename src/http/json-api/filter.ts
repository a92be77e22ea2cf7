import { isId } from '../../access/input-check.ts';
import type { ListFilter } from '../../access/list-query.ts';
import { timeOrDay } from './attribute-declarations.ts';
import { unknownName } from './json-api-error.ts';
import { splitValues, wrongParameter } from './query-string.ts';
import type { FilterDeclaration, FilterKind, ResourceType } from './resource-type.ts';

/** The operators of each kind of filter. `equals` is what is meant where none is named. */
export const operatorsOf: Readonly<Record<FilterKind, readonly ListFilter['operator'][]>> = {
  text: ['equals', 'not', 'contains', 'starts-with'],
  // Of lists that are too long to look through each name.
  beginning: ['equals', 'starts-with'],
  id: ['equals', 'not'],
  flag: ['equals', 'not'],
  choice: ['equals', 'not'],
  time: ['after', 'before'],
};

const mostValues = 100;

function readTime(parameter: string, value: string): string {
  // A plus sign that was not percent-encoded has arrived as a space.
  const text = value.replace(' ', '+');
  if (!timeOrDay.safeParse(text).success) {
    throw wrongParameter(parameter, 'The value is a time such as 2026-01-31T12:00:00Z, or a day such as 2026-01-31.');
  }
  return new Date(text).toISOString();
}

function readValue(parameter: string, value: string, { choices = [], kind }: FilterDeclaration): string {
  if (kind === 'time') return readTime(parameter, value);
  if (kind === 'flag' && value !== 'true' && value !== 'false') {
    throw wrongParameter(parameter, 'The value is true or false.');
  }
  // The letters of an id may come in capitals (RFC 9562 §4); other identifiers keep theirs.
  if (kind === 'id' && isId(value.toLowerCase())) return value.toLowerCase();
  if (kind === 'choice' && !choices.includes(value)) throw wrongParameter(parameter, unknownName(value, choices));
  return value;
}

/**
 * Reads one filter: `filter[field]=a,b` or `filter[field][operator]=…`. Values are alternatives.
 * @throws JsonApiError
 */
export function readFilter(parameter: string, text: string, filters: ResourceType['filters']): ListFilter {
  const [, field = '', named = 'equals'] = /^filter\[([^[\]]*)\](?:\[([^[\]]*)\])?$/.exec(parameter) ?? [];
  const declaration = Object.hasOwn(filters, field) ? filters[field] : undefined;
  if (declaration === undefined) throw wrongParameter(parameter, unknownName(field, Object.keys(filters)));
  const operators = operatorsOf[declaration.kind];
  const operator = operators.find((each) => each === named);
  if (operator === undefined) {
    const hint = named === 'equals' ? `Say how to compare: ${operators.join(', ')}.` : unknownName(named, operators);
    throw wrongParameter(parameter, hint);
  }
  const values = splitValues(text);
  if (values.length > mostValues) throw wrongParameter(parameter, `A filter takes at most ${mostValues} values.`);
  return { field, operator, values: values.map((value) => readValue(parameter, value, declaration)) };
}
