import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DemoCredentials } from './demo-data.ts';

/** Writes `demo.json` with mode 0600, whole or not at all, durably, in place of an older one. */
export async function writeDemoFile(path: string, credentials: DemoCredentials): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.draft`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(`${JSON.stringify(credentials, null, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Reads `demo.json`; null where there is none (any more) or it is not what was written. */
export async function readDemoFile(path: string): Promise<DemoCredentials | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as DemoCredentials;
  } catch {
    return null;
  }
}
