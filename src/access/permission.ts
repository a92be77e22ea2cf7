import type { Side } from './subject.ts';

/** What permissions are given for: the resource types of the two JSON:APIs. */
export type Protected =
  | 'users'
  | 'organizations'
  | 'roles'
  | 'customers'
  | 'customerusers'
  | 'oauthapplications'
  | 'resourceservers'
  | 'signingkeys'
  | 'settings'
  | 'jobs'
  | 'auditevents'
  | 'profile';

export type Action = 'view' | 'create' | 'edit' | 'delete';

/**
 * How far a permission reaches: nothing, what is one's own, what belongs to one's customer (storefront),
 * everything in the organization one acts in, or every organization (only while acting in a global one).
 */
export type PermissionLevel = 'none' | 'own' | 'customer' | 'organization' | 'global';

/** The permissions of a role. What is not named is `none`. */
export type Permissions = { readonly [T in Protected]?: { readonly [A in Action]?: PermissionLevel } };

export const actions: readonly Action[] = ['view', 'create', 'edit', 'delete'];

/** The resource types that exist on each side, in the order in which people see them. */
export const protectedTypes: Readonly<Record<Side, readonly Protected[]>> = {
  backoffice: [
    'users',
    'organizations',
    'roles',
    'customers',
    'customerusers',
    'oauthapplications',
    'resourceservers',
    'signingkeys',
    'settings',
    'jobs',
    'auditevents',
    'profile',
  ],
  storefront: ['customerusers', 'oauthapplications', 'profile'],
};

/** The levels that can be given on each side, from none to all. */
export const permissionLevels: Readonly<Record<Side, readonly PermissionLevel[]>> = {
  backoffice: ['none', 'own', 'organization', 'global'],
  storefront: ['none', 'own', 'customer', 'organization'],
};

/** The level that a role's permissions give for one action. */
export function levelOf(permissions: Permissions, type: Protected, action: Action): PermissionLevel {
  return permissions[type]?.[action] ?? 'none';
}

/** The scope that covers an action: reading is `type:read`, every change is `type:write`. */
export function scopeFor(type: Protected, action: Action): string {
  return `${type}:${action === 'view' ? 'read' : 'write'}`;
}

/** Every scope that these permissions leave any use for, in the order of `protectedTypes`. */
export function permittedScopes(side: Side, permissions: Permissions): string[] {
  return protectedTypes[side].flatMap((type) => {
    const granted = actions.filter((action) => levelOf(permissions, type, action) !== 'none');
    return [...new Set(granted.map((action) => scopeFor(type, action)))];
  });
}
