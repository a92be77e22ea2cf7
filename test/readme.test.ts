import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { prepare } from '../scripts/prepare.mjs';
import { findProgram } from './examples/run-example.ts';

const root = new URL('..', import.meta.url).pathname;
const blocksOf = (file: string) =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block ?? '');
const blocks = blocksOf('README.md');
const run = promisify(execFile);
const left = new Set(['node_modules', '.git', 'var', 'dist.draft']);

let folder: string;
let server: ChildProcess;
let port: number;
let printed = '';

async function choosePort(wanted: number): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer()
      .once('error', () => resolve(choosePort(0)))
      .listen(wanted, '127.0.0.1', () => {
        const { port: free } = probe.address() as { port: number };
        probe.close(() => resolve(free));
      });
  });
}

/** The README's lines as they stand; only another port where 8080 is taken on this machine. */
const shell = (block: string) => run('bash', ['-c', block.replaceAll('8080', String(port))], { cwd: folder });

beforeAll(async () => {
  prepare();
  folder = mkdtempSync(join(tmpdir(), 'grantry-readme-'));
  cpSync(root, folder, { recursive: true, filter: (path) => !left.has(path.slice(root.length)) });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  port = await choosePort(8080);
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(?:GRANTRY_|PORT$|DATABASE_URL$|LOG_LEVEL$)/.test(name),
  );
  const env = { ...Object.fromEntries(inherited), ...(port !== 8080 && { PORT: String(port) }) };
  server = spawn('bash', ['-c', `exec ${blocks[0]}`], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const collect = (chunk: Buffer) => {
    printed += chunk.toString();
  };
  server.stdout?.on('data', collect);
  server.stderr?.on('data', collect);
  await vi.waitFor(() => expect(printed).toContain('Stop with Ctrl+C'), { timeout: 120_000, interval: 200 });
}, 150_000);

afterAll(() => {
  if (server.pid !== undefined) process.kill(-server.pid, 'SIGTERM');
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

describe('the README', () => {
  it('starts with npm start and nothing else', () => {
    expect(blocks[0]).toBe('npm start\n');
    expect(printed).toContain(`Grantry is ready at http://127.0.0.1:${port}`);
  });

  it('has lines that fetch a token and show the users as JSON:API', async () => {
    const { stdout } = await shell(blocks[1] ?? '');
    const document = JSON.parse(stdout) as { data: { type: string; attributes: { username: string } }[] };
    expect(document.data.map(({ type }) => type)).toContain('users');
    expect(document.data.map(({ attributes }) => attributes.username)).toContain('ines.moreau');
  });

  it('shows what the console really prints, whose two lines work when they are pasted', async () => {
    const lines = /^(TOKEN=.*\ncurl .*)$/m.exec(printed)?.[1] ?? '';
    const { stdout } = await run('bash', ['-c', lines]);
    expect(JSON.parse(stdout)).toHaveProperty('data.0.type', 'users');
    for (const line of [
      'Sign in to the back-office   ines.moreau',
      'Storefront account           http://127.0.0.1:',
      'Everybody and everything     var/demo.json',
    ]) {
      expect(printed).toContain(line);
      expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain(line);
    }
  });
});

describe('the examples', () => {
  it('have lines that call the API with the demo', async () => {
    const { stdout } = await shell(blocksOf('examples/machine-client/README.md')[0] ?? '');
    expect(stdout.match(/ines\.moreau@alderfinch\.example/g)).toHaveLength(findProgram('python3') === null ? 2 : 3);
  });

  it('have a line that creates the application of the native client', async () => {
    const text = blocksOf('examples/native-client/README.md').join('\n');
    const line = /^npm run grantry -- application create (?:.*\\\n)*.*$/m.exec(text)?.[0];
    const { stdout } = await shell(`${line} --json`);
    expect(stdout).toMatch(/"clientId": ?"[\w-]{32}"/);
  });

  it.each(['resource-server', 'nginx-introspection'])('have lines that register the API of %s', async (name) => {
    const text = blocksOf(`examples/${name}/README.md`).join('\n');
    const lines = text.match(/^(?:eval|export) .*$/gm)?.join('\n') ?? '';
    const { stdout } = await shell(`${lines}\necho "$AUDIENCE $PAGE_CLIENT_ID"`);
    expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+ [\w-]{32}$/m);
  });
});
