import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load-config.ts';
import { serverCaller } from '../../src/directory/caller-resolution.ts';
import { outcomeOf } from '../fixtures/test-directory.ts';
import { startTestServer } from '../fixtures/test-server.ts';

const identifier = 'https://orders.example.com/api';
const secret = 'canary-of-the-orders-api-0123456789abcdef';
const everything = { filters: [], sort: [], page: { number: 1, size: 100 } } as const;

let folder: string;
let secretFile: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grantry-apis-'));
  secretFile = join(folder, 'secret');
  await writeFile(secretFile, `${secret}\n`);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const start = (resourceServers: readonly object[], stateDir = join(folder, 'state')) =>
  startTestServer({ stateDir, settings: { resourceServers } as never });
const listed = async (test: Awaited<ReturnType<typeof start>>) =>
  (await test.services.administrations.apis.list(serverCaller(), everything)).rows;

describe('an API of the configuration', () => {
  const entry = () => ({
    identifier,
    name: 'Orders',
    side: 'backoffice',
    scopes: [{ scope: 'orders:read', sentence: 'See the orders.' }],
    secretFile,
  });

  it('is there after the start, introspects with the secret of its file, and is changed only there', async () => {
    const test = await start([entry()]);
    const { apis } = test.services.administrations;
    const [api] = await listed(test);
    expect(api).toMatchObject({ identifier, name: 'Orders', configured: true });
    const body = new URLSearchParams({ token: 'x', client_id: identifier, client_secret: secret });
    expect((await test.send('/oauth2-token/introspect', { method: 'POST', body })).status).toBe(200);
    const refusal = 'null: The configuration of the server names this API. Change it there.';
    const id = api?.id ?? '';
    expect(await outcomeOf(apis.update(serverCaller(), id, { name: 'Mine' }))).toBe(refusal);
    expect(await outcomeOf(apis.delete(serverCaller(), id))).toBe(refusal);
    expect(test.logLines.join('\n')).not.toContain(secret);
    await test.close();
  });

  it('goes with its entry and comes back as what it was', async () => {
    const first = await start([entry()]);
    const [before] = await listed(first);
    await first.close();
    const without = await start([]);
    expect(await listed(without)).toEqual([]);
    expect(without.services.storage.registeredApis.all()).toEqual([]);
    await without.close();
    const { secretFile: _, ...renamed } = { ...entry(), name: 'All orders' };
    const again = await start([renamed]);
    const [after] = await listed(again);
    expect(after).toMatchObject({ id: before?.id, name: 'All orders', secretHash: before?.secretHash });
    await again.close();
  });

  it('that is wrong keeps the server from starting, with a line that says which and why', async () => {
    const short = join(folder, 'short');
    await writeFile(short, 'canary-short');
    const cases: readonly (readonly [object, RegExp])[] = [
      [{ ...entry(), identifier: 'http://orders.example.com' }, /use https/],
      [{ ...entry(), identifier: `${identifier}#part` }, /fragment/],
      [{ ...entry(), identifier: 'com.example.app:/x' }, /https URI/],
      [{ ...entry(), scopes: [{ scope: 'a b', sentence: 'x' }] }, /name of a scope/],
      [{ ...entry(), secretFile: join(folder, 'missing') }, /missing cannot be read \(ENOENT\)/],
      [{ ...entry(), secretFile: short }, /short has fewer than 32 characters/],
    ];
    for (const [wrong, message] of cases) {
      const error = await start([wrong]).catch((thrown: unknown) => thrown);
      expect(String(error)).toMatch(/resourceServers\[0\]/);
      expect(String(error)).toMatch(message);
      expect(String(error)).not.toContain('canary');
    }
    await expect(start([entry(), entry()])).rejects.toThrow(/resourceServers\[1\].*another API has this identifier/);
  });

  it('is read from the file, whose mistakes are told with their place', async () => {
    const file = join(folder, 'config.yml');
    const load = async (text: string) => {
      await writeFile(file, text);
      return loadConfig({ env: {}, cwd: folder, file });
    };
    const good = `resourceServers:\n  - { identifier: "${identifier}", name: Orders, side: backoffice, secretFile: secret }\n`;
    const { config } = await load(good);
    expect(config.resourceServers).toEqual([
      { identifier, name: 'Orders', side: 'backoffice', scopes: [], secretFile },
    ]);
    const wrong = await load(good.replace('backoffice', 'elsewhere')).catch((thrown: unknown) => thrown);
    expect(String(wrong)).toContain('resourceServers.0.side');
    expect(String(wrong)).toContain(`${file}:2:3`);
    await expect(load('resourceServer: []\n')).rejects.toThrow(/did you mean resourceServers\?/);
  });
});
