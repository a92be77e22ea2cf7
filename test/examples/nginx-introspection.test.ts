import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { jsonOf, seedPeople, startTestServer, type TestServer } from '../fixtures/test-server.ts';
import { registerStock } from './registered-stock.ts';
import { examples, findProgram, freePort, type RunningExample, runExample, startExample } from './run-example.ts';

const nginx = findProgram('nginx');

interface Front {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts nginx with the example's configuration; only the ports differ, so that tests can run side by side. */
async function startNginx(bridge: string, stock: string): Promise<Front> {
  const folder = await mkdtemp(join(tmpdir(), 'grantry-nginx-'));
  const port = await freePort();
  const original = await readFile(join(examples, 'nginx-introspection', 'nginx.conf'), 'utf8');
  const configuration = original
    .replace('127.0.0.1:3003', new URL(bridge).host)
    .replace('127.0.0.1:3005', new URL(stock).host)
    .replace('127.0.0.1:3004', `127.0.0.1:${port}`);
  const file = join(folder, 'nginx.conf');
  await writeFile(file, configuration);
  const child = spawn(nginx ?? 'nginx', ['-p', folder, '-e', 'stderr', '-c', file]);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const url = `http://127.0.0.1:${port}`;
  await vi
    .waitFor(() => fetch(url), { timeout: 10_000 })
    .catch(() => {
      child.kill();
      throw new Error(`nginx did not start: ${errors}`);
    });
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  return { url, stop };
}

/** Starts the example's three parts in front of an issuer. */
async function startStack(variables: Record<string, string>) {
  const bridge = await startExample('nginx-introspection/introspection-bridge.mjs', {
    ...variables,
    CACHE_SECONDS: '1',
    PORT: '0',
  });
  const stock = await startExample('nginx-introspection/stock.mjs', { PORT: '0' });
  const front = await startNginx(bridge.url, stock.url);
  const parts: readonly (RunningExample | Front)[] = [front, bridge, stock];
  return {
    url: `${front.url}/stock`,
    call: (token?: string, headers: Record<string, string> = {}) =>
      fetch(`${front.url}/stock`, {
        headers: { ...headers, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      }),
    stop: () => Promise.all(parts.map((part) => part.stop())),
  };
}

type Stack = Awaited<ReturnType<typeof startStack>>;

describe.skipIf(nginx === null)('nginx, with an issuer that counts', () => {
  let issuer: Server;
  let stack: Stack;
  let asked: string[] = [];
  let good: Record<string, unknown>;
  let answer: Record<string, unknown> | null = null;

  beforeAll(async () => {
    issuer = createServer(async (request, response) => {
      const url = `http://${request.headers.host}`;
      if (request.method === 'GET') {
        response.end(JSON.stringify({ issuer: url, introspection_endpoint: `${url}/introspect` }));
        return;
      }
      asked.push(await text(request));
      response.writeHead(answer === null ? 500 : 200).end(JSON.stringify(answer));
    });
    await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`;
    good = {
      active: true,
      aud: 'urn:stock',
      exp: Date.now() / 1000 + 60,
      scope: 'stock:write stock:read',
      sub: 'user:1',
    };
    stack = await startStack({ ISSUER: url, AUDIENCE: 'urn:stock', AUDIENCE_SECRET: 'secret' });
  });

  afterAll(async () => {
    await stack?.stop();
    issuer?.close();
  });

  const statusOf = async (token: string, changes: Record<string, unknown>) => {
    answer = { ...good, ...changes };
    return (await stack.call(token)).status;
  };

  it('asks once for requests that come together or shortly after another, and again after a moment', async () => {
    answer = good;
    asked = [];
    const answers = await Promise.all(Array.from({ length: 10 }, () => stack.call('busy')));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(asked).toEqual(['token=busy&token_type_hint=access_token']);
    answer = { active: false };
    await vi.waitFor(async () => expect((await stack.call('busy')).status).toBe(401), { timeout: 3000 });
    expect(asked).toHaveLength(2);
  });

  it('tells which scope is missing (RFC 6750 §3.1)', async () => {
    answer = { ...good, scope: 'stock:write' };
    const refused = await stack.call('scopeless');
    expect(refused.status).toBe(403);
    expect(refused.headers.get('www-authenticate')).toBe('Bearer error="insufficient_scope", scope="stock:read"');
  });

  it('lets nothing pass that is for another API, has expired or lacks the scope', async () => {
    expect(await statusOf('a', {})).toBe(200);
    expect(await statusOf('b', { aud: 'urn:other' })).toBe(401);
    expect(await statusOf('c', { exp: Date.now() / 1000 - 1 })).toBe(401);
    expect(await statusOf('d', { scope: 'stock:write' })).toBe(403);
    expect(await statusOf('e', { scope: undefined })).toBe(403);
  });

  it('lets nothing pass while the issuer fails, and does not keep that', async () => {
    answer = null;
    expect((await stack.call('later')).status).toBe(503);
    answer = good;
    expect((await stack.call('later')).status).toBe(200);
  });

  it('tells the API who it is, and nobody else can', async () => {
    answer = good;
    const passed = await stack.call('f', { 'x-subject': 'user:forged', 'x-required-scope': 'none' });
    expect(await passed.json()).toMatchObject({ for: 'user:1' });
  });
});

describe.skipIf(nginx === null)('nginx, with Grantry', () => {
  let test: TestServer;
  let stack: Stack;
  let variables: Record<string, string>;

  beforeAll(async () => {
    test = await startTestServer();
    variables = await registerStock(test, await seedPeople(test), 'http://127.0.0.1:3004');
    stack = await startStack(variables);
  });

  afterAll(async () => {
    await stack?.stop();
    await test?.close();
  });

  const credentials = () => {
    const { CLIENT_ID: client_id = '', CLIENT_SECRET: client_secret = '' } = variables;
    return { client_id, client_secret };
  };
  const tokenFor = async (parameters: Record<string, string>) => {
    const answer = await test.token({ grant_type: 'client_credentials', ...credentials(), ...parameters });
    return (await jsonOf(answer)).access_token ?? '';
  };

  it('answers the machine client', async () => {
    const printed = await runExample('sh', ['machine-client/client.sh'], { ...variables, API_URL: stack.url });
    expect(JSON.parse(printed)).toMatchObject({ for: expect.stringMatching(/^application:/), stock: [{}] });
  });

  it('tells why a request does not pass (RFC 6750 §3)', async () => {
    const challengeOf = async (token?: string) => {
      const { status, headers } = await stack.call(token);
      return [status, headers.get('www-authenticate')];
    };
    expect(await challengeOf()).toEqual([401, 'Bearer']);
    expect(await challengeOf('opaque')).toEqual([401, 'Bearer error="invalid_token"']);
    const elsewhere = await challengeOf(await tokenFor({}));
    expect(elsewhere).toEqual([401, 'Bearer error="invalid_token"']);
  });

  it('notices within a moment that a token was revoked', async () => {
    const token = await tokenFor({ resource: 'http://127.0.0.1:3004' });
    expect((await stack.call(token)).status).toBe(200);
    const body = new URLSearchParams({ token, ...credentials() });
    expect((await test.send('/oauth2-token/revoke', { method: 'POST', body })).status).toBe(200);
    await vi.waitFor(async () => expect((await stack.call(token)).status).toBe(401), { timeout: 3000 });
  });
});
