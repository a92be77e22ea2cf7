import { base, context } from './context.ts';

const mediaType = 'application/vnd.api+json';

/** One error object of an answer (JSON:API 1.1, Errors). */
export interface ErrorObject {
  readonly status?: string;
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly source?: { readonly pointer?: string; readonly parameter?: string };
  readonly meta?: {
    /** The pointer of what is missing in the document that was sent. */
    readonly member?: string;
    /** The rule that is broken, where it is one of the usual ones, with its figures. */
    readonly rule?: string;
    readonly least?: number;
    readonly most?: number;
  };
}

/** A call that the server refused or that did not reach it (status 0). */
export class ApiFailure extends Error {
  readonly status: number;
  readonly errors: readonly ErrorObject[];

  constructor(status: number, errors: readonly ErrorObject[]) {
    super(errors.map(({ detail, title }) => detail ?? title ?? '').join(' '));
    this.name = 'ApiFailure';
    this.status = status;
    this.errors = errors;
  }
}

/** A pointer to another resource. */
export interface Identifier {
  readonly type: string;
  readonly id: string;
}

/** A resource object. */
export interface Resource<Attributes> extends Identifier {
  readonly attributes: Attributes;
  readonly relationships?: Readonly<Record<string, { readonly data?: Identifier | readonly Identifier[] | null }>>;
}

/** A document with its primary data. */
export interface ApiDocument<Data, Meta = Readonly<Record<string, unknown>>> {
  readonly data: Data;
  readonly meta?: Meta;
  readonly included?: readonly Resource<Readonly<Record<string, unknown>>>[];
}

/** The answer with the validator that makes a later change safe (RFC 9110 §8.8.3). */
export interface Answer<Data, Meta> {
  readonly document: ApiDocument<Data, Meta>;
  readonly entityTag: string | null;
}

export interface CallOptions {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  /** The validator of what is changed: it is refused where somebody else changed it meanwhile. */
  readonly ifMatch?: string | null;
}

function headersOf({ body, ifMatch, method = 'GET' }: CallOptions): Record<string, string> {
  return {
    accept: mediaType,
    ...(body !== undefined && { 'content-type': mediaType }),
    ...(method !== 'GET' && { 'x-csrf-token': context.csrf }),
    ...(ifMatch && { 'if-match': ifMatch }),
  };
}

/** Leads to the sign-in page, and from there back to where one was. */
function signInAgain(): void {
  const here = location.pathname + location.search;
  location.assign(`${base}/sign-in?return=${encodeURIComponent(here)}`);
}

async function readErrors(response: Response): Promise<readonly ErrorObject[]> {
  try {
    const { errors } = (await response.json()) as { errors?: readonly ErrorObject[] };
    return errors ?? [];
  } catch {
    return [];
  }
}

/**
 * Calls the JSON:API of this side with the session. `path` begins with a slash and follows the path of the API.
 * @throws ApiFailure; where the session is over, the page is left as well
 */
export async function callApi<Data, Meta = Readonly<Record<string, unknown>>>(
  path: string,
  options: CallOptions = {},
): Promise<Answer<Data, Meta>> {
  const { body, method = 'GET' } = options;
  const init: RequestInit = { method, headers: headersOf(options), credentials: 'same-origin' };
  const response = await fetch(context.api + path, {
    ...init,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new ApiFailure(0, []);
  });
  if (response.status === 401) signInAgain();
  if (!response.ok) throw new ApiFailure(response.status, await readErrors(response));
  const document = response.status === 204 ? { data: null } : await response.json();
  return { document: document as ApiDocument<Data, Meta>, entityTag: response.headers.get('etag') };
}

/** Which part of a form an error belongs to, by the beginning of its pointer. */
export type Pointers<Field extends string> = Readonly<Record<Field, string>>;

/** Errors as a form shows them. */
export interface FormProblems<Field extends string> {
  /** What is wrong with a field. */
  readonly fields: Partial<Record<Field, string>>;
  /** What belongs to no field. */
  readonly others: readonly string[];
}

function isBelow(pointer: string, parent: string): boolean {
  return pointer === parent || pointer.startsWith(`${parent}/`);
}

/** Sorts the errors of a failure to the fields of a form by `source.pointer`. */
export function problemsOf<Field extends string>(
  failure: ApiFailure,
  pointers: Pointers<Field>,
  textOf: (error: ErrorObject) => string,
): FormProblems<Field> {
  const fields: Partial<Record<Field, string>> = {};
  const others: string[] = [];
  for (const error of failure.errors) {
    const { meta, source } = error;
    const text = textOf(error);
    const pointer = meta?.member ?? source?.pointer ?? '';
    const field = (Object.keys(pointers) as Field[]).find((name) => isBelow(pointer, pointers[name]));
    if (field === undefined) others.push(text);
    else fields[field] = fields[field] === undefined ? text : `${fields[field]} ${text}`;
  }
  return { fields, others };
}
