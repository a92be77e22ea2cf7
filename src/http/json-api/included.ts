import type { Caller } from '../../access/caller.ts';
import { AccessDenied } from '../../access/reach.ts';
import type { IncludePaths } from './query.ts';
import type { Identifier, Linkage, Resource, ResourceType } from './resource-type.ts';

/** A resource with its type. */
export interface Shown {
  readonly type: ResourceType;
  readonly resource: Resource;
}

const atOnce = 100;

/** A linkage as a list. */
export function identifiersOf(linkage: Linkage | undefined): readonly Identifier[] {
  return linkage === undefined || linkage === null ? [] : [linkage].flat();
}

function keyOf({ id, type }: Identifier): string {
  return `${type}/${id}`;
}

/** Null where the caller lacks the permission or scope to view. */
async function ifAllowed<Value>(work: Promise<Value>): Promise<Value | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AccessDenied) return null;
    throw error;
  }
}

/** The resources of some ids that a caller may view; the others are left out, as if they did not exist. */
async function load(type: ResourceType, caller: Caller, ids: readonly string[]): Promise<Shown[]> {
  if (type.list === undefined) return [];
  const shown: Shown[] = [];
  for (let from = 0; from < ids.length; from += atOnce) {
    const values = ids.slice(from, from + atOnce);
    const filters = [{ field: 'id', operator: 'equals', values }] as const;
    const query = { filters, sort: [], page: { number: 1, size: values.length } };
    const page = await ifAllowed(type.list(caller, query));
    for (const resource of page?.rows ?? []) shown.push({ type, resource });
  }
  return shown;
}

interface Wanted {
  readonly caller: Caller;
  readonly types: readonly ResourceType[];
  readonly primary: readonly Shown[];
  readonly paths: IncludePaths;
}

/**
 * Loads what the paths lead to, each resource once and none that is primary. Every one lies within what the caller may
 * view; of the rest only identifiers are shown.
 */
export async function loadIncluded({ caller, types, primary, paths }: Wanted): Promise<readonly Shown[]> {
  const isPrimary = new Set(primary.map(({ resource, type }) => keyOf({ type: type.type, id: resource.id })));
  const known = new Map(primary.map((each) => [keyOf({ type: each.type.type, id: each.resource.id }), each]));
  const asked = new Set(known.keys());

  async function loadMissing(identifiers: readonly Identifier[]): Promise<void> {
    const missing = identifiers.filter((each) => !asked.has(keyOf(each)));
    for (const each of missing) asked.add(keyOf(each));
    for (const type of types) {
      const ids = new Set(missing.filter((each) => each.type === type.type).map(({ id }) => id));
      if (ids.size === 0) continue;
      for (const each of await load(type, caller, [...ids]))
        known.set(keyOf({ type: type.type, id: each.resource.id }), each);
    }
  }

  for (const path of paths) {
    let from = primary;
    for (const name of path) {
      const identifiers = from.flatMap(({ resource }) => identifiersOf(resource.relationships?.[name]));
      await loadMissing(identifiers);
      from = [...new Set(identifiers.map(keyOf))].flatMap((key) => known.get(key) ?? []);
    }
  }
  return [...known].filter(([key]) => !isPrimary.has(key)).map(([, each]) => each);
}
