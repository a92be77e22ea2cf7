import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonOf, startTestServer, type TestServer } from '../fixtures/test-server.ts';

let test: TestServer;

beforeAll(async () => {
  test = await startTestServer();
});

afterAll(() => test.close());

describe('an operator', () => {
  it('sees that the process lives and that it is ready', async () => {
    expect((await test.send('/healthz')).status).toBe(200);
    const ready = await test.send('/readyz');
    expect(ready.status).toBe(200);
    expect(await jsonOf(ready)).toEqual({ status: 'ready', checks: { database: true, migrations: true, keys: true } });
  });

  it('reads metrics that hold no id, name or address', async () => {
    await test.token({ grant_type: 'client_credentials', client_id: 'x'.repeat(32), client_secret: 'secret-canary' });
    const text = await (await test.send('/metrics')).text();
    expect(text).toContain('grantry_token_requests_refused_total{error="invalid_client"} 1');
    expect(text).toContain(
      'grantry_http_request_duration_seconds_count{route="/oauth2-token",method="POST",status="4xx"}',
    );
    expect(text).not.toMatch(/canary|127\.0\.0\.1|xxxx/);
  });

  it('follows a request by its id, given or made', async () => {
    const given = await test.send('/healthz', { headers: { 'x-request-id': 'trace-1' } });
    expect(given.headers.get('x-request-id')).toBe('trace-1');
    const forged = await test.send('/readyz', { headers: { 'x-request-id': 'a b"c' } });
    expect(forged.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('finds no secret in the log, wherever a client puts one (R-40)', async () => {
    const canary = 'canary-in-a-request';
    await test.send(`/oauth2-token?client_secret=${canary}`, {
      method: 'POST',
      body: new URLSearchParams({ password: canary }),
    });
    await test.token({
      grant_type: 'password',
      client_id: canary,
      client_secret: canary,
      username: canary,
      password: canary,
    });
    await test.token(
      { grant_type: canary },
      { authorization: `Basic ${Buffer.from(`a:${canary}`).toString('base64')}` },
    );
    await test.call(`/api/users?access_token=${canary}`, canary);
    await test.send(`/set-up?token=${canary}`);
    const written = test.logLines.join('');
    expect(written).toContain('answered');
    expect(written).not.toContain(canary);
    expect(written).not.toContain(Buffer.from(`a:${canary}`).toString('base64'));
  });
});

describe('an unknown address', () => {
  it('is answered with 404 in a documented shape, however odd it is', async () => {
    for (const path of [
      '/nothing',
      '/oauth2-token/',
      '//oauth2-token',
      '/oauth2%2Dtoken',
      '/OAUTH2-TOKEN',
      '/oauth2-token;a=b',
      '/%ff',
      '/a%00b',
    ]) {
      const response = await test.send(path, { method: 'POST' });
      expect([400, 404, 415], path).toContain(response.status);
      expect(await jsonOf(response)).toHaveProperty('error');
    }
  });
});

describe('a server that is stopped', () => {
  it('says that it is not ready, goes on answering for the configured time, and then closes (R-28)', async () => {
    const stopped = await startTestServer({ settings: { server: { shutdownDelay: 1 } } });
    const closing = stopped.close();
    const ready = await stopped.send('/readyz');
    expect([ready.status, (await jsonOf(ready)).status]).toEqual([503, 'draining']);
    expect((await stopped.token({ grant_type: 'client_credentials' })).status).toBe(401);
    await closing;
    await expect(stopped.send('/healthz')).rejects.toThrow();
  });
});
