import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lockDatabase, readDatabaseLock } from '../../src/storage/database-lock.ts';
import { processStart } from '../../src/storage/process-identity.ts';
import { DatabaseInUse } from '../../src/storage/storage-error.ts';
import { type Child, type CompiledSources, compileSources, startChild } from './compiled-sources.ts';

describe('the lock of an embedded database', () => {
  let stateDir: string;
  beforeEach(async () => {
    stateDir = await mkdtemp(join(tmpdir(), 'grantry-lock-'));
  });
  afterEach(() => rm(stateDir, { recursive: true, force: true }));

  const lock = () => lockDatabase({ stateDir, controlSocket: '/run/grantry.sock', onLost: () => {} });
  const path = () => join(stateDir, 'database.lock');
  const write = (holder: object) => writeFile(path(), JSON.stringify(holder));
  const living = async () => ({
    pid: process.pid,
    host: hostname(),
    started: await processStart(process.pid),
    controlSocket: null,
    token: 'somebody else',
  });

  it('tells who has it, and where to speak with it', async () => {
    expect(await readDatabaseLock(stateDir)).toBeNull();
    const held = await lock();
    expect(await readDatabaseLock(stateDir)).toMatchObject({
      pid: process.pid,
      host: hostname(),
      controlSocket: '/run/grantry.sock',
    });
    const refusal = await lock().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(DatabaseInUse);
    expect(refusal).toMatchObject({ pid: process.pid, controlSocket: '/run/grantry.sock' });
    expect(String(refusal)).toContain('DATABASE_URL');
    await held.release();
    expect(await readDatabaseLock(stateDir)).toBeNull();
    expect(await readdir(stateDir)).toEqual([]);
  });

  it('is given to exactly one of many who want it', async () => {
    for (const stale of [false, true]) {
      if (stale) await write({ ...(await living()), pid: 2 ** 22 + 1 });
      const tries = await Promise.allSettled(Array.from({ length: 8 }, lock));
      const held = tries.filter((result) => result.status === 'fulfilled');
      expect(held).toHaveLength(1);
      for (const { value } of held) await value.release();
    }
  });

  it('of a dead process is taken over at once', async () => {
    await write({ ...(await living()), pid: 2 ** 22 + 1 });
    expect(await readDatabaseLock(stateDir)).toBeNull();
    await (await lock()).release();
  });

  it('of a process whose number now belongs to another is taken over at once', async () => {
    await write({ ...(await living()), started: 'another boot:1' });
    expect(await readDatabaseLock(stateDir)).toBeNull();
    await (await lock()).release();
  });

  it('of another host is respected while it is fresh, and taken over when nobody has touched it for long', async () => {
    await write({ ...(await living()), host: 'another.example', pid: 1 });
    await expect(lock()).rejects.toThrow(DatabaseInUse);
    expect(await readDatabaseLock(stateDir)).toMatchObject({ host: 'another.example' });
    const longAgo = new Date(Date.now() - 31_000);
    await utimes(path(), longAgo, longAgo);
    expect(await readDatabaseLock(stateDir)).toBeNull();
    await (await lock()).release();
  });

  it('that cannot be read is taken over', async () => {
    for (const text of ['', '{', '[]', 'null', '{"pid":1}']) {
      await writeFile(path(), text);
      expect(await readDatabaseLock(stateDir)).toBeNull();
      await (await lock()).release();
    }
  });

  it('is not removed by who has lost it', async () => {
    const held = await lock();
    await write(await living());
    await held.release();
    expect(JSON.parse(await readFile(path(), 'utf8'))).toMatchObject({ token: 'somebody else' });
  });
});

describe('a second process on an embedded database', () => {
  let sources: CompiledSources;
  let stateDir: string;
  const children: Child[] = [];
  beforeAll(async () => {
    sources = compileSources();
    stateDir = await mkdtemp(join(tmpdir(), 'grantry-second-'));
  });
  afterAll(async () => {
    for (const child of children) await child.kill();
    sources.remove();
    await rm(stateDir, { recursive: true, force: true });
  });

  const open = () => {
    const child = startChild(sources, 'opener.mjs', [stateDir, '/run/control.sock']);
    children.push(child);
    return child;
  };

  it('is refused with a message that names DATABASE_URL, and takes over at once when the first was killed', async () => {
    const first = open();
    await first.said('open');
    expect(await readDatabaseLock(stateDir)).toMatchObject({
      pid: first.process.pid,
      controlSocket: '/run/control.sock',
    });
    const refused = await open().said('refused');
    expect(refused).toContain('DatabaseInUse');
    expect(refused).toContain(`process ${first.process.pid}`);
    expect(refused).toContain('DATABASE_URL');
    await first.kill();
    const second = open();
    await second.said('open');
    second.process.kill('SIGTERM');
    await new Promise((resolve) => second.process.once('close', resolve));
    expect(await readDatabaseLock(stateDir)).toBeNull();
    expect(await readdir(stateDir)).toEqual(['database']);
  });
});
