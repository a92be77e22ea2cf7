import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findProgram, freePort } from '../examples/run-example.ts';
import {
  createApplication,
  credentialsOf,
  jsonOf,
  type People,
  seedPeople,
  startTestServer,
  type TestApplication,
  type TestServer,
} from '../fixtures/test-server.ts';

const modules = '/usr/lib/apache2/modules';
const apache = findProgram('apache2');

/** Whether Apache has a module; where it has not, that is printed. */
function hasModule(name: string): boolean {
  const found = apache !== null && existsSync(join(modules, `mod_${name}.so`));
  if (!found) process.stderr.write(`skipped: Apache with mod_${name} is not installed\n`);
  return found;
}

/** Starts Apache with one protected location. */
async function startApache(module: string, lines: readonly string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'grantry-apache-'));
  // Its children run as another user.
  await chmod(folder, 0o755);
  await mkdir(join(folder, 'pages'));
  await writeFile(join(folder, 'pages', 'stock'), 'Teapot: 12');
  const port = await freePort();
  const loaded = ['mpm_event', 'authn_core', 'authz_core', 'authz_user', module];
  const file = join(folder, 'apache.conf');
  const configuration = [
    `ServerRoot ${folder}`,
    'ServerName 127.0.0.1',
    `Listen 127.0.0.1:${port}`,
    ...loaded.map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`),
    ...(process.getuid?.() === 0 ? ['User www-data', 'Group www-data'] : []),
    `PidFile ${folder}/apache.pid`,
    `DefaultRuntimeDir ${folder}`,
    `DocumentRoot ${folder}/pages`,
    `ErrorLog ${folder}/errors`,
    'LogLevel info',
    ...lines,
  ];
  await writeFile(file, configuration.join('\n'));
  const child = spawn(apache ?? 'apache2', ['-D', 'FOREGROUND', '-f', file]);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
  }
  const explain = async () => printed + (await readFile(join(folder, 'errors'), 'utf8').catch(() => ''));
  const url = `http://127.0.0.1:${port}`;
  await vi
    .waitFor(() => fetch(url), { timeout: 10_000 })
    .catch(() => {
      throw new Error(`Apache did not start: ${printed}`);
    });
  return {
    statusFor: async (token?: string) => {
      const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
      return (await fetch(`${url}/stock`, { headers })).status;
    },
    explain,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

let test: TestServer;
let people: People;
let machine: TestApplication;

beforeAll(async () => {
  test = await startTestServer();
  people = await seedPeople(test);
  const shared = { organizationId: people.organizations.a, owner: people.alice.ref };
  machine = await createApplication(test, { ...shared, grantTypes: ['client_credentials'] });
});

afterAll(() => test.close());

const tokenFor = async (parameters: Record<string, string> = {}) => {
  const answer = await test.token({ grant_type: 'client_credentials', ...credentialsOf(machine), ...parameters });
  return (await jsonOf(answer)).access_token ?? '';
};

/** Protects everything with lines of the module. */
const location = (...lines: string[]) => ['<Location "/">', ...lines, '</Location>'];

async function expectProtection(apacheServer: Awaited<ReturnType<typeof startApache>>) {
  try {
    expect(await apacheServer.statusFor()).toBe(401);
    const good = await tokenFor({ scope: 'users:read' });
    expect(await apacheServer.statusFor(good), await apacheServer.explain()).toBe(200);
    expect(await apacheServer.statusFor(`${good.slice(0, -8)}AAAAAAAA`)).toBe(401);
    expect([401, 403]).toContain(await apacheServer.statusFor(await tokenFor({ scope: 'roles:read' })));
  } finally {
    await apacheServer.stop();
  }
}

describe.skipIf(!hasModule('oauth2'))('Apache with mod_oauth2', () => {
  const requirements = () => [
    '<RequireAll>',
    `Require oauth2_claim iss:${test.url}`,
    `Require oauth2_claim aud:${test.url}/api`,
    // This version compares the whole scope.
    'Require oauth2_claim scope:users:read',
    '</RequireAll>',
  ];

  it('lets tokens pass by the public keys, which it finds through the metadata', async () => {
    const metadata = `${test.url}/.well-known/oauth-authorization-server`;
    const verify = `OAuth2TokenVerify metadata ${metadata} verify.iat=skip`;
    await expectProtection(await startApache('oauth2', location('AuthType oauth2', verify, ...requirements())));
  });

  it('lets tokens pass by introspection', async () => {
    const { clientId, secret } = machine;
    const credentials = `introspect.auth=client_secret_basic&client_id=${clientId}&client_secret=${secret}`;
    const verify = `OAuth2TokenVerify introspect ${test.url}/oauth2-token/introspect ${credentials}`;
    await expectProtection(await startApache('oauth2', location('AuthType oauth2', verify, ...requirements())));
  });
});

describe.skipIf(!hasModule('auth_openidc'))('Apache with mod_auth_openidc', () => {
  const requirements = () => [
    '<RequireAll>',
    `Require claim iss:${test.url}`,
    `Require claim aud:${test.url}/api`,
    'Require claim scope~(^|[[:space:]])users:read([[:space:]]|$)',
    '</RequireAll>',
  ];

  it('lets tokens pass by what the metadata names', async () => {
    const lines = [
      `OIDCOAuthServerMetadataURL ${test.url}/.well-known/oauth-authorization-server`,
      `OIDCOAuthClientID ${machine.clientId}`,
      `OIDCOAuthClientSecret ${machine.secret}`,
      ...location('AuthType oauth20', ...requirements()),
    ];
    await expectProtection(await startApache('auth_openidc', lines));
  });
});
