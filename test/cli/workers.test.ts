import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { prepare, root } from '../../scripts/prepare.mjs';
import { postgres, type TestPlace } from '../storage/databases.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const main = join(root, 'dist', 'program', 'main.js');

let folder: string;
let port: number;
const running: ChildProcess[] = [];

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address() as { port: number };
      probe.close(() => resolve(free));
    });
  });

function start(env: Record<string, string>) {
  const child = spawn(process.execPath, [main, 'start', '--demo'], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', GRANTRY_STATE_DIR: folder, PORT: String(port), ...env },
  });
  running.push(child);
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (printed += chunk));
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, exited, printed: () => printed };
}

/** The processes that serve or served, in the order in which they began. */
const servingIn = (printed: string) =>
  [...printed.matchAll(/"worker":(\d+),"msg":"a worker serves"/g)].map(([, pid]) => Number(pid));

beforeAll(async () => {
  prepare();
  folder = await mkdtemp(join(tmpdir(), 'grantry-workers-'));
  port = await freePort();
});

afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

describe('several processes', () => {
  it('are refused with the embedded database, which one process alone can open', async () => {
    const { exited, printed } = start({ GRANTRY_SERVER_WORKERS: '2' });
    expect(await exited).toBe(1);
    expect(printed()).toMatch(/GRANTRY_SERVER_WORKERS.*more than one process needs PostgreSQL/s);
  });

  it('are so many as a number from 1 to 64 or auto says', async () => {
    const { exited, printed } = start({ GRANTRY_SERVER_WORKERS: 'many' });
    expect(await exited).toBe(1);
    expect(printed()).toContain('must be a number from 1 to 64, or auto');
  });
});

describe.skipIf(!postgres.isThere)('several processes on one PostgreSQL', () => {
  let place: TestPlace;
  beforeAll(async () => {
    place = await postgres.create();
  });
  afterAll(async () => {
    for (const child of running) child.kill('SIGKILL');
    await place.remove();
  });

  const send = (path: string, parameters: Record<string, string>) =>
    fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body: new URLSearchParams(parameters) });

  it('take one free port where none is named, and stop in order when the process that supervises them is killed', async () => {
    const env = { GRANTRY_SERVER_WORKERS: '2', DATABASE_URL: place.databaseUrl ?? '', LOG_LEVEL: 'info', PORT: '0' };
    const server = start(env);
    const serving = () => servingIn(server.printed());
    await vi.waitFor(() => expect(serving()).toHaveLength(2), { timeout: 60_000, interval: 50 });
    const ports = [...server.printed().matchAll(/Server listening at http:\/\/127\.0\.0\.1:(\d+)/g)].map(
      ([, each]) => each,
    );
    expect(ports).toHaveLength(2);
    expect(new Set(ports).size).toBe(1);

    server.child.kill('SIGKILL');
    const isGone = (pid: number) => {
      try {
        return !process.kill(pid, 0);
      } catch {
        return true;
      }
    };
    await vi.waitFor(() => expect(serving().every(isGone)).toBe(true), { timeout: 30_000, interval: 50 });
    expect(server.printed().match(/"signal":"disconnect"[^\n]*"msg":"stopping"/g) ?? []).toHaveLength(2);
  });

  it('serve one port and count together, survive the death of one without losing what it acknowledged, and stop together', async () => {
    const server = start({ GRANTRY_SERVER_WORKERS: '2', DATABASE_URL: place.databaseUrl ?? '', LOG_LEVEL: 'info' });
    const serving = () => servingIn(server.printed());
    await vi.waitFor(() => expect(serving()).toHaveLength(2), { timeout: 60_000, interval: 50 });
    expect(server.printed().match(/Grantry is ready/g)).toHaveLength(1);

    const demo = JSON.parse(await readFile(join(folder, 'demo.json'), 'utf8'));
    const application = demo.backoffice.applications.find(({ grant }: { grant: string }) => grant === 'password');
    const { password, username } = demo.backoffice.users.find(
      (each: { username: string }) => each.username === application.owner,
    );
    const client = { client_id: application.clientId, client_secret: application.clientSecret };
    const signedIn = await send('/oauth2-token', { grant_type: 'password', username, password, ...client });
    let { refresh_token: token } = (await signedIn.json()) as { refresh_token: string };

    const refresh = async () => {
      const answer = await send('/oauth2-token', { grant_type: 'refresh_token', refresh_token: token, ...client });
      expect(answer.status).toBe(200);
      ({ refresh_token: token } = (await answer.json()) as { refresh_token: string });
    };
    for (let round = 0; round < 5; round += 1) await refresh();
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(metrics).toContain('grantry_tokens_issued_total{grant_type="refresh_token",side="backoffice"} 5');
    const [first = 0, second = 0] = serving();
    for (const [pid, count] of [
      [second, 3],
      [first, 4],
    ] as const) {
      process.kill(pid, 'SIGKILL');
      await vi.waitFor(() => expect(serving()).toHaveLength(count), { timeout: 60_000, interval: 50 });
      for (let round = 0; round < 5; round += 1) await refresh();
    }

    server.child.kill('SIGTERM');
    expect(await server.exited).toBe(0);
    for (const pid of serving()) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    await expect(send('/oauth2-token', {})).rejects.toThrow();
  });
});
