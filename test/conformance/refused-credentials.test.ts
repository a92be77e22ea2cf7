import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverCaller } from '../../src/directory/caller-resolution.ts';
import {
  createApplication,
  credentialsOf,
  type People,
  seedPeople,
  startTestServer,
  type TestApplication,
  type TestServer,
} from '../fixtures/test-server.ts';
import { spreadOf, usualTimesOf } from '../fixtures/timing.ts';

let test: TestServer;
let people: People;
let good: TestApplication;
let refused: Record<string, Record<string, string>>;

const caller = serverCaller();
const grant = { grant_type: 'client_credentials' };

beforeAll(async () => {
  test = await startTestServer({
    settings: { server: { trustProxy: true }, rateLimits: { clientPerNetwork: 30, clientsPerNetwork: 400 } },
  });
  people = await seedPeople(test);
  const { administrations } = test.services;
  const disabledOrganization = await administrations.organizations.create(caller, { name: 'To be disabled' });
  const gone = await administrations.users.create(caller, {
    username: 'gone',
    email: 'gone@example.com',
    memberships: [{ organizationId: people.organizations.a, roleId: '00000000-0000-4000-8000-000000000003' }],
  });
  const make = (organizationId: string, owner: People['alice']['ref'] | null) =>
    createApplication(test, {
      organizationId,
      owner,
      grantTypes: owner === null ? ['password'] : ['client_credentials'],
    });
  good = await make(people.organizations.a, people.alice.ref);
  const otherEnd = good.secret.endsWith('x') ? 'y' : 'x';
  const inactive = await make(people.organizations.a, people.alice.ref);
  const ownerGone = await make(people.organizations.a, { kind: 'user', id: gone.id });
  const organizationGone = await make(disabledOrganization.id, null);
  await administrations.clients.update(caller, inactive.id, { active: false });
  await administrations.users.update(caller, gone.id, { enabled: false });
  await administrations.organizations.update(caller, disabledOrganization.id, { enabled: false });
  refused = {
    'unknown client': { client_id: 'x'.repeat(32), client_secret: good.secret },
    'wrong secret': { ...credentialsOf(good), client_secret: good.secret.slice(0, -1) + otherEnd },
    'inactive application': credentialsOf(inactive),
    'disabled owner': credentialsOf(ownerGone),
    'disabled organization': credentialsOf(organizationGone),
  };
});

afterAll(() => test.close());

const from = (address: string) => ({ 'x-forwarded-for': address });

describe('refused credentials', () => {
  it('get the same answer whatever the reason is, byte for byte (TOK-15)', async () => {
    const answers = new Map<string, string>();
    for (const [name, credentials] of Object.entries(refused)) {
      const response = await test.token({ ...grant, ...credentials }, from('192.0.2.1'));
      const headers = [...response.headers].filter(
        ([header]) => !['date', 'x-request-id', 'keep-alive'].includes(header),
      );
      answers.set(name, JSON.stringify([response.status, headers, await response.text()]));
    }
    expect(new Set(answers.values()), JSON.stringify([...answers], null, 1)).toHaveLength(1);
    expect([...answers.values()][0]).toMatch(/^\[401,.*invalid_client/);
  });

  it('get it in the same time (TOK-15)', async () => {
    let network = 0;
    const ways = Object.fromEntries(
      Object.entries(refused).map(([name, credentials]) => [
        name,
        () => {
          network += 1;
          return test.token({ ...grant, ...credentials }, from(`198.51.${Math.floor(network / 200)}.${network % 200}`));
        },
      ]),
    );
    expect(Math.min(...(await usualTimesOf(ways, 5)).values())).toBeGreaterThan(20);
    expect(await spreadOf(ways, 25, 10)).toBeLessThan(10);
  });

  it('become 429 with Retry-After when they go on, while others and the right secret get through (TOK-26)', async () => {
    const guesser = from('203.0.113.9');
    const guess = (at: number) =>
      test.token({ ...grant, ...credentialsOf(good), client_secret: `guess-${at}` }, guesser);
    const statuses = (await Promise.all(Array.from({ length: 60 }, (_, at) => guess(at)))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(30);
    const late = await guess(99);
    expect(late.status).toBe(429);
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await test.token({ ...grant, ...credentialsOf(good) }, from('203.0.113.10'))).status).toBe(200);
    expect((await test.token({ ...grant, ...credentialsOf(good) }, guesser)).status).toBe(200);
  });

  it('are counted for the client also when they come by HTTP Basic (TOK-26)', async () => {
    const guess = (at: number) => {
      const pair = Buffer.from(`${good.clientId}:guess-${at}-${'x'.repeat(at)}`).toString('base64');
      return test.token(grant, { ...from('203.0.113.11'), authorization: `Basic ${pair}` });
    };
    const statuses = (await Promise.all(Array.from({ length: 40 }, (_, at) => guess(at)))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(30);
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
  });
});
