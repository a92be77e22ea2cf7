import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { refusalAdvice } from '../../src/oauth/refusal-advice.ts';
import { en } from '../../web/shared/texts/en/index.ts';
import { accessibilityViolations, openBrowser } from '../fixtures/browser.ts';
import {
  createApplication,
  credentialsOf,
  jsonOf,
  type People,
  seedPeople,
  startTestServer,
  type TestApplication,
  type TestServer,
} from '../fixtures/test-server.ts';
import { chooseOption, type VisitOptions, visit } from './visit.ts';

// Each page is looked at for accessibility, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const browser = await openBrowser();
const canary = 'canary-of-a-secret';
let test: TestServer;
let people: People;
let machine: TestApplication;
let storefront: TestApplication;

/** Two tokens, a call, and two requests that are refused: an unknown scope and a wrong secret. */
async function use(application: TestApplication, api: string): Promise<void> {
  const grant = { grant_type: 'client_credentials', ...credentialsOf(application) };
  const { access_token: token = '' } = await jsonOf(await test.token(grant));
  await test.token(grant);
  await test.call(`${api}/profile`, token);
  await test.token({ ...grant, scope: 'magic:read' });
  await test.token({ ...grant, client_secret: canary });
}

beforeAll(async () => {
  test = await startTestServer();
  people = await seedPeople(test);
  const shared = { organizationId: people.organizations.a, grantTypes: ['client_credentials'] as const };
  machine = await createApplication(test, { ...shared, owner: people.eve.ref, name: 'Warehouse sync' });
  storefront = await createApplication(test, { ...shared, owner: people.carol.ref, name: 'Order export' });
  await use(machine, '/api');
  await use(storefront, '/storefront/api');
  const { storage } = test.services;
  await Promise.all([storage.activityCounter.flush(), storage.refusalRecorder.flush()]);
});

afterAll(async () => {
  await browser?.close();
  await test.close();
});

function open(who: 'alice' | 'eve' | 'carol', options: VisitOptions = {}) {
  if (browser === null) throw new Error('there is no browser');
  const isStorefront = who === 'carol';
  const place = isStorefront ? ({ side: 'storefront', organization: people.organizations.a } as const) : {};
  return visit(browser, test, people[who], { ...options, ...place });
}

const fits = (page: Page) => page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth');
const totalsOf = (page: Page) => page.locator('[data-total]').allInnerTexts();
const isTable = (page: Page, name: string) => page.getByRole('table', { name });

it('what to do is said in the pages as in the API', () => {
  expect(en.refusals.advice).toEqual(refusalAdvice);
});

describe.skipIf(browser === null)('the dashboard', () => {
  it.each([
    { device: 'desktop', scheme: 'light' },
    { device: 'phone', scheme: 'dark' },
  ] as const)('is the first page, with a chart and a table of the same ($device, $scheme)', async (options) => {
    const { complaints, page } = await open('alice', { ...options, path: '' });
    await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/admin/dashboard');
    await isTable(page, 'In detail').waitFor();
    expect(await totalsOf(page)).toEqual(['4', '4', '2']);
    await page.getByRole('img', { name: 'Tokens issued over time: 4 in all, at most 4 at a time.' }).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(await fits(page)).toBe(true);
    await page.getByLabel('Show as a table').check();
    const rows = isTable(page, 'Over time').locator('tbody').getByRole('row');
    await rows.first().waitFor();
    expect(await rows.count()).toBe(7);
    expect((await rows.first().innerText()).match(/\d+/g)?.slice(-3)).toEqual(['4', '4', '2']);
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(await fits(page)).toBe(true);
    expect(complaints).toEqual([]);
  });

  it('breaks numbers down, and keeps what is looked at in the address', async () => {
    const { page } = await open('alice', { path: '/dashboard' });
    await page.getByLabel('Broken down by').selectOption('outcome');
    const detail = isTable(page, 'In detail');
    await detail.getByText('invalid_scope').waitFor();
    await detail.getByText('API call', { exact: true }).waitFor();
    await page.getByLabel('Time', { exact: true }).selectOption('24h');
    await page.waitForURL(/range=24h/);
    await page.getByLabel('Broken down by').selectOption('application');
    await detail.getByRole('button', { name: 'Warehouse sync' }).click();
    await page.waitForURL(new RegExp(`application=${machine.id}`));
    await vi.waitFor(async () => expect(await totalsOf(page)).toEqual(['2', '2', '1']));
    await page.reload();
    await vi.waitFor(async () => expect(await totalsOf(page)).toEqual(['2', '2', '1']), { timeout: 5000 });
    await page.getByRole('button', { name: 'All applications' }).click();
    await vi.waitFor(async () => expect(await totalsOf(page)).toEqual(['4', '4', '2']));
  });

  it('of the storefront has the numbers of one’s own applications', async () => {
    const { page } = await open('carol', { path: '/dashboard' });
    await isTable(page, 'In detail').getByText('Order export').waitFor();
    expect(await totalsOf(page)).toEqual(['2', '2', '1']);
    expect(await isTable(page, 'In detail').getByText('Warehouse sync').count()).toBe(0);
  });
});

describe.skipIf(browser === null)('why a request was refused', () => {
  it.each([
    { who: 'eve', name: 'Warehouse sync', device: 'desktop', scheme: 'dark' },
    { who: 'carol', name: 'Order export', device: 'phone', scheme: 'light' },
  ] as const)('is told to the owner of $name', async ({ device, name, scheme, who }) => {
    const { complaints, page } = await open(who, { device, scheme });
    await chooseOption(page, name, 'Refused requests');
    await page.getByRole('heading', { name: 'Refused Requests' }).waitFor();
    await page.getByText(`Only those of ${name}`).waitFor();
    const rows = isTable(page, 'Refused Requests').getByRole('row');
    await rows.getByText('The client secret that was sent is none of the application’s.').waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(await fits(page)).toBe(true);
    await page.getByRole('button', { name: /^Details: invalid_client/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Refused request' });
    await dialog.getByText(refusalAdvice.secret).waitFor();
    await dialog.getByText(/^hidden, \d+ characters$/).waitFor();
    expect(await dialog.innerText()).not.toContain(canary);
    const [help] = await Promise.all([
      page.context().waitForEvent('page'),
      dialog.getByRole('link', { name: 'What invalid_client means' }).click(),
    ]);
    await help.getByRole('heading', { name: 'invalid_client' }).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    const focused = await page.evaluate('document.activeElement?.getAttribute("aria-label")');
    expect(focused).toMatch(/^Details: invalid_client/);
    expect(complaints).toEqual([]);
  });

  it('is told to administrators of every application, and the page of error codes leads there', async () => {
    const { page } = await open('alice');
    await page.goto(`${test.url}/docs/errors`);
    await page.getByRole('link', { name: 'in the back-office' }).first().click();
    const table = isTable(page, 'Refused Requests');
    await table.getByText('Warehouse sync').first().waitFor();
    await table.getByText('Order export').first().waitFor();
    await page.getByLabel('Endpoint').selectOption('authorization');
    await page.getByText('Nothing matches these filters.').waitFor();
  });
});
