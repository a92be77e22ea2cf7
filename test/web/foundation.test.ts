import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { scopesOfSide } from '../../src/oauth/client-scopes.ts';
import { en } from '../../web/shared/texts/en/index.ts';
import { accessibilityViolations, openBrowser } from '../fixtures/browser.ts';
import { type People, seedPeople, startTestServer, type TestServer } from '../fixtures/test-server.ts';
import { visit } from './visit.ts';

const root = join(import.meta.dirname, '..', '..');
const built = join(root, 'dist', 'web');
const mostScript = 250_000;

describe('what the build makes for browsers', () => {
  it.each(['backoffice', 'storefront'])('has at most 250 kB of packed script for the first page of the %s', (side) => {
    const page = readFileSync(join(built, side, 'index.html'), 'utf8');
    const scripts = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, name = '']) => name);
    const size = scripts.reduce((sum, name) => sum + gzipSync(readFileSync(join(built, name))).length, 0);
    expect(scripts.length).toBeGreaterThan(0);
    expect(size).toBeLessThan(mostScript);
  });

  it.each(['backoffice', 'storefront'])('asks nobody else for anything, and bears the nonce (%s)', (side) => {
    const page = readFileSync(join(built, side, 'index.html'), 'utf8');
    expect(page).not.toMatch(/https?:/);
    expect(page.match(/<script[^>]*>/g)?.every((tag) => tag.includes('nonce="__GRANTRY_NONCE__"'))).toBe(true);
  });
});

/** Whether there is a text, or one for each number, under a key. */
function isText(key: string): boolean {
  const find = (path: string) =>
    path.split('.').reduce<unknown>((tree, name) => (tree as Record<string, unknown> | undefined)?.[name], en);
  return [key, `${key}_other`].some((path) => typeof find(path) === 'string');
}

describe('the sources of the pages', () => {
  it('show no text that is missing', () => {
    const files = readdirSync(join(root, 'web'), { recursive: true, encoding: 'utf8' });
    const keys = files
      .filter((name) => /\.tsx?$/.test(name))
      .flatMap((name) => [...readFileSync(join(root, 'web', name), 'utf8').matchAll(/\bt\('([^']+)'/g)])
      .map(([, key = '']) => key);
    expect(keys.length).toBeGreaterThan(40);
    expect(keys.filter((key) => !isText(key))).toEqual([]);
  });

  it.each(['backoffice', 'storefront'] as const)('say what each scope of the %s allows', (side) => {
    const known = scopesOfSide(side).filter((scope) => scope !== 'auditevents:write');
    expect(Object.keys(en.applications.scopes[side])).toEqual(known);
  });

  it('hold no file of more than 300 lines', () => {
    const files = readdirSync(join(root, 'web'), { recursive: true, encoding: 'utf8' });
    const long = files
      .filter((name) => /\.(tsx?|css)$/.test(name))
      .filter((name) => readFileSync(join(root, 'web', name), 'utf8').split('\n').length - 1 > 300);
    expect(long).toEqual([]);
  });
});

// Accessibility takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const browser = await openBrowser();

describe.skipIf(browser === null)('without a signing key', () => {
  let test: TestServer;
  let people: People;

  beforeAll(async () => {
    test = await startTestServer({ settings: { keys: { generate: false } } });
    people = await seedPeople(test);
  });

  afterAll(async () => {
    await browser?.close();
    await test.close();
  });

  const warning =
    'OAuth authorization is not available as encryption keys configuration was not complete. Please contact your administrator.';

  it.each(['alice', 'administrator'] as const)(
    'the pages warn, and tell administrators what to do (%s)',
    async (who) => {
      if (browser === null) throw new Error('there is no browser');
      const { page } = await visit(browser, test, people[who]);
      await page.getByText(warning, { exact: true }).waitFor();
      expect(await page.getByText('grantry keys generate').count()).toBe(who === 'administrator' ? 1 : 0);
      expect(await accessibilityViolations(page)).toEqual([]);
    },
  );
});
