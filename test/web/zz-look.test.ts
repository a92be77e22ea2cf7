import { afterAll, beforeAll, it, vi } from 'vitest';
import { openBrowser } from '../fixtures/browser.ts';
import { type People, seedPeople, startTestServer, type TestServer } from '../fixtures/test-server.ts';
import { devices, visit } from './visit.ts';

vi.setConfig({ testTimeout: 200_000, hookTimeout: 60_000 });
const browser = await openBrowser();
let test: TestServer;
let people: People;
beforeAll(async () => {
  test = await startTestServer({ settings: { tokens: { algorithm: 'ES256', authorizationCodeLifetime: 30 } } });
  people = await seedPeople(test);
});
afterAll(async () => {
  await browser?.close();
  await test.close();
});
it('looks', async () => {
  if (!browser) return;
  const { serverCaller } = await import('../../src/directory/caller-resolution.ts');
  const { administrations: a } = test.services;
  await a.settings.change(serverCaller(), 'grants.password', true);
  await a.settings.change(serverCaller(), 'tokens.accessTokenLifetime', 5400);
  await a.signingKeys.create(serverCaller(), 'EdDSA');
  await a.jobs.run(serverCaller(), 'prune');
  const locale = process.env.LOOK ?? 'en';
  await a.users.update(serverCaller(), people.administrator.ref.id, { locale });
  const { page } = await visit(browser, test, people.administrator);
  for (const path of ['settings', 'signing-keys', 'jobs']) {
    for (const [device, scheme] of [
      ['desktop', 'light'],
      ['phone', 'dark'],
    ] as const) {
      await page.setViewportSize(devices[device]);
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto(`${test.url}/admin/${path}`);
      await page.locator('table').first().waitFor();
      await page.waitForTimeout(800);
      await page.screenshot({ path: `/tmp/system-${locale}-${path}-${device}.png` });
    }
  }
  await page.setViewportSize(devices.desktop);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(`${test.url}/admin/settings`);
  await page.getByRole('button', { name: /tokens.accessTokenLifetime/ }).click();
  await page.getByRole('menuitem').first().click();
  await page.waitForTimeout(500);
  await page.screenshot({ path: `/tmp/system-${locale}-dialog.png` });
});
