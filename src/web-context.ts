import { levelOf, permittedScopes } from './access/permission.ts';
import type { Side } from './access/subject.ts';
import { organizationsOf } from './directory/home-organization.ts';
import type { Session } from './directory/session.ts';
import type { createNames } from './names.ts';
import type { Services } from './services.ts';

const apis: Readonly<Record<Side, string>> = { backoffice: '/api', storefront: '/storefront/api' };

/** Makes what tells the applications for browsers who is signed in and where. */
export function createWebContext({ keys, storage }: Services, issuer: string, names: ReturnType<typeof createNames>) {
  return async function contextOf(side: Side, { organizationId, person }: Session) {
    const places = await organizationsOf(storage, person);
    const here = places.find(({ id }) => id === organizationId);
    const state = await storage.accounts.state(person, organizationId);
    const permissions = state?.permissions ?? {};
    return {
      api: apis[side],
      person: { type: person.kind === 'user' ? 'users' : 'customerusers', id: person.id },
      name: await names.nameOf(person),
      locale: await names.localeOf(person),
      organization: { id: organizationId, name: here?.name ?? '', global: here?.global ?? false },
      organizations: places.map(({ id, name }) => ({ id, name })),
      keysMissing: keys.current() === null,
      administrator: levelOf(permissions, 'organizations', 'edit') === 'global',
      permissions,
      scopes: permittedScopes(side, permissions),
      issuer,
    };
  };
}
