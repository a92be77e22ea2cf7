import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accessibilityViolations, openBrowser } from '../fixtures/browser.ts';
import { jsonOf, type People, seedPeople, startTestServer, type TestServer } from '../fixtures/test-server.ts';
import { registerStock } from './registered-stock.ts';
import { freePort, type RunningExample, startExample } from './run-example.ts';
import { signInAndAnswer } from './sign-in-steps.ts';

const browser = await openBrowser();
let test: TestServer;
let people: People;
let api: RunningExample;
let example: RunningExample;
let page: Page;
let variables: Record<string, string>;

describe.skipIf(browser === null)('the single-page application', () => {
  beforeAll(async () => {
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    test = await startTestServer();
    people = await seedPeople(test);
    const apiPort = String(await freePort());
    variables = await registerStock(test, people, `http://127.0.0.1:${apiPort}`, origin);
    api = await startExample('resource-server/server.mjs', { ...variables, PORT: apiPort, ALLOWED_ORIGIN: origin });
    const page = { ...variables, CLIENT_ID: variables.PAGE_CLIENT_ID ?? '', PORT: String(port) };
    example = await startExample('single-page-application/server.mjs', page);
  });

  afterAll(async () => {
    await browser?.close();
    await example?.stop();
    await api?.stop();
    await test?.close();
  });

  beforeEach(async () => {
    await page?.context().close();
    page = (await (await browser?.newContext())?.newPage()) as Page;
    await page.goto(example.url);
    await press('Sign in');
  });

  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const stored = () => page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])');

  it('says so when the person does not grant access', async () => {
    await signInAndAnswer(page, people.administrator, 'Cancel');
    await page.waitForSelector('text=You did not grant access.');
  });

  it('signs a person in, calls the API, and keeps its tokens nowhere but in memory', async () => {
    await signInAndAnswer(page, people.administrator, 'Grant');
    await page.waitForSelector('text=Teapot: 12');
    expect(page.url()).toBe(`${example.url}/`);
    expect(await stored()).toBe('[{},{},""]');
    expect(await accessibilityViolations(page)).toEqual([]);
    await press('Reload');
    await page.waitForSelector('text=Teapot: 12');
  });

  it('revokes its tokens when the person signs out', async () => {
    const issued = page.waitForResponse(`${test.url}/oauth2-token`);
    await signInAndAnswer(page, people.administrator, 'Grant');
    const { access_token } = (await (await issued).json()) as { access_token: string };
    await page.waitForSelector('text=Teapot: 12');
    const isActive = async () => {
      const { AUDIENCE: client_id = '', AUDIENCE_SECRET: client_secret = '' } = variables;
      const body = new URLSearchParams({ token: access_token, client_id, client_secret });
      return (await jsonOf(await test.send('/oauth2-token/introspect', { method: 'POST', body }))).active;
    };
    expect(await isActive()).toBe(true);
    await press('Sign out');
    await page.waitForSelector('text=You are signed out.');
    expect(await isActive()).toBe(false);
  });

  it('takes no answer that belongs to another sign-in', async () => {
    await page.goto(`${example.url}/callback?code=stolen&state=other&iss=${encodeURIComponent(test.url)}`);
    await page.waitForSelector('text=That did not work');
    expect(await stored()).toBe('[{},{},""]');
  });
});
