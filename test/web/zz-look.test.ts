import { it, vi } from 'vitest';
import { accessibilityViolations, openBrowser } from '../fixtures/browser.ts';
import { createApplication, seedPeople, startTestServer } from '../fixtures/test-server.ts';
import { visit } from './visit.ts';
vi.setConfig({ testTimeout: 300_000 });
it('looks', async () => {
  const browser = await openBrowser();
  if (!browser) return;
  const test = await startTestServer();
  const people = await seedPeople(test);
  await createApplication(test, { name: 'Eve sync', organizationId: people.organizations.a, owner: people.eve.ref, grantTypes: ['client_credentials'] });
  await createApplication(test, { name: 'Dan sync', organizationId: people.organizations.b, owner: people.dan.ref, grantTypes: ['client_credentials'] });
  for (const device of ['desktop', 'phone'] as const) {
    const scheme = device === 'desktop' ? 'light' : 'dark';
    const { page, complaints } = await visit(browser, test, people.administrator, { device, scheme });
    const look = async (name: string) => {
      await page.waitForTimeout(500);
      await page.screenshot({ path: `/tmp/people-shots/${name}-${device}.png` });
      const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
      console.log(name, device, page.url(), wide, await accessibilityViolations(page));
    };
    const go = async (path: string) => { await page.goto(`${test.url}/admin${path}`); await page.locator('#content h1').waitFor(); };
    await go('/users'); await look('users');
    const size = await page.evaluate(`Object.values(Object.fromEntries(performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js')).map(({ encodedBodySize, name }) => [name, encodedBodySize]))).reduce((sum, size) => sum + size, 0)`);
    console.log('script', size);
    await page.getByRole('button', { name: 'Create User' }).click(); await look('create-user');
    await page.getByRole('button', { name: 'Generate' }).click();
    await page.getByRole('dialog').getByRole('combobox', { name: 'Organization' }).click(); await look('create-user-picker');
    await go(`/users/${people.eve.ref.id}`); await look('user');
    await page.getByRole('button', { name: 'Edit organizations and roles' }).click(); await look('memberships');
    await go(`/users/${people.eve.ref.id}`);
    await page.getByRole('button', { name: /^More Options: eve/ }).click(); await look('user-menu');
    await page.getByRole('menuitem', { name: 'Reset password' }).click(); await look('reset');
    await go('/roles'); await look('roles');
    await go('/roles/00000000-0000-4000-8000-000000000002'); await look('role');
    await page.getByRole('button', { name: 'Copy', exact: true }).click(); await look('role-copy');
    await go('/organizations'); await look('organizations');
    await go(`/organizations/${people.organizations.a}`); await look('organization');
    await go('/customers'); await look('customers');
    await page.getByRole('button', { name: 'Create Customer' }).click(); await look('create-customer');
    await go('/customer-users'); await look('customer-users');
    await page.getByRole('button', { name: 'Create Customer User' }).click(); await look('create-customer-user');
    console.log(complaints);
    await page.context().close();
    const store = await visit(browser, test, people.dan, { device, scheme, side: 'storefront', organization: people.organizations.b });
    for (const path of ['/people', '/company-applications', `/people/${people.dan.ref.id}`]) {
      await store.page.goto(`${test.url}/account${path}`); await store.page.locator('#content h1').waitFor(); await store.page.waitForTimeout(500);
      await store.page.screenshot({ path: `/tmp/people-shots/store${path.slice(0, 8).replaceAll('/', '-')}-${device}.png` });
      console.log(path, await accessibilityViolations(store.page), store.complaints);
    }
    await store.page.context().close();
  }
  await browser.close(); await test.close();
});
