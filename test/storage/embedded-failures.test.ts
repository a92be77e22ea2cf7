import { spawnSync } from 'node:child_process';
import fs, { readlinkSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Storage } from '../../src/storage/open-storage.ts';
import type { Database } from '../../src/storage/schema.ts';
import { buildOrganization, event } from './builders.ts';
import { type CompiledSources, compileSources } from './compiled-sources.ts';
import { openWithDatabase, pglite, type TestPlace } from './databases.ts';

const realSync = fs.fsyncSync;
const diskFailure = join(import.meta.dirname, 'children', 'disk-failure.mjs');

/** Puts another fsync in the place of the real one, for this process. */
function replaceSync(sync: typeof fs.fsyncSync): void {
  fs.fsyncSync = sync;
  syncBuiltinESMExports();
}

describe('an embedded database', () => {
  let place: TestPlace;
  let storage: Storage;
  let database: Database;
  beforeEach(async () => {
    place = await pglite.create();
    ({ storage, database } = await openWithDatabase(place));
  });
  afterEach(async () => {
    replaceSync(realSync);
    await storage.close();
    await place.remove();
  });

  it.skipIf(process.platform !== 'linux')('has every commit on the disk before it acknowledges it', async () => {
    const synced: string[] = [];
    replaceSync((file) => {
      synced.push(readlinkSync(`/proc/self/fd/${file}`));
      realSync(file);
    });
    for (let count = 0; count < 3; count += 1) {
      synced.length = 0;
      await storage.settings.set('key', String(count));
      expect(synced.filter((path) => path.includes('/pg_wal/'))).toHaveLength(1);
    }
    synced.length = 0;
    await storage.settings.get('key');
    expect(synced).toEqual([]);
    await sql`checkpoint`.execute(database);
    expect(synced.some((path) => path.includes('/base/'))).toBe(true);
    expect(synced.some((path) => path.includes('/pg_control'))).toBe(true);
  });

  it('never shows the parameters of a statement in its errors', async () => {
    const secret = 'canary-5f2c';
    const failure = await sql`select ${secret}::text::integer`.execute(database).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    const own = Object.getOwnPropertyNames(failure).filter((name) => name !== 'message' && name !== 'stack');
    for (const name of own) expect(String(Reflect.get(failure as Error, name))).not.toContain(secret);
    const organization = buildOrganization();
    await storage.organizations.insert(organization, event());
    const twin = await storage.organizations
      .insert({ ...organization, name: secret }, event())
      .catch((error: unknown) => error);
    expect(JSON.stringify(twin, Object.getOwnPropertyNames(twin))).not.toContain(secret);
  });
});

describe.skipIf(process.platform !== 'linux')('a process whose disk fails under its embedded database', () => {
  let sources: CompiledSources;
  beforeAll(() => {
    sources = compileSources();
  });
  afterAll(() => sources.remove());

  for (const failure of ['sync', 'full']) {
    it(`acknowledges nothing more, ends with a clear line, and has lost nothing at the next start: ${failure} (R-05)`, async () => {
      const place = await pglite.create();
      await (await openWithDatabase(place)).storage.close();
      const child = spawnSync(process.execPath, [diskFailure, sources.directory, place.stateDir, failure], {
        encoding: 'utf8',
        timeout: 20_000,
      });
      expect(child.stdout).toBe('acknowledged before\n');
      expect(child.stderr).toContain('The embedded database fails');
      expect(child.status).toBe(74);
      const { storage } = await openWithDatabase(place);
      expect(await storage.settings.get('before')).toBe('the failure');
      await storage.close();
      await place.remove();
    });
  }
});
