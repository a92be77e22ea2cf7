import { z } from 'zod';
import { requireReach } from '../../access/reach.ts';
import {
  type ApiCall,
  type ApiHandler,
  documentBody,
  found,
  hasBody,
  idOf,
  pathParameters,
  sendDocument,
} from './api-call.ts';
import { type ApiPlace, jsonapi, linkTo, withType, writeList, writeOne } from './document.ts';
import { entityTag, requireMatch } from './entity-tag.ts';
import { readCollectionQuery, readShowQuery, refuseQuery, type ShowQuery } from './query.ts';
import { targetOf } from './request-target.ts';
import { readActionDocument, readResourceDocument } from './resource-document.ts';
import type { ResourceTurns } from './resource-turns.ts';
import type { CollectionAction, CreatedResource, Resource, ResourceAction, ResourceType } from './resource-type.ts';

const nothing = z.strictObject({}).optional();

/** A type in the API it belongs to. */
export interface TypeInApi {
  readonly place: ApiPlace;
  readonly type: ResourceType;
  readonly turns: ResourceTurns;
}

interface Answer extends CreatedResource {
  readonly query: ShowQuery;
  readonly status?: number;
}

async function answerOne({ place, type }: TypeInApi, call: ApiCall, answer: Answer) {
  const { meta, query, resource, status } = answer;
  const shown = withType(place, type, resource);
  const document = await writeOne(place, call.caller, { shown, query, ...(meta !== undefined && { meta }) });
  call.reply.header('etag', entityTag(shown.type, resource));
  return sendDocument(call.reply, document, status);
}

function showQueryOf({ place, type }: TypeInApi, { request }: ApiCall): ShowQuery {
  return readShowQuery(request.url, { type, types: place.types });
}

/** The address of a call as its client knows it. */
export function addressOf({ issuer }: ApiPlace, { request }: ApiCall): string {
  return new URL(issuer + targetOf(request.url)).href;
}

/** The id of what is changed. A singleton is the caller's own, and its address names none. */
function idToChange({ type }: TypeInApi, call: ApiCall): string {
  const { actor, person } = call.caller;
  return type.singleton ? (person?.id ?? actor.id ?? '') : idOf(call);
}

/** Runs a change of one resource: alone, and only where it is still the one the client has read. */
function change<Value>(here: TypeInApi, call: ApiCall, work: () => Promise<Value>): Promise<Value> {
  const { place, turns, type } = here;
  const ifMatch = call.request.headers['if-match'];
  return turns.run(idToChange(here, call).toLowerCase(), async () => {
    if (ifMatch !== undefined) {
      const present = withType(place, type, found(await type.get?.(call.caller, idOf(call))));
      requireMatch(ifMatch, entityTag(present.type, present.resource));
    }
    return work();
  });
}

type Operation<Name extends keyof ResourceType> = NonNullable<ResourceType[Name]>;

/** Makes the handler that lists the resources of a type. */
export function listHandler({ place, type }: TypeInApi, list: Operation<'list'>): ApiHandler {
  return async (call) => {
    const query = readCollectionQuery(call.request.url, { type, types: place.types });
    const page = await list(call.caller, query.list);
    const url = addressOf(place, call);
    return sendDocument(call.reply, await writeList(place, call.caller, { type, page, url, query }));
  };
}

/** Makes the handler that shows one resource. */
export function getHandler(here: TypeInApi, get: Operation<'get'>): ApiHandler {
  return async (call) => {
    const query = showQueryOf(here, call);
    return answerOne(here, call, { query, resource: found(await get(call.caller, idOf(call))) });
  };
}

/** Makes the handler that creates a resource. */
export function createHandler(here: TypeInApi, create: Operation<'create'>): ApiHandler {
  const { place, type } = here;
  return async (call) => {
    requireReach(call.caller, type.protects, 'create');
    const query = showQueryOf(here, call);
    const created = await create(call.caller, readResourceDocument(documentBody(call), type, null));
    call.reply.header('location', linkTo(place, type, created.resource.id));
    return answerOne(here, call, { ...created, query, status: 201 });
  };
}

/** Makes the handler that changes a resource. */
export function updateHandler(here: TypeInApi, update: Operation<'update'>): ApiHandler {
  const { type } = here;
  return async (call) => {
    requireReach(call.caller, type.protects, 'edit');
    const query = showQueryOf(here, call);
    const id = idToChange(here, call);
    const input = readResourceDocument(documentBody(call), type, id);
    const resource = await change(here, call, () => update(call.caller, id, input));
    return answerOne(here, call, { query, resource: found(resource) });
  };
}

/** Makes the handler that deletes a resource. */
export function deleteHandler(here: TypeInApi, remove: Operation<'delete'>): ApiHandler {
  const { type } = here;
  return async (call) => {
    requireReach(call.caller, type.protects, type.deletesAs ?? 'delete');
    refuseQuery(call.request.url);
    found(await change(here, call, () => remove(call.caller, idOf(call))));
    return call.reply.code(204).send();
  };
}

function readActionInput(call: ApiCall, { input }: ResourceAction): unknown {
  if (input === undefined && !hasBody(call)) return undefined;
  return readActionDocument(documentBody(call), input ?? nothing);
}

/** Makes the handler of an action. */
export function actionHandler(here: TypeInApi, action: ResourceAction): ApiHandler {
  const { type } = here;
  return async (call) => {
    requireReach(call.caller, type.protects, action.action);
    const query = action.answers === 'resource' ? showQueryOf(here, call) : null;
    if (query === null) refuseQuery(call.request.url);
    const input = readActionInput(call, action);
    const run = () => action.run(call.caller, pathParameters(call), input);
    const isReading = action.method === 'GET';
    const answered = found<unknown>(isReading ? await run() : await change<unknown>(here, call, run));
    if (query !== null) return answerOne(here, call, { query, resource: answered as Resource });
    if (action.answers === 'nothing') return call.reply.code(204).send();
    return sendDocument(call.reply, { jsonapi, meta: answered }, isReading ? 200 : 201);
  };
}

/** Makes the handler of an action on many resources at once. */
export function collectionActionHandler({ type }: TypeInApi, action: CollectionAction): ApiHandler {
  return async (call) => {
    requireReach(call.caller, type.protects, action.action);
    refuseQuery(call.request.url);
    const meta = await action.run(call.caller, {}, readActionInput(call, action));
    return sendDocument(call.reply, { jsonapi, meta });
  };
}
