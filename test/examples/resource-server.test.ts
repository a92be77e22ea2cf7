import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonOf, seedPeople, startTestServer, type TestServer } from '../fixtures/test-server.ts';
import { registerStock } from './registered-stock.ts';
import { freePort, type RunningExample, runExample, startExample } from './run-example.ts';

const origin = 'http://127.0.0.1:9';
let test: TestServer;
let api: RunningExample;
let variables: Record<string, string>;

const tokenFor = async (parameters: Record<string, string>) => {
  const { CLIENT_ID: client_id = '', CLIENT_SECRET: client_secret = '' } = variables;
  const credentials = { grant_type: 'client_credentials', client_id, client_secret };
  return (await jsonOf(await test.token({ ...credentials, ...parameters }))).access_token ?? '';
};
const call = (token?: string) =>
  fetch(`${api.url}/stock`, { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });

describe('the resource server that checks tokens with the public keys', () => {
  beforeAll(async () => {
    test = await startTestServer();
    const people = await seedPeople(test);
    const port = String(await freePort());
    variables = await registerStock(test, people, `http://127.0.0.1:${port}`);
    api = await startExample('resource-server/server.mjs', { ...variables, PORT: port, ALLOWED_ORIGIN: origin });
  });

  afterAll(async () => {
    await api?.stop();
    await test?.close();
  });

  it('answers the machine client', async () => {
    const printed = await runExample('sh', ['machine-client/client.sh'], variables);
    expect(JSON.parse(printed)).toMatchObject({ stock: [{ article: 'Teapot' }] });
  });

  it('asks for a token where there is none, and says whose (RFC 6750 §3, RFC 9728 §5)', async () => {
    const answer = await call();
    const address = `${api.url}/.well-known/oauth-protected-resource`;
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe(`Bearer resource_metadata="${address}"`);
    const metadata = await (await fetch(address)).json();
    expect(metadata).toMatchObject({ resource: api.url, authorization_servers: [test.url] });
  });

  it('takes no token that is for another API (RFC 8707)', async () => {
    const answer = await call(await tokenFor({}));
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain('The token is not meant for this API.');
  });

  it('refuses a token with another signature, issuer, audience or type, and one without an algorithm', async () => {
    const good = await tokenFor({ resource: api.url });
    const [header, payload] = good.split('.');
    const unsigned = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
    const { privateKey } = await generateKeyPair('RS256');
    const forged = await new SignJWT(JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()))
      .setProtectedHeader(JSON.parse(Buffer.from(header ?? '', 'base64url').toString()))
      .sign(privateKey);
    for (const token of [forged, `${unsigned}.${payload}.`, 'opaque']) {
      const answer = await call(token);
      expect(answer.status, token).toBe(401);
      expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
    }
  });

  it('lets the scripts of the origin that was named call it, with a token', async () => {
    const headers = {
      origin,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    };
    const answer = await fetch(`${api.url}/stock`, { method: 'OPTIONS', headers });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([204, origin]);
  });
});

describe('the resource server, with an issuer that can sign anything', () => {
  it('accepts only what is meant for it', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256' };
    const server = createServer((request, response) => {
      const issuer = `http://${request.headers.host}`;
      const metadata = { issuer, jwks_uri: `${issuer}/jwks` };
      response.end(JSON.stringify(request.url === '/jwks' ? { keys: [jwk] } : metadata));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const other = await startExample('resource-server/server.mjs', {
      ISSUER: issuer,
      AUDIENCE: 'http://127.0.0.1:3001',
      PORT: '0',
    });
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: issuer,
      aud: 'http://127.0.0.1:3001',
      sub: 'user:1',
      jti: '1',
      client_id: 'c',
      iat: now,
      exp: now + 60,
    };
    const statusOf = async (changes: Record<string, unknown>, typ = 'at+jwt') => {
      const token = await new SignJWT({ ...claims, scope: 'stock:read', ...changes })
        .setProtectedHeader({ alg: 'ES256', kid: 'one', typ })
        .sign(privateKey);
      return (await fetch(`${other.url}/stock`, { headers: { authorization: `Bearer ${token}` } })).status;
    };
    try {
      expect(await statusOf({})).toBe(200);
      expect(await statusOf({ iss: 'http://elsewhere.example' })).toBe(401);
      expect(await statusOf({ aud: `${issuer}/api` })).toBe(401);
      expect(await statusOf({ exp: now - 60 })).toBe(401);
      expect(await statusOf({ client_id: undefined })).toBe(401);
      expect(await statusOf({}, 'JWT')).toBe(401);
      expect(await statusOf({ scope: 'stock:read-not stock' })).toBe(403);
    } finally {
      await other.stop();
      server.close();
    }
  });

  it('says that it cannot check a token while the issuer is away, rather than refusing it', async () => {
    const away = await startExample('resource-server/server.mjs', { ISSUER: 'http://127.0.0.1:9', PORT: '0' });
    const answer = await fetch(`${away.url}/stock`, { headers: { authorization: 'Bearer any' } });
    expect(answer.status).toBe(503);
    await away.stop();
  });
});
