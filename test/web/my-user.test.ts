import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { serverCaller } from '../../src/directory/caller-resolution.ts';
import { builtInRoles } from '../../src/directory/role.ts';
import { accessibilityViolations, openBrowser } from '../fixtures/browser.ts';
import {
  createApplication,
  jsonOf,
  type People,
  seedPeople,
  startTestServer,
  type TestPerson,
  type TestServer,
} from '../fixtures/test-server.ts';
import {
  addApplication,
  chooseOption,
  namesShown,
  readCredentials,
  type SiteName,
  sites,
  type VisitOptions,
  visit,
} from './visit.ts';

// Each walk looks at every step for accessibility, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const browser = await openBrowser();
let test: TestServer;
let people: People;
/** Works in the headquarters, which are global, and in organization A. */
let gus: TestPerson;

beforeAll(async () => {
  test = await startTestServer();
  people = await seedPeople(test);
  const { a, all } = people.organizations;
  const password = 'password of gus, who moves';
  const memberships = [all, a].map((organizationId) => ({ organizationId, roleId: builtInRoles.member.id }));
  const created = await test.services.administrations.users.create(serverCaller(), {
    username: 'gus',
    email: 'gus@example.com',
    memberships,
    password,
  });
  gus = { ref: { kind: 'user', id: created.id }, name: 'gus', password };
});

afterAll(async () => {
  await browser?.close();
  await test.close();
});

function open(person: TestPerson, options: VisitOptions = {}) {
  if (browser === null) throw new Error('there is no browser');
  const organization = options.side === 'storefront' ? people.organizations.a : undefined;
  return visit(browser, test, person, { ...options, ...(organization !== undefined && { organization }) });
}

const warning =
  'For security reasons, the Client Secret is displayed only once -- immediately after you have created a new application. You cannot view the Client Secret anywhere in the application once you close this dialog, so make sure you save it somewhere safe so you can access it later.';

/** Everything in which a page could keep something: what it shows, its fields, its stores, its address. */
const everythingKept = `JSON.stringify([
  document.documentElement.outerHTML,
  [...document.querySelectorAll('input, textarea')].map((field) => field.value),
  Object.entries(localStorage), Object.entries(sessionStorage), history.state, location.href, document.cookie, name,
])`;

const walks = (['backoffice', 'storefront'] as const).flatMap((side) => [
  { side, device: 'desktop', scheme: 'light' } as const,
  { side, device: 'phone', scheme: 'dark' } as const,
  { side, device: 'desktop', scheme: 'dark' } as const,
]);

const whoAt = (side: SiteName) => (side === 'backoffice' ? people.alice : people.carol);

describe.skipIf(browser === null)('an application is added as the documents say (seed-000)', () => {
  it.each(walks)('in the $side on a $device, $scheme', async ({ device, scheme, side }) => {
    const { addresses, complaints, page } = await open(whoAt(side), { side, device, scheme });
    const { api, base, secret } = sites[side];
    const name = `Sync ${device} ${scheme}`;
    expect(await accessibilityViolations(page)).toEqual([]);
    const fitting = 'document.documentElement.scrollWidth <= innerWidth';
    expect(await page.evaluate(fitting)).toBe(true);

    const { name: shownName } = JSON.parse((await page.locator('#grantry-context').textContent()) ?? '{}');
    await page.getByRole('button', { name: shownName, exact: true }).click();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole('menuitem', { name: 'My User' }).click();
    await page.getByRole('heading', { name: 'OAuth Applications' }).waitFor();

    await page.getByRole('button', { name: 'Add Application' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add Application' });
    expect(await dialog.getByLabel('Active').isChecked()).toBe(true);
    await dialog.getByLabel('Only what I choose').check();
    expect(await accessibilityViolations(page)).toEqual([]);
    await dialog.getByLabel('Everything I may do').check();
    await dialog.getByLabel('Application Name').fill(name);
    await dialog.getByRole('button', { name: 'Create' }).dblclick();

    const { clientId, clientSecret } = await readCredentials(page);
    expect(clientId).toMatch(/^[A-Za-z0-9_-]{32}$/);
    expect(clientSecret).toMatch(secret);
    await page.getByText(warning).waitFor();
    for (const language of ['curl', 'JavaScript', 'Python', 'PHP']) {
      await page.getByRole('tab', { name: language }).click();
      expect(await page.getByRole('tabpanel').innerText()).toContain(clientSecret);
    }
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByText('valid for 3600 seconds').waitFor();
    await page.getByText(`GET ${api}/profile answered 200`).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(await page.evaluate(fitting)).toBe(true);

    await page.keyboard.press('Escape');
    await page.getByText(clientSecret, { exact: true }).waitFor();
    await page.getByRole('button', { name: 'I have saved it' }).click();
    await page.getByRole('button', { name: `More Options: ${name}` }).waitFor();
    expect((await namesShown(page)).filter((each) => each === name)).toEqual([name]);
    expect(await page.evaluate(everythingKept)).not.toContain(clientSecret);
    await page.reload();
    await page.getByRole('button', { name: `More Options: ${name}` }).waitFor();
    expect(await page.evaluate(everythingKept)).not.toContain(clientSecret);
    const answer = await page.evaluate(`fetch('${api}/oauthapplications').then((response) => response.text())`);
    expect(answer).toContain(clientId);
    expect(answer).not.toContain(clientSecret);
    expect(addresses.filter((each) => each.includes(clientSecret) || !each.startsWith(test.url))).toEqual([
      ...addresses.filter((each) => each === 'data:,'),
    ]);
    expect(page.url()).toBe(`${test.url}${base}/my-user`);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe.skipIf(browser === null)('the credentials', () => {
  it('are not left by accident, and Back does not bring them again', async () => {
    const { page } = await open(people.bob);
    await page.getByRole('link', { name: 'Grantry' }).click();
    const { clientSecret } = await addApplication(page, 'Kept');
    await page.evaluate('history.back()');
    await page.getByText('Save the Client Secret first').waitFor();
    expect(await page.getByText(clientSecret, { exact: true }).isVisible()).toBe(true);
    page.on('dialog', (dialog) => dialog.accept());
    await page.goto(`${test.url}/healthz`);
    await page.goBack();
    await page.getByRole('button', { name: 'Add Application' }).waitFor();
    expect(await page.evaluate(everythingKept)).not.toContain(clientSecret);
  });

  it('work, and are copied with their icons', async () => {
    const { page } = await open(people.bob);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: test.url });
    const { clientId, clientSecret } = await addApplication(page, 'Copied');
    await page.getByRole('button', { name: 'Copy the Client Secret' }).click();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(clientSecret);
    await page.getByRole('button', { name: 'Copy the Client ID', exact: true }).click();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(clientId);
    const credentials = { client_id: clientId, client_secret: clientSecret };
    expect((await test.token({ grant_type: 'client_credentials', ...credentials })).status).toBe(200);
  });
});

describe.skipIf(browser === null)('the dialog', () => {
  it('keeps what was typed and says at the field what is wrong', async () => {
    const { page } = await open(people.bob);
    await createApplication(test, {
      name: 'Twice',
      organizationId: people.organizations.b,
      owner: people.bob.ref,
      grantTypes: ['client_credentials'],
    });
    await page.getByRole('button', { name: 'Add Application' }).click();
    const name = page.getByLabel('Application Name');
    await name.fill('Twice');
    await page.getByLabel('Read only').check();
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await expect.poll(() => name.getAttribute('aria-invalid')).toBe('true');
    expect([await name.inputValue(), await page.getByLabel('Read only').isChecked()]).toEqual(['Twice', true]);
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByLabel('Only what I choose').check();
    await name.fill('Thrice');
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByText('Choose at least one scope.').waitFor();
    expect(await name.inputValue()).toBe('Thrice');
    expect(await accessibilityViolations(page)).toEqual([]);
  });

  it('is used with the keyboard alone', async () => {
    const { page } = await open(people.bob);
    await page.getByRole('button', { name: 'Add Application' }).focus();
    await page.keyboard.press('Enter');
    // What is typed before the dialog has the focus goes nowhere.
    await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('INPUT');
    await page.keyboard.type('Typed');
    await page.keyboard.press('Enter');
    await readCredentials(page);
    await page.getByRole('button', { name: 'I have saved it' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate('document.activeElement.innerText')).toBe('Add Application');
    await page.getByRole('button', { name: 'More Options: Typed' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem').first().waitFor();
    await expect.poll(() => page.evaluate('document.activeElement.role')).toMatch(/^menu/);
    while ((await page.evaluate('document.activeElement.innerText')) !== 'Edit') {
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate('document.activeElement.ariaLabel')).toBe('More Options: Typed');
  });

  it('asks for the organization only in a global one, and only of people with several', async () => {
    const { page } = await open(gus);
    await page.getByRole('button', { name: 'Add Application' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Organization').selectOption({ label: 'Organization A' });
    await dialog.getByLabel('Application Name').fill('For A');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('button', { name: 'I have saved it' }).click();
    await page.getByRole('row', { name: /For A.*Organization A/ }).waitFor();
    await page.getByRole('button', { name: /^Switch organization/ }).click();
    await page.getByRole('menuitemradio', { name: 'Organization A' }).click();
    await page.getByRole('button', { name: 'Switch organization: Organization A' }).waitFor();
    await page.getByRole('button', { name: 'Add Application' }).click();
    await dialog.getByLabel('Application Name').waitFor();
    expect(await dialog.getByLabel('Organization').count()).toBe(0);
  });
});

describe.skipIf(browser === null)('the grid', () => {
  beforeAll(async () => {
    const { organizations } = people;
    for (let number = 10; number < 40; number += 1) {
      const place = { organizationId: organizations.a, owner: people.eve.ref, active: number % 2 === 0 };
      await createApplication(test, { ...place, name: `App ${number}`, grantTypes: ['client_credentials'] });
    }
  });

  it('keeps filters, order and page in the address', async () => {
    const { page } = await open(people.eve, { path: '/my-user?size=10' });
    const shown = () => namesShown(page);
    await expect.poll(shown).toHaveLength(10);
    await page.getByRole('button', { name: 'Page 2' }).click();
    await expect.poll(async () => (await shown())[0]).toBe('App 20');
    await page.getByRole('button', { name: 'Name', exact: true }).click();
    await expect.poll(async () => (await shown())[0]).toBe('App 39');
    await page.getByLabel('Name', { exact: true }).fill('App 3');
    await page.getByLabel('Status').selectOption('inactive');
    await expect.poll(shown).toEqual(['App 39', 'App 37', 'App 35', 'App 33', 'App 31']);
    await page.reload();
    await expect.poll(shown).toEqual(['App 39', 'App 37', 'App 35', 'App 33', 'App 31']);
    await page.getByLabel('Organization', { exact: true }).selectOption({ label: 'Organization B' });
    await page.getByText('Nothing matches these filters.').waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Clear filters' }).first().click();
    await expect.poll(shown).toHaveLength(10);
  });

  it('shows on phones only what can be seen and reached', async () => {
    const { page } = await open(people.eve, { device: 'phone', path: '/my-user?size=10' });
    await expect.poll(() => namesShown(page)).toHaveLength(10);
    await page.getByLabel('Sort by').selectOption('-name');
    await expect.poll(async () => (await namesShown(page))[0]).toBe('App 39');
    for (let key = 0; key < 30; key += 1) {
      await page.keyboard.press('Tab');
      const left = await page.evaluate('document.activeElement.getBoundingClientRect().left');
      expect(left).toBeGreaterThanOrEqual(0);
    }
    await page.getByRole('button', { name: 'Open navigation' }).click();
    await page.getByRole('link', { name: 'API documentation' }).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
  });

  it('edits, deactivates, activates and deletes, and asks before', async () => {
    const { page } = await open(people.carol, { side: 'storefront' });
    const { clientId, clientSecret } = await addApplication(page, 'Changing');
    await page.getByRole('button', { name: 'I have saved it' }).click();
    const token = () =>
      test.token({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret });
    await chooseOption(page, 'Changing', 'Deactivate');
    await page.getByText('stop working at once').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect((await token()).status).toBe(200);
    await chooseOption(page, 'Changing', 'Deactivate');
    await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
    await page.getByRole('row', { name: /Changing.*Inactive/ }).waitFor();
    expect((await jsonOf(await token())).error).toBe('invalid_client');
    await chooseOption(page, 'Changing', 'Activate');
    await page.getByRole('dialog').getByRole('button', { name: 'Activate' }).click();
    await page.getByRole('row', { name: /Changing.*Active/ }).waitFor();
    await chooseOption(page, 'Changing', 'Edit');
    await page.getByRole('dialog').getByLabel('Application Name').fill('Changed');
    await page.getByRole('button', { name: 'Save' }).click();
    await chooseOption(page, 'Changed', 'Delete');
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect.poll(async () => (await namesShown(page)).includes('Changed')).toBe(false);
  });

  it('leads to the sign-in page and back when the session is over', async () => {
    const { page } = await open(people.bob, { path: '/my-user?sort=-name' });
    await page.context().clearCookies();
    await page.getByLabel('Status').selectOption('active');
    await page.waitForURL(/\/admin\/sign-in\?return=/);
    expect(new URL(page.url()).searchParams.get('return')).toContain('/admin/my-user?sort=-name');
  });
});
