import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverCaller } from '../../src/directory/caller-resolution.ts';
import { builtInRoles } from '../../src/directory/role.ts';
import { callerFor, everything, openTestDirectory, populate, type TestDirectory } from '../fixtures/test-directory.ts';

let directory: TestDirectory;
let made: Awaited<ReturnType<typeof populate>>;
const ids: Record<'a' | 'b', string> = { a: '', b: '' };

beforeAll(async () => {
  directory = await openTestDirectory();
  made = await populate(directory);
  const { roles } = directory.administrations;
  for (const key of ['a', 'b'] as const) {
    const organizationId = made.organizations[key];
    const content = { side: 'storefront', permissions: { profile: { view: 'own' } }, organizationId } as const;
    ids[key] = (await roles.create(serverCaller(), { ...content, name: `Reader ${key}` })).id;
    await roles.create(serverCaller(), { ...content, side: 'backoffice', name: `Clerk ${key}` });
  }
});

afterAll(() => directory.close());

const rolesOf = () => directory.administrations.storefrontRoles;

describe('the roles that the storefront shows', () => {
  it('are those that people of the organization can have: none of the back-office, none of another', async () => {
    const caller = await callerFor(directory, made.people.carol, made.organizations.a);
    const { rows, total } = await rolesOf().list(caller, everything);
    const { buyer, buyerAdministrator } = builtInRoles;
    expect([rows.map(({ id }) => id).sort(), total]).toEqual([[buyer.id, buyerAdministrator.id, ids.a].sort(), 3]);
    expect((await rolesOf().get(caller, ids.a))?.name).toBe('Reader a');
    expect(await rolesOf().get(caller, ids.b)).toBeNull();
    expect(await rolesOf().get(caller, builtInRoles.member.id)).toBeNull();
    expect(await rolesOf().get(caller, 'none')).toBeNull();
  });

  it('are only their own for somebody who sees only themselves', async () => {
    const caller = await callerFor(directory, made.people.cleo, made.organizations.a);
    const { rows } = await rolesOf().list(caller, everything);
    expect(rows.map(({ name }) => name)).toEqual(['Buyer']);
    expect(await rolesOf().get(caller, ids.a)).toBeNull();
  });

  it('are refused to a token without the scope', async () => {
    const caller = await callerFor(directory, made.people.carol, made.organizations.a, ['profile:read']);
    await expect(rolesOf().list(caller, everything)).rejects.toThrow('customerusers:read');
  });
});
