import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverCaller } from '../../src/directory/caller-resolution.ts';
import {
  claimsOf,
  createApplication,
  credentialsOf,
  jsonOf,
  type People,
  seedPeople,
  startTestServer,
  type TestApplication,
  type TestPerson,
  type TestServer,
} from '../fixtures/test-server.ts';

let test: TestServer;
let people: People;
const caller = serverCaller();

beforeAll(async () => {
  test = await startTestServer();
  people = await seedPeople(test);
});

afterAll(() => test.close());

const request = (application: TestApplication, more: Record<string, string> = {}) =>
  test.token({ grant_type: 'client_credentials', ...credentialsOf(application), ...more });

async function tokenOf(application: TestApplication): Promise<string> {
  return (await jsonOf(await request(application))).access_token ?? '';
}

const machineOf = (owner: TestPerson, organizationId = people.organizations.a) =>
  createApplication(test, { organizationId, owner: owner.ref, grantTypes: ['client_credentials'] });

describe('client credentials', () => {
  it('are for confidential applications only (CC-01)', async () => {
    const { clients } = test.services.administrations;
    const input = {
      name: 'public',
      organizationId: people.organizations.a,
      owner: people.alice.ref,
      confidential: false,
    } as const;
    await expect(clients.create(caller, { ...input, grantTypes: ['client_credentials'] })).rejects.toThrow();
    const made = await clients.create(caller, { ...input, grantTypes: ['password'] });
    const response = await test.token({ grant_type: 'client_credentials', client_id: made.client.clientId });
    expect([400, 401]).toContain(response.status);
  });

  it('give no refresh token (CC-02, RT-15)', async () => {
    expect(await jsonOf(await request(await machineOf(people.alice)))).not.toHaveProperty('refresh_token');
  });

  it('speak for the application, never for something that could be read as a user (CC-03)', async () => {
    const machine = await machineOf(people.alice);
    const claims = claimsOf(await tokenOf(machine));
    expect(claims.sub).toBe(`application:${machine.id}`);
    expect(claims.owner).toBe(`user:${people.alice.ref.id}`);
    const { data } = (await (
      await test.call('/api/users?filter[id]='.concat(machine.id), await tokenOf(machine))
    ).json()) as { data: unknown[] };
    expect(data).toEqual([]);
  });

  it('act in exactly one organization, whatever the request says (CC-04, T3)', async () => {
    const machine = await machineOf(people.eve);
    for (const more of [{}, { organization: people.organizations.b }, { org: people.organizations.b }] as Record<
      string,
      string
    >[]) {
      expect(claimsOf((await jsonOf(await request(machine, more))).access_token ?? '').org).toBe(
        people.organizations.a,
      );
    }
    const { data } = (await (await test.call('/api/users?page[size]=100', await tokenOf(machine))).json()) as {
      data: { attributes: { username: string } }[];
    };
    const names = data.map(({ attributes }) => attributes.username);
    expect(names).toContain('alice');
    expect(names).not.toContain('bob');
  });

  it.each(['application', 'owner', 'membership', 'organization'] as const)(
    'end at once when the %s is switched off, and do not revive when it is switched on again (CC-05, O1, O2, T2, T5)',
    async (what) => {
      const { clients, organizations, users } = test.services.administrations;
      const organizationId = (await organizations.create(caller, { name: `Organization for ${what}` })).id;
      const roleId = '00000000-0000-4000-8000-000000000002';
      const memberships = [
        { organizationId, roleId },
        { organizationId: people.organizations.b, roleId },
      ];
      const owner = await users.create(caller, {
        username: `owner-${what}`,
        email: `${what}@example.com`,
        memberships,
      });
      const machine = await createApplication(test, {
        organizationId,
        owner: { kind: 'user', id: owner.id },
        grantTypes: ['client_credentials'],
      });
      const token = await tokenOf(machine);
      expect((await test.call('/api/users', token)).status).toBe(200);
      const turn = (on: boolean): Promise<unknown> => {
        if (what === 'application') return clients.update(caller, machine.id, { active: on });
        if (what === 'owner') return users.update(caller, owner.id, { enabled: on });
        if (what === 'organization') return organizations.update(caller, organizationId, { enabled: on });
        return users.update(caller, owner.id, { memberships: on ? memberships : memberships.slice(1) });
      };
      await turn(false);
      expect((await test.call('/api/users', token)).status).toBe(401);
      expect((await request(machine)).status).toBe(401);
      await turn(true);
      expect((await test.call('/api/users', token)).status).toBe(401);
      if (what === 'owner' || what === 'membership') {
        // An application ends with its owner, and works again only once somebody activates it.
        expect((await request(machine)).status).toBe(401);
        await clients.update(caller, machine.id, { active: true });
      }
      expect((await test.call('/api/users', await tokenOf(machine))).status).toBe(200);
    },
  );

  it('live as long as expires_in says, which is configurable (CC-06)', async () => {
    const body = await jsonOf(await request(await machineOf(people.alice)));
    const { exp, iat } = claimsOf(body.access_token ?? '') as { exp: number; iat: number };
    expect([body.expires_in, exp - iat]).toEqual([3600, 3600]);
    const other = await startTestServer({ settings: { tokens: { accessTokenLifetime: 1 } } });
    const others = await seedPeople(other);
    const machine = await createApplication(other, {
      organizationId: others.organizations.a,
      owner: others.alice.ref,
      grantTypes: ['client_credentials'],
    });
    const short = await jsonOf(await other.token({ grant_type: 'client_credentials', ...credentialsOf(machine) }));
    expect(short.expires_in).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const late = await other.call('/api/users', short.access_token ?? '');
    expect(late.status).toBe(401);
    expect(late.headers.get('www-authenticate')).toContain('expired');
    await other.close();
  });

  it('carry no more than the owner may do at the moment (O6)', async () => {
    const { users } = test.services.administrations;
    const organizationId = people.organizations.a;
    const owner = await users.create(caller, {
      username: 'demoted',
      email: 'demoted@example.com',
      memberships: [{ organizationId, roleId: '00000000-0000-4000-8000-000000000002' }],
    });
    const machine = await createApplication(test, {
      organizationId,
      owner: { kind: 'user', id: owner.id },
      grantTypes: ['client_credentials'],
    });
    const token = await tokenOf(machine);
    const rename = () =>
      test.call(`/api/users/${people.alice.ref.id}`, token, {
        method: 'PATCH',
        headers: { 'content-type': 'application/vnd.api+json' },
        body: JSON.stringify({ data: { type: 'users', id: people.alice.ref.id, attributes: { lastName: 'Renamed' } } }),
      });
    expect((await rename()).status).toBe(200);
    await users.update(caller, owner.id, {
      memberships: [{ organizationId, roleId: '00000000-0000-4000-8000-000000000003' }],
    });
    expect([401, 403]).toContain((await rename()).status);
    expect(String((await jsonOf(await request(machine))).scope)).not.toContain('users:write');
  });
});
