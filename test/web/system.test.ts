import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { accessibilityViolations, openBrowser } from '../fixtures/browser.ts';
import {
  createApplication,
  credentialsOf,
  jsonOf,
  type People,
  seedPeople,
  startTestServer,
  type TestServer,
} from '../fixtures/test-server.ts';
import { chooseOption, visit } from './visit.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const browser = await openBrowser();
let test: TestServer;
let people: People;

beforeAll(async () => {
  const settings = { tokens: { algorithm: 'ES256', authorizationCodeLifetime: 30 } };
  test = await startTestServer({ settings });
  people = await seedPeople(test);
});

afterAll(async () => {
  await browser?.close();
  await test.close();
});

/** Opens a page of the back-office as an administrator of everything. */
async function open(path: string): Promise<Page> {
  if (browser === null) throw new Error('there is no browser');
  const { page } = await visit(browser, test, people.administrator, { path });
  await page.locator('table').first().waitFor();
  return page;
}

/** The barriers of what is shown, in both themes. */
async function barriersOf(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await accessibilityViolations(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  return [...light, ...(await accessibilityViolations(page))];
}

const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });
const dialogOf = (page: Page) => page.getByRole('dialog');

describe.skipIf(browser === null)('the pages about the installation', () => {
  it('change a setting that holds at once, and take it back', async () => {
    const page = await open('/settings');
    const fixed = rowOf(page, 'tokens.authorizationCodeLifetime');
    expect(await fixed.innerText()).toMatch(/30 seconds[\s\S]*Default: 1 minute[\s\S]*Configuration file/);
    expect(await fixed.getByRole('button').count()).toBe(0);

    await page.getByLabel('Search settings').fill('name and password');
    await fixed.waitFor({ state: 'detached' });
    await chooseOption(page, 'grants.password', 'Edit');
    await dialogOf(page).getByRole('switch', { name: 'On' }).click();
    expect(await barriersOf(page)).toEqual([]);
    await dialogOf(page).getByRole('button', { name: 'Save' }).click();
    await rowOf(page, 'grants.password').getByText('Changed here').waitFor();

    const { a } = people.organizations;
    const application = await createApplication(test, { organizationId: a, owner: null, grantTypes: ['password'] });
    const { name: username, password } = people.alice;
    const answer = await test.token({ grant_type: 'password', username, password, ...credentialsOf(application) });
    expect(await jsonOf(answer)).toMatchObject({ error: 'unsupported_grant_type' });

    await chooseOption(page, 'grants.password', 'Reset to default');
    await dialogOf(page).getByText('It goes from “Off” to “On”.').waitFor();
    await dialogOf(page).getByRole('button', { name: 'Reset to default' }).click();
    await rowOf(page, 'grants.password').getByText('Default', { exact: true }).waitFor();
    await page.context().close();
  });

  it('say what is wrong with a value, and keep what was typed', async () => {
    const page = await open('/settings');
    await page.getByLabel('Search settings').fill('corsOrigins');
    await chooseOption(page, 'server.corsOrigins', 'Edit');
    const value = dialogOf(page).getByLabel('Value');
    await value.fill('https://shop.example.com/path');
    await dialogOf(page).getByRole('button', { name: 'Save' }).click();
    await dialogOf(page).getByText('must be an origin').waitFor();
    expect(await value.inputValue()).toBe('https://shop.example.com/path');
    expect(await barriersOf(page)).toEqual([]);
    await page.context().close();
  });

  it('announce the next signing key, let it sign, and end one in an emergency', async () => {
    const page = await open('/signing-keys');
    await rowOf(page, 'Signs every new token.').waitFor();
    await page.getByRole('button', { name: 'Rotate' }).click();
    await dialogOf(page).getByText('It signs in 1 day.').waitFor();
    await dialogOf(page).getByRole('button', { name: 'Rotate' }).click();
    const announced = rowOf(page, 'Published already; signs from');
    await announced.waitFor();
    expect(await page.getByRole('button', { name: 'Rotate' }).count()).toBe(0);

    await announced.getByRole('button', { name: /^More Options/ }).click();
    await page.getByRole('menuitem', { name: 'Sign Now' }).click();
    expect(await barriersOf(page)).toEqual([]);
    await dialogOf(page).getByRole('button', { name: 'Sign Now' }).click();
    const retired = rowOf(page, 'Signs no more.');
    await retired.waitFor();

    await retired.getByRole('button', { name: /^More Options/ }).click();
    await page.getByRole('menuitem', { name: 'Retire in an Emergency' }).click();
    await dialogOf(page).getByText('Every token it signed is refused here at once').waitFor();
    await dialogOf(page).getByRole('button', { name: 'Retire in an Emergency' }).click();
    await rowOf(page, 'with every token it signed').waitFor();
    expect(test.services.keys.publicKeys().keys).toHaveLength(1);
    await page.context().close();
  });

  it('generate the first signing key where there is none, and the warning is gone', async () => {
    if (browser === null) throw new Error('there is no browser');
    const empty = await startTestServer({ settings: { keys: { generate: false }, tokens: { algorithm: 'ES256' } } });
    try {
      const { administrator } = await seedPeople(empty);
      const { page } = await visit(browser, empty, administrator);
      await page.getByRole('link', { name: 'Or generate one under Signing Keys' }).click();
      await page.getByText('There is no signing key yet.').waitFor();
      await page.getByRole('button', { name: 'Generate' }).click();
      await dialogOf(page).getByRole('button', { name: 'Generate' }).click();
      await rowOf(page, 'Signs every new token.').waitFor();
      await page.getByText('encryption keys configuration was not complete').waitFor({ state: 'detached' });
      await page.context().close();
    } finally {
      await empty.close();
    }
  });

  it('run a job now and show how it went', async () => {
    const page = await open('/jobs');
    const row = rowOf(page, 'prune-idle-families');
    expect(await row.innerText()).toMatch(/Every day at 03:20 \(UTC\)[\s\S]*Not yet/);
    await chooseOption(page, 'prune-idle-families', 'Run Now');
    await row.getByText('Succeeded').waitFor({ timeout: 20_000 });
    expect(await row.innerText()).toContain(`process ${process.pid}`);
    expect(await barriersOf(page)).toEqual([]);
    await page.context().close();
  });

  it('are led to for nobody who does not reach every organization', async () => {
    if (browser === null) throw new Error('there is no browser');
    const { page } = await visit(browser, test, people.alice);
    for (const name of ['Configuration', 'Signing Keys', 'Scheduled Jobs']) {
      expect(await page.getByRole('link', { name }).count()).toBe(0);
    }
    await page.goto(`${test.url}/admin/settings`);
    await page.getByText('are for who reaches every organization').or(page.getByText('does not allow')).waitFor();
    await page.context().close();
  });
});
