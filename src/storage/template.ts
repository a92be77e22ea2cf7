import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { openPglite } from './embedded-database.ts';
import { migrate } from './migrate.ts';
import { createPgliteDialect } from './pglite-dialect.ts';
import type { Schema } from './schema.ts';

/** Writes the archive from which new embedded databases start: an empty one with every migration applied. */
export async function buildTemplate(path: string): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'grantry-template-'));
  try {
    const pglite = await openPglite(directory);
    const database = new Kysely<Schema>({ dialect: createPgliteDialect(pglite) });
    try {
      await migrate(database);
      await sql`vacuum analyze`.execute(database);
      await sql`checkpoint`.execute(database);
      const archive = await pglite.dumpDataDir('gzip');
      await mkdir(dirname(path), { recursive: true });
      await writeFile(`${path}.new`, new Uint8Array(await archive.arrayBuffer()));
      await rename(`${path}.new`, path);
    } finally {
      await database.destroy();
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
