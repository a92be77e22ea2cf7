import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { serverCaller } from '../../src/directory/caller-resolution.ts';
import {
  createApplication,
  credentialsOf,
  jsonOf,
  type People,
  seedPeople,
  startTestServer,
  type TestApplication,
  type TestServer,
} from '../fixtures/test-server.ts';
import { postgres, type TestPlace } from '../storage/databases.ts';

const settings = { server: { publicUrl: 'http://oauth.example.com' } };
const caller = serverCaller();

describe.skipIf(!postgres.isThere)('two nodes on one PostgreSQL', () => {
  let place: TestPlace;
  let folder: string;
  let first: TestServer;
  let second: TestServer;
  let people: People;
  let machine: TestApplication;
  let legacy: TestApplication;

  beforeAll(async () => {
    place = await postgres.create();
    folder = await mkdtemp(join(tmpdir(), 'grantry-nodes-'));
    const databaseUrl = place.databaseUrl ?? '';
    first = await startTestServer({ settings, databaseUrl, stateDir: join(folder, 'first') });
    await cp(join(folder, 'first'), join(folder, 'second'), { recursive: true });
    second = await startTestServer({ settings, databaseUrl, stateDir: join(folder, 'second') });
    people = await seedPeople(first);
    const shared = { organizationId: people.organizations.a, owner: people.alice.ref };
    machine = await createApplication(first, { ...shared, grantTypes: ['client_credentials'] });
    legacy = await createApplication(first, { ...shared, grantTypes: ['password'] });
  });

  afterAll(async () => {
    await Promise.all([first.close(), second.close()]);
    await place.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const token = (node: TestServer) => node.token({ grant_type: 'client_credentials', ...credentialsOf(machine) });

  it('accept what the other issued', async () => {
    const { access_token = '' } = await jsonOf(await token(second));
    expect((await first.call('/api/users', access_token)).status).toBe(200);
    expect((await second.call('/api/users', access_token)).status).toBe(200);
  });

  it('refuse within a second what was switched off on the other (CC-05, R-30)', async () => {
    const { access_token = '' } = await jsonOf(await token(second));
    expect((await second.call('/api/users', access_token)).status).toBe(200);
    await first.services.administrations.clients.update(caller, machine.id, { active: false });
    expect((await first.call('/api/users', access_token)).status).toBe(401);
    const refused = async () => expect((await second.call('/api/users', access_token)).status).toBe(401);
    await vi.waitFor(refused, { timeout: 1_000, interval: 20 });
    expect((await token(second)).status).toBe(401);
    await first.services.administrations.clients.update(caller, machine.id, { active: true });
    const again = async () => expect((await token(second)).status).toBe(200);
    await vi.waitFor(again, { timeout: 1_000, interval: 20 });
    expect((await second.call('/api/users', access_token)).status).toBe(401);
  });

  it('give one successor of a refresh token that fifty requests present on both (RT-06, R-23)', async () => {
    const { name, password } = people.alice;
    const signIn = { grant_type: 'password', ...credentialsOf(legacy), username: name, password };
    const { refresh_token = '' } = await jsonOf(await first.token(signIn));
    const request = { grant_type: 'refresh_token', ...credentialsOf(legacy), refresh_token };
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) => (at % 2 === 0 ? first : second).token(request)),
    );
    const successors = await Promise.all(answers.map(async (answer) => (await jsonOf(answer)).refresh_token));
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
    expect(new Set(successors).size).toBe(1);
  });

  it('refuse within a second what was revoked on the other (RV-08)', async () => {
    const { access_token = '' } = await jsonOf(await token(first));
    expect((await second.call('/api/users', access_token)).status).toBe(200);
    const body = new URLSearchParams({ token: access_token, ...credentialsOf(machine) });
    expect((await first.send('/oauth2-token/revoke', { method: 'POST', body })).status).toBe(200);
    expect((await first.call('/api/users', access_token)).status).toBe(401);
    const refused = async () => expect((await second.call('/api/users', access_token)).status).toBe(401);
    await vi.waitFor(refused, { timeout: 1_000, interval: 20 });
  });

  it('answer no token again within a second after it was revoked on the other', async () => {
    const reusing = await createApplication(first, {
      organizationId: people.organizations.a,
      owner: people.alice.ref,
      grantTypes: ['client_credentials'],
      tokenReuse: true,
    });
    const request = { grant_type: 'client_credentials', ...credentialsOf(reusing) };
    const fetchToken = async (node: TestServer) => (await jsonOf(await node.token(request))).access_token ?? '';
    const [one, two] = [await fetchToken(first), await fetchToken(second)];
    expect([await fetchToken(first), await fetchToken(second)]).toEqual([one, two]);
    const body = new URLSearchParams({ token: one, ...credentialsOf(reusing) });
    expect((await second.send('/oauth2-token/revoke', { method: 'POST', body })).status).toBe(200);
    const renewed = async () => expect(await fetchToken(first)).not.toBe(one);
    await vi.waitFor(renewed, { timeout: 1_000, interval: 20 });
    expect(await fetchToken(second)).toBe(two);
    await second.services.administrations.clients.update(caller, reusing.id, { active: false });
    await second.services.administrations.clients.update(caller, reusing.id, { active: true });
    expect(await fetchToken(second)).not.toBe(two);
    const live = async () => expect((await first.call('/api/users', await fetchToken(first))).status).toBe(200);
    await vi.waitFor(live, { timeout: 1_000, interval: 20 });
  });

  it('count guesses together (PWD-02)', async () => {
    const guess = (node: TestServer) =>
      node.token({ grant_type: 'password', ...credentialsOf(legacy), username: 'eve', password: 'a guess' });
    const nodes = Array.from({ length: 30 }, (_, at) => (at % 2 === 0 ? first : second));
    const statuses = (await Promise.all(nodes.map(guess))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 400)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(20);
  });

  it('follow within a second what was changed and what runs on the other', async () => {
    const { jobs, settings: administration } = first.services.administrations;
    await administration.change(caller, 'grants.clientCredentials', false);
    expect((await token(first)).status).toBe(400);
    const refused = async () => expect((await token(second)).status).toBe(400);
    await vi.waitFor(refused, { timeout: 1_000, interval: 20 });
    await second.services.administrations.settings.reset(caller, 'grants.clientCredentials');
    const again = async () => expect((await token(first)).status).toBe(200);
    await vi.waitFor(again, { timeout: 1_000, interval: 20 });
    await Promise.allSettled([jobs, second.services.administrations.jobs].map((each) => each.run(caller, 'prune')));
    const done = async () => expect(await jobs.get(caller, 'prune')).toMatchObject({ state: 'succeeded', failures: 0 });
    await vi.waitFor(done, { timeout: 10_000, interval: 100 });
  });

  it('with different hash keys: the second refuses to start and says what to copy', async () => {
    const starting = startTestServer({
      settings,
      databaseUrl: place.databaseUrl ?? '',
      stateDir: join(folder, 'third'),
    });
    await expect(starting).rejects.toThrow(/copy hash\.key/);
  });
});

describe.skipIf(!postgres.isThere)('a node whose database is gone', () => {
  it('answers 503 to a revocation, never that it was done (RV-07)', async () => {
    const place = await postgres.create();
    const test = await startTestServer({ databaseUrl: place.databaseUrl ?? '' });
    const others = await seedPeople(test);
    const shared = { organizationId: others.organizations.a, owner: others.alice.ref };
    const client = await createApplication(test, { ...shared, grantTypes: ['client_credentials', 'password'] });
    const person = { username: others.alice.name, password: others.alice.password };
    const tokens = await jsonOf(await test.token({ grant_type: 'password', ...credentialsOf(client), ...person }));
    await place.remove();
    for (const token of [tokens.access_token ?? '', tokens.refresh_token ?? '']) {
      const body = new URLSearchParams({ token, ...credentialsOf(client) });
      const response = await test.send('/oauth2-token/revoke', { method: 'POST', body });
      expect(response.status).toBe(503);
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect((await test.send('/healthz')).status).toBe(200);
    expect((await test.send('/readyz')).status).toBe(503);
    await test.close();
  });
});
