import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createApplication,
  credentialsOf,
  jsonOf,
  seedPeople,
  startTestServer,
  type TestServer,
} from '../../fixtures/test-server.ts';
import { jsonApi, type SentDocument } from './api-server.ts';

/** A proxy ends TLS there and cuts the path off. */
const publicUrl = 'https://business.example/sign-in';

let test: TestServer;
let token: string;

const secured = { 'x-forwarded-proto': 'https' };

beforeAll(async () => {
  test = await startTestServer({ settings: { server: { publicUrl, trustProxy: true } } });
  const { alice, organizations } = await seedPeople(test);
  const input = { organizationId: organizations.a, owner: alice.ref, grantTypes: ['client_credentials'] } as const;
  const credentials = credentialsOf(await createApplication(test, input));
  const answer = await test.token({ grant_type: 'client_credentials', ...credentials }, secured);
  token = (await jsonOf(answer)).access_token ?? '';
});

afterAll(() => test.close());

const documentOf = async (response: Response) => (await response.json()) as SentDocument;

describe('an API behind a proxy', () => {
  it('links to the address under which people reach it, also with a path of its own', async () => {
    const response = await test.call('/api/users?page[size]=1&include=organizations', token, { headers: secured });
    const document = await documentOf(response);
    const links = [document.links.self, document.links.next, document.data[0]?.links.self];
    expect(links).toEqual(links.map(() => expect.stringMatching(`^${publicUrl}/api/users`)));
    const related = await test.call(`/api/users/${document.data[0]?.id}/roles`, token, { headers: secured });
    expect((await documentOf(related)).links.self).toBe(`${publicUrl}/api/users/${document.data[0]?.id}/roles`);
    expect((await documentOf(await test.call('/api', token, { headers: secured }))).links.self).toBe(
      `${publicUrl}/api`,
    );
  });

  it('refuses a token that came without TLS, in the shape of the API (RFC 6750 §5.2)', async () => {
    const response = await test.call('/api/users', token);
    expect([response.status, response.headers.get('content-type')]).toEqual([403, jsonApi]);
    const { errors } = await documentOf(response);
    expect(errors[0]).toMatchObject({
      status: '403',
      code: 'invalid_request',
      detail: expect.stringMatching(/^Use https/),
    });
  });

  it('loads its page by addresses that hold under any path', async () => {
    const page = await (await test.send('/api/doc', { headers: secured })).text();
    const addresses = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address = '']) => address);
    expect(addresses.length).toBeGreaterThan(3);
    for (const address of addresses) expect(address).toMatch(/^(?:doc\/|openapi\.json)/);
  });
});
