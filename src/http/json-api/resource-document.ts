import { z } from 'zod';
import { isId } from '../../access/input-check.ts';
import { type ErrorObject, errorObject, JsonApiError, refusal, unknownName } from './json-api-error.ts';
import { readJson } from './json-body.ts';
import type { Identifier, Linkage, RelationshipDeclaration, ResourceInput, ResourceType } from './resource-type.ts';
import { pointerTo, schemaProblems } from './schema-problems.ts';

const members = z.record(z.string(), z.unknown()).optional();
const version = z.strictObject({ version: z.string().optional(), meta: members }).optional();

const identifier = z.strictObject({ type: z.string(), id: z.string(), meta: members });
const relationship = z.strictObject({
  data: z.union([identifier, z.null(), z.array(identifier).max(100)]),
  links: members,
  meta: members,
});
const resourceDocument = z.strictObject({
  data: z.strictObject({
    type: z.string(),
    id: z.string().optional(),
    attributes: members,
    relationships: z.record(z.string(), relationship).optional(),
    links: members,
    meta: members,
  }),
  jsonapi: version,
  links: members,
  meta: members,
});
const metaDocument = z.strictObject({ meta: z.unknown(), jsonapi: version });

type Mode = 'create' | 'update';

interface Declared {
  readonly writable?: 'create' | 'always';
}

/** Reads a document by its outer form. @throws JsonApiError 400 */
function readOuterForm<Form extends z.ZodType>(body: Uint8Array, form: Form): z.output<Form> {
  const parsed = form.safeParse(readJson(body), { reportInput: true });
  if (parsed.success) return parsed.data;
  const problems = schemaProblems(parsed.error, []);
  throw new JsonApiError(
    problems.map(({ code, detail, source }) =>
      errorObject(400, code === 'unknown_member' ? code : 'invalid_document', detail, source),
    ),
  );
}

/** Why a member may not be sent; null where it may. */
function whyNotWritable(
  name: string,
  known: Readonly<Record<string, Declared>>,
  { mode, at }: { readonly mode: Mode; readonly at: string },
): ErrorObject | null {
  const source = { pointer: pointerTo('data', at, name) };
  const declaration = Object.hasOwn(known, name) ? known[name] : undefined;
  if (declaration === undefined) {
    return errorObject(400, 'unknown_member', unknownName(name, Object.keys(known)), source);
  }
  if (declaration.writable === undefined) return errorObject(422, 'read_only', 'The server alone sets this.', source);
  if (mode === 'create' || declaration.writable === 'always') return null;
  return errorObject(422, 'read_only', 'This is fixed once the resource is created.', source);
}

/** Notes what is missing of what must be sent at creation. */
function findMissing(
  sent: Readonly<Record<string, unknown>>,
  known: Readonly<Record<string, { readonly required?: true }>>,
  at: string,
): ErrorObject[] {
  return Object.entries(known)
    .filter(([name, { required }]) => required && !Object.hasOwn(sent, name))
    .map(([name]) => errorObject(422, 'required', `${name} is needed.`, { pointer: pointerTo('data', at, name) }));
}

interface Checked<Value> {
  readonly values: Readonly<Record<string, Value>>;
  readonly errors: readonly ErrorObject[];
}

function checkAttributes(
  sent: Readonly<Record<string, unknown>>,
  { attributes }: ResourceType,
  mode: Mode,
): Checked<unknown> {
  const values: Record<string, unknown> = {};
  const errors: ErrorObject[] = [];
  for (const [name, value] of Object.entries(sent)) {
    const why = whyNotWritable(name, attributes, { mode, at: 'attributes' });
    const result = why === null ? attributes[name]?.schema.safeParse(value, { reportInput: true }) : undefined;
    if (why !== null) errors.push(why);
    else if (result?.success) values[name] = result.data;
    else if (result !== undefined) errors.push(...schemaProblems(result.error, ['data', 'attributes', name]));
  }
  if (mode === 'create') errors.push(...findMissing(sent, attributes, 'attributes'));
  return { values, errors };
}

/** What is wrong with where a relationship points; null where nothing is. */
function whyWrongLinkage(data: Linkage, { emptiable, many, targets }: RelationshipDeclaration): string | null {
  if (Array.isArray(data) !== (many === true)) {
    return many ? 'This takes a list of resources.' : 'This takes one resource.';
  }
  if (data === null && !emptiable) return 'This cannot be empty.';
  const all = data === null ? [] : [data].flat();
  if (all.some(({ type }) => !targets.includes(type))) return `This takes the type ${targets.join(' or ')}.`;
  return all.every(({ id }) => isId(id.toLowerCase())) ? null : 'The id is not one of ours (a UUID).';
}

/** Ids as we write them: their letters may come in capitals (RFC 9562 §4). */
function withSmallIds(data: Linkage): Linkage {
  const small = ({ id, type }: Identifier): Identifier => ({ type, id: id.toLowerCase() });
  if (data === null) return null;
  return 'id' in data ? small(data) : data.map(small);
}

function checkRelationships(
  sent: Readonly<Record<string, { readonly data: Linkage }>>,
  { relationships }: ResourceType,
  mode: Mode,
): Checked<Linkage> {
  const values: Record<string, Linkage> = {};
  const errors: ErrorObject[] = [];
  for (const [name, { data }] of Object.entries(sent)) {
    const why = whyNotWritable(name, relationships, { mode, at: 'relationships' });
    const declaration = why === null ? relationships[name] : undefined;
    const wrong = declaration === undefined ? null : whyWrongLinkage(data, declaration);
    const source = { pointer: pointerTo('data', 'relationships', name, 'data') };
    if (why !== null) errors.push(why);
    else if (wrong === null) values[name] = withSmallIds(data);
    else errors.push(errorObject(422, 'invalid', wrong, source));
  }
  if (mode === 'create') errors.push(...findMissing(sent, relationships, 'relationships'));
  return { values, errors };
}

interface Sent {
  readonly type: string;
  readonly id?: string | undefined;
}

/** Makes sure that a document is about what its address is about. `id` is null at creation. */
function checkIdentity(sent: Sent, type: ResourceType, id: string | null): void {
  if (sent.type !== type.type) {
    throw refusal(409, 'conflict', `The type here is ${type.type}.`, { pointer: '/data/type' });
  }
  if (id === null) {
    if (sent.id === undefined) return;
    throw refusal(403, 'forbidden', 'The server makes the ids.', { pointer: '/data/id' });
  }
  if (sent.id === undefined) {
    throw refusal(400, 'invalid_document', 'id is needed, the same as in the address.', { pointer: '/data/id' });
  }
  if (sent.id.toLowerCase() !== id.toLowerCase()) {
    throw refusal(409, 'conflict', 'The id is not the one in the address.', { pointer: '/data/id' });
  }
}

/**
 * Reads a document that creates a resource (`id` is null) or changes the one with the id.
 * @throws JsonApiError with everything that is wrong, each with its pointer
 */
export function readResourceDocument(body: Uint8Array, type: ResourceType, id: string | null): ResourceInput {
  const { data } = readOuterForm(body, resourceDocument);
  checkIdentity(data, type, id);
  const mode = id === null ? 'create' : 'update';
  const attributes = checkAttributes(data.attributes ?? {}, type, mode);
  const relationships = checkRelationships(data.relationships ?? {}, type, mode);
  const errors = [...attributes.errors, ...relationships.errors];
  if (errors.length > 0) throw new JsonApiError(errors.slice(0, 20));
  return { attributes: attributes.values, relationships: relationships.values };
}

/**
 * Reads the document of an action: what it takes are members of `meta`.
 * @throws JsonApiError with the pointers of what is wrong
 */
export function readActionDocument(body: Uint8Array, schema: z.ZodType): unknown {
  const { meta } = readOuterForm(body, metaDocument);
  const parsed = schema.safeParse(meta, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new JsonApiError(schemaProblems(parsed.error, ['meta']));
}
