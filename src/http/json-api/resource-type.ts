import type { z } from 'zod';
import type { Caller } from '../../access/caller.ts';
import type { Batches, ListPage, ListQuery, WholeList } from '../../access/list-query.ts';
import type { Action, Protected } from '../../access/permission.ts';
import type { CsvValue } from './csv.ts';

/** An attribute of a resource type. Its schema is the source of validation and documentation. */
interface AttributeDeclaration {
  readonly description: string;
  readonly schema: z.ZodType;
  /** A value as documentation shows it. */
  readonly example: unknown;
  /** When it can be sent: at creation, at creation and later, or never. */
  readonly writable?: 'create' | 'always';
  /** It must be sent at creation. */
  readonly required?: true;
  /** It can be sent but is never answered, like a password. */
  readonly hidden?: true;
  /** It changes by itself, without anybody editing the resource, and is no part of its entity tag. */
  readonly volatile?: true;
}

export interface RelationshipDeclaration {
  readonly description: string;
  /** The types it can point to. What is not a type of the same API stays an identifier. */
  readonly targets: readonly string[];
  readonly many?: true;
  readonly writable?: 'create' | 'always';
  readonly required?: true;
  /** A to-one relationship that may be sent as null. */
  readonly emptiable?: true;
}

/** What kind of value a filter compares; decides its operators. */
export type FilterKind = 'text' | 'beginning' | 'id' | 'flag' | 'time' | 'choice';

export interface FilterDeclaration {
  readonly description: string;
  readonly kind: FilterKind;
  /** The values of a choice. */
  readonly choices?: readonly string[];
}

export type Attributes = Readonly<Record<string, AttributeDeclaration>>;
export type Relationships = Readonly<Record<string, RelationshipDeclaration>>;

export interface Identifier {
  readonly type: string;
  readonly id: string;
}

export type Linkage = Identifier | null | readonly Identifier[];

/** A resource as the API shows it. */
export interface Resource {
  /** Where it is of another type than the one it was asked for under: a visitor has no account and so no profile. */
  readonly type?: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly relationships?: Readonly<Record<string, Linkage>>;
}

/** A resource that was created, with what is told only in this answer. */
export interface CreatedResource {
  readonly resource: Resource;
  readonly meta?: Readonly<Record<string, unknown>>;
}

/** What a client sent about a resource, validated against the declaration. */
export interface ResourceInput {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly relationships: Readonly<Record<string, Linkage>>;
}

type Anytime = { readonly writable: 'create' | 'always' };
type Later = { readonly writable: 'always' };
type Required = { readonly required: true };
type Value<D> = D extends { readonly schema: infer Schema extends z.ZodType } ? z.output<Schema> : never;
type Target<D> = D extends { readonly many: true }
  ? readonly Identifier[]
  : D extends { readonly emptiable: true }
    ? Identifier | null
    : Identifier;

/** What arrives when a resource is created, by its declaration. */
export interface CreateInput<A extends Attributes, R extends Relationships> {
  readonly attributes: {
    readonly [N in keyof A as A[N] extends Anytime & Required ? N : never]: Value<A[N]>;
  } & { readonly [N in keyof A as A[N] extends Required ? never : A[N] extends Anytime ? N : never]?: Value<A[N]> };
  readonly relationships: {
    readonly [N in keyof R as R[N] extends Anytime & Required ? N : never]: Target<R[N]>;
  } & { readonly [N in keyof R as R[N] extends Required ? never : R[N] extends Anytime ? N : never]?: Target<R[N]> };
}

/** What arrives when a resource is changed, by its declaration. */
export interface UpdateInput<A extends Attributes, R extends Relationships> {
  readonly attributes: { readonly [N in keyof A as A[N] extends Later ? N : never]?: Value<A[N]> };
  readonly relationships: { readonly [N in keyof R as R[N] extends Later ? N : never]?: Target<R[N]> };
}

type PathParameters = Readonly<Record<string, string>>;

interface ActionFacts {
  /** GET only tells something: it changes nothing. */
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the resource: `activate`, `secrets`, `secrets/:secretId`. */
  readonly path: string;
  /** Decides the permission and scope that documentation names. */
  readonly action: Action;
  readonly summary: string;
}

type Run<Schema extends z.ZodType | undefined, Result> = {
  /** The members of `meta` that it takes; it takes no body where left out. */
  readonly input?: Schema;
  /** Null or false where there is no such resource. */
  run(caller: Caller, parameters: PathParameters, input: Schema extends z.ZodType ? z.output<Schema> : unknown): Result;
};

/** Something that can be done with one resource beside reading and writing it. */
export type ResourceAction<Schema extends z.ZodType | undefined = z.ZodType | undefined> = ActionFacts &
  (
    | ({ readonly answers: 'resource' } & Run<Schema, Promise<Resource | null>>)
    | ({ readonly answers: 'nothing' } & Run<Schema, Promise<boolean>>)
    | ({
        readonly answers: 'meta';
        /** The members of the `meta` that it answers. */
        readonly output: z.ZodType;
        /** A `meta` as documentation shows it. */
        readonly example: unknown;
      } & Run<Schema, Promise<Readonly<Record<string, unknown>> | null>>)
  );

/** Something that can be done with many resources of a type at once, at the path of the type. It answers `meta`. */
export type CollectionAction = Extract<ResourceAction, { readonly answers: 'meta' }>;

/** Declares an action whose input has the type that its schema says. */
export function defineAction<Schema extends z.ZodType>(action: ResourceAction<Schema>): ResourceAction {
  return action as ResourceAction;
}

/** Declares an action on many resources, whose input has the type that its schema says. */
export function defineCollectionAction<Schema extends z.ZodType>(
  action: Extract<ResourceAction<Schema>, { readonly answers: 'meta' }>,
): CollectionAction {
  return action as CollectionAction;
}

/** A list that can be had as a whole, as a CSV file with the filters and order of the list; `declareExport` makes it. */
export interface ExportDeclaration {
  /** The names of the columns: the first line of the file. */
  readonly columns: readonly string[];
  /** The rows that the caller may see, each with a value per column. @throws AccessDenied */
  rows(caller: Caller, query: WholeList): Promise<Batches<readonly CsvValue[]>>;
}

interface TypeFacts<A extends Attributes, R extends Relationships> {
  readonly type: string;
  /** What its permissions and scopes are named after. */
  readonly protects: Protected;
  /** What its two scopes allow, in words that people read on a consent page; only where it is what is protected. */
  readonly scopes?: { readonly read: string; readonly write: string };
  /** The right that deleting one needs, where it is not the right to delete what is protected. */
  readonly deletesAs?: Action;
  /** There is one, at the path of the type itself: one's own profile. */
  readonly singleton?: true;
  /** Where its resources are, when that is not the name of the type. */
  readonly path?: string;
  /** For headings: `OAuth applications`, and for sentences: `an OAuth application`. */
  readonly title: string;
  readonly one: string;
  /** One sentence. */
  readonly description: string;
  readonly attributes: A;
  readonly relationships: R;
  readonly filters: Readonly<Record<string, FilterDeclaration>>;
  readonly sorts: readonly string[];
  /** A name with or without a minus; the order of lists where none is asked for. */
  readonly defaultSort: string;
  /** What `meta` holds after a creation, with an example. */
  readonly createdMeta?: { readonly schema: z.ZodType; readonly example: unknown };
  readonly actions?: readonly ResourceAction[];
  readonly collectionActions?: readonly CollectionAction[];
  readonly export?: ExportDeclaration;
}

interface TypeOperations<Create, Update> {
  list?(caller: Caller, query: ListQuery): Promise<ListPage<Resource>>;
  /** Null where the caller reaches none of that id. */
  get?(caller: Caller, id: string): Promise<Resource | null>;
  create?(caller: Caller, input: Create): Promise<CreatedResource>;
  update?(caller: Caller, id: string, input: Update): Promise<Resource | null>;
  delete?(caller: Caller, id: string): Promise<boolean>;
}

/** A type of resource: the one declaration from which routes, scopes and documentation come. */
export type ResourceType = TypeFacts<Attributes, Relationships> & TypeOperations<ResourceInput, ResourceInput>;

/** Declares a type of resource whose operations take what its attributes and relationships say. */
export function defineResourceType<const A extends Attributes, const R extends Relationships>(
  declaration: TypeFacts<A, R> & TypeOperations<CreateInput<A, R>, UpdateInput<A, R>>,
): ResourceType {
  // The reader of documents checks every input against this very declaration before an operation sees it.
  return declaration as unknown as ResourceType;
}

/** Shows the rows of a page as resources. */
export function showPage<Row>(page: ListPage<Row>, show: (row: Row) => Resource): ListPage<Resource> {
  return { ...page, rows: page.rows.map(show) };
}

/** Shows what was found, if anything was. */
export function showFound<Row>(row: Row | null, show: (row: Row) => Resource): Resource | null {
  return row === null ? null : show(row);
}
