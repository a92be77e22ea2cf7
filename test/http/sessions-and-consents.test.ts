import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPkce, obtainCode, openBrowsing, requestOf } from '../fixtures/browsing.ts';
import {
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

const callback = 'https://client.example/cb';
let test: TestServer;
let people: People;
let application: TestApplication;

beforeAll(async () => {
  test = await startTestServer();
  people = await seedPeople(test);
  application = await create();
});

afterAll(() => test.close());

const create = (given: object = {}) =>
  createApplication(test, {
    organizationId: people.organizations.a,
    owner: people.alice.ref,
    grantTypes: ['authorization_code', 'password'],
    redirectUris: [callback],
    ...given,
  });

async function tokensOf(person: TestPerson, client = application) {
  const { browsing, code, verifier } = await obtainCode(test, client, person);
  const exchange = { grant_type: 'authorization_code', code, code_verifier: verifier, ...credentialsOf(client) };
  const { access_token = '', refresh_token = '' } = await jsonOf(await test.token(exchange));
  return { browsing, access: access_token, refresh: refresh_token };
}

async function read(path: string, token: string): Promise<{ id: string; attributes: Record<string, unknown> }[]> {
  return ((await (await test.call(path, token)).json()) as { data: never }).data;
}

const remove = async (path: string, token: string) => (await test.call(path, token, { method: 'DELETE' })).status;
const { challenge } = createPkce();

describe.each([
  { side: 'backoffice', api: '/api', who: 'alice', other: 'eve' },
  { side: 'storefront', api: '/storefront/api', who: 'carol', other: 'dan' },
] as const)('people of the $side', ({ api, other, who }) => {
  const clientFor = (person: TestPerson) =>
    create({
      owner: person.ref,
      organizationId: person === people.dan ? people.organizations.b : people.organizations.a,
    });

  it('see where they are signed in and sign themselves out there', async () => {
    const { access, browsing } = await tokensOf(people[who], await clientFor(people[who]));
    await tokensOf(people[who], await clientFor(people[who]));
    const sessions = await read(`${api}/sessions`, access);
    expect(sessions.length).toBeGreaterThan(1);
    expect(sessions[0]?.attributes).toMatchObject({ address: '127.0.0.1', current: false });
    for (const { id } of sessions) expect(await remove(`${api}/sessions/${id}`, access)).toBe(204);
    expect(await read(`${api}/sessions`, access)).toEqual([]);
    const client = await clientFor(people[who]);
    expect((await browsing.authorize(requestOf(client, challenge))).html).toContain('name="password"');
  });

  it('cannot see or end the sessions of others', async () => {
    const mine = await tokensOf(people[who], await clientFor(people[who]));
    const theirs = await tokensOf(people[other], await clientFor(people[other]));
    const [session] = await read(`${api}/sessions`, mine.access);
    expect(await remove(`${api}/sessions/${session?.id}`, theirs.access)).toBe(404);
    const ids = (await read(`${api}/sessions`, theirs.access)).map(({ id }) => id);
    expect(ids).not.toContain(session?.id);
  });

  it('see which applications they let in, and end one with its tokens (O21-03, V10.4.9)', async () => {
    const [connected, untouched] = [await clientFor(people[who]), await clientFor(people[who])];
    const { access, refresh, browsing } = await tokensOf(people[who], connected);
    const others = await tokensOf(people[who], untouched);
    const list = await read(`${api}/connectedapplications`, others.access);
    const found = list.find(({ attributes }) => attributes.clientId === connected.clientId);
    expect(found?.attributes).toMatchObject({
      resource: test.url + api,
      resourceName: null,
      organizationName: 'Organization A',
      ownerName: people[who].name.includes('@') ? people[who].name : `${who}@example.com`,
    });
    expect(Date.parse(String(found?.attributes.lastTokenAt))).toBeGreaterThan(Date.now() - 60_000);
    const { permissions = [], scopes = [] } = (found?.attributes ?? {}) as Record<'permissions' | 'scopes', string[]>;
    expect(permissions).toHaveLength(scopes.length);
    expect(permissions[scopes.indexOf('profile:read')]).toBe('See your own profile.');
    const stranger = await tokensOf(people[other], await clientFor(people[other]));
    expect(await remove(`${api}/connectedapplications/${found?.id}`, stranger.access)).toBe(404);
    const pending = await browsing.authorize(requestOf(connected, challenge));
    const code = pending.location?.searchParams.get('code') ?? '';
    expect(await remove(`${api}/connectedapplications/${found?.id}`, others.access)).toBe(204);
    expect((await test.call(`${api}/profile`, access)).status).toBe(401);
    const again = { grant_type: 'refresh_token', refresh_token: refresh, ...credentialsOf(connected) };
    expect((await test.token(again)).status).toBe(400);
    const exchange = { grant_type: 'authorization_code', code, code_verifier: 'x'.repeat(43) };
    expect((await test.token({ ...exchange, ...credentialsOf(connected) })).status).toBe(400);
    expect((await test.call(`${api}/profile`, others.access)).status).toBe(200);
    expect((await browsing.authorize(requestOf(connected, challenge))).html).toContain('value="grant"');
  });
});

describe('the sessions of the two sides', () => {
  it('are apart: signing in on one is not signing in on the other', async () => {
    const { browsing } = await tokensOf(people.alice);
    const shop = await create({ owner: people.carol.ref });
    const page = await browsing.authorize(requestOf(shop, challenge));
    expect(page.html).toContain('the storefront');
    await browsing.signIn(page, people.carol);
    expect([...browsing.cookies.keys()].sort()).toEqual([
      'grantry-backoffice',
      'grantry-browser',
      'grantry-storefront',
    ]);
    const swapped = openBrowsing(test);
    swapped.cookies.set('grantry-storefront', browsing.cookies.get('grantry-backoffice') ?? '');
    expect((await swapped.authorize(requestOf(shop, challenge))).html).toContain('name="password"');
  });

  it('end when nobody uses them, and in any case (V7.3.1, V7.3.2)', async () => {
    for (const sessions of [{ idleTimeout: 1 }, { absoluteTimeout: 1 }]) {
      const short = await startTestServer({ settings: { sessions } });
      try {
        const others = await seedPeople(short);
        const client = await createApplication(short, {
          organizationId: others.organizations.a,
          owner: others.alice.ref,
          grantTypes: ['authorization_code'],
          redirectUris: [callback],
        });
        const { browsing } = await obtainCode(short, client, others.alice);
        expect((await browsing.authorize(requestOf(client, challenge))).location).not.toBeNull();
        await new Promise((resolve) => setTimeout(resolve, 1200));
        expect((await browsing.authorize(requestOf(client, challenge))).html).toContain('name="password"');
      } finally {
        await short.close();
      }
    }
  });

  it('are shown to people and not to applications that act for them', async () => {
    const machine = await create({ grantTypes: ['client_credentials'], redirectUris: [] });
    const answer = await jsonOf(await test.token({ grant_type: 'client_credentials', ...credentialsOf(machine) }));
    expect((await test.call('/api/sessions', answer.access_token ?? '')).status).toBe(403);
    expect((await test.call('/api/connectedapplications', answer.access_token ?? '')).status).toBe(403);
  });
});
