import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { gunzip } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';
import { columnReaders } from './column-values.ts';
import { createDurableFiles } from './durable-files.ts';
import { extractTar, syncDirectory } from './tar-archive.ts';

/** PGlite's own parameters without `-F`, which turns fsync off. Its fdatasync does nothing, so WAL takes fsync. */
const startParams = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  '-c',
  'wal_sync_method=fsync',
];

/** Where the build puts the template. The sources find it there too. */
export const shippedTemplate = fileURLToPath(new URL('../../dist/storage/template.tgz', import.meta.url));

/**
 * How much of a function runs before it is compiled once more, and better: a hundred times V8's own figure. A start runs
 * much of the database once; with V8's figure its second compiler has the processor for as long as the start itself.
 */
const tieringBudget = 180_000_000;

/** Opens PGlite on a directory, with every commit on the disk before it is acknowledged (ADR 0003). */
export async function openPglite(directory: string): Promise<PGlite> {
  setFlagsFromString(`--wasm-tiering-budget=${tieringBudget}`);
  return PGlite.create({ fs: createDurableFiles(directory), startParams, parsers: columnReaders });
}

async function initialise(directory: string, template: string): Promise<void> {
  if (existsSync(template)) {
    await extractTar(await promisify(gunzip)(await readFile(template)), directory);
    return;
  }
  const pglite = await openPglite(directory);
  await pglite.close();
}

/**
 * Makes the data directory where there is none. It is made beside its place and moved there when it is complete, so
 * that a process that dies half-way leaves nothing that a later one would trust.
 */
async function prepareDirectory(stateDir: string, template: string): Promise<string> {
  const directory = join(stateDir, 'database');
  if (existsSync(join(directory, 'PG_VERSION'))) return directory;
  if (existsSync(directory) && (await readdir(directory)).length > 0) {
    throw new Error(`${directory} holds something else than a database; move it away, or restore the database.`);
  }
  for (const name of await readdir(stateDir)) {
    if (name.startsWith('database.new')) await rm(join(stateDir, name), { recursive: true, force: true });
  }
  const draft = join(stateDir, 'database.new');
  await mkdir(draft, { mode: 0o700 });
  await initialise(draft, template);
  await rename(draft, directory);
  await syncDirectory(stateDir);
  return directory;
}

/**
 * Opens the embedded database of a state directory; the first time from the template, where there is one. The caller
 * holds the lock of the directory.
 */
export async function openEmbeddedDatabase(stateDir: string, template: string): Promise<PGlite> {
  return openPglite(await prepareDirectory(stateDir, template));
}
