import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { auditEventTypes } from '../../src/audit/audit-event.ts';
import { readUserAgent } from '../../web/shared/sessions/user-agent.ts';
import { de } from '../../web/shared/texts/de/index.ts';
import { en } from '../../web/shared/texts/en/index.ts';
import { es } from '../../web/shared/texts/es/index.ts';
import { fr } from '../../web/shared/texts/fr/index.ts';
import { uk } from '../../web/shared/texts/uk/index.ts';
import { accessibilityViolations, openBrowser } from '../fixtures/browser.ts';
import { obtainCode } from '../fixtures/browsing.ts';
import {
  createApplication,
  credentialsOf,
  jsonOf,
  type People,
  seedPeople,
  startTestServer,
  type TestPerson,
  type TestServer,
} from '../fixtures/test-server.ts';
import { sites, type VisitOptions, visit } from './visit.ts';

// Each walk looks at every step for accessibility, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

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

/** The storefront that somebody of the fixtures buys in. */
const storefrontOf = (person: TestPerson) => people.organizations[person === people.dan ? 'b' : 'a'];

function open(person: TestPerson, options: VisitOptions = {}) {
  if (browser === null) throw new Error('there is no browser');
  const { side = 'backoffice' } = options;
  return visit(browser, test, person, {
    ...options,
    ...(side === 'storefront' && { organization: storefrontOf(person) }),
  });
}

async function checkPage(page: Page): Promise<void> {
  expect(await accessibilityViolations(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
}

describe('what the pages say', () => {
  it.each(Object.entries({ en, de, fr, es, uk }))('has words for every kind of event (%s)', (_language, texts) => {
    const wordsOf = (type: string) => {
      const [noun = '', verb = ''] = type.split('.');
      return (texts.audit.events as Record<string, Record<string, string>>)[noun]?.[verb];
    };
    expect(auditEventTypes.filter((type) => !wordsOf(type))).toEqual([]);
  });

  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0',
      'Edge',
      'Windows',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 'Firefox', 'Linux'],
    ['Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36', 'Chrome', 'Android'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile/15E148 Safari/604.1',
      'Safari',
      'iPhone',
    ],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.4 Safari/605.1.15', 'Safari', 'macOS'],
    ['node', null, null],
    [null, null, null],
  ] as const)('names the browser of %s', (text, name, system) => {
    expect(readUserAgent(text)).toEqual({ browser: name, system });
  });
});

const walks = [
  { side: 'backoffice', device: 'desktop', scheme: 'light', who: 'alice', other: 'eve' },
  { side: 'storefront', device: 'phone', scheme: 'dark', who: 'carol', other: 'dan' },
] as const;

describe.skipIf(browser === null).each(walks)('in the $side on a $device, $scheme, one', (walk) => {
  const { device, other, scheme, side, who } = walk;
  const options = { side, device, scheme };

  it('edits the profile; a new e-mail address needs the password, and the page takes on the language', async () => {
    const { page } = await open(people[other], options);
    await page.getByRole('button', { name: 'Edit profile' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('First name').fill('Erika');
    await dialog.getByLabel('E-mail').fill('no address');
    await dialog.getByLabel('E-mail').fill('erika@example.com');
    await dialog.getByLabel('Current password').fill('not the password');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('The current password is wrong.').waitFor();
    expect(await dialog.getByLabel('First name').inputValue()).toBe('Erika');
    await checkPage(page);
    await dialog.getByLabel('Current password').fill(people[other].password);
    await dialog.getByLabel('Language').selectOption({ label: 'Deutsch' });
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: de.applications.title }).waitFor();
    await page.getByText('erika@example.com').first().waitFor();
    await page.getByRole('button', { name: 'Erika', exact: true }).waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('de');
    await checkPage(page);
  });

  it('changes the password and is signed out everywhere else', async () => {
    const { page } = await open(people[who], options);
    const elsewhere = await open(people[who], options);
    await page.getByRole('button', { name: 'Change password' }).click();
    const dialog = page.getByRole('dialog');
    const change = async (current: string, next: string, again = next) => {
      await dialog.getByLabel('Current password').fill(current);
      await dialog.getByLabel('New password', { exact: false }).first().fill(next);
      await dialog.getByLabel('New password once more').fill(again);
      await dialog.getByRole('button', { name: 'Change password' }).click();
    };
    await change(people[who].password, 'another fine password', 'another fine passwort');
    await dialog.getByText('The two new passwords are not the same.').waitFor();
    await change('not the password', 'another fine password');
    await dialog.getByText('The current password is wrong.').waitFor();
    await checkPage(page);
    await change(people[who].password, 'another fine password');
    await dialog.waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('button', { name: 'Change password' }).click();
    await change('another fine password', people[who].password);
    await dialog.waitFor({ state: 'detached' });
    await elsewhere.page.reload();
    await elsewhere.page.waitForURL(/sign-in/);
  });

  it('sees the sessions, ends one and then all others', async () => {
    const [first, second] = [await open(people[who], options), await open(people[who], options)];
    const { page } = await open(people[who], { ...options, path: '/sessions' });
    await expect.poll(() => page.getByRole('row', { name: /Chrome on Linux/ }).count()).toBe(4);
    expect(await page.getByText('This session').count()).toBe(1);
    await checkPage(page);
    await page
      .getByRole('button', { name: /^End: Chrome on Linux/ })
      .first()
      .click();
    await page.getByText('You are signed out there at once.').waitFor();
    await checkPage(page);
    await page.getByRole('dialog').getByRole('button', { name: 'End', exact: true }).click();
    await expect.poll(() => page.getByRole('row', { name: /Chrome on Linux/ }).count()).toBe(3);
    await page.getByRole('button', { name: 'End all others' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End all others' }).click();
    await expect.poll(() => page.getByRole('row', { name: /Chrome on Linux/ }).count()).toBe(1);
    for (const { page: ended } of [first, second]) {
      await ended.reload();
      await ended.waitForURL(/sign-in/);
    }
    await page.reload();
    await page.getByText('This session').waitFor();
  });

  it('sees what was let in, and revokes it: its tokens end at once', async () => {
    const { page } = await open(people[who], { ...options, path: '/connected-applications' });
    await page.getByText('No application acts in your name.').waitFor();
    await checkPage(page);
    const client = await createApplication(test, {
      name: `Connected ${side}`,
      organizationId: people.organizations.a,
      owner: people[who].ref,
      grantTypes: ['authorization_code'],
      redirectUris: ['https://client.example/cb'],
    });
    const { code, verifier } = await obtainCode(test, client, people[who]);
    const exchange = { grant_type: 'authorization_code', code, code_verifier: verifier, ...credentialsOf(client) };
    const { access_token: token = '', refresh_token: refresh = '' } = await jsonOf(await test.token(exchange));
    const profile = async () => (await test.call(`${sites[side].api}/profile`, token)).status;
    expect(await profile()).toBe(200);
    await page.reload();
    const row = page.getByRole('row', { name: new RegExp(`Connected ${side}`) });
    await row.getByText('Organization A').waitFor();
    const more = row.getByText(/^and \d+ more$/);
    if ((await more.count()) > 0) await more.click();
    await row.getByText('See your own profile', { exact: true }).waitFor();
    expect(await row.getByText('Not known').count()).toBe(0);
    await checkPage(page);
    await page.getByRole('button', { name: `Revoke: Connected ${side}` }).click();
    await page.getByText('ends at once').waitFor();
    await checkPage(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('No application acts in your name.').waitFor();
    expect(await profile()).toBe(401);
    const again = { grant_type: 'refresh_token', refresh_token: refresh, ...credentialsOf(client) };
    expect((await jsonOf(await test.token(again))).error).toBe('invalid_grant');
  });
});

describe.skipIf(browser === null)('the audit log', () => {
  const about = (page: Page) => page.getByRole('row').filter({ hasText: 'Looked after' });

  beforeAll(async () => {
    const place = { organizationId: people.organizations.a, owner: people.alice.ref };
    await createApplication(test, { ...place, name: 'Looked after', grantTypes: ['client_credentials'] });
  });

  it('is filtered by what, whom, about what, where and when, in the address; leads to all about something', async () => {
    const { page, complaints } = await open(people.administrator, { path: '/audit-log' });
    await about(page).getByText('Organization A').waitFor();
    await page.getByLabel('What', { exact: true }).selectOption({ label: 'OAuth application created' });
    await expect.poll(() => page.getByRole('row', { name: /User created/ }).count()).toBe(0);
    await page.getByLabel('About (how the name begins)').fill('looked');
    await expect.poll(() => page.getByRole('row').count()).toBe(2);
    await page.reload();
    await expect.poll(() => page.getByRole('row').count()).toBe(2);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByLabel('Organization', { exact: true }).selectOption({ label: 'Organization B' });
    await expect.poll(() => about(page).count()).toBe(0);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByLabel('By', { exact: true }).fill('alice');
    await expect.poll(() => page.getByRole('row', { name: /User created/ }).count()).toBe(0);
    await page
      .getByRole('row', { name: /Signed in/ })
      .first()
      .waitFor();
    await page.getByLabel('From (how the address begins)').fill('203.0.113.');
    await page.getByText('Nothing matches these filters.').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).first().click();
    await page.getByLabel('From day').fill('2999-01-01');
    await page.getByText('Nothing matches these filters.').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).first().click();
    await page.getByLabel('About (how the name begins)').fill('Looked');
    await page.getByRole('link', { name: 'Looked after' }).click();
    await page.getByText('Only what was done to one thing or person is shown.').waitFor();
    await expect.poll(() => page.getByRole('row').count()).toBe(2);
    expect(complaints).toEqual([]);
  });

  it.each([
    { device: 'desktop', scheme: 'dark' },
    { device: 'phone', scheme: 'light' },
  ] as const)('shows all there is to know of an event on a $device, $scheme', async (options) => {
    const { page } = await open(people.alice, { ...options, path: '/audit-log?subject=looked' });
    await page.getByRole('link', { name: 'OAuth application created' }).click();
    await page.getByRole('heading', { level: 1, name: 'OAuth application created' }).waitFor();
    await page.getByRole('heading', { name: 'History' }).waitFor();
    const facts = page.getByRole('region', { name: 'Details' });
    await facts.getByText('Client credentials').waitFor();
    await facts.getByText('alice', { exact: true }).waitFor();
    await page.getByRole('list').getByText('OAuth application created').waitFor();
    await checkPage(page);
    await page.getByRole('link', { name: 'Back to the audit log' }).click();
    await page.getByRole('heading', { level: 1, name: 'Audit Log' }).waitFor();
  });

  it('is exported as it is filtered, and only shown to whom may read it', async () => {
    const { page } = await open(people.alice, { path: '/audit-log?event=application.created' });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export as CSV' }).click(),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    expect(download.suggestedFilename()).toMatch(/^auditevents-[\d-]+\.csv$/);
    expect(text).toContain('Looked after');
    expect(text).not.toContain('user.created');
    const { page: other } = await open(people.bob, { path: '/audit-log' });
    await other.getByText(/Your role does not allow/).waitFor();
    expect(await other.getByRole('link', { name: 'Audit Log' }).count()).toBe(0);
  });
});
