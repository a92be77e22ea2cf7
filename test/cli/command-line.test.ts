import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { prepare, root } from '../../scripts/prepare.mjs';

const main = join(root, 'dist', 'program', 'main.js');

let folder: string;
let port: number;
const running: ChildProcess[] = [];

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address() as { port: number };
      probe.close(() => resolve(free));
    });
  });
}

const environment = (more: Record<string, string> = {}) => ({
  PATH: process.env.PATH ?? '',
  GRANTRY_STATE_DIR: join(folder, 'state'),
  PORT: String(port),
  LOG_LEVEL: 'warn',
  ...more,
});

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a command to its end, with something on its standard input. */
async function grantry(
  args: readonly string[],
  { env = {}, input = '' }: { env?: Record<string, string>; input?: string } = {},
): Promise<Outcome> {
  const child = spawn(process.execPath, [main, ...args], { cwd: folder, env: environment(env) });
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err };
}

/** Starts a server and waits until it is ready. */
async function startServer(args: readonly string[] = [], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [main, 'start', ...args], { cwd: folder, env: environment(env) });
  running.push(child);
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await vi.waitFor(() => expect(printed).toContain('Grantry is ready'), { timeout: 20_000, interval: 50 });
  return { child, exited, printed: () => printed };
}

beforeAll(async () => {
  prepare();
  folder = await mkdtemp(join(tmpdir(), 'grantry-cli-'));
  port = await freePort();
}, 120_000);

afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

describe('the command line', { timeout: 120_000 }, () => {
  it('explains itself, with examples, and refuses what it does not know with the exit code of a mistake', async () => {
    const help = await grantry(['token', 'get', '--help']);
    expect(help.out).toContain('Examples:');
    const wrong = await grantry(['strat']);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('Did you mean start?');
  });

  it('sets an installation up: keys, first administrator, users and applications', async () => {
    expect((await grantry(['keys', 'generate', '--alg', 'ES256'])).out).toContain('Generated ES256 key');
    expect((await grantry(['keys', 'generate'])).err).toContain('--force');
    const init = [
      'init',
      '--organization',
      'Example',
      '--username',
      'admin',
      '--email',
      'admin@example.com',
      '--password-file',
      '-',
    ];
    expect((await grantry(init, { input: 'short\n' })).err).toContain('12 to 256 characters');
    expect(await grantry(init, { input: 'a-good-long-password\n' })).toMatchObject({
      code: 0,
      out: expect.stringContaining('Ready.'),
    });
    expect((await grantry(init, { input: 'a-good-long-password\n' })).err).toContain('grantry user create');
    const user = await grantry([
      'user',
      'create',
      '--username',
      'bob',
      '--email',
      'bob@example.com',
      '--role',
      'Member',
      '--json',
    ]);
    expect((JSON.parse(user.out) as { password: string }).password).toMatch(/^\w{20}$/);
    const taken = await grantry([
      'user',
      'create',
      '--username',
      'bob',
      '--email',
      'b@example.com',
      '--role',
      'Member',
    ]);
    expect(taken).toMatchObject({ code: 1, out: '' });
    expect(
      (await grantry(['user', 'create', '--username', 'x', '--email', 'x@example.com', '--role', 'King'])).err,
    ).toContain('no role named King');
  });

  it('talks to the running server while that has the embedded database, and a second server is refused', async () => {
    const server = await startServer();
    expect((await stat(join(folder, 'state', 'control.sock'))).mode & 0o077).toBe(0);
    const create = [
      'application',
      'create',
      '--name',
      'Report',
      '--grant',
      'client_credentials',
      '--owner',
      'bob',
      '--json',
    ];
    const made = JSON.parse((await grantry(create)).out) as { clientId: string; clientSecret: string };
    expect((await grantry(create)).err).toContain('name');
    const token = await grantry(['token', 'get', '--client-id', made.clientId], { input: `${made.clientSecret}\n` });
    expect(token.code).toBe(0);
    const inspected = await grantry(['token', 'inspect'], { input: token.out });
    expect(inspected).toMatchObject({ code: 0, out: expect.stringContaining('The signature is right') });
    const tampered = await grantry(['token', 'inspect'], { input: token.out.replace(/.{5}\n$/, 'AAAAA\n') });
    expect(tampered).toMatchObject({ code: 1, out: expect.stringContaining('signature is wrong') });
    expect((await grantry(['application', 'list'])).out).toContain(made.clientId);
    expect((await grantry(['doctor'])).out).toContain('in use by the running server');
    const second = await grantry(['start'], { env: { PORT: String(await freePort()) } });
    expect(second).toMatchObject({ code: 1, err: expect.stringContaining('DATABASE_URL') });
    expect(second.err.trim().split('\n')).toHaveLength(1);
    expect((await grantry(['application', 'deactivate', made.clientId])).code).toBe(0);
    const dashed = await grantry(['application', 'deactivate', '-begins-like-an-option']);
    expect(dashed).toMatchObject({ code: 1, err: expect.stringContaining('-begins-like-an-option') });
    const refused = await grantry(['token', 'get', '--client-id', made.clientId], { input: made.clientSecret });
    expect(refused.err).toContain('invalid_client');
    server.child.kill('SIGTERM');
    expect(await server.exited).toBe(0);
  });

  it('registers APIs, tells their secret once, and says what is wrong', async () => {
    const create = ['api', 'create', '--identifier', 'https://orders.example.com/api', '--name', 'Orders'];
    const rest = ['--side', 'backoffice', '--scope', 'orders:read=See the orders.', '--json'];
    const made = JSON.parse((await grantry([...create, ...rest])).out) as { id: string; secret: string };
    expect(made.secret).toMatch(/^grs_rs_/);
    expect(await grantry([...create, ...rest])).toMatchObject({ code: 1, err: expect.stringContaining('identifier') });
    const bad = await grantry([...create, '--side', 'backoffice', '--scope', 'orders:read']);
    expect(bad).toMatchObject({ code: 1, err: expect.stringContaining('See the orders.') });
    const { out } = await grantry(['api', 'list']);
    for (const text of [made.id, 'https://orders.example.com/api', 'orders:read', '1 in all'])
      expect(out).toContain(text);
    expect(out).not.toContain(made.secret);
  });

  it('starts again at once after a kill', async () => {
    const first = await startServer();
    first.child.kill('SIGKILL');
    await first.exited;
    const second = await startServer();
    second.child.kill('SIGTERM');
    expect(await second.exited).toBe(0);
  });

  it('finds an open private key and a missing one, and names the command that mends it', async () => {
    const path = join(folder, 'state', 'oauth_private.key');
    await chmod(path, 0o644);
    expect(await grantry(['doctor'])).toMatchObject({ code: 1, out: expect.stringContaining(`chmod 600 ${path}`) });
    await chmod(path, 0o600);
    await rm(path);
    const generate = { GRANTRY_KEYS_GENERATE: 'false' };
    expect(await grantry(['doctor'], { env: generate })).toMatchObject({
      code: 0,
      out: expect.stringContaining('ES256'),
    });
    const env = { ...generate, GRANTRY_STATE_DIR: join(folder, 'without-key') };
    const missing = await grantry(['doctor'], { env });
    expect(missing).toMatchObject({ code: 1, out: expect.stringContaining('Run: grantry keys generate') });
    expect((await grantry(['keys', 'list'], { env })).out).toContain('Make one with: grantry keys generate');
    expect((await grantry(['keys', 'generate'], { env })).out).toContain('Generated RS256 key');
    expect((await grantry(['doctor'], { env })).code).toBe(0);
  });

  it('rotates signing keys while the server runs, and prints no private key (JK-05)', async () => {
    const server = await startServer();
    const keysOf = async () => {
      const { out } = await grantry(['keys', 'list', '--json']);
      return (JSON.parse(out) as { keys: { kid: string; state: string; until: string | null }[] }).keys;
    };
    const [first] = await keysOf();
    const announced = await grantry(['keys', 'rotate', '--alg', 'EdDSA']);
    expect(announced.out).toMatch(/^EdDSA key \S+\nIt is published now and signs from 2/);
    expect(await grantry(['keys', 'rotate'])).toMatchObject({ code: 1, err: expect.stringContaining('--now') });
    expect((await keysOf()).map(({ state }) => state)).toEqual(['signing', 'announced']);
    expect((await grantry(['keys', 'rotate', '--now'])).out).toContain('It signs now');
    expect((await keysOf()).map(({ state }) => state)).toEqual(['retired', 'signing']);
    expect((await grantry(['keys', 'retire', first?.kid ?? ''])).out).toContain('accepted until');
    const ended = await grantry(['keys', 'retire', first?.kid ?? '', '--emergency']);
    expect(ended.out).toContain('every token it signed');
    expect((await grantry(['keys', 'list'])).out).toMatch(/^kid +alg +state +since +until\n\S+ +EdDSA +signing +\S+$/m);
    expect((await grantry(['keys', 'list', '--all'])).out).toContain('revoked');
    const help = await grantry(['keys', 'retire', '--help']);
    expect(help.out).toContain('grantry keys retire KID --emergency');
    expect(await grantry(['keys', 'rotate', '--alg', 'HS256'])).toMatchObject({ code: 2 });
    server.child.kill('SIGTERM');
    expect(await server.exited).toBe(0);
    expect(server.printed() + announced.out + ended.out).not.toMatch(/PRIVATE KEY|"d":/);
  });

  it('says in one line why a server does not start', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    const taken = await grantry(['start']);
    other.close();
    expect(taken).toMatchObject({ code: 1, err: expect.stringContaining(String(port)) });
    const exposed = await grantry(['start', '--demo', '--host', '0.0.0.0']);
    expect(exposed).toMatchObject({ code: 1, err: expect.stringContaining('loopback') });
    const wrong = await grantry(['start'], { env: { PORT: 'many' } });
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('server.port') });
    const garbage = join(folder, 'garbage.key');
    await writeFile(garbage, 'canary-key-bytes', { mode: 0o600 });
    const broken = await grantry(['start'], { env: { GRANTRY_KEYS_PRIVATE_KEY: garbage } });
    expect(broken).toMatchObject({ code: 1, err: expect.stringContaining('not a PEM-encoded private key') });
    expect(broken.err + broken.out).not.toContain('canary-key-bytes');
  });

  it('changes settings while the server runs, which outlive it, and yield to variables', async () => {
    const server = await startServer();
    const set = await grantry(['config', 'set', 'server.corsOrigins', 'https://a.example, https://b.example']);
    expect(set).toMatchObject({ code: 0, out: expect.stringContaining('on every node (database)') });
    const url = `http://127.0.0.1:${port}/oauth2-token`;
    const answer = await fetch(url, { method: 'POST', headers: { origin: 'https://b.example' } });
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://b.example');
    for (const [name = '', value = '', why = ''] of [
      ['tokens.accessTokenLifetime', 'long', 'expected number'],
      ['database.poolSize', '2', 'until the next start'],
      ['tokens.nothing', '1', 'There is no setting'],
    ]) {
      const refused = await grantry(['config', 'set', name, value]);
      expect(refused).toMatchObject({ code: 1, err: expect.stringContaining(why) });
    }
    const line = /server\.corsOrigins +\["https:\/\/a\.example","https:\/\/b\.example"\] +database/;
    expect((await grantry(['config', 'print'])).out).toMatch(line);
    server.child.kill('SIGTERM');
    await server.exited;
    expect((await grantry(['config', 'print'])).out).toMatch(line);
    const env = { GRANTRY_SERVER_CORS_ORIGINS: 'https://c.example' };
    const over = await grantry(['config', 'print'], { env });
    expect(over.out).toMatch(
      /server\.corsOrigins +\["https:\/\/c\.example"\] +the variable GRANTRY_SERVER_CORS_ORIGINS/,
    );
    const shadowed = await grantry(['config', 'set', 'server.corsOrigins', 'https://d.example'], { env });
    expect(shadowed).toMatchObject({
      code: 1,
      err: expect.stringContaining('GRANTRY_SERVER_CORS_ORIGINS, which wins'),
    });
    expect((await grantry(['config', 'reset', 'server.corsOrigins'])).out).toContain('is [] now');
    expect((await grantry(['config', 'print'])).out).toMatch(/server\.corsOrigins +\[\] +default/);
  });

  it('prints where each value comes from, and no secret', async () => {
    const printed = await grantry(['config', 'print'], { env: { DATABASE_URL: 'postgres://u:canary@localhost/x' } });
    expect(printed.out).toMatch(/server\.port +\d+ +the variable PORT/);
    expect(printed.out).toContain('(hidden)');
    expect(printed.out).not.toContain('canary');
    expect(printed.err).toContain('The database cannot be asked');
    expect(JSON.parse((await grantry(['config', 'schema'])).out)).toHaveProperty('properties.tokens');
  });
});

describe('an unattended installation', () => {
  it('makes its first administrator from the environment, once', async () => {
    const state = join(folder, 'unattended');
    const file = join(folder, 'admin-password');
    await writeFile(file, 'a-password-from-a-file\n', { mode: 0o600 });
    const env = {
      GRANTRY_STATE_DIR: state,
      GRANTRY_ADMIN_EMAIL: 'ops@example.com',
      GRANTRY_ADMIN_PASSWORD_FILE: file,
      PORT: String(await freePort()),
    };
    for (let start = 0; start < 2; start += 1) {
      const server = await startServer([], env);
      expect(server.printed()).not.toContain('set-up');
      server.child.kill('SIGTERM');
      expect(await server.exited).toBe(0);
    }
    const create = ['user', 'create', '--username', 'ops@example.com', '--email', 'o@example.com', '--role', 'Member'];
    expect((await grantry(create, { env })).code).toBe(1);
  });
});
