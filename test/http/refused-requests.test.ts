import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverCaller } from '../../src/directory/caller-resolution.ts';
import { refusalAdvice } from '../../src/oauth/refusal-advice.ts';
import { obtainCode } from '../fixtures/browsing.ts';
import {
  basicOf,
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

const redirectUri = 'https://client.example.com/callback';
const canary = 'canary-of-a-secret';
let test: TestServer;
let people: People;
let machine: TestApplication;
let web: TestApplication;
let legacy: TestApplication;
let storefront: TestApplication;

beforeAll(async () => {
  test = await startTestServer({ settings: { rateLimits: { clientPerNetwork: 30, clientsPerNetwork: 1000 } } });
  people = await seedPeople(test);
  const shared = { organizationId: people.organizations.a, owner: people.eve.ref };
  machine = await createApplication(test, { ...shared, grantTypes: ['client_credentials'] });
  web = await createApplication(test, { ...shared, grantTypes: ['authorization_code'], redirectUris: [redirectUri] });
  legacy = await createApplication(test, { ...shared, grantTypes: ['password'] });
  const ofCarol = { organizationId: people.organizations.a, owner: people.carol.ref };
  storefront = await createApplication(test, { ...ofCarol, grantTypes: ['client_credentials'] });
});

afterAll(() => test.close());

/** Calls an API as a person does whose own application has every right of theirs. */
async function tokenOf(person: TestPerson, organizationId: string): Promise<string> {
  const own = await createApplication(test, { organizationId, owner: person.ref, grantTypes: ['client_credentials'] });
  return (
    (await jsonOf(await test.token({ grant_type: 'client_credentials', ...credentialsOf(own) }))).access_token ?? ''
  );
}

interface Shown {
  readonly id: string;
  readonly attributes: Record<string, string> & {
    readonly times: number;
    readonly parameters: readonly { name: string | null; value: string | null; length: number }[];
  };
  readonly relationships: { readonly application: { readonly data: { readonly id: string } | null } };
}

async function refusalsOf(path: string, token: string): Promise<Shown[]> {
  await test.services.storage.refusalRecorder.flush();
  const response = await test.call(path, token);
  expect(response.status).toBe(200);
  return ((await response.json()) as { data: Shown[] }).data;
}

async function lastOf(application: TestApplication, person = people.eve, api = '/api'): Promise<Shown['attributes']> {
  const token = await tokenOf(person, people.organizations.a);
  const [first] = await refusalsOf(`${api}/refusals?filter[application]=${application.id}`, token);
  if (first === undefined) throw new Error('nothing was kept');
  return first.attributes;
}

describe('the owner of an application learns why its request was refused', () => {
  const refused: Record<string, [() => Promise<Response>, () => TestApplication, code: string, reason: RegExp]> = {
    'a wrong secret': [
      () => test.token({ grant_type: 'client_credentials', client_id: machine.clientId, client_secret: canary }),
      () => machine,
      'invalid_client',
      /^The client secret that was sent is none of the application’s\.$/,
    ],
    'a wrong secret in the header': [
      () => test.token({ grant_type: 'client_credentials' }, basicOf({ ...machine, secret: canary })),
      () => machine,
      'invalid_client',
      /none of the application’s/,
    ],
    'no secret': [
      () => test.token({ grant_type: 'client_credentials', client_id: machine.clientId }),
      () => machine,
      'invalid_client',
      /carries no client secret/,
    ],
    'another grant': [
      () => test.token({ grant_type: 'password', username: canary, password: canary, ...credentialsOf(machine) }),
      () => machine,
      'unauthorized_client',
      /^The grant type password is not allowed: the application was created for client_credentials\.$/,
    ],
    'a scope that is not allowed': [
      () => test.token({ grant_type: 'client_credentials', scope: 'magic:read', ...credentialsOf(machine) }),
      () => machine,
      'invalid_scope',
      /^Not allowed: magic:read\. Allowed at the moment: .*oauthapplications:read/,
    ],
    'an API that is not allowed': [
      () => test.token({ grant_type: 'client_credentials', resource: 'https://x.example', ...credentialsOf(machine) }),
      () => machine,
      'invalid_target',
      /^No API is registered as https:\/\/x\.example\.$/,
    ],
    'another redirect URI': [
      () =>
        test.send(`/oauth2-token/authorize?client_id=${web.clientId}&redirect_uri=${redirectUri}/%3Ftoken%3D${canary}`),
      () => web,
      'invalid_request',
      /^redirect_uri does not match: got https:\/\/client\.example\.com\/callback\/\?token=\[hidden\] – registered: https:\/\/client\.example\.com\/callback$/,
    ],
    'no PKCE': [
      () => test.send(`/oauth2-token/authorize?response_type=code&client_id=${web.clientId}&state=${canary}`),
      () => web,
      'invalid_request',
      /^PKCE is required/,
    ],
    'an unknown code': [
      () => test.token({ grant_type: 'authorization_code', code: `gac_${'a'.repeat(43)}`, ...credentialsOf(web) }),
      () => web,
      'invalid_grant',
      /^There is no such code/,
    ],
    'an introspection with a wrong secret': [
      () =>
        test.send('/oauth2-token/introspect', {
          method: 'POST',
          body: new URLSearchParams({ token: canary, client_id: machine.clientId, client_secret: `${canary}2` }),
        }),
      () => machine,
      'invalid_client',
      /none of the application’s/,
    ],
    'a body of another type': [
      () =>
        test.send('/oauth2-token', {
          method: 'POST',
          body: `grant_type=client_credentials&client_secret=${canary}`,
          headers: { 'content-type': 'text/plain', ...basicOf(machine) },
        }),
      () => machine,
      'invalid_request',
      /^Send the parameters as application\/x-www-form-urlencoded/,
    ],
  };

  it.each(Object.keys(refused))('for %s', async (name) => {
    const [send, application, code, reason] = refused[name] ?? [];
    if (send === undefined || application === undefined || reason === undefined) throw new Error('no such case');
    const response = await send();
    const kept = await lastOf(application());
    expect(kept).toMatchObject({ code, address: '127.0.0.1', requestId: response.headers.get('x-request-id') });
    expect(kept.reason).toMatch(reason);
    expect(kept.advice).toBe(refusalAdvice[kept.cause as keyof typeof refusalAdvice]);
  });

  it('for a redirect URI that is another one when the code is redeemed', async () => {
    const { code, verifier } = await obtainCode(test, web, people.alice);
    await test.token({
      grant_type: 'authorization_code',
      code,
      code_verifier: verifier,
      redirect_uri: `${redirectUri}x`,
      ...credentialsOf(web),
    });
    expect(await lastOf(web)).toMatchObject({
      cause: 'code-mismatch',
      reason: `The redirect_uri is not the one of the authorization request: got ${redirectUri}x – expected ${redirectUri}`,
    });
  });

  it('for a deactivated application', async () => {
    const { clients } = test.services.administrations;
    await clients.update(serverCaller(), legacy.id, { active: false });
    await test.token({ grant_type: 'password', username: 'a', password: 'b', ...credentialsOf(legacy) });
    expect(await lastOf(legacy)).toMatchObject({ cause: 'client-inactive', reason: 'The application is deactivated.' });
    await clients.update(serverCaller(), legacy.id, { active: true });
  });

  it('on the storefront', async () => {
    await test.token({ grant_type: 'client_credentials', client_id: storefront.clientId, client_secret: canary });
    expect(await lastOf(storefront, people.carol, '/storefront/api')).toMatchObject({ code: 'invalid_client' });
  });

  it('after so many that the answer is to wait', async () => {
    const attempt = { grant_type: 'client_credentials', client_id: storefront.clientId, client_secret: canary };
    let status = 0;
    for (let tries = 0; tries < 40 && status !== 429; tries += 1) status = (await test.token(attempt)).status;
    expect(status).toBe(429);
    const kept = await lastOf(storefront, people.carol, '/storefront/api');
    expect(kept).toMatchObject({ code: 'temporarily_unavailable', cause: 'throttled' });
    expect(kept.reason).toContain('After too many such attempts');
  });
});

describe('refused requests', () => {
  it('hold no secret, wherever it was sent', async () => {
    const hidden = [`${canary}`, machine.secret, web.secret, people.alice.password];
    for (const secret of hidden) {
      const named = { [secret]: secret, client_id: machine.clientId, grant_type: secret, scope: `a ${secret}` };
      await test.token({ ...named, client_secret: secret, code: secret, state: secret, redirect_uri: `x:${secret}` });
      await test.token({ client_id: secret, client_secret: machine.clientId, resource: `https://${secret}@x.example` });
      await test.tokenAsJson({ client_id: machine.clientId, client_secret: secret, nested: { secret } });
      await test.send('/oauth2-token', {
        method: 'POST',
        body: secret,
        headers: { 'content-type': 'application/json' },
      });
      await test.token({ [`{"client_secret":"${secret}"}`]: '' });
      await test.token({}, { authorization: `Bearer ${secret}` });
      await test.token({}, { authorization: `Basic ${Buffer.from(secret).toString('base64')}` });
      await test.send(
        `/oauth2-token/authorize?client_id=${web.clientId}&login_hint=${secret}&scope=${secret}&${secret}`,
      );
    }
    const { storage } = test.services;
    await storage.refusalRecorder.flush();
    const all = { filters: [], sort: [], page: { number: 1, size: 1000 } };
    const { rows } = await storage.refusals.list({ reach: { level: 'global' }, ownOf: null }, all);
    expect(rows.length).toBeGreaterThan(10);
    const text = JSON.stringify(rows);
    for (const secret of hidden) expect(text).not.toContain(secret);
    expect(test.logLines.join('\n')).not.toContain(canary);
  });

  it('tell administrators alone what was wrong with a person', async () => {
    await test.token({ grant_type: 'password', username: 'nobody', password: canary, ...credentialsOf(legacy) });
    const owner = await lastOf(legacy);
    expect(owner).toMatchObject({
      cause: 'person',
      reason: expect.stringContaining('is wrong, or the person may not'),
    });
    const administrator = await lastOf(legacy, people.alice);
    expect(administrator.reason).toBe('The sign-in of the person was refused: no such account.');
  });

  it('are seen by the owner and by administrators of the organization, and by no others', async () => {
    const path = `/api/refusals?filter[application]=${machine.id}&page[size]=100`;
    const seenBy = async (person: TestPerson, organizationId: string) =>
      (await refusalsOf(path, await tokenOf(person, organizationId))).length;
    const all = await seenBy(people.alice, people.organizations.a);
    expect(all).toBeGreaterThan(5);
    expect(await seenBy(people.eve, people.organizations.a)).toBe(all);
    expect(await seenBy(people.bob, people.organizations.b)).toBe(0);
    expect(await seenBy(people.eve, people.organizations.b)).toBe(0);
    const foreign = await tokenOf(people.bob, people.organizations.b);
    const [one] = await refusalsOf(path, await tokenOf(people.alice, people.organizations.a));
    expect((await test.call(`/api/refusals/${one?.id}`, foreign)).status).toBe(404);
  });

  it('lead to their application', async () => {
    const token = await tokenOf(people.eve, people.organizations.a);
    const response = await test.call(`/api/refusals?filter[application]=${machine.id}&include=application`, token);
    const { included = [] } = (await response.json()) as { included?: { id: string }[] };
    expect(included.map(({ id }) => id)).toEqual([machine.id]);
  });
});

describe('the numbers', () => {
  interface Group {
    readonly attributes: Record<'issued' | 'refused' | 'called', number> & {
      value: string | null;
      label: string | null;
    };
  }
  async function groupsOf(token: string, query: string, api = '/api'): Promise<Group['attributes'][]> {
    await test.services.storage.activityCounter.flush();
    const response = await test.call(`${api}/statistics?${query}`, token);
    expect(response.status).toBe(200);
    return ((await response.json()) as { data: Group[] }).data.map(({ attributes }) => attributes);
  }

  it('say what happened to an application, by grant and by outcome', async () => {
    const own = await createApplication(test, {
      organizationId: people.organizations.a,
      owner: people.eve.ref,
      grantTypes: ['client_credentials'],
    });
    const grant = { grant_type: 'client_credentials' };
    const { access_token: token = '' } = await jsonOf(await test.token({ ...grant, ...credentialsOf(own) }));
    await test.token({ ...grant, ...credentialsOf(own) });
    await test.call('/api/profile', token);
    await test.token({ ...grant, ...credentialsOf(own), scope: 'magic:read' });
    await test.token({ ...grant, client_id: own.clientId, client_secret: 'wrong' });
    const about = `filter[application]=${own.id}`;
    const [today] = await groupsOf(token, about);
    expect(today).toMatchObject({ issued: 2, refused: 2 });
    expect(await groupsOf(token, `${about}&filter[by]=outcome`)).toMatchObject([
      { value: 'called' },
      { value: 'invalid_client', refused: 1 },
      { value: 'invalid_scope', refused: 1 },
      { value: 'issued', issued: 2 },
    ]);
    expect(await groupsOf(token, `${about}&filter[by]=grant&filter[grant]=client_credentials`)).toMatchObject([
      { value: 'client_credentials', issued: 2, refused: 2, called: 0 },
    ]);
    const [application] = await groupsOf(token, `${about}&filter[by]=application&sort=-issued`);
    expect(application).toMatchObject({ value: own.id, label: expect.stringMatching(/^Test application/) });
  });

  it('are of the applications that one sees', async () => {
    const ofAlice = await tokenOf(people.alice, people.organizations.a);
    const values = async (token: string) =>
      (await groupsOf(token, 'filter[by]=application&page[size]=100')).map(({ value }) => value);
    expect(await values(ofAlice)).toEqual(expect.arrayContaining([machine.id, web.id, legacy.id, storefront.id]));
    const ofBob = await values(await tokenOf(people.bob, people.organizations.b));
    expect(ofBob).not.toContain(machine.id);
    expect(ofBob).not.toContain(null);
    const ofCarol = await tokenOf(people.carol, people.organizations.a);
    const seen = await groupsOf(ofCarol, 'filter[by]=application', '/storefront/api');
    expect(seen.map(({ value }) => value)).toContain(storefront.id);
    expect(seen.map(({ value }) => value)).not.toContain(machine.id);
  });
});
