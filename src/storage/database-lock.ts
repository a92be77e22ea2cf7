import { randomUUID } from 'node:crypto';
import { constants, copyFile, link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processStart } from './process-identity.ts';
import { DatabaseInUse } from './storage-error.ts';

const beatEvery = 10_000;
const staleAfter = 30_000;
const settleTime = 100;

/** What the lock file of an embedded database says about the process that has it open. */
export interface DatabaseLockHolder {
  readonly pid: number;
  readonly host: string;
  /** See `processStart`. */
  readonly started: string;
  /** Where the process takes commands; null where it does not. */
  readonly controlSocket: string | null;
  readonly token: string;
}

export interface DatabaseLock {
  release(): Promise<void>;
}

interface LockOptions {
  readonly stateDir: string;
  readonly controlSocket: string | null;
  /** Called when the lock turns out to be somebody else's. */
  readonly onLost: () => void;
}

function isHolder(value: unknown): value is DatabaseLockHolder {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, host, started, token } = value as Record<string, unknown>;
  return Number.isInteger(pid) && [host, started, token].every((text) => typeof text === 'string');
}

async function readHolder(path: string): Promise<DatabaseLockHolder | null> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    return isHolder(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** The age of a file by the clock of the file system it lies on, in milliseconds. */
async function ageOf(path: string, probe: string): Promise<number> {
  await writeFile(probe, '');
  try {
    const [then, now] = await Promise.all([stat(path), stat(probe)]);
    return now.mtimeMs - then.mtimeMs;
  } finally {
    await rm(probe, { force: true });
  }
}

/** Whether the process that a lock names still lives; on another host, whether it touched the file lately. */
async function isAlive(holder: DatabaseLockHolder, path: string): Promise<boolean> {
  if (holder.host !== hostname()) return (await ageOf(path, `${path}.${randomUUID()}`)) < staleAfter;
  const started = await processStart(holder.pid);
  if (started === null) return false;
  return started === '' || holder.started === '' ? holder.pid !== process.pid : started === holder.started;
}

/** Tells which living process has the embedded database of a state directory open; null where none has. */
export async function readDatabaseLock(stateDir: string): Promise<DatabaseLockHolder | null> {
  const path = join(stateDir, 'database.lock');
  const holder = await readHolder(path);
  return holder !== null && (await isAlive(holder, path)) ? holder : null;
}

/** Writes the whole file at once or not at all. */
async function create(path: string, holder: DatabaseLockHolder): Promise<boolean> {
  const draft = `${path}.${holder.token}`;
  await writeFile(draft, `${JSON.stringify(holder)}\n`, { mode: 0o600 });
  try {
    await link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') throw error;
      // A file system without hard links.
      return copyFile(draft, path, constants.COPYFILE_EXCL);
    });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Puts the lock of a dead process away. When two do so at once, one may have moved the new lock of the other; it puts
 * that back, and the other looks again before it trusts its own.
 */
async function putAway(path: string, stale: DatabaseLockHolder | null, token: string): Promise<void> {
  const aside = `${path}.stale-${token}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const moved = await readHolder(aside);
  if (moved !== null && moved.token !== stale?.token) await link(aside, path).catch(() => {});
  await rm(aside, { force: true });
}

async function acquire(path: string, holder: DatabaseLockHolder): Promise<void> {
  for (;;) {
    if (await create(path, holder)) return;
    const present = await readHolder(path);
    if (present !== null && (await isAlive(present, path))) throw new DatabaseInUse(dirname(path), present);
    await putAway(path, present, holder.token);
    const created = await create(path, holder);
    await sleep(settleTime);
    if (created && (await readHolder(path))?.token === holder.token) return;
  }
}

/**
 * Takes the one lock of the embedded database. A dead process's lock is taken over at once.
 * @throws DatabaseInUse when another process has it.
 */
export async function lockDatabase({ stateDir, controlSocket, onLost }: LockOptions): Promise<DatabaseLock> {
  await mkdir(stateDir, { recursive: true });
  const path = join(stateDir, 'database.lock');
  const started = (await processStart(process.pid)) ?? '';
  const token = randomUUID();
  await acquire(path, { pid: process.pid, host: hostname(), started, controlSocket, token });
  const isOurs = async () => (await readHolder(path))?.token === token;
  const beat = async () => {
    if (!(await isOurs())) return onLost();
    const now = new Date();
    await utimes(path, now, now);
  };
  const timer = setInterval(() => beat().catch(() => {}), beatEvery);
  timer.unref();
  return {
    async release() {
      clearInterval(timer);
      if (await isOurs()) await rm(path, { force: true });
    },
  };
}
