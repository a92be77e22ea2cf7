import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverCaller } from '../../src/directory/caller-resolution.ts';
import { type Browsing, openBrowsing } from '../fixtures/browsing.ts';
import {
  createApplication,
  credentialsOf,
  jsonOf,
  type People,
  seedPeople,
  startTestServer,
  type TestPerson,
  type TestServer,
} from '../fixtures/test-server.ts';

let test: TestServer;
let people: People;

beforeAll(async () => {
  test = await startTestServer();
  people = await seedPeople(test);
});

afterAll(() => test.close());

interface Context {
  readonly csrf: string;
  readonly name: string;
  readonly side: string;
  readonly organization: { readonly id: string; readonly name: string; readonly global: boolean };
  readonly organizations: readonly { readonly id: string }[];
  readonly administrator: boolean;
}

interface SentSession {
  readonly id: string;
  readonly attributes: { readonly current: boolean };
}

function contextOf(html: string): Context {
  return JSON.parse(/<script type="application\/json"[^>]*>(.*?)<\/script>/s.exec(html)?.[1] ?? 'null') as Context;
}

/** Signs a person in to the pages of a side and gives what calls its API need. */
async function signIn(base: '/admin' | '/account', person: TestPerson, fields: Record<string, string> = {}) {
  const browsing = openBrowsing(test);
  const page = await browsing.open(base);
  const sight = await browsing.post(page, 'sign-in', { username: person.name, password: person.password, ...fields });
  return { browsing, sight, context: contextOf(sight.html) };
}

function call({ cookies }: Browsing, path: string, init: RequestInit = {}, headers: Record<string, string> = {}) {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return test.send(path, { ...init, headers: { cookie, 'content-type': 'application/vnd.api+json', ...headers } });
}

const application = (name: string) =>
  JSON.stringify({
    data: { type: 'oauthapplications', attributes: { name, grantTypes: ['client_credentials'] } },
  });

describe.each([
  { base: '/admin', api: '/api', who: 'alice', stranger: 'carol', otherApi: '/storefront/api' },
  { base: '/account', api: '/storefront/api', who: 'carol', stranger: 'alice', otherApi: '/api' },
] as const)('the pages at $base', ({ api, base, otherApi, stranger, who }) => {
  it('ask whoever is not signed in, and lead back to where one wanted to go', async () => {
    const browsing = openBrowsing(test);
    const page = await browsing.open(`${base}/my-user?page=2`);
    expect(page.url).toContain(`${base}/sign-in?return=${encodeURIComponent(`${base}/my-user?page=2`)}`);
    const { name, password } = people[who];
    const refused = await browsing.post(page, 'sign-in', { username: name, password: 'wrong' });
    expect([refused.status, refused.html.includes(`value="${name}"`)]).toEqual([401, true]);
    const done = await browsing.post(refused, 'sign-in', {
      username: name,
      password,
      organization: people.organizations.a,
    });
    expect(done.url).toBe(`${test.url}${base}/my-user?page=2`);
  });

  it('lead nowhere else after signing in', async () => {
    for (const wanted of ['https://evil.example', '//evil.example', '/\\evil.example', `${base}\\..`, '/readyz']) {
      const browsing = openBrowsing(test);
      const page = await browsing.open(`${base}/sign-in?return=${encodeURIComponent(wanted)}`);
      expect(browsing.fieldsOf(page.html).return).toBe(base);
    }
  });

  it('know people of their own side alone', async () => {
    const { sight } = await signIn(base, people[stranger]);
    expect(sight.status).toBe(401);
  });

  it('tell the application who is there, under a policy that runs its own scripts alone', async () => {
    const { context, sight } = await signIn(base, people[who], { organization: people.organizations.a });
    expect(context).toMatchObject({ organization: { id: people.organizations.a }, administrator: false });
    const policy = sight.headers.get('content-security-policy') ?? '';
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(sight.html).toContain(`nonce="${nonce}"`);
    expect(policy).not.toContain('unsafe');
    expect(sight.headers.get('cache-control')).toBe('no-store');
  });

  it('tell which session is theirs, and end all others, which are written down (V7.5.2)', async () => {
    const [mine, other] = [
      await signIn(base, people[who], { organization: people.organizations.a }),
      await signIn(base, people[who], { organization: people.organizations.a }),
    ];
    const { data } = (await (await call(mine.browsing, `${api}/sessions`)).json()) as { data: SentSession[] };
    const current = data.filter(({ attributes }) => attributes.current);
    expect(current).toHaveLength(1);
    const end = (browsing: Browsing, csrf: string, id: string) =>
      call(browsing, `${api}/sessions/${id}/end-others`, { method: 'POST' }, { 'x-csrf-token': csrf });
    const ended = await end(mine.browsing, mine.context.csrf, current[0]?.id ?? '');
    expect([ended.status, await jsonOf(ended)]).toMatchObject([201, { meta: { ended: data.length - 1 } }]);
    expect((await call(other.browsing, `${api}/profile`)).status).toBe(401);
    expect((await call(mine.browsing, `${api}/profile`)).status).toBe(200);
    expect((await end(mine.browsing, mine.context.csrf, crypto.randomUUID())).status).toBe(404);
    const log = (await test.services.storage.auditLog.after('0', 1000)).filter(({ type }) => type === 'session.ended');
    expect(
      log
        .slice(1 - data.length)
        .map(({ details }) => (details as { sessionId: string }).sessionId)
        .sort(),
    ).toEqual(
      data
        .filter(({ attributes }) => !attributes.current)
        .map(({ id }) => id)
        .sort(),
    );
  });

  it('change the password: this session goes on, the others and all tokens end (V7.4.3)', async () => {
    const [mine, other] = [
      await signIn(base, people[who], { organization: people.organizations.a }),
      await signIn(base, people[who], { organization: people.organizations.a }),
    ];
    const { name, password } = people[who];
    const client = await createApplication(test, {
      organizationId: people.organizations.a,
      owner: people[who].ref,
      grantTypes: ['password'],
    });
    const issued = await test.token({ grant_type: 'password', username: name, password, ...credentialsOf(client) });
    const { access_token: token = '' } = await jsonOf(issued);
    expect((await test.call(`${api}/profile`, token)).status).toBe(200);
    const change = (currentPassword: string, next: string) =>
      call(
        mine.browsing,
        `${api}/profile/password`,
        { method: 'POST', body: JSON.stringify({ meta: { currentPassword, password: next } }) },
        { 'x-csrf-token': mine.context.csrf },
      );
    expect((await change('not the password', 'another fine password')).status).toBe(422);
    expect((await change(password, 'another fine password')).status).toBe(204);
    expect((await call(mine.browsing, `${api}/profile`)).status).toBe(200);
    expect((await call(other.browsing, `${api}/profile`)).status).toBe(401);
    expect((await test.call(`${api}/profile`, token)).status).toBe(401);
    const { data } = (await (await call(mine.browsing, `${api}/sessions`)).json()) as { data: SentSession[] };
    expect(data.map(({ attributes }) => attributes.current)).toEqual([true]);
    expect((await change('another fine password', password)).status).toBe(204);
  });

  it('call their own API with the session, and the other one not at all', async () => {
    const { browsing } = await signIn(base, people[who], { organization: people.organizations.a });
    expect((await call(browsing, `${api}/profile`)).status).toBe(200);
    expect((await call(browsing, `${otherApi}/profile`)).status).toBe(401);
    expect((await call(openBrowsing(test), `${api}/profile`)).status).toBe(401);
  });

  it('change things only with the token of their session, from this server’s pages (V3.5.1)', async () => {
    const { browsing, context } = await signIn(base, people[who], { organization: people.organizations.a });
    const other = await signIn(base, people[who], { organization: people.organizations.a });
    const post = (headers: Record<string, string>) =>
      call(
        browsing,
        `${api}/oauthapplications`,
        { method: 'POST', body: application(`App ${Math.random()}`) },
        headers,
      );
    expect((await post({})).status).toBe(403);
    expect((await post({ 'x-csrf-token': other.context.csrf })).status).toBe(403);
    expect((await post({ 'x-csrf-token': context.csrf, origin: 'https://evil.example' })).status).toBe(401);
    expect((await post({ 'x-csrf-token': context.csrf, 'sec-fetch-site': 'cross-site' })).status).toBe(401);
    const created = await post({ 'x-csrf-token': context.csrf, origin: test.url, 'sec-fetch-site': 'same-origin' });
    expect(created.status).toBe(201);
    const { meta } = (await created.json()) as unknown as { meta: { clientSecret: string } };
    expect(meta.clientSecret).toMatch(/^grs_/);
  });

  it('sign out at once, with a form of their own alone', async () => {
    const { browsing, context, sight } = await signIn(base, people[who], { organization: people.organizations.a });
    const shell = { ...sight, url: `${test.url}${base}/` };
    expect((await browsing.post(shell, 'sign-out', { form_token: 'x' })).status).toBe(403);
    const token = [...browsing.cookies];
    await browsing.post(shell, 'sign-out', { form_token: context.csrf });
    for (const [name, value] of token) browsing.cookies.set(name, value);
    expect((await call(browsing, `${api}/profile`)).status).toBe(401);
  });
});

describe('the session of the back-office', () => {
  it('works in one organization at a time, and in another only where one belongs (T3)', async () => {
    const { browsing, context, sight } = await signIn('/admin', people.eve);
    expect(context.organizations).toHaveLength(2);
    const [first, second] = context.organizations;
    expect(context.organization.id).toBe(first?.id);
    const shell = { ...sight, url: `${test.url}/admin/` };
    const moved = await browsing.post(shell, 'organization', {
      form_token: context.csrf,
      organization: second?.id ?? '',
    });
    expect(contextOf(moved.html).organization.id).toBe(second?.id);
    const elsewhere = { form_token: context.csrf, organization: people.organizations.all };
    expect((await browsing.post(shell, 'organization', elsewhere)).status).toBe(403);
  });

  it('goes on elsewhere while its organization is disabled', async () => {
    const { browsing, context } = await signIn('/admin', people.eve);
    const { organizations } = test.services.administrations;
    const [here, other] = context.organizations;
    await organizations.update(serverCaller(), here?.id ?? '', { enabled: false });
    expect(contextOf((await browsing.open('/admin')).html).organization.id).toBe(other?.id);
    await organizations.update(serverCaller(), here?.id ?? '', { enabled: true });
  });

  it('ends when its person’s memberships change', async () => {
    const { browsing, context } = await signIn('/admin', people.eve);
    const { users } = test.services.administrations;
    const before = await users.get(serverCaller(), people.eve.ref.id);
    const memberships = (before?.memberships ?? []).filter((each) => each.organizationId !== context.organization.id);
    await users.update(serverCaller(), people.eve.ref.id, { memberships });
    expect((await browsing.open('/admin')).url).toContain('/admin/sign-in');
  });

  it('is not used where a token is sent: that alone counts', async () => {
    const { browsing } = await signIn('/admin', people.alice);
    const machine = await createApplication(test, {
      organizationId: people.organizations.b,
      owner: people.bob.ref,
      grantTypes: ['client_credentials'],
    });
    const { access_token = '' } = await jsonOf(
      await test.token({ grant_type: 'client_credentials', ...credentialsOf(machine) }),
    );
    expect((await call(browsing, '/api/profile', {}, { authorization: 'Bearer nonsense' })).status).toBe(401);
    const answer = await call(browsing, '/api/profile', {}, { authorization: `Bearer ${access_token}` });
    expect(((await answer.json()) as unknown as { data: { id: string } }).data.id).toBe(people.bob.ref.id);
  });
});

describe('assets', () => {
  it('are served for good, packed for those who ask, and nothing beside them', async () => {
    expect((await test.send('/assets/..%2fbackoffice%2findex.html')).status).toBe(404);
    expect((await test.send('/assets/none.js')).status).toBe(404);
  });
});
