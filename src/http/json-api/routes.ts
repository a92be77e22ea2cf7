import type { HTTPMethods } from 'fastify';
import type { ApiHandler } from './api-call.ts';
import { exportHandler } from './export-handler.ts';
import { csvType } from './media-type.ts';
import { linkageHandler, relatedListHandler, relatedOneHandler } from './relationship-handlers.ts';
import {
  actionHandler,
  collectionActionHandler,
  createHandler,
  deleteHandler,
  getHandler,
  listHandler,
  type TypeInApi,
  updateHandler,
} from './resource-handlers.ts';

/** One method at one path below the prefix of the API. */
export interface ApiRoute {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** With parameters: `/users/:id`. */
  readonly url: string;
  readonly handle: ApiHandler;
  /** The media type of what it answers, where that is not JSON:API. */
  readonly answers?: string;
  /** The JSON pointer of a field that breaks a rule. */
  readonly pointerOf: (field: string) => string;
}

type Pointer = ApiRoute['pointerOf'];

const inMeta: Pointer = (field) => `/meta/${field}`;

/** Where the resources of a type are and where each of them is. */
export function pathsOf({ path, singleton, type }: TypeInApi['type']) {
  const collection = `/${path ?? type}`;
  return { collection, single: singleton ? collection : `${collection}/:id` };
}

function relationshipRoutes(here: TypeInApi, pointerOf: Pointer): ApiRoute[] {
  const { place, type } = here;
  const { single } = pathsOf(type);
  return Object.entries(type.relationships).flatMap(([name, { many, targets }]) => {
    const linkage = {
      method: 'GET',
      url: `${single}/relationships/${name}`,
      handle: linkageHandler(here, name),
    } as const;
    const types = place.types.filter((each) => targets.includes(each.type));
    const [target] = types;
    if (target === undefined) return [{ ...linkage, pointerOf }];
    const handle = many ? relatedListHandler(here, name, target) : relatedOneHandler(here, name, types);
    return [
      { ...linkage, pointerOf },
      { method: 'GET', url: `${single}/${name}`, handle, pointerOf },
    ];
  });
}

/** Every route that the declaration of a type makes. */
export function routesOf(here: TypeInApi): ApiRoute[] {
  const { type } = here;
  const { collection, single } = pathsOf(type);
  const pointerOf: Pointer = (field) => {
    const at = Object.hasOwn(type.relationships, field) ? 'relationships' : 'attributes';
    return `/data/${at}/${field}`;
  };
  const { list, create, get, update, delete: remove, actions = [], collectionActions = [] } = type;
  const routes: ApiRoute[] = [];
  const add = (method: ApiRoute['method'], url: string, handle: ApiHandler) =>
    routes.push({ method, url, handle, pointerOf });
  if (type.export) {
    const handle = exportHandler(here, type.export);
    routes.push({ method: 'GET', url: `${collection}/export`, handle, pointerOf, answers: csvType });
  }
  if (list) add('GET', collection, listHandler(here, list));
  if (create) add('POST', collection, createHandler(here, create));
  if (get) add('GET', single, getHandler(here, get));
  if (update) add('PATCH', single, updateHandler(here, update));
  if (remove) add('DELETE', single, deleteHandler(here, remove));
  for (const action of collectionActions) {
    const { method, path } = action;
    routes.push({
      method,
      url: `${collection}/${path}`,
      handle: collectionActionHandler(here, action),
      pointerOf: inMeta,
    });
  }
  for (const action of actions) {
    const url = `${single}/${action.path}`;
    routes.push({ method: action.method, url, handle: actionHandler(here, action), pointerOf: inMeta });
  }
  return get ? [...routes, ...relationshipRoutes(here, pointerOf)] : routes;
}

/** What can be done at every path of an API; the answer to any other method there says so. */
export interface PathTable {
  /** The methods at a path below the prefix; null where there is nothing. */
  methodsAt(path: string): readonly HTTPMethods[] | null;
}

/** Makes the table of paths. */
export function createPathTable(routes: readonly Pick<ApiRoute, 'method' | 'url'>[]): PathTable {
  const urls = [...new Set(routes.map(({ url }) => url))];
  const table = urls.map((url) => {
    const methods = routes.filter((route) => route.url === url).map(({ method }) => method);
    const form = new RegExp(`^${url.replace(/:\w+/g, '[^/]+')}$`);
    return { form, methods: [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'] };
  });
  return { methodsAt: (path) => table.find(({ form }) => form.test(path))?.methods ?? null };
}
