import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverCaller } from '../../src/directory/caller-resolution.ts';
import {
  basicOf,
  createApplication,
  credentialsOf,
  type People,
  seedPeople,
  startTestServer,
  type TestApplication,
  type TestServer,
} from '../fixtures/test-server.ts';

const unauthenticated = 'The client is unknown, its secret is wrong, or it may not be used.';
const wrongPassword = 'The user name or password is wrong, or the person may not sign in here.';
const wrongCode = 'The code is wrong, expired or used, or the request does not match it.';
const wrongRefreshToken = 'The refresh token is wrong, expired, used or revoked.';
const unknownApplication = 'The application is unknown, or may not be used at the moment.';
const caller = serverCaller();
const redirectUri = 'https://client.example.com/callback';

let test: TestServer;
let people: People;
let machine: TestApplication;
let web: TestApplication;
let legacy: TestApplication;
let inactive: TestApplication;
let expired: string;

beforeAll(async () => {
  test = await startTestServer({ settings: { rateLimits: { clientPerNetwork: 1000, clientsPerNetwork: 1000 } } });
  people = await seedPeople(test);
  const shared = { organizationId: people.organizations.a, owner: people.alice.ref };
  machine = await createApplication(test, { ...shared, grantTypes: ['client_credentials'] });
  web = await createApplication(test, {
    ...shared,
    grantTypes: ['authorization_code'],
    redirectUris: [redirectUri, 'https://client.example.com/other'],
  });
  legacy = await createApplication(test, { ...shared, grantTypes: ['password'] });
  inactive = await createApplication(test, { ...shared, grantTypes: ['client_credentials'] });
  const { clients } = test.services.administrations;
  await clients.update(caller, inactive.id, { active: false });
  const added = await clients.addSecret(caller, machine.id, {
    name: 'Short',
    expiresAt: new Date(Date.now() + 1200),
  });
  expired = added?.value ?? '';
});

afterAll(() => test.close());

type Wire = readonly [status: number, code: string, description: string];

/** What is sent to the token endpoint, and the answer to the last byte. */
const tokenRequests: Record<string, [request: () => Record<string, string>, wire: Wire]> = {
  'an unknown client': [
    () => ({ grant_type: 'client_credentials', client_id: 'x'.repeat(32), client_secret: 'y' }),
    [401, 'invalid_client', unauthenticated],
  ],
  'a wrong secret': [
    () => ({ grant_type: 'client_credentials', client_id: machine.clientId, client_secret: 'y' }),
    [401, 'invalid_client', unauthenticated],
  ],
  'no secret': [
    () => ({ grant_type: 'client_credentials', client_id: machine.clientId }),
    [401, 'invalid_client', unauthenticated],
  ],
  'an expired secret': [
    () => ({ grant_type: 'client_credentials', client_id: machine.clientId, client_secret: expired }),
    [401, 'invalid_client', unauthenticated],
  ],
  'an inactive application': [
    () => ({ grant_type: 'client_credentials', ...credentialsOf(inactive) }),
    [401, 'invalid_client', unauthenticated],
  ],
  'no grant type': [() => credentialsOf(machine), [400, 'invalid_request', 'The parameter grant_type is missing.']],
  'a grant that nobody knows': [
    () => ({ grant_type: 'magic', ...credentialsOf(machine) }),
    [400, 'unsupported_grant_type', 'This server does not offer that grant type.'],
  ],
  'a grant of others': [
    () => ({ grant_type: 'password', ...credentialsOf(machine) }),
    [400, 'unauthorized_client', 'This application was not created for that grant type.'],
  ],
  'a scope of others': [
    () => ({ grant_type: 'client_credentials', scope: 'magic:read', ...credentialsOf(machine) }),
    [400, 'invalid_scope', 'This application may not ask for all of the requested scope here.'],
  ],
  'a resource of others': [
    () => ({ grant_type: 'client_credentials', resource: 'https://other.example.com', ...credentialsOf(machine) }),
    [400, 'invalid_target', 'This application cannot have tokens for that resource.'],
  ],
  'a wrong password': [
    () => ({ grant_type: 'password', username: 'alice', password: 'wrong', ...credentialsOf(legacy) }),
    [400, 'invalid_grant', wrongPassword],
  ],
  'a person who does not exist': [
    () => ({ grant_type: 'password', username: 'nobody', password: 'wrong', ...credentialsOf(legacy) }),
    [400, 'invalid_grant', wrongPassword],
  ],
  'an unknown code': [
    () => ({ grant_type: 'authorization_code', code: `gac_${'a'.repeat(43)}`, ...credentialsOf(web) }),
    [400, 'invalid_grant', wrongCode],
  ],
  'an unknown refresh token': [
    () => ({ grant_type: 'refresh_token', refresh_token: `grt_${'a'.repeat(64)}`, ...credentialsOf(web) }),
    [400, 'invalid_grant', wrongRefreshToken],
  ],
};

const bodyOf = ([, code, description]: Wire) =>
  JSON.stringify({
    error: code,
    error_description: description,
    error_uri: `${test.url}/docs/errors#${code}`,
  });

describe('a refusal tells the client what it always did, to the byte', () => {
  beforeAll(() => new Promise((resolve) => setTimeout(resolve, 1300)));

  it.each(Object.keys(tokenRequests))('at the token endpoint: %s', async (name) => {
    const [request, wire] = tokenRequests[name] ?? [() => ({}), [0, '', '']];
    const response = await test.token(request());
    expect(response.status).toBe(wire[0]);
    expect(await response.text()).toBe(bodyOf(wire));
  });

  it('at the token endpoint: two ways to authenticate, and a body that is none', async () => {
    const twice = await test.token({ grant_type: 'client_credentials', client_secret: 'y' }, basicOf(machine));
    const both = 'Authenticate in one way: with the Authorization header, or with client_secret.';
    expect(await twice.text()).toBe(bodyOf([400, 'invalid_request', both]));
    const response = await test.send('/oauth2-token', {
      method: 'POST',
      body: 'x',
      headers: { 'content-type': 'text/plain' },
    });
    const form = 'Send the parameters as application/x-www-form-urlencoded or application/json in UTF-8.';
    expect(await response.text()).toBe(bodyOf([400, 'invalid_request', form]));
  });

  it.each(['introspect', 'revoke'])('at %s: a wrong secret', async (name) => {
    const body = new URLSearchParams({ token: 'a', client_id: machine.clientId, client_secret: 'y' });
    const response = await test.send(`/oauth2-token/${name}`, { method: 'POST', body });
    expect(response.status).toBe(401);
    expect(await response.text()).toBe(bodyOf([401, 'invalid_client', unauthenticated]));
  });

  const authorize = (parameters: Record<string, string>) =>
    test.send(`/oauth2-token/authorize?${new URLSearchParams({ response_type: 'code', ...parameters })}`);

  it.each([
    ['an unknown client', () => ({ client_id: 'x'.repeat(32) }), unknownApplication],
    ['an inactive application', () => ({ client_id: inactive.clientId }), unknownApplication],
    [
      'another redirect URI',
      () => ({ client_id: web.clientId, redirect_uri: `${redirectUri}/` }),
      'The redirect URI is none of those registered for the application.',
    ],
    [
      'one of several redirect URIs',
      () => ({ client_id: web.clientId }),
      'The application has several redirect URIs; the request must name one.',
    ],
  ])('at the authorization endpoint, as a page: %s', async (_name, parameters, description) => {
    const response = await authorize(parameters());
    const page = await response.text();
    expect(response.status).toBe(400);
    expect(page).toContain(`<p>${description}</p>`);
    const other = await (await authorize({ client_id: 'x'.repeat(32) })).text();
    expect(page.replace(description, '')).toBe(other.replace(unknownApplication, ''));
  });

  it('at the authorization endpoint, as a link of a page: what the client did wrong', async () => {
    const response = await authorize({ client_id: web.clientId, redirect_uri: redirectUri, state: 's' });
    const [, location = ''] = /href="(https:\/\/client[^"]*)"/.exec(await response.text()) ?? [];
    const query = new URL(location.replaceAll('&amp;', '&')).searchParams;
    expect(Object.fromEntries(query)).toEqual({
      error: 'invalid_request',
      error_description: 'PKCE is required: send code_challenge and code_challenge_method=S256.',
      error_uri: `${test.url}/docs/errors#invalid_request`,
      state: 's',
      iss: test.url,
    });
  });
});
