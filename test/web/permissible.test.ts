import { describe, expect, it } from 'vitest';
import { actions as everyAction, permissionLevels, protectedTypes } from '../../src/access/permission.ts';
import { createBackofficeApi } from '../../src/http/backoffice-api/backoffice-api.ts';
import type { ResourceType } from '../../src/http/json-api/resource-type.ts';
import { createStorefrontApi } from '../../src/http/storefront-api/storefront-api.ts';
import { actions, levelsOf, permissible } from '../../web/shared/roles/permissible.ts';
import { en } from '../../web/shared/texts/en/index.ts';

// What the types do is not asked for: only what they declare.
const nothing = new Proxy({}, { get: () => ({}) }) as never;
const apis = { backoffice: createBackofficeApi(nothing), storefront: createStorefrontApi(nothing) };

/** Whether something of a type needs a permission for an action. */
function needs({ actions: own = [], deletesAs = 'delete', ...type }: ResourceType, action: string): boolean {
  const operations = {
    view: type.list ?? type.get,
    create: type.create,
    edit: type.update ?? (type.delete && deletesAs === 'edit' ? type.delete : undefined),
    delete: deletesAs === 'delete' ? type.delete : undefined,
  };
  return operations[action as 'view'] !== undefined || own.some((each) => each.action === action);
}

describe.each(['backoffice', 'storefront'] as const)('what a role of the %s can allow', (side) => {
  it('is what there is to do with each type of resource', () => {
    const expected = protectedTypes[side].map((protects) => {
      const types = apis[side].filter((type) => type.protects === protects);
      return [protects, everyAction.filter((action) => types.some((type) => needs(type, action)))];
    });
    expect(Object.entries(permissible[side])).toEqual(expected);
  });

  it('has the levels that the API takes, and words for everything', () => {
    expect([actions, levelsOf[side]]).toEqual([everyAction, permissionLevels[side]]);
    const words = en.roles;
    expect(levelsOf[side].filter((level) => !(level in words.levels))).toEqual([]);
    expect(protectedTypes[side].filter((type) => !(type in words.types))).toEqual([]);
  });
});
