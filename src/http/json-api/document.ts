import { createHash } from 'node:crypto';
import type { Caller } from '../../access/caller.ts';
import type { ListPage } from '../../access/list-query.ts';
import { AccessDenied } from '../../access/reach.ts';
import type { ApiQuery } from './query.ts';
import type { Identifier, Linkage, Resource, ResourceType } from './resource-type.ts';

/** One API: its types and where it is. */
export interface ApiContext {
  /** The address of the API: `https://oauth.example.com/api`. */
  readonly baseUrl: string;
  readonly types: readonly ResourceType[];
}

interface Shown {
  readonly type: ResourceType;
  readonly resource: Resource;
}

function linkOf({ baseUrl }: ApiContext, type: ResourceType, id: string): string {
  return type.singleton ? `${baseUrl}/${type.type}` : `${baseUrl}/${type.type}/${id}`;
}

function pick<Value>(values: Readonly<Record<string, Value>>, wanted: ReadonlySet<string> | undefined) {
  return Object.fromEntries(Object.entries(values).filter(([name]) => wanted === undefined || wanted.has(name)));
}

/** Writes a resource object, cut down to the fields that were asked for. */
function writeResource(context: ApiContext, { type, resource }: Shown, { fields }: ApiQuery) {
  const wanted = fields.get(type.type);
  const attributes = pick(resource.attributes, wanted);
  const relationships = Object.entries(pick(resource.relationships ?? {}, wanted)).map(([name, data]) => [
    name,
    { data },
  ]);
  return {
    type: type.type,
    id: resource.id,
    attributes,
    ...(relationships.length > 0 && { relationships: Object.fromEntries(relationships) }),
    links: { self: linkOf(context, type, resource.id) },
  };
}

function identifiersOf(linkage: Linkage | undefined): readonly Identifier[] {
  if (linkage === undefined || linkage === null) return [];
  return Array.isArray(linkage) ? linkage : [linkage as Identifier];
}

/** Loads the included resources, one list per type. What the caller may not view stays an identifier. */
async function loadIncluded(context: ApiContext, caller: Caller, primary: readonly Shown[], { include }: ApiQuery) {
  const wanted = new Map<string, Set<string>>();
  for (const { resource } of primary) {
    for (const name of include) {
      for (const { id, type } of identifiersOf(resource.relationships?.[name])) {
        wanted.set(type, (wanted.get(type) ?? new Set()).add(id));
      }
    }
  }
  for (const { type, resource } of primary) wanted.get(type.type)?.delete(resource.id);
  const included: Shown[] = [];
  for (const [name, ids] of wanted) {
    const type = context.types.find((each) => each.type === name);
    if (type?.list === undefined || ids.size === 0) continue;
    const filters = [{ field: 'id', operator: 'equals', values: [...ids] }] as const;
    const page = await allowed(type.list(caller, { filters, sort: [], page: { number: 1, size: ids.size } }));
    for (const resource of page?.rows ?? []) included.push({ type, resource });
  }
  return included;
}

async function allowed<Value>(work: Promise<Value>): Promise<Value | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AccessDenied) return null;
    throw error;
  }
}

/** A strong validator of a resource as this caller sees it. */
export function entityTag(resource: Resource): string {
  return `"${createHash('sha256').update(JSON.stringify(resource)).digest('base64url').slice(0, 27)}"`;
}

/** Writes the document of one resource. */
export async function writeOne(
  context: ApiContext,
  caller: Caller,
  shown: Shown,
  { query, meta }: { readonly query: ApiQuery; readonly meta?: Readonly<Record<string, unknown>> },
) {
  const included = await loadIncluded(context, caller, [shown], query);
  return {
    jsonapi: { version: '1.1' },
    ...(meta !== undefined && { meta }),
    links: { self: linkOf(context, shown.type, shown.resource.id) },
    data: writeResource(context, shown, query),
    ...(query.include.length > 0 && { included: included.map((each) => writeResource(context, each, query)) }),
  };
}

function pageLinks(url: string, { list }: ApiQuery, total: number) {
  const { number, size } = list.page;
  const last = Math.max(1, Math.ceil(total / size));
  const [path = '', text = ''] = url.split('?', 2);
  const at = (page: number) => {
    const parameters = new URLSearchParams(text);
    parameters.set('page[number]', String(page));
    parameters.set('page[size]', String(size));
    return `${path}?${parameters}`;
  };
  return {
    self: at(number),
    first: at(1),
    last: at(last),
    prev: number > 1 ? at(Math.min(number - 1, last)) : null,
    next: number < last ? at(number + 1) : null,
  };
}

/** Writes the document of a page of a list. `url` is the address that was called. */
export async function writeList(
  context: ApiContext,
  caller: Caller,
  { type, page, url }: { readonly type: ResourceType; readonly page: ListPage<Resource>; readonly url: string },
  query: ApiQuery,
) {
  const primary = page.rows.map((resource) => ({ type, resource }));
  const included = await loadIncluded(context, caller, primary, query);
  return {
    jsonapi: { version: '1.1' },
    meta: { total: page.total },
    links: pageLinks(url, query, page.total),
    data: primary.map((each) => writeResource(context, each, query)),
    ...(query.include.length > 0 && { included: included.map((each) => writeResource(context, each, query)) }),
  };
}
