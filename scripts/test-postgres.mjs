import { execFile, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const debian = '/usr/lib/postgresql';
const executable = process.platform === 'win32' ? '.exe' : '';

/** The folder with the newest PostgreSQL programs; undefined where there is none. */
function findPrograms() {
  const installed = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...installed.map((name) => join(debian, name, 'bin'))];
  const complete = (folder) => ['initdb', 'postgres'].every((name) => existsSync(join(folder, name + executable)));
  return folders.find((folder) => folder !== '' && complete(folder));
}

/** PostgreSQL refuses to run as root: then it gets another user of the system. Undefined where there is none. */
function findOtherUser() {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const found = ['postgres', 'nobody'].map((name) => users.find((user) => user[0] === name)).find(Boolean);
  return found && { uid: Number(found[2]), gid: Number(found[3]) };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Calls back when this process ends before it has stopped the server, be it by a signal. Gives the way to undo it. */
function endWithProcess(end) {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const onSignal = (signal) => {
    forget();
    end();
    process.kill(process.pid, signal);
  };
  const forget = () => {
    process.off('exit', end);
    for (const signal of signals) process.off(signal, onSignal);
  };
  process.once('exit', end);
  for (const signal of signals) process.once(signal, onSignal);
  return forget;
}

async function waitUntilReady(server, errors) {
  for (let waited = 0; waited < 30_000; waited += 50) {
    if (server.exitCode !== null) throw new Error(`postgres ended: ${errors()}`);
    if (errors().includes('database system is ready to accept connections')) return;
    await sleep(50);
  }
  throw new Error(`postgres did not start within 30 s: ${errors()}`);
}

const usualSettings = ['max_connections=200', 'shared_buffers=32MB', 'unix_socket_directories='];

function startServer(programs, { data, port, settings }, identity) {
  const all = [...usualSettings, ...settings].flatMap((text) => ['-c', text]);
  const parameters = ['-D', data, '-h', '127.0.0.1', '-p', String(port), ...all];
  const server = spawn(join(programs, 'postgres'), parameters, {
    ...identity,
    cwd: data,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  server.stderr.setEncoding('utf8').on('data', (text) => {
    errors = (errors + text).slice(-10_000);
  });
  return { server, errors: () => errors };
}

/**
 * Starts a throw-away PostgreSQL server on a free port of the loopback address.
 * @param {readonly string[]} settings `name=value` each, beside the usual ones or in their place
 * @returns {Promise<{ url: string, pid: number, stop: () => Promise<void> } | { reason: string }>} the server, or why
 * there is none.
 */
export async function tryStartTestPostgres(settings = []) {
  const programs = findPrograms();
  if (programs === undefined) return { reason: 'no PostgreSQL programs (initdb, postgres) on this machine' };
  const isRoot = process.getuid?.() === 0;
  const identity = isRoot ? findOtherUser() : {};
  if (identity === undefined) return { reason: 'PostgreSQL does not run as root and there is no other user' };

  const directory = mkdtempSync(join(tmpdir(), 'grantry-postgres-'));
  const remove = () => rmSync(directory, { recursive: true, force: true });
  try {
    if (isRoot) chownSync(directory, identity.uid, identity.gid);
    const data = join(directory, 'data');
    const options = ['-D', data, '-U', 'grantry', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
    await run(join(programs, 'initdb'), options, { ...identity, cwd: directory, timeout: 60_000 });
    const port = await freePort();
    const { server, errors } = startServer(programs, { data, port, settings }, identity);
    const ended = new Promise((resolve) => server.once('exit', resolve));
    const forget = endWithProcess(() => {
      server.kill('SIGQUIT');
      remove();
    });
    const stop = async () => {
      server.kill('SIGINT');
      const late = setTimeout(() => server.kill('SIGQUIT'), 5_000);
      await ended;
      clearTimeout(late);
      forget();
      remove();
    };
    await waitUntilReady(server, errors).catch(async (error) => {
      await stop();
      throw error;
    });
    return { url: `postgres://grantry@127.0.0.1:${port}/postgres`, pid: server.pid, stop };
  } catch (error) {
    remove();
    return { reason: `PostgreSQL did not start: ${error instanceof Error ? error.message : error}` };
  }
}

/**
 * The same, for who does not ask why.
 * @param {readonly string[]} settings
 * @returns {Promise<{ url: string, pid: number, stop: () => Promise<void> } | null>}
 */
export async function startTestPostgres(settings = []) {
  const started = await tryStartTestPostgres(settings);
  if ('url' in started) return started;
  process.stderr.write(`skipped: ${started.reason}\n`);
  return null;
}
