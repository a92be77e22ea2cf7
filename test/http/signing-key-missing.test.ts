import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonOf, startTestServer, type TestServer } from '../fixtures/test-server.ts';

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
});
