import { z } from 'zod';
import { nearestName } from '../../config/nearest-name.ts';
import { hasRepeatedName } from '../../oauth/repeated-name.ts';
import { type ErrorObject, JsonApiError, refusal } from './json-api-error.ts';
import type { Linkage, ResourceInput, ResourceType } from './resource-type.ts';

const identifier = z.strictObject({ type: z.string().max(100), id: z.string().max(100), meta: z.unknown().optional() });
const linkage = z.strictObject({
  data: z.union([identifier, z.null(), z.array(identifier).max(100)]),
  links: z.unknown().optional(),
  meta: z.unknown().optional(),
});
const documentForm = z.strictObject({
  data: z.strictObject({
    type: z.string(),
    id: z.string().optional(),
    attributes: z.record(z.string(), z.unknown()).optional(),
    relationships: z.record(z.string(), linkage).optional(),
    links: z.unknown().optional(),
    meta: z.unknown().optional(),
  }),
  meta: z.unknown().optional(),
  links: z.unknown().optional(),
  jsonapi: z.unknown().optional(),
});

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const mediaType = /^application\/(?:vnd\.api\+json|json)$/i;

/** Refuses content types other than JSON:API and JSON (JSON:API 1.1, Content Negotiation). */
export function checkContentType(contentType: string | undefined): void {
  const [type = '', ...parameters] = (contentType ?? '').split(';').map((part) => part.trim());
  const foreign = parameters.filter((parameter) => !/^(?:charset="?utf-?8"?|ext=""|profile=.*)?$/i.test(parameter));
  if (mediaType.test(type) && foreign.length === 0) return;
  throw refusal(415, 'unsupported_media_type', 'Send application/vnd.api+json.', { header: 'Content-Type' });
}

/** Refuses requests that accept JSON:API only with parameters that this server does not know. */
export function checkAccept(accept: string | undefined): void {
  const entries = (accept ?? '*/*').split(',').map((entry) => entry.trim().toLowerCase());
  const fits = entries.some((entry) => {
    const [type = '', ...parameters] = entry.split(';').map((part) => part.trim());
    if (type !== 'application/vnd.api+json') return ['*/*', 'application/*', 'application/json'].includes(type);
    return parameters.every((parameter) => /^(?:q=[\d.]+|profile=.*)?$/.test(parameter));
  });
  if (fits) return;
  throw refusal(406, 'not_acceptable', 'This API answers application/vnd.api+json.', { header: 'Accept' });
}

/** Finds text that no database should see: NUL characters and halves of characters. Deep nesting is no danger here. */
function holdsBadText(value: unknown): boolean {
  const pending = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next === 'string' && (next.includes('\0') || !next.isWellFormed())) return true;
    if (typeof next !== 'object' || next === null) continue;
    for (const [name, member] of Object.entries(next)) pending.push(name, member);
  }
  return false;
}

/** Reads the JSON of a body. @throws JsonApiError for what is not JSON, names a member twice, or holds bad text. */
export function readJson(body: Uint8Array): unknown {
  let text: string;
  let value: unknown;
  try {
    text = utf8.decode(body);
    value = JSON.parse(text);
  } catch {
    throw refusal(400, 'invalid_json', 'The body is not valid JSON in UTF-8.');
  }
  if (hasRepeatedName(text, value)) throw refusal(400, 'invalid_json', 'The body names a member twice.');
  if (holdsBadText(value))
    throw refusal(400, 'invalid_json', 'The body holds NUL characters or text that is not Unicode.');
  return value;
}

function problemsOf(error: z.ZodError, prefix: string): ErrorObject[] {
  return error.issues.slice(0, 20).flatMap((issue) => {
    const pointer = [prefix, ...issue.path.map(String)].join('/');
    return refusal(422, 'invalid', `${issue.message}.`.replace(/\.\.$/, '.'), { pointer }).errors;
  });
}

type Mode = 'create' | 'update';

function whyNotWritable(
  name: string,
  known: Readonly<Record<string, { readonly writable?: 'create' | 'always' }>>,
  mode: Mode,
) {
  const declaration = Object.hasOwn(known, name) ? known[name] : undefined;
  if (declaration === undefined) {
    const nearest = nearestName(name, Object.keys(known));
    return `There is no such member.${nearest === null ? '' : ` Did you mean ${nearest}?`}`;
  }
  if (declaration.writable === undefined) return 'This is set by the server.';
  return mode === 'update' && declaration.writable === 'create' ? 'This is fixed at creation.' : null;
}

function checkAttributes(sent: Readonly<Record<string, unknown>>, { attributes }: ResourceType, mode: Mode) {
  const values: Record<string, unknown> = {};
  const errors: ErrorObject[] = [];
  for (const [name, value] of Object.entries(sent)) {
    const pointer = `/data/attributes/${name.slice(0, 100)}`;
    const why = whyNotWritable(name, attributes, mode);
    const result = why === null ? attributes[name]?.schema.safeParse(value) : undefined;
    if (why !== null) errors.push(...refusal(422, 'invalid', why, { pointer }).errors);
    else if (result?.success) values[name] = result.data;
    else if (result !== undefined) errors.push(...problemsOf(result.error, pointer));
  }
  return { values, errors };
}

function whyWrongLinkage(data: Linkage, targets: readonly string[], many: boolean): string | null {
  if (Array.isArray(data) !== many)
    return many ? 'This takes a list of resources.' : 'This takes one resource or null.';
  const all: readonly { readonly type: string }[] = Array.isArray(data) ? data : data === null ? [] : [data];
  return all.every(({ type }) => targets.includes(type))
    ? null
    : `This takes resources of the type ${targets.join(' or ')}.`;
}

function checkRelationships(
  sent: Readonly<Record<string, { readonly data: Linkage }>>,
  { relationships }: ResourceType,
  mode: Mode,
) {
  const values: Record<string, Linkage> = {};
  const errors: ErrorObject[] = [];
  for (const [name, { data }] of Object.entries(sent)) {
    const declaration = Object.hasOwn(relationships, name) ? relationships[name] : undefined;
    const why =
      whyNotWritable(name, relationships, mode) ??
      whyWrongLinkage(data, declaration?.targets ?? [], declaration?.many ?? false);
    if (why === null) values[name] = data;
    else errors.push(...refusal(422, 'invalid', why, { pointer: `/data/relationships/${name.slice(0, 100)}` }).errors);
  }
  return { values, errors };
}

function missing({ attributes, relationships }: ResourceType, input: ResourceInput): ErrorObject[] {
  const inRoom = (
    room: 'attributes' | 'relationships',
    declared: Readonly<Record<string, { readonly required?: boolean }>>,
  ) =>
    Object.entries(declared)
      .filter(([name, { required }]) => required && !Object.hasOwn(input[room], name))
      .flatMap(
        ([name]) => refusal(422, 'invalid', `${name} is required.`, { pointer: `/data/${room}/${name}` }).errors,
      );
  return [...inRoom('attributes', attributes), ...inRoom('relationships', relationships)];
}

/**
 * Reads a document that creates a resource, or changes the one with the `id`.
 * @throws JsonApiError with everything that is wrong, each with its pointer.
 */
export function readDocument(body: Uint8Array, type: ResourceType, id: string | null): ResourceInput {
  const parsed = documentForm.safeParse(readJson(body));
  if (!parsed.success) {
    throw new JsonApiError(
      problemsOf(parsed.error, '').map((error) => ({ ...error, status: 400, title: 'Bad request' })),
    );
  }
  const { data } = parsed.data;
  if (data.type !== type.type)
    throw refusal(409, 'conflict', `The type here is ${type.type}.`, { pointer: '/data/type' });
  if (id === null && data.id !== undefined) {
    throw refusal(403, 'forbidden', 'Ids are made by the server.', { pointer: '/data/id' });
  }
  if (id !== null && data.id !== id)
    throw refusal(409, 'conflict', 'The id is not the one of the address.', { pointer: '/data/id' });
  const mode = id === null ? 'create' : 'update';
  const attributes = checkAttributes(data.attributes ?? {}, type, mode);
  const relationships = checkRelationships((data.relationships ?? {}) as Record<string, { data: Linkage }>, type, mode);
  const input = { attributes: attributes.values, relationships: relationships.values };
  const errors = [...attributes.errors, ...relationships.errors];
  if (mode === 'create' && errors.length === 0) errors.push(...missing(type, input));
  if (errors.length > 0) throw new JsonApiError(errors);
  return input;
}

/** Reads the JSON object of an action. @throws JsonApiError with the pointers of what is wrong. */
export function readActionInput(body: Uint8Array, schema: z.ZodType | undefined): unknown {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(readJson(body));
  if (!parsed.success) throw new JsonApiError(problemsOf(parsed.error, ''));
  return parsed.data;
}
