import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browsing, createPkce, obtainCode, openBrowsing, requestOf } from '../fixtures/browsing.ts';
import {
  createCodeApplication,
  type People,
  seedPeople,
  startTestServer,
  type TestApplication,
  type TestServer,
} from '../fixtures/test-server.ts';

const { challenge } = createPkce();
let test: TestServer;
let people: People;
let trusted: TestApplication;
let signedIn: Browsing;

beforeAll(async () => {
  test = await startTestServer();
  people = await seedPeople(test);
  trusted = await createCodeApplication(test, people, { skipConsent: true });
  ({ browsing: signedIn } = await obtainCode(test, trusted, people.alice));
});

afterAll(() => test.close());

describe('what goes wrong inside the server', () => {
  it('is told to the client by redirect, with nothing of its reason (AZ-12)', async () => {
    const { authorizationCodes } = test.services.storage;
    const insert = authorizationCodes.insert;
    authorizationCodes.insert = () => Promise.reject(new Error('relation "authorization_codes" is broken'));
    try {
      const { location } = await signedIn.authorize(requestOf(trusted, challenge));
      const answer = Object.fromEntries(location?.searchParams ?? []);
      expect(answer).toMatchObject({ error: 'temporarily_unavailable', state: 'state-1', iss: test.url });
      expect(JSON.stringify(answer)).not.toContain('relation');
      expect(test.logLines.join('')).toContain('is broken');
    } finally {
      authorizationCodes.insert = insert;
    }
  });

  it('is a page where the application cannot even be looked up (AZ-02, AZ-12)', async () => {
    const { clients } = test.services.storage;
    const findByClientId = clients.findByClientId;
    clients.findByClientId = () => Promise.reject(new Error('no connection'));
    try {
      const sight = await signedIn.authorize(requestOf(trusted, challenge));
      expect([sight.status, sight.location]).toEqual([503, null]);
      expect(sight.html).not.toContain('no connection');
    } finally {
      clients.findByClientId = findByClientId;
    }
  });

  it('a missing signing key is server_error, with the words of the reference (AZ-12, JK-06, seed-003)', async () => {
    const keyless = await startTestServer({ settings: { keys: { generate: false } } });
    try {
      const others = await seedPeople(keyless);
      const client = await createCodeApplication(keyless, others, { skipConsent: true });
      const { location } = await openBrowsing(keyless).authorize(requestOf(client, challenge));
      expect(Object.fromEntries(location?.searchParams ?? [])).toMatchObject({
        error: 'server_error',
        error_description: 'The encryption key does not exist.',
      });
    } finally {
      await keyless.close();
    }
  });

  it('switched-off codes are unauthorized_client, and gone from the metadata (AZ-12, MD-04)', async () => {
    const off = await startTestServer({ settings: { grants: { authorizationCode: false } } });
    try {
      const client = await createCodeApplication(off, await seedPeople(off), { skipConsent: true });
      const { location } = await openBrowsing(off).authorize(requestOf(client, challenge));
      expect(location?.searchParams.get('error')).toBe('unauthorized_client');
      const metadata = await (await off.send('/.well-known/oauth-authorization-server')).json();
      expect(metadata).not.toHaveProperty('authorization_endpoint');
    } finally {
      await off.close();
    }
  });

  it('too many requests of one network are a page that says when to come back', async () => {
    const busy = await startTestServer({ settings: { rateLimits: { authorizationsPerNetwork: 2 } } });
    try {
      for (let count = 0; count < 2; count += 1) await busy.send('/oauth2-token/authorize');
      const response = await busy.send('/oauth2-token/authorize');
      expect([response.status, Number(response.headers.get('retry-after')) > 0]).toEqual([429, true]);
    } finally {
      await busy.close();
    }
  });
});
