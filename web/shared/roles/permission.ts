import { type Action, context, type Level, may, type Side } from '../context.ts';

/** How far each action reaches, by resource type. What is not named is `none`. */
export type Permissions = Readonly<Record<string, Readonly<Partial<Record<Action, Level>>>>>;

export const actions: readonly Action[] = ['view', 'create', 'edit', 'delete'];

/** The levels that can be given on each side, from none to all. */
export const levelsOf: Readonly<Record<Side, readonly Level[]>> = {
  backoffice: ['none', 'own', 'organization', 'global'],
  storefront: ['none', 'own', 'customer', 'organization'],
};

const all = actions;

/** What permissions are given for on each side, in the order in which people see it, and the actions that there are. */
export const permissible: Readonly<Record<Side, Readonly<Record<string, readonly Action[]>>>> = {
  backoffice: {
    users: all,
    organizations: ['view', 'create', 'edit'],
    roles: all,
    customers: all,
    customerusers: all,
    oauthapplications: all,
    resourceservers: all,
    signingkeys: ['view', 'create', 'edit'],
    settings: ['view', 'edit'],
    jobs: ['view', 'edit'],
    auditevents: ['view'],
    profile: ['view', 'edit'],
  },
  storefront: { customerusers: all, oauthapplications: all, profile: ['view', 'edit'] },
};

/** The level that permissions give for an action. */
export const levelIn = (permissions: Permissions, type: string, action: Action): Level =>
  permissions[type]?.[action] ?? 'none';

/**
 * Whether one may give a permission to others: nobody passes on more than they hold, and in another organization than
 * one's own only what one holds globally counts. The server decides; this only explains beforehand.
 */
export function mayPassOn(type: string, action: Action, level: Level, organizationId: string): boolean {
  const endsHere = level === 'none' || level === 'own' || organizationId === context.organization.id;
  return may(type, action, endsHere ? level : 'global');
}

/** Whether one may give all of some permissions to others. */
export function mayPassOnAll(permissions: Permissions, organizationId: string): boolean {
  return Object.entries(permissions).every(([type, given]) =>
    actions.every((action) => mayPassOn(type, action, given[action] ?? 'none', organizationId)),
  );
}
