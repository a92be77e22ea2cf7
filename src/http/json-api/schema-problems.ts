import type { z } from 'zod';
import type { BrokenRule } from '../../access/rule-violation.ts';
import { type ErrorObject, errorObject, unknownName, withRule } from './json-api-error.ts';

type Issue = z.core.$ZodIssue;

const mostProblems = 20;

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

const formats: Readonly<Record<string, string>> = {
  guid: 'an id (a UUID)',
  datetime: 'a time such as 2026-01-31T12:00:00Z',
};

/** What is wrong, as a sentence that says what to send instead. Never repeats the value that was sent. */
function sentenceFor(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `This is ${kinds[issue.expected] ?? issue.expected}.`;
    case 'invalid_value':
      return `This is ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.join(', ')}.`;
    case 'invalid_format':
      return `This is ${formats[issue.format] ?? 'of another form'}.`;
    case 'too_big':
      return `This has at most ${issue.maximum} ${issue.origin === 'string' ? 'characters' : 'entries'}.`;
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? `This is one of ${issue.options.join(', ')}.`
        : 'This has another form.';
    case 'custom':
      return issue.message;
    case 'invalid_key':
      return 'This name is not known here.';
    default:
      return 'This has another form.';
  }
}

/** The usual rule that an issue breaks, if it is one. */
function ruleOf(issue: Issue): BrokenRule | undefined {
  const isLong = issue.code === 'too_big' && issue.origin === 'string';
  return isLong ? { rule: 'too_long', most: Number(issue.maximum) } : undefined;
}

/** Writes a JSON pointer (RFC 6901). */
export function pointerTo(...names: readonly PropertyKey[]): string {
  const written = names.map((name) =>
    String(name).slice(0, 100).toWellFormed().replace(/~/g, '~0').replace(/\//g, '~1'),
  );
  return written.map((name) => `/${name}`).join('');
}

function problemsOfIssue(issue: Issue, at: readonly PropertyKey[]): ErrorObject[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const source = { pointer: pointerTo(...at, ...issue.path, key) };
      return errorObject(400, 'unknown_member', unknownName(key, []), source);
    });
  }
  const isMissing = issue.code === 'invalid_type' && issue.input === undefined && issue.path.length > 0;
  const code = isMissing ? 'required' : 'invalid';
  const sentence = isMissing ? `${String(issue.path.at(-1))} is needed.` : sentenceFor(issue);
  const source = { pointer: pointerTo(...at, ...issue.path) };
  return [withRule(errorObject(422, code, sentence, source), isMissing ? { rule: 'required' } : ruleOf(issue))];
}

/** Turns what a schema found wrong into error objects. `at` are the names that lead to the value in the document. */
export function schemaProblems(error: z.ZodError, at: readonly PropertyKey[]): ErrorObject[] {
  return error.issues.flatMap((issue) => problemsOfIssue(issue, at)).slice(0, mostProblems);
}
