import type { Caller } from '../../access/caller.ts';
import type { ListPage } from '../../access/list-query.ts';
import { loadIncluded, type Shown } from './included.ts';
import type { CollectionQuery, ShowQuery, SparseFields } from './query.ts';
import type { Resource, ResourceType } from './resource-type.ts';

/** One API: its types and where it is. */
export interface ApiPlace {
  readonly issuer: string;
  /** The address of the API: `https://oauth.example.com/api`. */
  readonly baseUrl: string;
  readonly types: readonly ResourceType[];
}

type Meta = Readonly<Record<string, unknown>>;

/** What every document says of itself (JSON:API 1.1, JSON:API Object). */
export const jsonapi = { version: '1.1' } as const;

/** A resource with its type: the one it was asked for under, unless it says another. */
export function withType({ types }: ApiPlace, asked: ResourceType, resource: Resource): Shown {
  const other = resource.type === undefined ? undefined : types.find(({ type }) => type === resource.type);
  return { type: other ?? asked, resource };
}

/** The address of a resource. */
export function linkTo({ baseUrl }: ApiPlace, { path, singleton, type }: ResourceType, id: string): string {
  return `${baseUrl}/${path ?? type}${singleton ? '' : `/${id}`}`;
}

/** The links of a relationship; what it points to has an address only where it is of a type of this API. */
function relationshipLinks({ types }: ApiPlace, type: ResourceType, { name, self }: Record<'name' | 'self', string>) {
  const targets = type.relationships[name]?.targets ?? [];
  const leadsSomewhere = types.some((each) => targets.includes(each.type));
  return { self: `${self}/relationships/${name}`, ...(leadsSomewhere && { related: `${self}/${name}` }) };
}

/** Writes a relationship object, also as the document of its own address. */
export function writeRelationship(place: ApiPlace, { type, resource }: Shown, name: string) {
  const links = relationshipLinks(place, type, { name, self: linkTo(place, type, resource.id) });
  return { links, data: resource.relationships?.[name] ?? null };
}

/** Writes a resource object, cut down to the fields that were asked for. */
function writeResource(place: ApiPlace, shown: Shown, fields: SparseFields) {
  const { type, resource } = shown;
  const wanted = fields.get(type.type);
  const isWanted = (name: string) => wanted === undefined || wanted.has(name);
  const attributes = Object.entries(resource.attributes).filter(([name]) => isWanted(name));
  const relationships = Object.keys(resource.relationships ?? {}).filter(isWanted);
  return {
    type: type.type,
    id: resource.id,
    ...(attributes.length > 0 && { attributes: Object.fromEntries(attributes) }),
    ...(relationships.length > 0 && {
      relationships: Object.fromEntries(relationships.map((name) => [name, writeRelationship(place, shown, name)])),
    }),
    links: { self: linkTo(place, type, resource.id) },
  };
}

async function writeIncluded(
  place: ApiPlace,
  caller: Caller,
  primary: readonly Shown[],
  { fields, include }: ShowQuery,
) {
  if (include === null) return {};
  const included = await loadIncluded({ caller, types: place.types, primary, paths: include });
  return { included: included.map((each) => writeResource(place, each, fields)) };
}

interface OneDocument {
  /** Null where a to-one relationship leads nowhere. */
  readonly shown: Shown | null;
  readonly query: ShowQuery;
  readonly meta?: Meta;
  /** The address of the document, where it is not that of the resource. */
  readonly self?: string;
}

/** Writes the document of one resource. */
export async function writeOne(place: ApiPlace, caller: Caller, { meta, query, self, shown }: OneDocument) {
  const address = self ?? (shown === null ? undefined : linkTo(place, shown.type, shown.resource.id));
  return {
    jsonapi,
    ...(meta !== undefined && { meta }),
    links: { self: address },
    data: shown === null ? null : writeResource(place, shown, query.fields),
    ...(await writeIncluded(place, caller, shown === null ? [] : [shown], query)),
  };
}

function pageLinks(url: string, { list }: CollectionQuery, { more, total }: ListPage<Resource>) {
  const { number, size } = list.page;
  const last = Math.max(1, Math.ceil(total / size));
  const { origin, pathname, searchParams } = new URL(url);
  const here = `${origin}${pathname}`;
  const at = (page: number) => {
    const parameters = new URLSearchParams(searchParams);
    parameters.set('page[number]', String(page));
    parameters.set('page[size]', String(size));
    return `${here}?${parameters}`;
  };
  return {
    self: searchParams.size > 0 ? `${here}?${searchParams}` : here,
    first: at(1),
    last: more ? null : at(last),
    prev: number > 1 ? at(Math.min(number - 1, last)) : null,
    next: number < last || more ? at(number + 1) : null,
  };
}

interface ListDocument {
  readonly type: ResourceType;
  readonly page: ListPage<Resource>;
  /** The address that was called. */
  readonly url: string;
  readonly query: CollectionQuery;
}

/** Writes the document of a page of a list. */
export async function writeList(place: ApiPlace, caller: Caller, { page, query, type, url }: ListDocument) {
  const primary = page.rows.map((resource) => withType(place, type, resource));
  return {
    jsonapi,
    meta: { total: page.total, ...(page.more && { more: true }) },
    links: pageLinks(url, query, page),
    data: primary.map((each) => writeResource(place, each, query.fields)),
    ...(await writeIncluded(place, caller, primary, query)),
  };
}
