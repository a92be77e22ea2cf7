import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browsing, createPkce, obtainCode, requestOf } from '../fixtures/browsing.ts';
import {
  createCodeApplication,
  type People,
  seedPeople,
  startTestServer,
  type TestServer,
} from '../fixtures/test-server.ts';

let test: TestServer;
let people: People;
let signedIn: Browsing;
const { challenge } = createPkce();

beforeAll(async () => {
  test = await startTestServer();
  people = await seedPeople(test);
  ({ browsing: signedIn } = await obtainCode(test, await create(['https://client.example/cb']), people.alice));
});

afterAll(() => test.close());

const create = (redirectUris: readonly string[], given: object = {}) =>
  createCodeApplication(test, people, { redirectUris, skipConsent: true, ...given });

describe('a native application', () => {
  it('listens on any port of the loopback address it registered, and on nothing else of it (NA-01)', async () => {
    const client = await create(['http://127.0.0.1/cb', 'http://[::1]:1/cb']);
    const goesTo = async (redirect_uri: string) =>
      (await signedIn.authorize(requestOf(client, challenge, { redirect_uri }))).location?.href.split('?')[0] ?? null;
    for (const uri of ['http://127.0.0.1:51004/cb', 'http://127.0.0.1/cb', 'http://[::1]:65535/cb']) {
      expect(await goesTo(uri)).toBe(uri);
    }
    for (const uri of [
      'http://127.0.0.1:1/cb2',
      'http://localhost:1/cb',
      'https://127.0.0.1:1/cb',
      'http://a@127.0.0.1/cb',
    ]) {
      expect([uri, await goesTo(uri)]).toEqual([uri, null]);
    }
  });

  it.each([
    'http://127.0.0.1.evil/cb',
    'http://127.1/cb',
    'http://0.0.0.0/cb',
    'http://2130706433/cb',
    'http://127.0.0.1@evil/cb',
    'https://client.example:8443/cb',
    'http://127.0.0.1:99999/cb',
  ])('has the free port for loopback addresses alone: %s is refused (NA-02)', async (redirect_uri) => {
    const client = await create(['http://127.0.0.1/cb', 'https://client.example/cb']);
    const sight = await signedIn.authorize(requestOf(client, challenge, { redirect_uri }));
    expect([sight.status, sight.location]).toEqual([400, null]);
  });

  it('has localhost only where it registered it (NA-02)', async () => {
    const client = await create(['http://localhost/cb']);
    const at = (redirect_uri: string) => signedIn.authorize(requestOf(client, challenge, { redirect_uri }));
    expect((await at('http://localhost:4711/cb')).location?.port).toBe('4711');
    expect((await at('http://127.0.0.1:4711/cb')).location).toBeNull();
  });

  it('uses a scheme of its own in reverse-domain form, and is public then (NA-03)', async () => {
    const open = { confidential: false, skipConsent: false };
    await expect(create(['myapp:/cb'], open)).rejects.toThrow();
    await expect(create(['com.example.app:/cb'])).rejects.toThrow();
    const client = await create(['com.example.app:/cb'], open);
    const page = await signedIn.authorize(requestOf(client, challenge));
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self' com.example.app:;");
    const { location } = await signedIn.decide(page, 'grant');
    expect(location?.href.startsWith('com.example.app:/cb?code=gac_')).toBe(true);
  });
});

describe('a redirect URI', () => {
  it.each([
    'https://client.example/cb#',
    'https://client.example/cb#x',
    '/cb',
    'client.example/cb',
    'https://*.example/cb',
    'http://client.example/cb',
    'javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://client.example/x',
    'about:blank',
  ])('that is %s is not registered (AZ-06, BCP-01)', async (uri) => {
    await expect(create([uri])).rejects.toThrow();
  });
});
