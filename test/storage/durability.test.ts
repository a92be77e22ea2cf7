import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Storage } from '../../src/storage/open-storage.ts';
import { everywhere } from './builders.ts';
import { type Child, type CompiledSources, compileSources, startChild } from './compiled-sources.ts';
import { openTestStorage } from './databases.ts';
import { within } from './within.ts';

/** Everything a killed process had been told was done. */
function acknowledged(children: readonly Child[]) {
  const found = { organizations: new Set<string>(), clients: new Set<string>(), deleted: new Set<string>() };
  const families = new Map<string, number>();
  const revoked = new Set<string>();
  for (const line of children.flatMap(({ lines }) => lines)) {
    const [word, id = '', number] = line.split(' ');
    if (word === 'organization') found.organizations.add(id);
    if (word === 'client') found.clients.add(id);
    if (word === 'deleted') found.deleted.add(id);
    if (word === 'family') families.set(id, Number(number));
    if (word === 'revoked') revoked.add(id);
  }
  return { ...found, families, revoked };
}

async function readEvents(storage: Storage): Promise<Set<string>> {
  const names = new Set<string>();
  for (let last = '0', more = true; more; ) {
    const entries = await storage.auditLog.after(last, 1000);
    for (const { subject } of entries) names.add(subject.name);
    last = entries.at(-1)?.id ?? last;
    more = entries.length > 0;
  }
  return names;
}

vi.setConfig({ testTimeout: 120_000 });

describe('a process that is killed while it writes to an embedded database', () => {
  let sources: CompiledSources;
  let stateDir: string;
  beforeAll(async () => {
    sources = compileSources();
    stateDir = await mkdtemp(join(tmpdir(), 'grantry-durability-'));
  });
  afterAll(async () => {
    sources.remove();
    await rm(stateDir, { recursive: true, force: true });
  });

  it('has lost nothing that was acknowledged, however often it happens', async () => {
    const killed: Child[] = [];
    for (const [round, patience] of [0, 20, 50, 90].entries()) {
      const child = startChild(sources, 'writer.mjs', [stateDir, String(round)]);
      // It is killed amid its writing, after enough of it, however slow the machine is.
      await within(30_000, () => child.lines.filter((line) => line.startsWith('client ')).length > 5 * (round + 1));
      await sleep(patience);
      await child.kill();
      killed.push(child);
    }
    const done = acknowledged(killed);
    expect(done.clients.size).toBeGreaterThan(20);
    expect(done.families.size).toBeGreaterThan(0);

    const storage = await openTestStorage({ stateDir, remove: async () => {} });
    try {
      const events = await readEvents(storage);
      for (const id of done.organizations) expect(await storage.organizations.findById(id)).not.toBeNull();
      for (const id of done.clients) {
        expect(events.has(`made ${id}`)).toBe(true);
        const isThere = (await storage.clients.get(everywhere, id)) !== null;
        if (done.deleted.has(id)) expect(isThere).toBe(false);
        // The deletion may have been done without its acknowledgement having been heard.
        else expect(isThere).toBe(!events.has(`deleted ${id}`));
      }
      for (const [handle, sequence] of done.families) {
        const family = await storage.refreshTokens.findByHandle(new Uint8Array(Buffer.from(handle, 'hex')));
        expect(family?.sequence).toBeGreaterThanOrEqual(sequence);
      }
      for (const id of done.revoked) expect(storage.revocations.has(`family:${id}`)).toBe(true);
    } finally {
      await storage.close();
    }
  });

  it('leaves nothing behind that a later start would trust, when it was making the database', async () => {
    for (const patience of [0, 50, 120, 300]) {
      const fresh = await mkdtemp(join(tmpdir(), 'grantry-first-start-'));
      const child = startChild(sources, 'writer.mjs', [fresh, '0']);
      await child.said('opening');
      await sleep(patience);
      await child.kill();
      const storage = await openTestStorage({ stateDir: fresh, remove: async () => {} });
      expect(await storage.status()).toEqual({ database: true, migrations: true });
      await storage.close();
      // A draft of a lock is trusted by nobody, and one of a killed process may lie around.
      const trusted = (await readdir(fresh)).filter((name) => !name.startsWith('database.lock.'));
      expect(trusted).toEqual(['database']);
      await rm(fresh, { recursive: true, force: true });
    }
  });
});
