import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browsing, createPkce, obtainCode, openBrowsing, requestOf, type Sight } from '../fixtures/browsing.ts';
import {
  createCodeApplication,
  type People,
  seedPeople,
  startTestServer,
  type TestApplication,
  type TestServer,
} from '../fixtures/test-server.ts';

const callback = 'https://client.example/cb';
let test: TestServer;
let people: People;
let application: TestApplication;
/** A browser in which alice is signed in. */
let signedIn: Browsing;
const { challenge } = createPkce();

beforeAll(async () => {
  test = await startTestServer();
  people = await seedPeople(test);
  application = await create([callback]);
  ({ browsing: signedIn } = await obtainCode(test, application, people.alice));
});

afterAll(() => test.close());

const create = (redirectUris: readonly string[], given: object = {}) =>
  createCodeApplication(test, people, { redirectUris, ...given });

const list = (...given: Record<string, string | null>[]) => given;

/** Opens the endpoint in the signed-in browser. */
const ask = (given: Record<string, string | null> = {}, client = application) =>
  signedIn.authorize(requestOf(client, challenge, given));

/** What came back to the client: every parameter, each once. */
function answerOf({ location }: Sight): Record<string, string> {
  if (location === null) return {};
  const pairs = [...location.searchParams];
  expect(new Set(pairs.map(([name]) => name)).size).toBe(pairs.length);
  return Object.fromEntries(pairs);
}

function expectPage(sight: Sight, status = 400): void {
  expect([sight.status, sight.location, sight.headers.get('location')]).toEqual([status, null, null]);
  expect(sight.headers.get('content-type')).toContain('text/html');
}

describe('the authorization endpoint', () => {
  it('takes GET and nothing else (AZ-01)', async () => {
    for (const method of ['HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      const response = await test.send('/oauth2-token/authorize', { method });
      expect([method, response.status, response.headers.get('allow')]).toEqual([method, 405, 'GET']);
    }
  });

  it('shows a page and never redirects for a client that is missing, unknown or inactive (AZ-02)', async () => {
    const inactive = await create([callback], { active: false });
    const unknown = { ...application, clientId: 'x'.repeat(32) };
    expectPage(await signedIn.authorize({ ...requestOf(application, challenge), client_id: null }));
    for (const client of [inactive, unknown]) expectPage(await ask({ redirect_uri: callback }, client));
    expectPage(await ask({ client_id: 'short' }));
  });

  it.each(['/', '?x', '#f', '#', '/../cb', '%2f', '\t', '\r\nSet-Cookie: x=1', ' '])(
    'compares redirect URIs exactly: %j at the end is refused (AZ-03, AZ-04, AZ-15)',
    async (added) => {
      const sight = await ask({ redirect_uri: callback + added });
      expectPage(sight);
      expect(sight.headers.get('set-cookie') ?? '').not.toContain('x=1');
    },
  );

  it.each([
    'https://CLIENT.example/cb',
    'https://client.example/CB',
    'https://client.example/%63b',
    'https://client.example//cb',
    'https://client.example:443/cb',
    'https://user@client.example/cb',
    'https://client.example@evil.example/cb',
    'https://client.example.evil.example/cb',
    'https://evil.example\\.client.example/cb',
    'https://client.example./cb',
    'https://сlient.example/cb',
    'http://client.example/cb',
    ' https://client.example/cb',
    '//client.example/cb',
    'javascript:alert(1)',
  ])('refuses the redirect URI %j, which only looks alike (AZ-04)', async (redirect_uri) => {
    expectPage(await ask({ redirect_uri }));
  });

  it('needs the redirect URI where several are registered, and takes the only one where it is left out (AZ-05)', async () => {
    const two = await create([callback, 'https://client.example/other']);
    expectPage(await ask({}, two));
    expect((await ask()).location?.origin).toBe('https://client.example');
  });

  it('keeps the query of a registered redirect URI and adds each parameter once (AZ-07)', async () => {
    const client = await create([`${callback}?x=1`], { skipConsent: true });
    const { location } = await ask({}, client);
    expect(location?.href.startsWith(`${callback}?x=1&code=`)).toBe(true);
    expect([...(location?.searchParams.keys() ?? [])]).toEqual(['x', 'code', 'state', 'iss']);
  });

  it.each([
    [null, 'invalid_request'],
    ['', 'invalid_request'],
    ['token', 'unsupported_response_type'],
    ['id_token', 'unsupported_response_type'],
    ['code token', 'unsupported_response_type'],
    ['none', 'unsupported_response_type'],
  ])('gives codes alone: response_type %j gets %s (AZ-08)', async (response_type, error) => {
    expect(answerOf(await ask({ response_type }))).toMatchObject({ error, state: 'state-1', iss: test.url });
  });

  it.each([
    'plain',
    'ünï✓code',
    'nul\0byte',
    'a+b c%20d',
    '<script>alert(1)</script>',
    'x'.repeat(4000),
    'a\r\nSet-Cookie: x=1',
  ])('returns the state as it came, with codes and errors: %j (AZ-09, AZ-15)', async (state) => {
    for (const given of list({}, { response_type: 'token' })) {
      const sight = await ask({ ...given, state });
      expect(answerOf(sight).state).toBe(state);
      expect(sight.headers.get('set-cookie') ?? '').not.toContain('x=1');
    }
    const waiting = openBrowsing(test);
    const page = await waiting.authorize(requestOf(application, challenge, { state }));
    expect(answerOf(await waiting.post(page, 'sign-in', { decision: 'cancel' })).state).toBe(state);
  });

  it('sends no state where none came (AZ-09)', async () => {
    expect(answerOf(await ask({ state: null }))).not.toHaveProperty('state');
    expect(answerOf(await ask({ state: null, response_type: 'token' }))).not.toHaveProperty('state');
  });

  it('refuses every parameter that repeats, without a redirect where client or redirect URI do (AZ-10)', async () => {
    const parameters = requestOf(application, challenge, {
      redirect_uri: callback,
      scope: 'profile:read',
      prompt: 'login',
    });
    for (const name of Object.keys(parameters)) {
      const query = new URLSearchParams(parameters as Record<string, string>);
      query.append(name, query.get(name) ?? '');
      const sight = await signedIn.open(`/oauth2-token/authorize?${query}`);
      if (name === 'client_id' || name === 'redirect_uri') expectPage(sight);
      else expect([name, answerOf(sight).error]).toEqual([name, 'invalid_request']);
    }
  });

  it.each(['code=x', 'state=x', 'iss=x', 'error=x'])(
    'registers no redirect URI that carries an answer already: %s (AZ-10)',
    async (query) => {
      await expect(create([`${callback}?${query}`])).rejects.toThrow();
    },
  );

  it.each(['fragment', 'form_post', 'web_message', 'query.jwt'])(
    'answers in the query alone: response_mode %s is refused (AZ-25)',
    async (response_mode) => {
      expect(answerOf(await ask({ response_mode })).error).toBe('invalid_request');
    },
  );

  it('fetches nothing and reads no request objects (PA-10)', async () => {
    expect(answerOf(await ask({ request_uri: `${test.url}/readyz` })).error).toBe('request_uri_not_supported');
    expect(answerOf(await ask({ request: 'e30.e30.' })).error).toBe('request_not_supported');
  });

  it('tells what is wrong with scope and API by redirect (AZ-12, RS-01, RS-03)', async () => {
    expect(answerOf(await ask({ scope: 'nothing:like-it' })).error).toBe('invalid_scope');
    expect(answerOf(await ask({ scope: 'a"b' })).error).toBe('invalid_scope');
    expect(answerOf(await ask({ resource: `${test.url}/storefront/api` })).error).toBe('invalid_target');
    expect(answerOf(await ask({ resource: `${test.url}/api` })).code).toMatch(/^gac_/);
  });

  it('sends nobody who is not signed in to an application that asked wrongly (AZ-13)', async () => {
    for (const given of list({ scope: 'a"b' }, { prompt: 'none' }, { code_challenge: null })) {
      const sight = await openBrowsing(test).authorize(requestOf(application, challenge, given));
      expectPage(sight);
      const link = /<a class="button" href="([^"]+)"/.exec(sight.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
      const query = new URL(link).searchParams;
      expect([query.get('state'), query.get('iss'), query.has('error')]).toEqual(['state-1', test.url, true]);
    }
  });

  it('bounds addresses, scopes and states (AZ-26)', async () => {
    const started = performance.now();
    expectPage(await ask({ state: 'x'.repeat(9000) }), 414);
    expectPage(await ask({ state: 'x'.repeat(4097) }));
    expect(answerOf(await ask({ scope: 'x'.repeat(1025) })).error).toBe('invalid_scope');
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('has no CORS (AZ-18)', async () => {
    const headers = { origin: 'https://evil.example' };
    const response = await test.send('/oauth2-token/authorize', { headers });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('names the issuer in every answer and says so in the metadata (IS-01, IS-02, BCP-05, MD-07)', async () => {
    const metadata = await (await test.send('/.well-known/oauth-authorization-server')).json();
    expect(metadata).toMatchObject({
      issuer: test.url,
      authorization_endpoint: `${test.url}/oauth2-token/authorize`,
      authorization_response_iss_parameter_supported: true,
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
    });
    const wrong = [
      { response_type: 'x' },
      { scope: 'a"b' },
      { code_challenge: null },
      { prompt: 'x' },
      { max_age: 'x' },
    ];
    for (const given of [{}, ...wrong]) expect(answerOf(await ask(given)).iss).toBe(test.url);
  });
});

describe('prompt and max_age', () => {
  it('prompt=none answers without a page (OpenID Connect Core §3.1.2.6)', async () => {
    expect(answerOf(await ask({ prompt: 'none' })).code).toMatch(/^gac_/);
    const trusted = await create([callback], { skipConsent: true });
    const nobody = openBrowsing(test);
    expect(answerOf(await nobody.authorize(requestOf(trusted, challenge, { prompt: 'none' }))).error).toBe(
      'login_required',
    );
    const other = await create([callback]);
    expect(answerOf(await ask({ prompt: 'none' }, other)).error).toBe('consent_required');
    const elsewhere = await create([callback], { organizationId: people.organizations.b, owner: people.bob.ref });
    expect(answerOf(await ask({ prompt: 'none' }, elsewhere)).error).toBe('interaction_required');
    expect(answerOf(await ask({ prompt: 'none login' })).error).toBe('invalid_request');
  });

  it('prompt=login and select_account ask for the password again, max_age when it was too long ago', async () => {
    for (const given of list({ prompt: 'login' }, { prompt: 'select_account' }, { max_age: '0' })) {
      const { browsing } = await obtainCode(test, application, people.alice);
      const page = await browsing.authorize(requestOf(application, challenge, given));
      expect([page.status, page.html.includes('name="password"')]).toEqual([200, true]);
      expect(answerOf(await browsing.signIn(page, people.alice)).code).toMatch(/^gac_/);
    }
    expect(answerOf(await ask({ max_age: '3600' })).code).toMatch(/^gac_/);
  });

  it('prompt=consent asks again, and login_hint fills in the name', async () => {
    expect((await ask({ prompt: 'consent' })).html).toContain('value="grant"');
    const page = await openBrowsing(test).authorize(requestOf(application, challenge, { login_hint: 'alice"<b>' }));
    expect(page.html).toContain('value="alice&quot;&lt;b&gt;"');
  });
});
