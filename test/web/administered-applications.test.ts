import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { serverCaller } from '../../src/directory/caller-resolution.ts';
import { accessibilityViolations, openBrowser } from '../fixtures/browser.ts';
import {
  createApplication,
  jsonOf,
  type People,
  seedPeople,
  startTestServer,
  type TestApplication,
  type TestPerson,
  type TestServer,
} from '../fixtures/test-server.ts';
import { chooseOption, devices, namesShown, readCredentials, type VisitOptions, visit } from './visit.ts';

// Pages are looked at for accessibility on the way, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const browser = await openBrowser();
let test: TestServer;
let people: People;

const list = '/oauth-applications';
const storefrontList = '/customer-user-oauth-applications';

beforeAll(async () => {
  test = await startTestServer();
  people = await seedPeople(test);
});

afterAll(async () => {
  await browser?.close();
  await test.close();
});

function open(person: TestPerson, path: string, options: VisitOptions = {}) {
  if (browser === null) throw new Error('there is no browser');
  return visit(browser, test, person, { ...options, path });
}

const make = (name: string, owner: TestPerson, organizationId: string): Promise<TestApplication> =>
  createApplication(test, { name, organizationId, owner: owner.ref, grantTypes: ['client_credentials'] });

const tokenOf = ({ clientId, secret }: TestApplication) =>
  test.token({ grant_type: 'client_credentials', client_id: clientId, client_secret: secret });

/** Chooses somebody or something in a field that searches. */
async function choose(page: Page, field: string, text: string): Promise<void> {
  await page.getByRole('combobox', { name: field }).fill(text);
  await page.getByRole('option', { name: new RegExp(text) }).click();
}

/** Opens the form of a new application: the list that it follows has filters of the same names. */
async function openForm(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Create OAuth Application' }).click();
  await page.getByRole('heading', { level: 1, name: 'Create OAuth Application' }).waitFor();
}

const check = (page: Page, name: string) => page.getByRole('checkbox', { name, exact: true }).check();
const create = (page: Page) => page.getByRole('button', { name: 'Create', exact: true });

/** What is wrong with the page on a phone and on a desktop, in both themes. */
async function barriersOf(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const [device, scheme] of [
    ['desktop', 'light'],
    ['phone', 'dark'],
  ] as const) {
    await page.setViewportSize(devices[device]);
    await page.emulateMedia({ colorScheme: scheme });
    found.push(...(await accessibilityViolations(page)));
    if (await page.evaluate('document.documentElement.scrollWidth > innerWidth')) found.push(`too wide: ${device}`);
  }
  await page.setViewportSize(devices.desktop);
  return found;
}

describe.skipIf(browser === null)('an administrator creates an application for somebody', () => {
  it('with client credentials, keeps what was typed, and is told the secret once', async () => {
    const { complaints, page } = await open(people.administrator, list);
    await openForm(page);
    await choose(page, 'Organization', 'Organization A');
    await page.getByLabel('Application Name').fill('Made for alice');
    await create(page).click();
    await page.getByText('Choose at least one grant type.').waitFor();
    await check(page, 'Client credentials');
    await check(page, 'Authorization code');
    await page.getByLabel('Redirect URI 1', { exact: true }).fill('http://example.com/back');
    await choose(page, 'Owner', 'alice');
    await create(page).click();
    await page.getByText('Redirect URI number 1 is refused').waitFor();
    expect(await page.getByLabel('Application Name').inputValue()).toBe('Made for alice');
    expect(await page.getByRole('combobox', { name: 'Owner' }).inputValue()).toContain('alice');
    expect(await barriersOf(page)).toEqual([]);
    await page.getByRole('checkbox', { name: 'Authorization code' }).uncheck();
    expect(await page.getByRole('checkbox', { name: 'Reuse tokens' }).isChecked()).toBe(false);
    await check(page, 'Reuse tokens');
    await create(page).dblclick();
    await page.getByRole('heading', { name: 'Made for alice was created' }).waitFor();
    const { clientId, clientSecret } = await readCredentials(page, 'main');
    await page.getByText('The owner, alice@example.com, is informed').waitFor();
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByText('GET /api/profile answered 200').waitFor();
    expect(await barriersOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'I have saved it' }).click();
    await page.getByRole('heading', { name: 'Secrets' }).waitFor();
    expect(await page.content()).not.toContain(clientSecret);
    expect(await barriersOf(page)).toEqual([]);
    const answers = [await tokenOf({ id: '', clientId, secret: clientSecret })];
    answers.push(await tokenOf({ id: '', clientId, secret: clientSecret }));
    const [first, second] = await Promise.all(answers.map(async (answer) => (await jsonOf(answer)).access_token));
    expect([answers[0]?.status, second === first]).toEqual([200, true]);
    await page.locator('dt:has-text("Reuse tokens") + dd', { hasText: 'Yes' }).waitFor();
    await page.goto(`${test.url}/admin${list}?name=Made+for`);
    await expect.poll(() => namesShown(page)).toEqual(['Made for alice']);
    expect(complaints).toEqual([]);
  });

  it('and switches token reuse off again when it is edited', async () => {
    const app = await make('Reused', people.eve, people.organizations.a);
    await test.services.administrations.clients.update(serverCaller(), app.id, { tokenReuse: true });
    const { page } = await open(people.alice, `${list}/${app.id}`);
    const fact = (value: string) => page.locator('dt:has-text("Reuse tokens") + dd', { hasText: value }).waitFor();
    await fact('Yes');
    await page.getByRole('link', { name: 'Edit', exact: true }).click();
    await page.getByRole('checkbox', { name: 'Reuse tokens' }).uncheck();
    await page.getByRole('button', { name: 'Save' }).click();
    await fact('No');
  });

  it('that is public and gets codes: it has no secret, and is shown the authorization endpoint', async () => {
    const { page } = await open(people.alice, `${list}/create`);
    await page.getByLabel('Application Name').fill('Pocket');
    await check(page, 'Authorization code');
    await page.getByLabel('Redirect URI 1', { exact: true }).fill('com.example.pocket:/back');
    await page.getByRole('checkbox', { name: 'Confidential' }).uncheck();
    expect(await page.getByRole('checkbox', { name: 'PKCE required' }).count()).toBe(0);
    await create(page).click();
    await page.getByText('it has no secret').waitFor();
    expect(await page.getByLabel('Authorization endpoint', { exact: true }).innerText()).toContain('/authorize');
    expect(await page.getByRole('tabpanel').innerText()).toContain('code_challenge_method=S256');
    expect(await page.getByRole('button', { name: 'Try it' }).count()).toBe(0);
  });

  it('of the storefront for a customer user, with guests', async () => {
    const { page } = await open(people.alice, storefrontList);
    await openForm(page);
    await page.getByLabel('Application Name').fill('Shop');
    await check(page, 'Password (legacy)');
    await check(page, 'Guests allowed');
    await choose(page, 'Owner', 'carol');
    await create(page).click();
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByText('GET /storefront/api/profile answered 200').waitFor();
    await page.getByRole('button', { name: 'I have saved it' }).click();
    await page.getByRole('heading', { name: 'Secrets' }).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/admin\/customer-user-oauth-applications\/[0-9a-f-]{36}$/);
    await page.getByText('carol@example.com').first().waitFor();
  });
});

describe.skipIf(browser === null)('the list of administrators', () => {
  beforeAll(async () => {
    const { a, b } = people.organizations;
    for (let number = 10; number < 22; number += 1) await make(`Row ${number}`, people.eve, number % 2 === 0 ? a : b);
  });

  it('filters, sorts and turns pages, all of it in the address, and exports what it shows', async () => {
    const { page } = await open(people.administrator, `${list}?name=Row&size=10&sort=-name`);
    await expect.poll(async () => (await namesShown(page))[0]).toBe('Row 21');
    await page.getByRole('button', { name: 'Page 2' }).click();
    await expect.poll(() => namesShown(page)).toEqual(['Row 11', 'Row 10']);
    await choose(page, 'Organization', 'Organization B');
    await expect.poll(() => namesShown(page)).toHaveLength(6);
    await page.getByLabel('Owner', { exact: true }).fill('eve');
    await page.getByLabel('Grant type').selectOption('client_credentials');
    await page.getByLabel('Status').selectOption('active');
    await page.getByRole('button', { name: 'Last used' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('sort')).toBe('lastUsedAt');
    await page.reload();
    await expect.poll(() => namesShown(page)).toHaveLength(6);
    expect(await page.getByRole('combobox', { name: 'Organization' }).inputValue()).toBe('Organization B');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export CSV' }).click(),
    ]);
    const lines = await readFile(await download.path(), 'utf8');
    expect(lines.split('\r\n').filter((line) => line.includes('Row '))).toHaveLength(6);
    for (const column of ['Name', 'Client ID', 'Status', 'Grant type', 'Owner', 'Organization']) {
      await page.getByRole('button', { name: column, exact: true }).click();
      await expect.poll(() => namesShown(page)).toHaveLength(6);
    }
    await page.getByLabel('Used from').fill('2026-01-01');
    await page.getByText('Nothing matches these filters.').waitFor();
  });

  it('does the same with several at once, and says which ones did not go', async () => {
    const gone = await make('Bulk gone', people.eve, people.organizations.a);
    const kept = await make('Bulk kept', people.eve, people.organizations.a);
    const { page } = await open(people.administrator, `${list}?name=Bulk`);
    await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
    await page.getByRole('button', { name: 'Deactivate', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Deactivate 2 applications?' });
    await dialog.getByText('tokens stop working at once').waitFor();
    expect(await barriersOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Deactivate' }).click();
    await page.getByText('2 applications were deactivated.').waitFor();
    expect((await tokenOf(kept)).status).toBe(401);
    await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await test.services.administrations.clients.delete(serverCaller(), gone.id);
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('1 application was deleted.').waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Bulk gone' }).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
    await page.getByText('Nothing matches these filters.').waitFor();
  });

  it('has edit, deactivate and delete in the menu of a row', async () => {
    const app = await make('Menu', people.eve, people.organizations.a);
    const { page } = await open(people.alice, `${list}?name=Menu`);
    await chooseOption(page, 'Menu', 'Edit');
    await page.getByLabel('Application Name').fill('Menu two');
    await page.getByLabel('Read only').check();
    await page.getByRole('button', { name: 'Add an origin' }).click();
    await page.keyboard.type('not an origin');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('group', { name: 'Allowed origins (CORS)' }).getByRole('alert').waitFor();
    expect(await page.getByLabel('Application Name').inputValue()).toBe('Menu two');
    await page.getByRole('button', { name: 'Remove Allowed origin 1' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Menu two' }).waitFor();
    await page.getByText('Read only').waitFor();
    await page.getByRole('button', { name: 'Deactivate' }).click();
    await page.getByText('No refresh token of it is live.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
    await page.getByText('Inactive', { exact: true }).waitFor();
    expect((await tokenOf(app)).status).toBe(401);
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('heading', { name: 'OAuth Applications', level: 1 }).waitFor();
  });
});

describe.skipIf(browser === null)('each sees what is theirs to look after', () => {
  it('organization administrators their organization alone', async () => {
    const { a, b } = people.organizations;
    await make('Scoped ours', people.eve, a);
    const other = await make('Scoped theirs', people.eve, b);
    const { page } = await open(people.alice, `${list}?name=Scoped`);
    await expect.poll(() => namesShown(page)).toEqual(['Scoped ours']);
    expect(await page.getByRole('combobox', { name: 'Organization' }).count()).toBe(0);
    await page.goto(`${test.url}/admin${list}/${other.id}`);
    await page.getByText('There is no such application').waitFor();
  });

  it('members no list, and nothing of others at its address', async () => {
    const other = await make('Not of bob', people.eve, people.organizations.b);
    const { page } = await open(people.bob, '');
    expect(await page.getByRole('link', { name: /OAuth Applications/ }).count()).toBe(0);
    for (const path of [list, storefrontList, `${list}/create`]) {
      await page.goto(`${test.url}/admin${path}`);
      await page.getByRole('heading', { name: 'There is no such page.' }).waitFor();
    }
    await page.goto(`${test.url}/admin${list}/${other.id}`);
    await page.getByText('There is no such application').waitFor();
    expect(await page.content()).not.toContain('Not of bob');
  });
});

describe.skipIf(browser === null)('the secrets of an application', () => {
  const sides = [
    { side: 'backoffice', who: 'bob', organization: 'b' },
    { side: 'storefront', who: 'carol', organization: 'a' },
  ] as const;

  it.each(sides)(
    'are added and retired by its owner, without an outage ($side)',
    async ({ organization, side, who }) => {
      const place = people.organizations[organization];
      const first = await make(`Rotating ${side}`, people[who], place);
      const options = side === 'storefront' ? { side, organization: place } : { side };
      const { complaints, page } = await open(people[who], '/my-user', options);
      await chooseOption(page, `Rotating ${side}`, 'Secrets');
      await page.getByRole('button', { name: 'Add secret' }).click();
      const dialog = page.getByRole('dialog', { name: 'Add secret' });
      await dialog.getByLabel('Name').fill('Default');
      await dialog.getByRole('button', { name: 'Add secret' }).click();
      await dialog.getByText('Another secret has this name.').waitFor();
      await dialog.getByLabel('Name').fill('Next year');
      await dialog.getByLabel('Expires').selectOption('date');
      await dialog.getByLabel('Day on which it ends').fill('2001-01-01');
      await dialog.getByRole('button', { name: 'Add secret' }).click();
      await dialog.getByText('A secret expires in the future.').waitFor();
      expect(await barriersOf(page)).toEqual([]);
      await dialog.getByLabel('Expires').selectOption('90');
      await dialog.getByRole('button', { name: 'Add secret' }).dblclick();
      const secret = await page.getByRole('dialog').getByLabel('Client Secret', { exact: true }).innerText();
      expect(await barriersOf(page)).toEqual([]);
      await page.getByRole('button', { name: 'I have saved it' }).click();
      await page.getByRole('row', { name: /Next year/ }).waitFor();
      expect(await page.content()).not.toContain(secret);
      const second = { ...first, secret };
      expect([(await tokenOf(first)).status, (await tokenOf(second)).status]).toEqual([200, 200]);
      await page.getByRole('button', { name: 'Retire: Default' }).click();
      await page.getByText('It stops working at once and for good.').waitFor();
      expect(await barriersOf(page)).toEqual([]);
      await page.getByRole('dialog').getByRole('button', { name: 'Retire' }).click();
      await page.getByRole('row', { name: /Default/ }).waitFor({ state: 'detached' });
      expect([(await tokenOf(first)).status, (await tokenOf(second)).status]).toEqual([401, 200]);
      expect(complaints).toEqual([]);
    },
  );

  it('are retired with a hint whether they are still in use', async () => {
    const app = await make('Used', people.eve, people.organizations.a);
    await tokenOf(app);
    await test.services.storage.clientUsage.flush();
    const { page } = await open(people.alice, `${list}/${app.id}#secrets`);
    await page.getByRole('row', { name: /from 127\.0\.0\.1/ }).waitFor();
    await page.getByRole('button', { name: 'Retire: Default' }).click();
    await page.getByText(/It is still in use: last on .* from 127\.0\.0\.1/).waitFor();
    await page.getByText('It is the only secret').waitFor();
  });
});

describe.skipIf(browser === null)('an application is handed over', () => {
  it('to another owner, with a new secret that is told once', async () => {
    const app = await make('Handed', people.eve, people.organizations.a);
    const { page } = await open(people.administrator, `${list}/${app.id}`);
    await page.getByRole('button', { name: 'Hand over' }).click();
    await choose(page, 'New owner', 'alice');
    await page.getByRole('dialog').getByRole('button', { name: 'Hand over' }).dblclick();
    const secret = await page.getByRole('dialog').getByLabel('Client Secret', { exact: true }).innerText();
    await page.getByRole('button', { name: 'I have saved it' }).click();
    await page.getByText('alice@example.com').first().waitFor();
    expect([(await tokenOf(app)).status, (await tokenOf({ ...app, secret })).status]).toEqual([401, 200]);
  });
});

describe.skipIf(browser === null)('a registered API', () => {
  it('is added with its scopes, its secret told once, and applications are allowed it', async () => {
    const { page } = await open(people.administrator, '/registered-apis');
    await page.getByRole('button', { name: 'Register an API' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Orders');
    await dialog.getByLabel('Identifier').fill('orders');
    await dialog.getByRole('button', { name: 'Add a scope' }).click();
    await dialog.getByLabel('Scope 1', { exact: true }).fill('orders:read');
    await dialog.getByLabel('Sentence about scope 1').fill('See the orders.');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await dialog.getByText('The identifier is refused').waitFor();
    expect(await dialog.getByLabel('Sentence about scope 1').inputValue()).toBe('See the orders.');
    expect(await barriersOf(page)).toEqual([]);
    await dialog.getByLabel('Identifier').fill('https://orders.example.com/api');
    await dialog.getByRole('button', { name: 'Create' }).dblclick();
    const told = () => dialog.getByLabel('Secret', { exact: true }).innerText();
    const first = await told();
    expect(first).toMatch(/^grs_/);
    await page.getByRole('button', { name: 'I have saved it' }).click();
    await chooseOption(page, 'Orders', 'New secret');
    await dialog.getByRole('button', { name: 'New secret' }).click();
    await dialog.getByText('introspection endpoint').waitFor();
    expect(await told()).not.toBe(first);
    await page.getByRole('button', { name: 'I have saved it' }).click();
    const app = await make('Uses orders', people.eve, people.organizations.a);
    await page.goto(`${test.url}/admin${list}/${app.id}/edit`);
    await page.getByRole('checkbox', { name: 'Orders' }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('https://orders.example.com/api (orders:read)').waitFor();
    await page.goto(`${test.url}/admin/registered-apis`);
    await chooseOption(page, 'Orders', 'Delete');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No API is registered yet.').waitFor();
  });

  it('is for those alone who reach every organization', async () => {
    const { page } = await open(people.alice, '/registered-apis');
    await page.getByRole('heading', { name: 'There is no such page.' }).waitFor();
  });
});
