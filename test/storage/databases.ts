import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import { createCryptography } from '../../src/crypto/cryptography.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { createStorage, openStorage, type Storage, type StorageOptions } from '../../src/storage/open-storage.ts';
import type { Database } from '../../src/storage/schema.ts';
import type { StorageLog } from '../../src/storage/storage-log.ts';

/** What was logged, for tests that expect it; silent otherwise. */
export function createTestLog(): StorageLog & { readonly messages: string[] } {
  const messages: string[] = [];
  const note = (_facts: object, message: string) => {
    messages.push(message);
  };
  return { messages, info: note, warn: note, error: note };
}

/** Where a database is; pass it to `openStorage`, as often as the database bears. */
export interface TestPlace {
  readonly stateDir: string;
  readonly databaseUrl?: string;
  remove(): Promise<void>;
}

/** A kind of database that the contract of storage is tested on. */
export interface TestDatabase {
  readonly name: 'PGlite' | 'PostgreSQL';
  readonly isThere: boolean;
  create(): Promise<TestPlace>;
}

async function createStateDir(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'grantry-storage-'));
}

export const pglite: TestDatabase = {
  name: 'PGlite',
  isThere: true,
  async create() {
    const stateDir = await createStateDir();
    return { stateDir, remove: () => rm(stateDir, { recursive: true, force: true }) };
  },
};

const postgresUrl = inject('postgresUrl');

/** Runs one statement on the server itself. */
async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl ?? '' });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

export const postgres: TestDatabase = {
  name: 'PostgreSQL',
  isThere: postgresUrl !== null,
  async create() {
    const name = `grantry_test_${randomUUID().replaceAll('-', '')}`;
    await administer(`create database ${name} template template0`);
    const url = new URL(postgresUrl ?? '');
    url.pathname = `/${name}`;
    return {
      stateDir: tmpdir(),
      databaseUrl: url.href,
      remove: () => administer(`drop database if exists ${name} with (force)`),
    };
  },
};

export const databases: readonly TestDatabase[] = [pglite, postgres];

export const cryptography = createCryptography(new Uint8Array(32).fill(7));

function optionsFor({ stateDir, databaseUrl }: TestPlace, options: Partial<StorageOptions>): StorageOptions {
  const where = databaseUrl === undefined ? { stateDir } : { stateDir, databaseUrl };
  return { ...where, poolSize: 5, log: createTestLog(), cryptography, ...options };
}

/** Opens storage as a node of an installation would. */
export function openTestStorage(place: TestPlace, options: Partial<StorageOptions> = {}): Promise<Storage> {
  return openStorage(optionsFor(place, options));
}

/** The same, together with the database itself. */
export async function openWithDatabase(place: TestPlace): Promise<Pick<Opened, 'storage' | 'database'>> {
  const options = optionsFor(place, {});
  const opened = await openDatabase(options);
  const storage = createStorage(opened, options);
  await storage.migrate();
  return { storage, database: opened.database };
}

/** What the tests of one file and one database share. */
export interface Opened {
  readonly storage: Storage;
  readonly place: TestPlace;
  readonly kind: TestDatabase['name'];
  /** The database itself, to look at and to damage. */
  readonly database: Database;
}

/** Defines the same tests for every database; all tests of one share one storage. */
export function describeStorage(title: string, define: (opened: () => Opened) => void): void {
  for (const database of databases) {
    describe.skipIf(!database.isThere)(`${title} on ${database.name}`, () => {
      let opened: Opened | undefined;
      beforeAll(async () => {
        const place = await database.create();
        opened = { place, kind: database.name, ...(await openWithDatabase(place)) };
      });
      afterAll(async () => {
        await opened?.storage.close();
        await opened?.place.remove();
      });
      define(() => {
        if (opened === undefined) throw new Error('the database is not open');
        return opened;
      });
    });
  }
}
