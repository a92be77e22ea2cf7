import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

/** The folder of the examples. */
export const examples = new URL('../../examples/', import.meta.url).pathname;

type Variables = Readonly<Record<string, string>>;

const environment = (variables: Variables) => ({ PATH: process.env.PATH, HOME: process.env.HOME, ...variables });

/** Runs an example to its end. @returns what it printed. @throws where it fails or takes more than 20 s. */
export async function runExample(command: string, args: readonly string[], variables: Variables): Promise<string> {
  const options = { cwd: examples, env: environment(variables), timeout: 20_000 };
  const { stdout } = await promisify(execFile)(command, [...args], options);
  return stdout;
}

/** An example that keeps running. */
export interface RunningExample {
  /** The first address that it printed. */
  readonly url: string;
  readonly process: ChildProcess;
  /** Fulfilled when it has ended. */
  readonly ended: Promise<void>;
  /** Everything it printed so far. */
  printed(): string;
  stop(): Promise<void>;
}

/** Starts an example of Node.js that prints an address, and waits for the address. @throws where it ends before. */
export async function startExample(file: string, variables: Variables): Promise<RunningExample> {
  // None outlives a test that was cut off for long.
  const options = { cwd: examples, env: environment(variables), timeout: 180_000 };
  const child = spawn(process.execPath, [file], options);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let printed = '';
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on('line', (line) => {
        printed += `${line}\n`;
        const found = /https?:\/\/\S+/.exec(line)?.[0];
        if (found !== undefined) resolve(found);
      });
    }
    child.once('close', (code) => reject(new Error(`${file} ended with ${code}: ${printed}`)));
  });
  const stop = async () => {
    child.kill();
    await ended;
  };
  return { url, process: child, ended, printed: () => printed, stop };
}

/** A port of the loopback address that nothing listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Where a program is installed; null, and that is printed, where it is not. */
export function findProgram(name: string): string | null {
  // Debian puts servers where only root looks.
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];
  const found = folders.map((folder) => join(folder, name)).find(existsSync);
  if (found === undefined) process.stderr.write(`skipped: ${name} is not installed\n`);
  return found ?? null;
}
