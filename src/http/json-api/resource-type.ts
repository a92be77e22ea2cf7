import type { z } from 'zod';
import type { Caller } from '../../access/caller.ts';
import type { ListPage, ListQuery } from '../../access/list-query.ts';
import type { Action, Protected } from '../../access/permission.ts';

/** An attribute of a resource type. Its schema is the source of validation and documentation. */
export interface AttributeDeclaration {
  readonly description: string;
  readonly schema: z.ZodType;
  /** When it can be sent: at creation, at creation and later, or never. */
  readonly writable?: 'create' | 'always';
  /** It must be sent at creation. */
  readonly required?: boolean;
  /** It can be sent but is never answered, like a password. */
  readonly hidden?: boolean;
}

export interface RelationshipDeclaration {
  readonly description: string;
  /** The types it can point to. */
  readonly targets: readonly string[];
  readonly many?: boolean;
  readonly writable?: 'create' | 'always';
  readonly required?: boolean;
}

/** What kind of value a filter compares; decides its operators. */
export type FilterKind = 'text' | 'id' | 'flag' | 'time' | 'choice';

export interface FilterDeclaration {
  readonly description: string;
  readonly kind: FilterKind;
  readonly choices?: readonly string[];
}

export interface Identifier {
  readonly type: string;
  readonly id: string;
}

export type Linkage = Identifier | null | readonly Identifier[];

/** A resource as the API shows it. */
export interface Resource {
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly relationships?: Readonly<Record<string, Linkage>>;
}

/** What a client sent about a resource, validated against the declaration. */
export interface ResourceInput {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly relationships: Readonly<Record<string, Linkage>>;
}

/** A resource that was created, with what is told only in this answer. */
export interface CreatedResource {
  readonly resource: Resource;
  readonly meta?: Readonly<Record<string, unknown>>;
}

/** Something that can be done with one resource beside reading and writing it. */
export interface ResourceAction {
  readonly method: 'POST' | 'DELETE';
  /** Below the resource: `activate`, `secrets`, `secrets/:secretId`. */
  readonly path: string;
  readonly action: Action;
  readonly summary: string;
  /** The JSON object it takes; none where left out. */
  readonly input?: z.ZodType;
  /** What it answers: the resource, a `meta` object, or nothing (204). */
  readonly answers: 'resource' | 'meta' | 'nothing';
  /** The shape of the `meta` object. */
  readonly output?: z.ZodType;
  /** Null where there is no such resource. */
  run(caller: Caller, parameters: Readonly<Record<string, string>>, input: unknown): Promise<unknown>;
}

/** A type of resource: one declaration from which routes, scopes and documentation come. */
export interface ResourceType {
  readonly type: string;
  /** What its permissions and scopes are named after. */
  readonly protects: Protected;
  /** One resource, at the path of the type itself: one's own profile. */
  readonly singleton?: boolean;
  readonly title: string;
  readonly description: string;
  readonly attributes: Readonly<Record<string, AttributeDeclaration>>;
  readonly relationships: Readonly<Record<string, RelationshipDeclaration>>;
  readonly filters: Readonly<Record<string, FilterDeclaration>>;
  readonly sorts: readonly string[];
  readonly defaultSort: string;
  /** What `meta` holds after a creation. */
  readonly createdMeta?: z.ZodType;
  readonly actions?: readonly ResourceAction[];
  readonly list?: (caller: Caller, query: ListQuery) => Promise<ListPage<Resource>>;
  readonly get?: (caller: Caller, id: string) => Promise<Resource | null>;
  readonly create?: (caller: Caller, input: ResourceInput) => Promise<CreatedResource>;
  readonly update?: (caller: Caller, id: string, input: ResourceInput) => Promise<Resource | null>;
  readonly delete?: (caller: Caller, id: string) => Promise<boolean>;
}

/** Shows the rows of a page as resources. */
export function showPage<Row>(page: ListPage<Row>, show: (row: Row) => Resource): ListPage<Resource> {
  return { rows: page.rows.map(show), total: page.total };
}

/** The one target of a to-one relationship that was sent; undefined where it was not, null where it was emptied. */
export function oneOf(input: ResourceInput, relationship: string): Identifier | null | undefined {
  const linkage = input.relationships[relationship];
  return linkage === undefined ? undefined : Array.isArray(linkage) ? null : (linkage as Identifier | null);
}
