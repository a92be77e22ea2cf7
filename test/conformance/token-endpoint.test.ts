import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  basicOf,
  createApplication,
  credentialsOf,
  jsonOf,
  type People,
  seedPeople,
  startTestServer,
  type TestApplication,
  type TestServer,
} from '../fixtures/test-server.ts';

let test: TestServer;
let people: People;
let machine: TestApplication;
let legacy: TestApplication;
let grantless: TestApplication;

beforeAll(async () => {
  test = await startTestServer({ settings: { rateLimits: { clientPerNetwork: 100_000, clientsPerNetwork: 100_000 } } });
  people = await seedPeople(test);
  const shared = { organizationId: people.organizations.a, owner: people.alice.ref };
  machine = await createApplication(test, { ...shared, grantTypes: ['client_credentials'] });
  legacy = await createApplication(test, { ...shared, grantTypes: ['password'] });
  grantless = await createApplication(test, { ...shared, grantTypes: [] });
});

afterAll(() => test.close());

const cc = (more: Record<string, string> = {}) => ({
  grant_type: 'client_credentials',
  ...credentialsOf(machine),
  ...more,
});
const raw = (body: string, headers: Record<string, string> = {}) =>
  test.send('/oauth2-token', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });

async function expectRefused(response: Response, status: number, error: string): Promise<void> {
  expect({ status: response.status, error: (await jsonOf(response.clone())).error }).toEqual({ status, error });
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('pragma')).toBe('no-cache');
  expect(await response.text()).not.toContain('access_token');
}

describe('the token endpoint', () => {
  it.each(['GET', 'PUT', 'DELETE', 'PATCH'])(
    'refuses %s with 405 and says what is allowed (TOK-01)',
    async (method) => {
      const response = await test.send(`/oauth2-token?${new URLSearchParams(cc())}`, { method });
      expect(response.headers.get('allow')).toBe('POST, OPTIONS');
      await expectRefused(response, 405, 'invalid_request');
    },
  );

  it('answers OPTIONS and HEAD safely (TOK-32)', async () => {
    const options = await test.send('/oauth2-token', { method: 'OPTIONS' });
    expect(options.status).toBeLessThan(405);
    expect(await options.text()).not.toContain('token');
    expect((await test.send('/oauth2-token', { method: 'HEAD' })).status).toBe(405);
  });

  it('accepts a form and JSON alike, and answers what strict parsers expect and nobody stores (TOK-02, TOK-03, TOK-23, TOK-24)', async () => {
    for (const response of [await test.token(cc()), await test.tokenAsJson(cc())]) {
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toMatch(/^application\/json/);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('pragma')).toBe('no-cache');
      const body = await jsonOf(response);
      expect(body.token_type).toBe('Bearer');
      expect(typeof body.access_token).toBe('string');
      expect(body.expires_in).toBe(3600);
    }
  });

  it('gives the same verdict for every case as a form and as JSON (TOK-03)', async () => {
    const cases: Record<string, string>[] = [
      cc({ client_secret: 'wrong' }),
      cc({ grant_type: 'unknown' }),
      cc({ grant_type: '' }),
      cc({ scope: 'admin' }),
      cc({ scope: 'users:read', scopes: 'users:write' }),
      { ...cc(), ...credentialsOf(legacy) },
      { grant_type: 'password', ...credentialsOf(legacy), username: 'alice', password: 'wrong' },
      { grant_type: 'password', ...credentialsOf(legacy), username: 'alice' },
      { grant_type: 'refresh_token', ...credentialsOf(legacy), refresh_token: 'wrong' },
      { grant_type: 'refresh_token', ...credentialsOf(legacy) },
    ];
    for (const parameters of cases) {
      const [form, json] = [await test.token(parameters), await test.tokenAsJson(parameters)];
      expect(json.status).toBe(form.status);
      expect(await json.text()).toBe(await form.text());
      expect(form.status).toBeGreaterThanOrEqual(400);
    }
  });

  it.each(['text/plain', 'multipart/form-data; boundary=x', 'application/xml', 'application/octet-stream'])(
    'refuses a body of %s (TOK-04)',
    async (type) => {
      const body = new URLSearchParams(cc()).toString();
      await expectRefused(await raw(body, { 'content-type': type }), 400, 'invalid_request');
    },
  );

  it('refuses a body without a content type (TOK-04)', async () => {
    const response = await test.send('/oauth2-token', {
      method: 'POST',
      body: new Blob([new URLSearchParams(cc()).toString()]),
    });
    await expectRefused(response, 400, 'invalid_request');
  });

  it('takes a parameter without a value as omitted (TOK-05)', async () => {
    const all = await jsonOf(await test.token(cc()));
    expect((await jsonOf(await test.token(cc({ scope: '' })))).scope).toBe(all.scope);
    await expectRefused(await test.token(cc({ client_secret: '' })), 401, 'invalid_client');
  });

  it('refuses every parameter that repeats, with the same or another value (TOK-06)', async () => {
    const names = [
      'grant_type',
      'client_id',
      'client_secret',
      'code',
      'redirect_uri',
      'code_verifier',
      'refresh_token',
      'scope',
      'username',
      'password',
    ];
    for (const name of names) {
      const value = new URLSearchParams(cc()).get(name) ?? 'a';
      const base = new URLSearchParams({ ...cc(), [name]: value });
      for (const second of [value, 'other', '']) {
        await expectRefused(await raw(`${base}&${name}=${encodeURIComponent(second)}`), 400, 'invalid_request');
      }
    }
  });

  it('refuses JSON that names a member twice (TOK-07)', async () => {
    const body = JSON.stringify(cc()).replace('{', '{"scope":"users:read","scope":"users:write",');
    await expectRefused(await raw(body, { 'content-type': 'application/json' }), 400, 'invalid_request');
  });

  it('ignores parameters it does not know (TOK-08)', async () => {
    expect((await test.token(cc({ foo: 'bar', utm: '1', organization: people.organizations.b }))).status).toBe(200);
  });

  it('never reads credentials from the URL (TOK-09)', async () => {
    const query = new URLSearchParams(credentialsOf(machine));
    await expectRefused(
      await raw('grant_type=client_credentials').then(() =>
        test.send(`/oauth2-token?${query}`, {
          method: 'POST',
          body: new URLSearchParams({ grant_type: 'client_credentials' }),
        }),
      ),
      401,
      'invalid_client',
    );
    const half = new URLSearchParams({ client_secret: machine.secret });
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: machine.clientId });
    await expectRefused(await test.send(`/oauth2-token?${half}`, { method: 'POST', body }), 401, 'invalid_client');
  });

  it('refuses two ways to authenticate at once (TOK-10)', async () => {
    await expectRefused(await test.token(cc(), basicOf(machine)), 400, 'invalid_request');
    const assertion = { grant_type: 'client_credentials', client_assertion: 'x.y.z', client_assertion_type: 'urn:x' };
    await expectRefused(await test.token(assertion, basicOf(machine)), 400, 'invalid_request');
    const other = { grant_type: 'client_credentials', client_id: legacy.clientId };
    await expectRefused(await test.token(other, basicOf(machine)), 400, 'invalid_request');
  });

  it('decodes Basic credentials as a form, after base64 (TOK-11, TOK-12)', async () => {
    const encode = (text: string) =>
      Array.from(text, (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`).join('');
    const pair = `${encode(machine.clientId)}:${encode(machine.secret)}`;
    const authorization = `Basic ${Buffer.from(pair).toString('base64')}`;
    const body = { grant_type: 'client_credentials' };
    expect((await test.token(body, { authorization })).status).toBe(200);
    expect((await test.token(body, basicOf(machine))).status).toBe(200);
    expect((await test.token({ ...body, client_id: machine.clientId }, basicOf(machine))).status).toBe(200);
    expect((await test.token(cc())).status).toBe(200);
  });

  it.each([
    'Basic',
    'Basic !!!',
    `Basic ${Buffer.from('nocolon').toString('base64')}`,
    'Bearer x',
    'Basic %',
    `Basic ${Buffer.from('%zz:%').toString('base64')}`,
    `Basic ${'A'.repeat(8000)}`,
  ])('answers a malformed Authorization header with 401: %s (TOK-13)', async (authorization) => {
    await expectRefused(
      await test.token({ grant_type: 'client_credentials' }, { authorization }),
      401,
      'invalid_client',
    );
  });

  it('answers 401 or 431, never 5xx, to a huge or doubled Authorization header (TOK-13)', async () => {
    const huge = await test.token(
      { grant_type: 'client_credentials' },
      { authorization: `Basic ${'A'.repeat(64_000)}` },
    );
    expect([401, 431]).toContain(huge.status);
  });

  it('names the scheme when the Authorization header was used (TOK-14)', async () => {
    const response = await test.token({ grant_type: 'client_credentials' }, basicOf({ ...machine, secret: 'wrong' }));
    expect(response.headers.get('www-authenticate')).toMatch(/^Basic realm=/);
    await expectRefused(response, 401, 'invalid_client');
  });

  it('tells a missing grant type from an unknown one (TOK-16)', async () => {
    await expectRefused(await test.token(credentialsOf(machine)), 400, 'invalid_request');
    await expectRefused(
      await test.token(cc({ grant_type: 'urn:ietf:params:oauth:grant-type:nothing' })),
      400,
      'unsupported_grant_type',
    );
  });

  it('refuses a grant that the application was not created for (TOK-17)', async () => {
    const person = { username: people.alice.name, password: people.alice.password };
    await expectRefused(
      await test.token({ grant_type: 'password', ...credentialsOf(machine), ...person }),
      400,
      'unauthorized_client',
    );
    await expectRefused(
      await test.token({ grant_type: 'refresh_token', ...credentialsOf(machine), refresh_token: 'x' }),
      400,
      'unauthorized_client',
    );
    await expectRefused(
      await test.token({ grant_type: 'client_credentials', ...credentialsOf(legacy) }),
      400,
      'unauthorized_client',
    );
  });

  it('lets an application without grants use none (TOK-18)', async () => {
    for (const grant_type of ['client_credentials', 'password', 'refresh_token']) {
      await expectRefused(await test.token({ grant_type, ...credentialsOf(grantless) }), 400, 'unauthorized_client');
    }
  });

  it('refuses a wrong password or refresh token as an invalid grant (TOK-19)', async () => {
    await expectRefused(
      await test.token({ grant_type: 'password', ...credentialsOf(legacy), username: 'alice', password: 'no' }),
      400,
      'invalid_grant',
    );
    await expectRefused(
      await test.token({ grant_type: 'refresh_token', ...credentialsOf(legacy), refresh_token: 'no' }),
      400,
      'invalid_grant',
    );
  });

  it('refuses a scope that is unknown or not allowed and never widens one (TOK-20, TOK-21)', async () => {
    await expectRefused(await test.token(cc({ scope: 'admin' })), 400, 'invalid_scope');
    const reader = await createApplication(test, {
      organizationId: people.organizations.a,
      owner: people.alice.ref,
      grantTypes: ['client_credentials'],
      access: { mode: 'read-only' },
    });
    const readerCc = { grant_type: 'client_credentials', ...credentialsOf(reader) };
    await expectRefused(await test.token({ ...readerCc, scope: 'users:read users:write' }), 400, 'invalid_scope');
    expect((await jsonOf(await test.token(readerCc))).scope).not.toContain('write');
    expect((await jsonOf(await test.token({ ...readerCc, scope: 'users:read' }))).scope).toBe('users:read');
  });

  it.each(['a"b', 'a\\b', 'a\tb', 'a\u00a0b', 'é'])(
    'refuses a scope with foreign characters: %j (TOK-22)',
    async (scope) => {
      await expectRefused(await test.token(cc({ scope })), 400, 'invalid_scope');
    },
  );

  it('keeps errors in the allowed characters and never echoes what was sent (TOK-25)', async () => {
    const nasty = '"\r\n</script>\u{1f600}canary-echo';
    for (const name of ['grant_type', 'client_id', 'client_secret', 'scope', 'username', 'password']) {
      const response = await test.token({ ...cc(), [name]: nasty });
      const text = await response.text();
      expect(text).not.toContain('canary-echo');
      const { error, error_description } = JSON.parse(text) as Record<string, string>;
      expect(`${error}${error_description}`).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]*$/);
    }
  });

  it('has one spelling of its path (TOK-29)', async () => {
    for (const path of ['//oauth2-token', '/oauth2-token/', '/oauth2%2Dtoken', '/oauth2-token;a=b', '/OAUTH2-TOKEN']) {
      const response = await test.send(path, { method: 'POST', body: new URLSearchParams(cc()) });
      if (path === '/oauth2%2Dtoken' && response.status === 200) continue;
      expect(response.status, path).toBe(404);
    }
  });

  it.each([
    ['array', ['a']],
    ['object', { $ne: 1 }],
    ['number', 1],
    ['boolean', true],
    ['null', null],
  ])('refuses a JSON value that is no string: %s (TOK-31)', async (_name, value) => {
    for (const name of ['client_id', 'client_secret', 'scope', 'grant_type', 'foo']) {
      await expectRefused(await test.tokenAsJson({ ...cc(), [name]: value }), 400, 'invalid_request');
    }
  });

  it('is not moved by members that poison prototypes (TOK-31)', async () => {
    const bodies = [
      '{"__proto__":{"grant_type":"client_credentials"}}',
      '{"constructor":{"prototype":{}}}',
      '{"__proto__":"x","grant_type":"client_credentials"}',
    ];
    for (const body of bodies) {
      const response = await raw(body, { 'content-type': 'application/json' });
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
    }
    expect(({} as Record<string, unknown>).grant_type).toBeUndefined();
  });

  it('reads scopes as scope and refuses the two when they differ (TOK-33)', async () => {
    expect((await jsonOf(await test.token(cc({ scopes: 'users:read roles:read' })))).scope).toBe(
      'users:read roles:read',
    );
    await expectRefused(await test.token(cc({ scope: 'users:read', scopes: 'roles:read' })), 400, 'invalid_request');
  });

  it('makes client ids itself: 32 characters that are nobody else’s id (TOK-34, TOK-27)', async () => {
    expect(machine.clientId).toMatch(/^[A-Za-z0-9_-]{32}$/);
    const ids = [people.alice.ref.id, people.bob.ref.id, 'alice', machine.id];
    expect(ids).not.toContain(machine.clientId);
    const access = await jsonOf(await test.token(cc()));
    const attributes = { name: 'chosen id', grantTypes: ['client_credentials'], clientId: people.bob.ref.id };
    const created = await test.call('/api/oauthapplications', access.access_token ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/vnd.api+json' },
      body: JSON.stringify({ data: { type: 'oauthapplications', attributes } }),
    });
    expect(created.status).toBe(422);
  });

  it('answers hostile bodies with 4xx in its shape, quickly (R-17, R-18)', async () => {
    const json = 'application/json';
    const bodies: [string, string][] = [
      [json, '['.repeat(60_000)],
      [json, `{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}`],
      [json, `{"a":"${'x'.repeat(100_000)}"}`],
      [json, '{"grant_type":"\\ud800"}'],
      [json, '\ufeff{}'],
      [json, '{"a":'],
      ['application/x-www-form-urlencoded', 'a=1&'.repeat(15_000)],
      ['application/x-www-form-urlencoded', 'grant_type=%00'],
      ['application/x-www-form-urlencoded', 'grant_type=%c3%28'],
      ['application/x-www-form-urlencoded', '%'],
    ];
    for (const [type, body] of bodies) {
      const response = await raw(body, { 'content-type': type });
      expect([400, 401, 413]).toContain(response.status);
      expect(await jsonOf(response)).toMatchObject({
        error: expect.any(String),
        error_description: expect.any(String),
        error_uri: expect.any(String),
      });
    }
    const encoded = await raw('x', { 'content-encoding': 'gzip' });
    expect(encoded.status).toBe(415);
    expect((await test.token(cc())).status).toBe(200);
  });
});

describe('scripts of other origins', () => {
  it('may fetch tokens from listed origins only, never with credentials of the browser (TOK-30)', async () => {
    const other = await startTestServer({ settings: { server: { corsOrigins: ['https://shop.example.com'] } } });
    const ask = (origin: string) =>
      other.send('/oauth2-token', { method: 'POST', body: new URLSearchParams({}), headers: { origin } });
    const good = await ask('https://shop.example.com');
    expect(good.headers.get('access-control-allow-origin')).toBe('https://shop.example.com');
    expect(good.headers.get('access-control-allow-credentials')).toBeNull();
    expect(good.headers.get('vary')).toMatch(/origin/i);
    for (const origin of [
      'https://evil.example.com',
      'null',
      'https://shop.example.com.evil.com',
      'https://notshop.example.com',
    ]) {
      expect((await ask(origin)).headers.get('access-control-allow-origin')).toBeNull();
    }
    const preflight = await other.send('/oauth2-token', {
      method: 'OPTIONS',
      headers: {
        origin: 'https://shop.example.com',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-methods')).toContain('POST');
    await other.close();
  });
});

describe('a server published over https', () => {
  it('refuses credentials over plain HTTP and never redirects (TOK-28)', async () => {
    const settings = { server: { publicUrl: 'https://oauth.example.com', trustProxy: true } };
    const other = await startTestServer({ settings });
    const body = () => new URLSearchParams({ grant_type: 'client_credentials' });
    expect((await other.send('/oauth2-token', { method: 'POST', body: body() })).status).toBe(403);
    const forwarded = await other.send('/oauth2-token', {
      method: 'POST',
      body: body(),
      headers: { 'x-forwarded-proto': 'https' },
    });
    expect(forwarded.status).toBe(401);
    await other.close();
  });
});
