import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { accessibilityViolations, openBrowser } from '../fixtures/browser.ts';
import { type People, seedPeople, startTestServer, type TestServer } from '../fixtures/test-server.ts';
import { devices, type SiteName, sites, visit } from './visit.ts';

// Every page is looked at twice, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 300_000 });

const mostScript = 250_000;
const browser = await openBrowser();
let test: TestServer;
let people: People;

beforeAll(async () => {
  test = await startTestServer();
  people = await seedPeople(test);
});

afterAll(async () => {
  await browser?.close();
  await test.close();
});

async function open(side: SiteName) {
  if (browser === null) throw new Error('there is no browser');
  return side === 'backoffice'
    ? visit(browser, test, people.administrator)
    : visit(browser, test, people.dan, { side, organization: people.organizations.b });
}

/** Waits until a page has shown what it asked for. */
async function settle(page: Page): Promise<void> {
  await page.locator('#content h1').waitFor();
  await page.locator('#content :is(.mantine-Loader-root, [aria-busy="true"])').first().waitFor({ state: 'detached' });
}

/** The bytes of script that came over the wire for the page, with what it fetched later. */
function scriptOf(page: Page): Promise<number> {
  return page.evaluate(`
    Object.values(Object.fromEntries(
      performance.getEntriesByType('resource')
        .filter(({ name }) => name.endsWith('.js'))
        .map(({ encodedBodySize, name }) => [name, encodedBodySize]),
    )).reduce((sum, size) => sum + size, 0)`);
}

const isTooWide = (page: Page) =>
  page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth');

/** What is wrong with a page, each as one line. */
async function faultsOf(page: Page, address: string): Promise<string[]> {
  await page.setViewportSize(devices.desktop);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(address);
  await settle(page);
  const size = await scriptOf(page);
  const faults = await accessibilityViolations(page);
  await page.setViewportSize(devices.phone);
  await page.emulateMedia({ colorScheme: 'dark' });
  faults.push(...(await accessibilityViolations(page)));
  if (await isTooWide(page)) faults.push('it is wider than a phone');
  if (size < 100_000 || size > mostScript) faults.push(`it loads ${size} bytes of script`);
  return faults;
}

describe.skipIf(browser === null)('every page that the navigation leads to', () => {
  it.each(['backoffice', 'storefront'] as const)(
    'has at most 250 kB of script, no barrier in either theme, and room on a phone (%s)',
    async (side) => {
      const { complaints, page } = await open(side);
      const links = await page.locator(`nav a[href^="${sites[side].base}/"]`).all();
      const addresses = await Promise.all(links.map(async (link) => test.url + (await link.getAttribute('href'))));
      expect(addresses.length).toBeGreaterThan(0);
      const faults: Record<string, readonly string[]> = {};
      for (const address of addresses) faults[address] = await faultsOf(page, address);
      expect(faults).toEqual(Object.fromEntries(addresses.map((address) => [address, []])));
      expect(complaints).toEqual([]);
    },
  );
});
