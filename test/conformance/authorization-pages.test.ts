import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverCaller } from '../../src/directory/caller-resolution.ts';
import { createPkce, obtainCode, openBrowsing, requestOf } from '../fixtures/browsing.ts';
import {
  createApplication,
  createCodeApplication,
  credentialsOf,
  jsonOf,
  type People,
  seedPeople,
  startTestServer,
  type TestApplication,
  type TestServer,
} from '../fixtures/test-server.ts';
import { spreadOf } from '../fixtures/timing.ts';

const callback = 'https://client.example/cb';
let test: TestServer;
let people: People;
let application: TestApplication;
let storefront: TestApplication;
const { challenge, verifier } = createPkce();

beforeAll(async () => {
  test = await startTestServer();
  people = await seedPeople(test);
  application = await create();
  storefront = await create({ owner: people.carol.ref });
});

afterAll(() => test.close());

const create = (given: object = {}) => createCodeApplication(test, people, given);
const request = (given: Record<string, string | null> = {}, client = application) =>
  requestOf(client, challenge, given);

/** A browser with the sign-in page in front of it. */
async function atSignIn(given: Record<string, string | null> = {}, client = application) {
  const browsing = openBrowsing(test);
  return { browsing, page: await browsing.authorize(request(given, client)) };
}

/** A browser in which alice is signed in, with a consent page in front of it. */
async function atConsent(given: Record<string, string | null> = {}) {
  const { browsing, page } = await atSignIn({ prompt: 'consent', ...given });
  return { browsing, page: await browsing.signIn(page, people.alice) };
}

describe('the sign-in page', () => {
  it('refuses a wrong password, an unknown name and the other side alike, and keeps the name (AZ-23, V6.3.8)', async () => {
    const { browsing, page } = await atSignIn();
    const attempts = [
      { ...people.alice, password: 'guess-7f3a' },
      { name: 'nobody', password: 'guess-7f3a' },
      people.carol,
      people.bob,
    ];
    const texts = new Set<string>();
    for (const person of attempts) {
      const refused = await browsing.signIn(page, person);
      expect([refused.status, refused.location]).toEqual([401, null]);
      expect(refused.html).toContain(`value="${person.name}"`);
      expect(refused.html).not.toContain(person.password);
      texts.add(refused.html.replaceAll(person.name, ''));
    }
    expect(texts.size).toBe(1);
    expect((await browsing.signIn(page, people.alice)).html).toContain('value="grant"');
  });

  it('takes the same time for an unknown name, a wrong password and somebody of elsewhere (V6.3.8)', async () => {
    const { browsing, page } = await atSignIn();
    const way = (name: string, password: string) => () => browsing.signIn(page, { name, password });
    const ways = {
      unknown: way('nobody-at-all', 'guess-7f3a'),
      wrong: way(people.administrator.name, 'guess-7f3a'),
      elsewhere: way(people.bob.name, people.bob.password),
    };
    expect(await spreadOf(ways, 9, 20)).toBeLessThan(20);
  });

  it('takes customer users for applications of the storefront, and users for none of them (AZ-23)', async () => {
    const { browsing, page } = await atSignIn({}, storefront);
    expect(page.html).toContain('the storefront');
    expect((await browsing.signIn(page, people.alice)).status).toBe(401);
    expect((await browsing.signIn(page, people.carol)).html).toContain('value="grant"');
  });

  it('is throttled like every other way to try a password', async () => {
    const throttled = await startTestServer({ settings: { rateLimits: { signInPerAccountAndNetwork: 2 } } });
    try {
      const others = await seedPeople(throttled);
      const client = await createApplication(throttled, {
        organizationId: others.organizations.a,
        owner: others.alice.ref,
        grantTypes: ['authorization_code'],
        redirectUris: [callback],
      });
      const browsing = openBrowsing(throttled);
      const page = await browsing.authorize(requestOf(client, challenge));
      for (let count = 0; count < 2; count += 1) await browsing.signIn(page, { name: 'alice', password: 'wrong' });
      const refused = await browsing.signIn(page, others.alice);
      expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
    } finally {
      await throttled.close();
    }
  });

  it('begins a new session each time; an earlier one of the browser is dead (AZ-24)', async () => {
    const { browsing, page } = await atSignIn();
    const planted = 'A'.repeat(43);
    browsing.cookies.set('grantry-backoffice', planted);
    await browsing.signIn(page, people.alice);
    const first = browsing.cookies.get('grantry-backoffice') ?? '';
    expect(first).not.toBe(planted);
    const again = await browsing.authorize(request({ prompt: 'login' }));
    await browsing.signIn(again, people.alice);
    expect(browsing.cookies.get('grantry-backoffice')).not.toBe(first);
    const thief = openBrowsing(test);
    thief.cookies.set('grantry-backoffice', first);
    expect((await thief.authorize(request())).html).toContain('name="password"');
  });
});

describe('the consent page', () => {
  it('tells who asks, for what, and where the person goes on to (AZ-21)', async () => {
    const { page } = await atConsent({ scope: 'users:read profile:read' });
    for (const text of ['Organization A', 'alice@example.com', 'Back-office API', 'client.example', '90 days']) {
      expect(page.html).toContain(text);
    }
    expect(page.html.match(/<li>/g)).toHaveLength(2);
  });

  it.each(['<script>alert(1)</script>', 'שלום', 'a\u200bb', 'x'.repeat(200), '"><img src=x>'])(
    'shows the name %j as text and nothing else (AZ-21)',
    async (name) => {
      const client = await create({ name });
      const { browsing, page } = await atSignIn({}, client);
      const consent = await browsing.signIn(page, people.alice);
      for (const { html } of [page, consent]) {
        expect(html).not.toMatch(/<script|<img|\u200b/);
        expect(html).toContain('<bdi>');
      }
    },
  );

  it('asks a person once, and again for more; prompt=consent always', async () => {
    const client = await create();
    const { browsing } = await obtainCode(test, client, people.alice, { scope: 'profile:read' });
    expect((await browsing.authorize(request({ scope: 'profile:read' }, client))).location).not.toBeNull();
    const more = await browsing.authorize(request({ scope: 'profile:read users:read' }, client));
    expect(more.html).toContain('value="grant"');
    await browsing.decide(more, 'grant');
    expect((await browsing.authorize(request({ scope: 'users:read' }, client))).location).not.toBeNull();
    const again = await browsing.authorize(request({ scope: 'users:read', prompt: 'consent' }, client));
    expect(again.html).toContain('value="grant"');
  });

  it('comes every time for a public application; only an administrator lets a confidential one skip it (AZ-22, NA-04)', async () => {
    const open = await create({ confidential: false });
    const { browsing } = await obtainCode(test, open, people.alice);
    expect((await browsing.authorize(request({}, open))).html).toContain('value="grant"');
    await expect(create({ confidential: false, skipConsent: true })).rejects.toThrow();
    const trusted = await create({ skipConsent: true });
    expect((await browsing.authorize(request({}, trusted))).location?.searchParams.get('code')).toMatch(/^gac_/);
  });

  it('lets nobody act in an organization they do not belong to', async () => {
    const elsewhere = await create({ organizationId: people.organizations.b, owner: people.bob.ref });
    const { browsing } = await obtainCode(test, application, people.alice);
    const page = await browsing.authorize(request({}, elsewhere));
    expect(page.html).toContain('does not belong to this organization');
    expect((await browsing.signIn(page, people.alice)).status).toBe(401);
    const consent = await browsing.signIn(page, people.eve);
    const code = (await browsing.decide(consent, 'grant')).location?.searchParams.get('code') ?? '';
    const exchange = { grant_type: 'authorization_code', code, code_verifier: verifier, ...credentialsOf(elsewhere) };
    expect((await jsonOf(await test.token(exchange))).token_type).toBe('Bearer');
  });

  it('tells the client when the person says no (AZ-11)', async () => {
    const { browsing, page } = await atConsent();
    const { location } = await browsing.decide(page, 'cancel');
    const answer = Object.fromEntries(location?.searchParams ?? []);
    expect(answer).toMatchObject({ error: 'access_denied', state: 'state-1', iss: test.url });
  });

  it('answers each request once, also to two clicks at the same time', async () => {
    const { browsing, page } = await atConsent();
    const sights = await Promise.all([1, 2, 3].map(() => browsing.decide(page, 'grant')));
    expect(sights.filter(({ location }) => location !== null)).toHaveLength(1);
    expect((await browsing.decide(page, 'cancel')).location).toBeNull();
  });
});

describe('the forms', () => {
  it('are accepted from the page they were made for alone (AZ-19)', async () => {
    const { browsing, page } = await atConsent();
    const other = await atConsent();
    const foreign = other.browsing.fieldsOf(other.page.html);
    const wrong: [Record<string, string>, Record<string, string>][] = [
      [{ form_token: '' }, {}],
      [{ form_token: 'x' }, {}],
      [{ form_token: foreign.form_token ?? '' }, {}],
      [{}, { origin: 'https://evil.example' }],
      [{}, { 'sec-fetch-site': 'cross-site' }],
      [{}, { 'sec-fetch-site': 'same-site' }],
    ];
    for (const [fields, headers] of wrong) {
      const refused = await browsing.post(page, 'consent', { decision: 'grant', ...fields }, headers);
      expect([refused.status, refused.location]).toEqual([403, null]);
    }
    const inAnotherBrowser = await other.browsing.post(page, 'consent', { decision: 'grant' });
    expect([inAnotherBrowser.status, inAnotherBrowser.location]).toEqual([400, null]);
    const signIn = await atSignIn();
    const unprotected = { username: 'alice', password: people.alice.password, decision: 'sign-in', form_token: '' };
    expect((await signIn.browsing.post(signIn.page, 'sign-in', unprotected)).status).toBe(403);
    expect((await browsing.post(page, 'consent', { decision: 'grant' }, { origin: 'null' })).location).not.toBeNull();
  });

  it('decide and change nothing of what was asked (AZ-20)', async () => {
    const { browsing, page } = await atConsent({ scope: 'profile:read' });
    const tampered = {
      decision: 'grant',
      scope: 'users:write',
      redirect_uri: 'https://evil.example/cb',
      code_challenge: createPkce().challenge,
      client_id: storefront.clientId,
      resource: `${test.url}/storefront/api`,
    };
    const { location } = await browsing.post(page, 'consent?scope=users:write', tampered);
    expect(location?.href.startsWith(`${callback}?`)).toBe(true);
    const code = location?.searchParams.get('code') ?? '';
    const exchange = { grant_type: 'authorization_code', code, code_verifier: verifier, ...credentialsOf(application) };
    expect((await jsonOf(await test.token(exchange))).scope).toBe('profile:read');
  });

  it('lead on with 303 after a password or a consent (AZ-14)', async () => {
    const { browsing, page } = await atConsent();
    const body = new URLSearchParams({ ...browsing.fieldsOf(page.html), decision: 'grant' });
    const cookie = [...browsing.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await test.send('/oauth2-token/authorize/consent', { method: 'POST', body, headers: { cookie } });
    expect([response.status, response.headers.get('cache-control')]).toEqual([303, 'no-store']);
  });

  it('of two requests in one browser keep to their own (AZ-27)', async () => {
    const { browsing, page: one } = await atConsent({ state: 'one' });
    const two = await browsing.authorize(request({ prompt: 'consent', state: 'two' }));
    const { request: otherRequest = '' } = browsing.fieldsOf(two.html);
    const crossed = { ...browsing.fieldsOf(one.html), request: otherRequest, decision: 'grant' };
    expect((await browsing.post(one, 'consent', crossed)).status).toBe(403);
    expect((await browsing.decide(two, 'grant')).location?.searchParams.get('state')).toBe('two');
    expect((await browsing.decide(one, 'grant')).location?.searchParams.get('state')).toBe('one');
  });
});

describe('every page', () => {
  it('is not framed, stored, or told to others, and loads nothing from elsewhere (AZ-16, AZ-17, AZ-28)', async () => {
    const { page: signIn } = await atSignIn();
    const { page: consent } = await atConsent();
    const problem = await openBrowsing(test).authorize({});
    for (const { headers, html } of [signIn, consent, problem]) {
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toContain('no-store');
      expect(html).not.toMatch(/gac_|(?:src|href)="https?:|<script/);
    }
  });

  it('keeps codes and passwords out of the log (AZ-28, R-40)', async () => {
    const { code } = await obtainCode(test, application, people.alice);
    const log = test.logLines.join('\n');
    expect(log).not.toContain(code);
    expect(log).not.toContain(people.alice.password);
  });

  it('lives in cookies that scripts and other sites cannot use', async () => {
    const { browsing, page } = await atSignIn();
    const body = new URLSearchParams({
      ...browsing.fieldsOf(page.html),
      username: 'alice',
      password: people.alice.password,
      decision: 'sign-in',
    });
    const cookie = [...browsing.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await test.send('/oauth2-token/authorize/sign-in', { method: 'POST', body, headers: { cookie } });
    const [line] = response.headers.getSetCookie();
    expect(line).toMatch(/^grantry-backoffice=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
  });
});

describe('a session', () => {
  it('ends with a changed password and with a disabled person', async () => {
    const { browsing } = await obtainCode(test, application, people.eve);
    expect((await browsing.authorize(request())).location).not.toBeNull();
    await test.services.administrations.users.update(serverCaller(), people.eve.ref.id, { enabled: false });
    expect((await browsing.authorize(request())).html).toContain('name="password"');
    await test.services.administrations.users.update(serverCaller(), people.eve.ref.id, { enabled: true });
    expect((await browsing.authorize(request())).html).toContain('name="password"');
  });
});
