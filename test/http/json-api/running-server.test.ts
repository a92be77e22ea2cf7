import { request as send } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverCaller } from '../../../src/directory/caller-resolution.ts';
import {
  createApplication,
  credentialsOf,
  jsonOf,
  type People,
  seedPeople,
  startTestServer,
  type TestServer,
} from '../../fixtures/test-server.ts';
import type { SentDocument } from './api-server.ts';

let test: TestServer;
let people: People;
let backoffice: string;
let storefront: string;

async function tokenFor(person: People['alice'], organizationId: string): Promise<string> {
  const grantTypes = ['client_credentials'] as const;
  const application = await createApplication(test, { organizationId, owner: person.ref, grantTypes });
  const answer = await test.token({ grant_type: 'client_credentials', ...credentialsOf(application) });
  return (await jsonOf(answer)).access_token ?? '';
}

beforeAll(async () => {
  test = await startTestServer();
  people = await seedPeople(test);
  backoffice = await tokenFor(people.alice, people.organizations.a);
  storefront = await tokenFor(people.carol, people.organizations.a);
});

afterAll(() => test.close());

const read = async (response: Response) => (await response.json()) as SentDocument;

/** Sends a request whose address is taken as it is; `fetch` would mend it. */
function rawRequest(path: string): Promise<{ status: number; type: string | undefined; text: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(test.url);
    const headers = { authorization: `Bearer ${backoffice}` };
    const asked = send({ hostname, port, path, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += String(chunk);
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, type: response.headers['content-type'], text }),
      );
    });
    asked.on('error', reject).end();
  });
}

describe('the running server', () => {
  it('answers what an application of the owner may see', async () => {
    const response = await test.call('/api/users', backoffice, { headers: { accept: 'application/vnd.api+json' } });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/vnd.api+json');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const { data } = await read(response);
    expect(data.map(({ type }) => type)).toEqual(data.map(() => 'users'));
    expect(data.some(({ id }) => id === people.alice.ref.id)).toBe(true);
    expect(data.some(({ id }) => id === people.bob.ref.id)).toBe(false);
  });

  it('refuses the token of one API at the other, and says why', async () => {
    for (const [path, token] of [
      ['/api/users', storefront],
      ['/storefront/api/customerusers', backoffice],
    ] as const) {
      const response = await test.call(path, token);
      expect(response.status).toBe(401);
      const prefix = path.slice(0, path.lastIndexOf('/'));
      const challenge = response.headers.get('www-authenticate') ?? '';
      expect(challenge).toContain('error="invalid_token"');
      expect(challenge).toContain(`resource_metadata="${test.url}/.well-known/oauth-protected-resource${prefix}"`);
      const { errors } = await read(response);
      expect(errors[0]?.detail).toMatch(/is for the (back-office|storefront) API/);
    }
  });

  it('gives metadata where its challenge says, with the scopes of the registry', async () => {
    const response = await test.send('/.well-known/oauth-protected-resource/storefront/api');
    const metadata = await jsonOf(response);
    expect(metadata.resource).toBe(`${test.url}/storefront/api`);
    expect(metadata.scopes_supported).toContain('oauthapplications:write');
  });

  it('refuses addresses that cannot be read, or are too long for an id, in the shape of the API', async () => {
    for (const [path, status] of [
      ['/api/users/%zz', 400],
      ['/api/%', 400],
      ['/storefront/api/profile%c3%28', 400],
      [`/api/users/${'a'.repeat(300)}`, 404],
      ['/api/users/%00', 404],
      ['/api/nowhere', 404],
    ] as const) {
      const answer = await rawRequest(path);
      expect([path, answer.status, answer.type]).toEqual([path, status, 'application/vnd.api+json']);
      expect((JSON.parse(answer.text) as SentDocument).errors).toHaveLength(1);
    }
  });

  it('names errors by the id that its answers and its log carry', async () => {
    const response = await test.call('/api/users/x', backoffice, { headers: { 'x-request-id': 'my-own-id' } });
    expect(response.headers.get('x-request-id')).toBe('my-own-id');
    const { errors } = await read(response);
    expect(errors[0]?.id).toBe('my-own-id');
    expect(test.logLines.some((line) => line.includes('my-own-id'))).toBe(true);
  });

  it('shows the page of an API under its own strict policy', async () => {
    const response = await test.send('/api/doc');
    expect(response.status).toBe(200);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect((await test.send('/api/doc/swagger-ui-bundle.js')).status).toBe(200);
  });

  it('never writes what was sent into its log', async () => {
    const canary = 'canary-0c5b7e';
    const body = JSON.stringify({ data: { type: 'users', attributes: { password: canary, [canary]: 1 } } });
    const headers = { 'content-type': 'application/vnd.api+json' };
    await test.call(`/api/users?filter[username]=${canary}`, backoffice, { method: 'POST', body, headers });
    await test.call('/api/users', backoffice, { method: 'POST', body, headers });
    await test.call(`/api/users?filter[${canary}]=x`, backoffice);
    expect(test.logLines.join('\n')).not.toContain(canary);
  });

  it('ends what a token may do as soon as its owner loses it', async () => {
    const { users } = test.services.administrations;
    const token = await tokenFor(people.eve, people.organizations.a);
    expect((await test.call('/api/profile', token)).status).toBe(200);
    await users.update(serverCaller(), people.eve.ref.id, { enabled: false });
    const refused = await test.call('/api/profile', token);
    expect([refused.status, (await read(refused)).errors[0]?.code]).toEqual([401, 'invalid_token']);
  });
});
