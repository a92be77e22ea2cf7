export const actions = ['view', 'create', 'edit', 'delete'] as const;

type SideName = 'backoffice' | 'storefront';

/** The levels that can be given on each side, from none to all. */
export const levelsOf = {
  backoffice: ['none', 'own', 'organization', 'global'],
  storefront: ['none', 'own', 'customer', 'organization'],
} as const;

type ActionsOfTypes = Readonly<Record<string, readonly (typeof actions)[number][]>>;

/** What permissions are given for on each side, in the order in which people see it, and the actions that there are. */
export const permissible: Readonly<Record<SideName, ActionsOfTypes>> = {
  backoffice: {
    users: actions,
    organizations: ['view', 'create', 'edit'],
    roles: actions,
    customers: actions,
    customerusers: actions,
    oauthapplications: actions,
    resourceservers: actions,
    signingkeys: ['view', 'create', 'edit'],
    settings: ['view', 'edit'],
    jobs: ['view', 'edit'],
    auditevents: ['view'],
    profile: ['view', 'edit'],
  },
  storefront: { customerusers: actions, oauthapplications: actions, profile: ['view', 'edit'] },
};
