import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { shippedTemplate } from '../../src/storage/embedded-database.ts';

const root = join(import.meta.dirname, '..', '..');

export interface CompiledSources {
  readonly directory: string;
  remove(): void;
}

/**
 * Compiles the sources for processes of their own, which do not read TypeScript. It is done inside node_modules, so
 * that they find the packages; the template goes where the compiled module looks for it.
 */
export function compileSources(): CompiledSources {
  const base = join(root, 'node_modules', '.cache', `grantry-test-${randomUUID()}`);
  const directory = join(base, 'dist');
  const compiler = join(root, 'node_modules', '@typescript', 'native', 'bin', 'tsc');
  mkdirSync(directory, { recursive: true });
  spawnSync(process.execPath, [compiler, '-p', join(root, 'tsconfig.build.json'), '--outDir', directory], {
    cwd: root,
  });
  if (!existsSync(join(directory, 'storage', 'open-storage.js'))) throw new Error('the sources did not compile');
  cpSync(shippedTemplate, join(directory, 'storage', 'template.tgz'));
  return { directory, remove: () => rmSync(base, { recursive: true, force: true }) };
}

/** A process of its own that tells what it does, line by line. */
export interface Child {
  readonly process: ChildProcess;
  readonly lines: readonly string[];
  /** Waits for a line that begins with a word. @throws Error when the process ends before. */
  said(word: string): Promise<string>;
  /** Ends it as a power cut would, without a chance to do anything. */
  kill(): Promise<void>;
}

/** Starts one of the scripts in `children/`. */
export function startChild(sources: CompiledSources, script: string, args: readonly string[]): Child {
  const path = join(import.meta.dirname, 'children', script);
  const child = spawn(process.execPath, [path, sources.directory, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  let errors = '';
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const look of waiting) look();
  };
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    wake();
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  void ended.then(wake);
  return {
    process: child,
    lines,
    said(word) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const line = lines.find((candidate) => candidate.startsWith(word));
          if (line === undefined && child.exitCode === null && child.signalCode === null) return;
          waiting.delete(look);
          if (line === undefined) reject(new Error(`the process ended before it said ${word}: ${errors}`));
          else resolve(line);
        };
        waiting.add(look);
        look();
      });
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
