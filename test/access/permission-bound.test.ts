import { describe, expect, it } from 'vitest';
import type { Caller } from '../../src/access/caller.ts';
import { permittedScopes } from '../../src/access/permission.ts';
import { permissionBeyond, scopesBeyondToken } from '../../src/access/permission-bound.ts';
import { builtInRoles } from '../../src/directory/role.ts';

const home = '00000000-0000-4000-8000-00000000000a';
const elsewhere = '00000000-0000-4000-8000-00000000000b';

function callerWith(role: (typeof builtInRoles)[keyof typeof builtInRoles], scopes?: readonly string[]): Caller {
  return {
    side: role.side,
    actor: { kind: 'user', id: home },
    person: { kind: 'user', id: home },
    organization: { id: home, global: false },
    customerId: null,
    permissions: role.permissions,
    scopes: new Set(scopes ?? permittedScopes(role.side, role.permissions)),
    applicationId: null,
    origin: { address: null, requestId: null },
  };
}

const { administrator, organizationAdministrator, member, buyerAdministrator, buyer } = builtInRoles;

describe('what somebody may pass on', () => {
  it('is what they hold', () => {
    expect(permissionBeyond(callerWith(administrator), administrator.permissions, home)).toBeNull();
    expect(permissionBeyond(callerWith(administrator), administrator.permissions, elsewhere)).toBeNull();
    expect(permissionBeyond(callerWith(organizationAdministrator), member.permissions, home)).toBeNull();
    expect(permissionBeyond(callerWith(organizationAdministrator), buyerAdministrator.permissions, home)).toBeNull();
    expect(permissionBeyond(callerWith(buyerAdministrator), buyer.permissions, home)).toBeNull();
  });

  it('is never more, by as little as one permission', () => {
    expect(permissionBeyond(callerWith(organizationAdministrator), administrator.permissions, home)).toBe(
      'view users (global)',
    );
    expect(permissionBeyond(callerWith(member), organizationAdministrator.permissions, home)).toBe(
      'create users (organization)',
    );
    expect(permissionBeyond(callerWith(buyer), buyerAdministrator.permissions, home)).not.toBeNull();
  });

  it('ends at their own organization unless they hold it globally', () => {
    expect(permissionBeyond(callerWith(organizationAdministrator), member.permissions, elsewhere)).not.toBeNull();
  });

  it('is cut down by the scopes of their token, except for what others may do with what is theirs', () => {
    const token = callerWith(administrator, ['users:read', 'users:write']);
    expect(permissionBeyond(token, { users: { view: 'organization', edit: 'organization' } }, home)).toBeNull();
    expect(permissionBeyond(token, { oauthapplications: { create: 'own' } }, home)).toBeNull();
    expect(permissionBeyond(token, { customers: { view: 'organization' } }, home)).toBe(
      'view customers (organization)',
    );
  });
});

describe('the scopes that a token cannot pass on', () => {
  it('are those which the role gives and the token lacks', () => {
    const token = callerWith(member, ['oauthapplications:write']);
    expect(scopesBeyondToken(token, ['oauthapplications:write', 'users:read', 'users:write'])).toEqual(['users:read']);
    expect(scopesBeyondToken(callerWith(member), permittedScopes('backoffice', administrator.permissions))).toEqual([]);
  });
});
