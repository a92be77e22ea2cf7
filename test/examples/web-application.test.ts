import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { serverCaller } from '../../src/directory/caller-resolution.ts';
import { accessibilityViolations, openBrowser } from '../fixtures/browser.ts';
import {
  createApplication,
  type People,
  seedPeople,
  startTestServer,
  type TestServer,
} from '../fixtures/test-server.ts';
import { type RunningExample, startExample } from './run-example.ts';
import { signInAndAnswer } from './sign-in-steps.ts';

const browser = await openBrowser();
let test: TestServer;
let people: People;
let applicationId: string;
let example: RunningExample;
let context: BrowserContext;
let page: Page;

/** How the server answered requests at a path so far. */
const statusesAt = (path: string) =>
  test.logLines
    .map((line) => JSON.parse(line) as { readonly path?: string; readonly status?: number })
    .filter((entry) => entry.path === path)
    .map(({ status }) => status);

describe.skipIf(browser === null)('the web application', () => {
  beforeAll(async () => {
    // Shorter than the application's margin, so that every request refreshes.
    test = await startTestServer({ settings: { tokens: { accessTokenLifetime: 20 } } });
    people = await seedPeople(test);
    const application = await createApplication(test, {
      organizationId: people.organizations.a,
      owner: people.alice.ref,
      grantTypes: ['authorization_code'],
      redirectUris: ['http://127.0.0.1/callback'],
    });
    applicationId = application.id;
    const { clientId, secret } = application;
    const variables = { ISSUER: test.url, CLIENT_ID: clientId, CLIENT_SECRET: secret, PORT: '0' };
    example = await startExample('web-application/server.mjs', variables);
  });

  afterAll(async () => {
    await browser?.close();
    await example?.stop();
    await test?.close();
  });

  beforeEach(async () => {
    await context?.close();
    context = (await browser?.newContext()) as BrowserContext;
    page = await context.newPage();
    await page.goto(example.url);
    await page.click('text=Sign in');
  });

  it('says so when the person does not grant access', async () => {
    await signInAndAnswer(page, people.alice, 'Cancel');
    await page.waitForSelector('text=You did not grant access.');
  });

  it('signs a person in, refreshes, and revokes what it was issued at sign-out', async () => {
    await signInAndAnswer(page, people.alice, 'Grant');
    await page.waitForURL(`${example.url}/`);
    expect(await page.textContent('output')).toBe('alice@example.com');
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(await context.cookies(example.url)).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: 'session', httpOnly: true, sameSite: 'Lax' })]),
    );
    await Promise.all([page.reload(), context.request.get(example.url), context.request.get(example.url)]);
    expect(await page.textContent('output')).toBe('alice@example.com');
    await page.click('text=Sign out');
    await page.waitForSelector('text=Price planner');
    // One for the code, then refreshes: fewer than requests, since requests that come together share one.
    const tokenAnswers = statusesAt('/oauth2-token');
    expect(new Set(tokenAnswers)).toEqual(new Set([200]));
    expect(tokenAnswers.length).toBeGreaterThan(2);
    expect(statusesAt('/oauth2-token/revoke')).toEqual([200]);
  });

  it('ends the session when an administrator shuts the application off', async () => {
    await signInAndAnswer(page, people.eve, 'Grant');
    await page.waitForSelector('output');
    const { clients } = test.services.administrations;
    await clients.update(serverCaller(), applicationId, { active: false });
    await page.reload();
    await page.waitForSelector('text=You were signed out.');
    await clients.update(serverCaller(), applicationId, { active: true });
  });

  it('takes no answer that belongs to another sign-in', async () => {
    await page.goto(`${example.url}/callback?code=stolen&state=other&iss=${encodeURIComponent(test.url)}`);
    await page.waitForSelector('text=The sign-in failed.');
  });
});
