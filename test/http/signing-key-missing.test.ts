import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runOperation } from '../../src/cli/control-socket.ts';
import {
  createApplication,
  credentialsOf,
  jsonOf,
  seedPeople,
  startTestServer,
  type TestServer,
} from '../fixtures/test-server.ts';

let test: TestServer;

beforeAll(async () => {
  test = await startTestServer({ settings: { keys: { generate: false } } });
});

afterAll(() => test.close());

describe('a server without a signing key', () => {
  it('answers token requests with the message of the reference (seed-003, JK-06)', async () => {
    const response = await test.token({ grant_type: 'client_credentials' });
    expect(response.status).toBe(503);
    expect(await jsonOf(response)).toMatchObject({
      error: 'server_error',
      error_description: 'The encryption key does not exist.',
    });
  });

  it('is alive but not ready, has no public keys, and says so in its log', async () => {
    expect((await test.send('/healthz')).status).toBe(200);
    const ready = await test.send('/readyz');
    expect(ready.status).toBe(503);
    expect((await jsonOf(ready)).checks).toMatchObject({ keys: false });
    expect(await jsonOf(await test.send('/.well-known/jwks.json'))).toEqual({ keys: [] });
    expect(test.logLines.join('')).toContain('grantry keys generate');
  });

  it('issues tokens as soon as the command has made one, without a restart', async () => {
    await runOperation(test.services, 'keys generate', 'operator', { alg: 'ES256' });
    expect((await test.send('/readyz')).status).toBe(200);
    const { alice, organizations } = await seedPeople(test);
    const grantTypes = ['client_credentials'] as const;
    const machine = await createApplication(test, { organizationId: organizations.a, owner: alice.ref, grantTypes });
    const answer = await test.token({ grant_type: 'client_credentials', ...credentialsOf(machine) });
    expect((await test.call('/api/users', (await jsonOf(answer)).access_token ?? '')).status).toBe(200);
  });
});
