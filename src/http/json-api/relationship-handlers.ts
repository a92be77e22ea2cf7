import type { Caller } from '../../access/caller.ts';
import type { ListQuery } from '../../access/list-query.ts';
import { type ApiCall, type ApiHandler, found, idOf, sendDocument } from './api-call.ts';
import { jsonapi, withType, writeList, writeOne, writeRelationship } from './document.ts';
import { identifiersOf } from './included.ts';
import { readCollectionQuery, readShowQuery, refuseQuery } from './query.ts';
import { addressOf, type TypeInApi } from './resource-handlers.ts';
import type { Identifier, Resource, ResourceType } from './resource-type.ts';

async function read({ type }: TypeInApi, call: ApiCall): Promise<Resource> {
  return found(await type.get?.(call.caller, idOf(call)));
}

/** Makes the handler of a relationship's own address: to what it points. */
export function linkageHandler(here: TypeInApi, name: string): ApiHandler {
  return async (call) => {
    refuseQuery(call.request.url);
    const shown = withType(here.place, here.type, await read(here, call));
    return sendDocument(call.reply, { jsonapi, ...writeRelationship(here.place, shown, name) });
  };
}

/** Cuts a list down to some ids. */
function amongIds(query: ListQuery, identifiers: readonly Identifier[]): ListQuery {
  const values = identifiers.map(({ id }) => id);
  return { ...query, filters: [...query.filters, { field: 'id', operator: 'equals', values }] };
}

/** Makes the handler of what a to-many relationship points to: a list like any other of that type. */
export function relatedListHandler(here: TypeInApi, name: string, target: ResourceType): ApiHandler {
  const { place } = here;
  return async (call) => {
    const { caller, reply, request } = call;
    const query = readCollectionQuery(request.url, { type: target, types: place.types });
    const identifiers = identifiersOf((await read(here, call)).relationships?.[name]);
    const list = amongIds(query.list, identifiers);
    const page = (await target.list?.(caller, list)) ?? { rows: [], total: 0 };
    return sendDocument(
      reply,
      await writeList(place, caller, { type: target, page, url: addressOf(place, call), query }),
    );
  };
}

async function readTarget(type: ResourceType, caller: Caller, id: string): Promise<Resource> {
  return found(await type.get?.(caller, id));
}

/** Makes the handler of what a to-one relationship points to; null where it points to nothing. */
export function relatedOneHandler(here: TypeInApi, name: string, targets: readonly ResourceType[]): ApiHandler {
  const { place } = here;
  return async (call) => {
    const { caller, reply, request } = call;
    const [identifier] = identifiersOf((await read(here, call)).relationships?.[name]);
    const type = targets.find((each) => each.type === identifier?.type) ?? targets[0] ?? here.type;
    const query = readShowQuery(request.url, { type, types: place.types });
    const resource = identifier === undefined ? null : await readTarget(type, caller, identifier.id);
    const shown = resource && withType(place, type, resource);
    return sendDocument(reply, await writeOne(place, caller, { shown, query, self: addressOf(place, call) }));
  };
}
