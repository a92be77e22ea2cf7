import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { serverCaller } from '../../src/directory/caller-resolution.ts';
import { accessibilityViolations, openBrowser } from '../fixtures/browser.ts';
import { type People, seedPeople, startTestServer, type TestServer } from '../fixtures/test-server.ts';
import { devices } from './visit.ts';

// Accessibility takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const browser = await openBrowser();
let test: TestServer;
let people: People;

beforeAll(async () => {
  test = await startTestServer();
  people = await seedPeople(test);
  const { users } = test.services.administrations;
  await users.update(serverCaller(), people.alice.ref.id, { locale: 'uk' });
  await users.update(serverCaller(), people.bob.ref.id, { locale: 'de' });
});

afterAll(async () => {
  await browser?.close();
  await test.close();
});

const isTooWide = (page: Page) =>
  page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth');

/** Signs a person in on a phone; the browser asks for their language. */
async function signIn(who: 'alice' | 'bob', locale: string) {
  if (browser === null) throw new Error('there is no browser');
  const page = await (await browser.newContext({ viewport: devices.phone, locale })).newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(`${test.url}/admin/my-user`);
  const faults = [await page.locator('html').getAttribute('lang'), await isTooWide(page)];
  expect([...faults, ...(await accessibilityViolations(page))]).toEqual([locale.slice(0, 2), false]);
  await page.locator('#username').fill(people[who].name);
  await page.locator('#password').fill(people[who].password);
  await page.locator('button[type="submit"]').click();
  return page;
}

const inLanguages = [
  {
    who: 'alice',
    locale: 'uk-UA',
    title: 'Мій профіль',
    add: 'Додати застосунок',
    name: 'Назва застосунку',
    create: 'Створити',
    tooLong: 'Найбільша кількість символів: 255.',
    taken: 'Це вже зайнято. Виберіть інше.',
    secret: 'Client Secret',
    saved: 'Секрет збережено',
    total: '1 запис',
  },
  {
    who: 'bob',
    locale: 'de-DE',
    title: 'Mein Benutzer',
    add: 'Anwendung hinzufügen',
    name: 'Name der Anwendung',
    create: 'Erstellen',
    tooLong: 'Höchstens 255 Zeichen.',
    taken: 'Das ist bereits vergeben. Wählen Sie etwas anderes.',
    secret: 'Client-Secret',
    saved: 'Ich habe es gespeichert',
    total: '1 Eintrag',
  },
] as const;

describe.skipIf(browser === null)('My User on a phone', () => {
  it.each(inLanguages)('is in the language of the profile, mistakes and numbers too ($locale)', async (words) => {
    const page = await signIn(words.who, words.locale);
    await page.getByRole('heading', { name: words.title, level: 1 }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe(words.locale.slice(0, 2));
    expect([await isTooWide(page), ...(await accessibilityViolations(page))]).toEqual([false]);

    const submit = async (name: string) => {
      await page.getByLabel(words.name).fill(name);
      await page.getByRole('button', { name: words.create, exact: true }).click();
    };
    await page.getByRole('button', { name: words.add }).click();
    await page.getByLabel(words.name).evaluate((field) => field.removeAttribute('maxlength'));
    await submit('x'.repeat(256));
    await page.getByText(words.tooLong).waitFor();
    expect(await isTooWide(page)).toBe(false);
    await submit('Robot');
    await page.getByLabel(words.secret, { exact: true }).waitFor();
    expect([await isTooWide(page), ...(await accessibilityViolations(page))]).toEqual([false]);
    await page.getByRole('button', { name: words.saved }).click();
    await page.getByText(words.total).waitFor();
    expect(await isTooWide(page)).toBe(false);

    await page.getByRole('button', { name: words.add }).click();
    await submit('Robot');
    await page.getByText(words.taken).waitFor();
    await page.context().close();
  });
});
