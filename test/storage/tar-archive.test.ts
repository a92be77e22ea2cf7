import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shippedTemplate } from '../../src/storage/embedded-database.ts';
import { extractTar } from '../../src/storage/tar-archive.ts';

/** A tar archive of one file. */
function archiveOf(name: string, content: string, size = content.length): Uint8Array {
  const archive = Buffer.alloc(512 + Math.ceil(content.length / 512) * 512 + 1024);
  archive.write(name, 0);
  archive.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  archive.write('0', 156);
  archive.write(content, 512);
  return archive;
}

describe('unpacking an archive', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'grantry-tar-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('writes the files and directories of the template', async () => {
    const archive = await promisify(gunzip)(await readFile(shippedTemplate));
    await extractTar(archive, join(directory, 'database'));
    const names = await readdir(join(directory, 'database'));
    expect(names).toEqual(expect.arrayContaining(['PG_VERSION', 'base', 'global', 'pg_wal', 'pg_notify', 'pg_tblspc']));
    expect((await readFile(join(directory, 'database', 'PG_VERSION'), 'utf8')).trim()).toBe('18');
  });

  it('never leaves the directory', async () => {
    const inside = join(directory, 'inside');
    for (const name of ['../outside', '/../outside', 'a/../../outside', '/outside', '..']) {
      await extractTar(archiveOf(name, 'x'), inside).catch(() => {});
    }
    expect(existsSync(join(directory, 'outside'))).toBe(false);
    expect(await readdir(directory)).toEqual(['inside']);
  });

  it('refuses an archive that is cut off', async () => {
    const cut = archiveOf('file', 'x'.repeat(600), 60_000);
    await expect(extractTar(cut, join(directory, 'cut'))).rejects.toThrow('cut off');
  });

  it('refuses to overwrite what is there', async () => {
    await extractTar(archiveOf('file', 'first'), directory);
    await expect(extractTar(archiveOf('file', 'other'), directory)).rejects.toThrow('EEXIST');
    expect(await readFile(join(directory, 'file'), 'utf8')).toBe('first');
  });
});
