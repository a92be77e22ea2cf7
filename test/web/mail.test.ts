import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { accessibilityViolations, openBrowser } from '../fixtures/browser.ts';
import {
  createApplication,
  type People,
  seedPeople,
  startTestServer,
  type TestServer,
} from '../fixtures/test-server.ts';
import { within } from '../storage/within.ts';
import { chooseOption, visit } from './visit.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

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

/** Opens a page of the back-office, as an administrator of everything where nobody else is named. */
async function open(path: string, person = people.administrator) {
  if (browser === null) throw new Error('there is no browser');
  const visited = await visit(browser, test, person, { path });
  await visited.page.locator('#content :is(table, .code-editor, iframe)').first().waitFor();
  return visited;
}

/** The barriers of what is shown, in both themes. */
async function barriersOf(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await accessibilityViolations(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  return [...light, ...(await accessibilityViolations(page))];
}

const frameOf = (page: Page) => page.frameLocator('iframe');
const editorOf = (page: Page, label: string) => page.getByRole('textbox', { name: label });

interface Window {
  getComputedStyle(element: unknown): { readonly color: string };
}

/** The colour in which an element is shown; runs in the browser. */
const colourOf = (element: unknown) => (globalThis as unknown as Window).getComputedStyle(element).color;

/** Replaces what stands in an editor. */
async function rewrite(page: Page, label: string, text: string): Promise<void> {
  await editorOf(page, label).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Backspace');
  await page.keyboard.insertText(text);
}

describe.skipIf(browser === null)('the templates of mails', () => {
  it('are listed in every language, and lead to their editor', async () => {
    const { page } = await open('/mail-templates');
    await page.getByLabel('Template', { exact: true }).selectOption('Application created');
    await page.getByText('5 entries').waitFor();
    await page.getByLabel('Language', { exact: true }).selectOption('German');
    await page.getByText('1 entry').waitFor();
    await page.getByRole('link', { name: 'Application created' }).click();
    await page.getByRole('heading', { name: 'Application created', level: 1 }).waitFor();
    expect(await page.getByLabel('Subject', { exact: true }).inputValue()).toContain('{{ application.name }}');
    await frameOf(page).getByText('Guten Tag Ada Lovelace').waitFor();
    await page.context().close();
  });

  it('are edited with colours beside what they come to, tested, saved and reset', async () => {
    const { complaints, page } = await open('/mail-templates/application.created.en');
    await frameOf(page).getByText('Warehouse sync').first().waitFor();
    expect(await page.locator('.code-editor .tok-typeName').count()).toBeGreaterThan(0);
    await rewrite(page, 'HTML', '<p style="color: #1864ab">Welcome, </p>');
    await page.getByRole('button', { name: 'Insert {{ recipient.name }}' }).click();
    await frameOf(page).getByText('Welcome, Ada Lovelace').waitFor();
    const colour = await frameOf(page).getByText('Welcome').evaluate(colourOf);
    expect(colour).toBe('rgb(24, 100, 171)');
    expect(await barriersOf(page)).toEqual([]);

    await page.getByRole('button', { name: 'Send me a test' }).click();
    await page.getByText(`A test is on its way to ${people.administrator.name}@example.com.`).waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The template was saved.').waitFor();
    expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);

    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Reset' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await frameOf(page).getByText('Warehouse sync').first().waitFor();
    expect(await page.getByRole('button', { name: 'Reset' }).count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('say at once what is wrong, lose nothing of what was typed, and cannot be saved so', async () => {
    const { page } = await open('/mail-templates/application.created.fr');
    const typed = '<p>{{ application.secret }}</p>';
    await rewrite(page, 'HTML', typed);
    await page.getByRole('alert').filter({ hasText: 'There is no field application.secret.' }).waitFor();
    await page.getByText('The preview shows the last version that worked.').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').nth(1).waitFor();
    expect(await editorOf(page, 'HTML').innerText()).toBe(typed);
    expect(await barriersOf(page)).toEqual([]);

    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.message());
      void (asked.length === 1 ? dialog.dismiss() : dialog.accept());
    });
    const away = page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name: 'My User' });
    await away.click();
    expect(await editorOf(page, 'HTML').innerText()).toBe(typed);
    await away.click();
    await page.getByRole('heading', { name: 'My User', level: 1 }).waitFor();
    expect(asked).toEqual(Array(2).fill('What you changed is not saved. Leave this page?'));
    await page.context().close();
  });

  it('show a mail in a frame in which nothing runs, loads or leads anywhere (E7)', async () => {
    const { page } = await open('/mail-templates/application.created.en');
    const frame = page.locator('iframe');
    expect(await frame.getAttribute('sandbox')).toBe('');
    expect(await frame.getAttribute('srcdoc')).toContain(`content="default-src 'none';style-src 'nonce-`);
    await frameOf(page).getByRole('link').first().click();
    expect(page.url()).toContain('/mail-templates/');
    await frameOf(page).getByText('Warehouse sync').first().waitFor();

    await page.getByText('HTML, Narrow').click();
    expect((await frame.boundingBox())?.width).toBeLessThanOrEqual(360);
    await page.getByText('Plain text', { exact: true }).last().click();
    await page.getByRole('region', { name: 'Plain text' }).getByText('Hello Ada Lovelace').waitFor();
    await page.context().close();
  });

  it('have a version of an organization in place of the one for all', async () => {
    const { page } = await open('/mail-templates/password.changed.en');
    await page.getByRole('combobox', { name: 'Version of' }).fill('Organization B');
    await page.getByRole('option', { name: 'Organization B' }).click();
    await page.waitForURL(`**/password.changed.en.${people.organizations.b}`);
    await page.getByLabel('Subject', { exact: true }).fill('Your password at B was changed');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('This organization').waitFor();
    await page.context().close();
  });
});

describe.skipIf(browser === null)('the notification rules', () => {
  it('are added, turned off and on, edited and deleted', async () => {
    const { complaints, page } = await open('/notification-rules');
    await page.getByRole('button', { name: 'Add Rule' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Event').selectOption('Application deleted');
    await dialog.getByLabel('Owner, or the person concerned').click();
    await dialog.getByRole('button', { name: 'Add Rule' }).click();
    await dialog.getByText('A rule tells somebody.').waitFor();
    await dialog.getByRole('button', { name: 'Add an address' }).click();
    await dialog.getByLabel('Address 1', { exact: true }).fill('security@example.com');
    expect(await barriersOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Add Rule' }).click();
    await dialog.waitFor({ state: 'detached' });

    const name = 'Application deleted: security@example.com';
    const row = page.getByRole('row').filter({ hasText: 'security@example.com' });
    await chooseOption(page, name, 'Turn Off');
    await row.getByText('Off', { exact: true }).waitFor();
    await chooseOption(page, name, 'Turn On');
    await row.getByText('On', { exact: true }).waitFor();

    await chooseOption(page, name, 'Edit');
    await dialog.getByLabel('Administrators of the organization').click();
    await dialog.getByLabel('Side').selectOption('Storefront');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await row.getByText('Administrators of the organization').waitFor();
    await row.getByText('Storefront').waitFor();

    await chooseOption(page, 'Application deleted: Administrators of the organization, security@example.com', 'Delete');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await row.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe.skipIf(browser === null)('the queue of mails', () => {
  it('shows what was sent, what it said, and has it tried again where that makes sense', async () => {
    const owner = people.alice;
    await createApplication(test, {
      name: 'Parcel <b>tracker</b>',
      organizationId: people.organizations.a,
      owner: owner.ref,
      grantTypes: ['client_credentials'],
    });
    const { complaints, page } = await open('/mail-queue');
    const row = page.getByRole('row').filter({ hasText: 'Parcel <b>tracker</b>' });
    await within(20_000, async () => {
      await page.getByRole('button', { name: 'Refresh' }).click();
      return (await row.getByText('Sent').count()) > 0;
    });
    await page.getByLabel('State').selectOption('Given up');
    await page.getByText('Nothing matches these filters.').waitFor();
    await page.getByLabel('State').selectOption('All');
    await row.getByRole('button').click();
    expect(await page.getByRole('menuitem').allInnerTexts()).toEqual(['Show']);
    await page.getByRole('menuitem', { name: 'Show' }).click();
    await frameOf(page).getByText('Parcel <b>tracker</b>').first().waitFor();
    await page
      .getByRole('dialog')
      .getByText(/^<[\w-]+@.+>$/)
      .waitFor();
    expect(await barriersOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe.skipIf(browser === null)('who may not', () => {
  it('is not led to the pages about mail', async () => {
    if (browser === null) return;
    const { page } = await visit(browser, test, people.bob);
    expect(await page.getByRole('link', { name: 'Notification Rules' }).count()).toBe(0);
    await page.context().close();
  });
});
