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
  type TestServer,
} from '../fixtures/test-server.ts';

let test: TestServer;
let people: People;

beforeAll(async () => {
  test = await startTestServer();
  people = await seedPeople(test);
});
afterAll(() => test.close());

const fetchToken = (parameters: Record<string, string>) => test.token(parameters);
const refusal = async (answer: Response) => [answer.status, (await jsonOf(answer)).error];

describe('an application that is handed over', () => {
  it('acts for its new owner with the new secret, and nothing that was issued before works', async () => {
    const { alice, eve, organizations } = people;
    const application = await createApplication(test, {
      organizationId: organizations.a,
      owner: eve.ref,
      grantTypes: ['client_credentials', 'password'],
    });
    const asItself = { grant_type: 'client_credentials' };
    const asEve = { grant_type: 'password', username: eve.name, password: eve.password };
    const machine = await jsonOf(await fetchToken({ ...asItself, ...credentialsOf(application) }));
    const person = await jsonOf(await fetchToken({ ...asEve, ...credentialsOf(application) }));
    const callWith = async (token: string | undefined) => (await test.call('/api/profile', token ?? '')).status;
    expect([await callWith(machine.access_token), await callWith(person.access_token)]).toEqual([200, 200]);

    const caller = serverCaller(organizations.a);
    const handedOver = await test.services.administrations.clients.handOver(caller, application.id, alice.ref);
    const renewed = { ...application, secret: handedOver?.clientSecret ?? '' };
    expect([await callWith(machine.access_token), await callWith(person.access_token)]).toEqual([401, 401]);
    expect(await refusal(await fetchToken({ ...asItself, ...credentialsOf(application) }))).toEqual([
      401,
      'invalid_client',
    ]);
    const refresh = { grant_type: 'refresh_token', refresh_token: person.refresh_token ?? '' };
    expect(await refusal(await fetchToken({ ...refresh, ...credentialsOf(renewed) }))).toEqual([400, 'invalid_grant']);
    const fresh = await jsonOf(await fetchToken({ ...asItself, ...credentialsOf(renewed) }));
    expect(claimsOf(fresh.access_token ?? '').owner).toBe(`user:${alice.ref.id}`);
    expect(await callWith(fresh.access_token)).toBe(200);
    expect(test.logLines.join('\n')).not.toContain(renewed.secret);
  });

  it('does not come back to life with the person who was disabled, only by being activated', async () => {
    const { eve, organizations } = people;
    const { clients, users } = test.services.administrations;
    const application = await createApplication(test, {
      organizationId: organizations.a,
      owner: eve.ref,
      grantTypes: ['client_credentials'],
    });
    const attempt = async () =>
      (await fetchToken({ grant_type: 'client_credentials', ...credentialsOf(application) })).status;
    expect(await attempt()).toBe(200);
    await users.update(serverCaller(), eve.ref.id, { enabled: false });
    expect(await attempt()).toBe(401);
    await users.update(serverCaller(), eve.ref.id, { enabled: true });
    expect(await attempt()).toBe(401);
    await clients.update(serverCaller(), application.id, { active: true });
    expect(await attempt()).toBe(200);
  });
});

it('an exported list reaches the client whole, as a file', async () => {
  const { alice, organizations } = people;
  const application = await createApplication(test, {
    organizationId: organizations.a,
    owner: alice.ref,
    name: '+49 calls',
    grantTypes: ['client_credentials'],
  });
  const token = await jsonOf(await fetchToken({ grant_type: 'client_credentials', ...credentialsOf(application) }));
  const answer = await test.call('/api/oauthapplications/export?filter[name]=%2B49 calls', token.access_token ?? '');
  expect([answer.status, answer.headers.get('content-disposition')?.slice(0, 43)]).toEqual([
    200,
    'attachment; filename="oauthapplications-202',
  ]);
  const lines = (await answer.text()).split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines[1]?.split(',').slice(0, 3)).toEqual([application.id, "'+49 calls", application.clientId]);
});
