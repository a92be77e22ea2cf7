import fs, { readlinkSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Storage } from '../../src/storage/open-storage.ts';
import type { Database } from '../../src/storage/schema.ts';
import { StorageUnavailable } from '../../src/storage/storage-error.ts';
import { buildOrganization, event, fromNow } from './builders.ts';
import { openWithDatabase, pglite, type TestPlace } from './databases.ts';
import { within } from './within.ts';

const realSync = fs.fsyncSync;

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

  it('acknowledges nothing while the disk fails, and recovers by itself when it works again', async () => {
    const before = buildOrganization();
    await storage.organizations.insert(before, event());
    expect(await storage.organizations.findById(before.id)).toEqual(before);
    replaceSync(() => {
      throw new Error('the disk is broken');
    });
    const refused = buildOrganization();
    await expect(storage.organizations.insert(refused, event())).rejects.toThrow(StorageUnavailable);
    await expect(storage.organizations.insert(buildOrganization(), event())).rejects.toThrow(StorageUnavailable);
    await expect(storage.settings.get('key')).rejects.toThrow(StorageUnavailable);
    expect(await storage.status()).toEqual({ database: false, migrations: false });

    replaceSync(realSync);
    await within(5_000, async () => (await storage.status()).database);
    await within(5_000, async () => (await storage.organizations.findById(before.id)) !== null);
    await storage.revocations.add('token:after', fromNow(60_000));
    expect(storage.revocations.has('token:after')).toBe(true);
    const after = buildOrganization();
    await storage.organizations.insert(after, event());
    expect(await storage.organizations.findById(after.id)).toEqual(after);
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
