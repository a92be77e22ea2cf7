import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createApplication,
  credentialsOf,
  type People,
  seedPeople,
  startTestServer,
  type TestApplication,
  type TestServer,
} from '../fixtures/test-server.ts';

const run = promisify(execFile);

let test: TestServer;
let people: People;
let machine: TestApplication;
let legacy: TestApplication;

beforeAll(async () => {
  test = await startTestServer();
  people = await seedPeople(test);
  const shared = { organizationId: people.organizations.a, owner: people.alice.ref };
  machine = await createApplication(test, { ...shared, grantTypes: ['client_credentials'] });
  legacy = await createApplication(test, { ...shared, grantTypes: ['password'] });
});

afterAll(() => test.close());

async function expectGoodToken(accessToken: unknown): Promise<void> {
  expect((await test.call('/api/users', String(accessToken))).status).toBe(200);
}

function has(command: string, ...args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

describe('openid-client', () => {
  it('discovers the server and fetches a token with either way to authenticate', async () => {
    for (const method of [openid.ClientSecretBasic(machine.secret), openid.ClientSecretPost(machine.secret)]) {
      const config = await openid.discovery(new URL(test.url), machine.clientId, undefined, method, {
        algorithm: 'oauth2',
        execute: [openid.allowInsecureRequests],
      });
      const tokens = await openid.clientCredentialsGrant(config);
      expect(tokens.expiresIn()).toBeGreaterThan(3590);
      await expectGoodToken(tokens.access_token);
    }
  });

  it('refreshes', async () => {
    const config = await openid.discovery(new URL(test.url), legacy.clientId, legacy.secret, undefined, {
      algorithm: 'oauth2',
      execute: [openid.allowInsecureRequests],
    });
    const parameters = { username: people.alice.name, password: people.alice.password };
    const first = await openid.genericGrantRequest(config, 'password', parameters);
    const second = await openid.refreshTokenGrant(config, first.refresh_token ?? '');
    expect(second.refresh_token).not.toBe(first.refresh_token);
    await expectGoodToken(second.access_token);
  });
});

describe('oauth4webapi', () => {
  const insecure = { [oauth.allowInsecureRequests]: true };
  const discover = async () => {
    const issuer = new URL(test.url);
    const response = await oauth.discoveryRequest(issuer, { ...insecure, algorithm: 'oauth2' });
    return oauth.processDiscoveryResponse(issuer, response);
  };

  it('accepts the answer and the access token under its strict checks (JW-02)', async () => {
    const server = await discover();
    const client = { client_id: machine.clientId };
    const authentication = oauth.ClientSecretBasic(machine.secret);
    const response = await oauth.clientCredentialsGrantRequest(
      server,
      client,
      authentication,
      new URLSearchParams(),
      insecure,
    );
    const { access_token } = await oauth.processClientCredentialsResponse(server, client, response);
    const request = new Request(`${test.url}/api/users`, { headers: { authorization: `Bearer ${access_token}` } });
    const claims = await oauth.validateJwtAccessToken(server, request, `${test.url}/api`, insecure);
    expect(claims.client_id).toBe(machine.clientId);
  });

  it('reads a refusal as what it is', async () => {
    const server = await discover();
    const client = { client_id: machine.clientId };
    const wrong = oauth.ClientSecretPost('wrong');
    const response = await oauth.clientCredentialsGrantRequest(server, client, wrong, new URLSearchParams(), insecure);
    await expect(oauth.processClientCredentialsResponse(server, client, response)).rejects.toMatchObject({
      error: 'invalid_client',
      status: 401,
    });
  });
});

describe.skipIf(!has('curl', '--version'))('curl', () => {
  it('fetches a token with its own Basic authentication', async () => {
    const { stdout } = await run('curl', [
      '-s',
      '-u',
      `${machine.clientId}:${machine.secret}`,
      '-d',
      'grant_type=client_credentials',
      `${test.url}/oauth2-token`,
    ]);
    await expectGoodToken((JSON.parse(stdout) as { access_token: string }).access_token);
  });
});

/** Runs a Python script with the credentials in its environment; it prints an access token. */
async function python(script: string, application: TestApplication): Promise<string> {
  const env = {
    ...process.env,
    OAUTHLIB_INSECURE_TRANSPORT: '1',
    TOKEN_URL: `${test.url}/oauth2-token`,
    CLIENT_ID: application.clientId,
    CLIENT_SECRET: application.secret,
    USERNAME: people.alice.name,
    PASSWORD: people.alice.password,
  };
  const { stdout } = await run('python3', ['-c', `import os\ne = os.environ\n${script}`], { env, timeout: 25_000 });
  return stdout.trim();
}

describe.skipIf(!has('python3', '-c', 'import requests_oauthlib'))('requests-oauthlib', () => {
  it('fetches tokens with client credentials and with a password, and refreshes', async () => {
    const machineToken = await python(
      `from oauthlib.oauth2 import BackendApplicationClient
from requests_oauthlib import OAuth2Session
s = OAuth2Session(client=BackendApplicationClient(client_id=e['CLIENT_ID']))
print(s.fetch_token(e['TOKEN_URL'], client_secret=e['CLIENT_SECRET'])['access_token'])`,
      machine,
    );
    await expectGoodToken(machineToken);
    const refreshed = await python(
      `from oauthlib.oauth2 import LegacyApplicationClient
from requests_oauthlib import OAuth2Session
s = OAuth2Session(client=LegacyApplicationClient(client_id=e['CLIENT_ID']))
s.fetch_token(e['TOKEN_URL'], username=e['USERNAME'], password=e['PASSWORD'], client_id=e['CLIENT_ID'], client_secret=e['CLIENT_SECRET'])
print(s.refresh_token(e['TOKEN_URL'], client_id=e['CLIENT_ID'], client_secret=e['CLIENT_SECRET'])['access_token'])`,
      legacy,
    );
    await expectGoodToken(refreshed);
  });
});

describe.skipIf(!has('python3', '-c', 'import authlib, requests'))('Authlib', () => {
  it('fetches tokens with both ways to authenticate, and refreshes', async () => {
    const token = await python(
      `from authlib.integrations.requests_client import OAuth2Session
for m in ('client_secret_basic', 'client_secret_post'):
    s = OAuth2Session(e['CLIENT_ID'], e['CLIENT_SECRET'], token_endpoint_auth_method=m)
    t = s.fetch_token(e['TOKEN_URL'], username=e['USERNAME'], password=e['PASSWORD'])
    t = s.refresh_token(e['TOKEN_URL'], t['refresh_token'])
print(t['access_token'])`,
      legacy,
    );
    await expectGoodToken(token);
  });
});

describe.skipIf(!has('python3', '-c', 'import jwt, cryptography'))('PyJWT', () => {
  it('verifies an access token with the published keys (JW-14)', async () => {
    const response = await test.token({ grant_type: 'client_credentials', ...credentialsOf(machine) });
    const { access_token } = (await response.json()) as { access_token: string };
    const script = `import jwt
k = jwt.PyJWKClient('${test.url}/.well-known/jwks.json').get_signing_key_from_jwt('${access_token}')
print(jwt.decode('${access_token}', k.key, algorithms=['RS256'], audience='${test.url}/api', issuer='${test.url}')['client_id'])`;
    expect(await python(script, machine)).toBe(machine.clientId);
  });
});
