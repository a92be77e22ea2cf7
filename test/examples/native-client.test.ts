import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../fixtures/browser.ts';
import {
  createApplication,
  type People,
  seedPeople,
  startTestServer,
  type TestServer,
} from '../fixtures/test-server.ts';
import { startExample } from './run-example.ts';
import { signInAndAnswer } from './sign-in-steps.ts';

const browser = await openBrowser();
let test: TestServer;
let people: People;
let variables: Record<string, string>;

describe.skipIf(browser === null)('the native client', () => {
  beforeAll(async () => {
    test = await startTestServer();
    people = await seedPeople(test);
    const { clientId } = await createApplication(test, {
      organizationId: people.organizations.a,
      owner: people.alice.ref,
      grantTypes: ['authorization_code'],
      redirectUris: ['http://127.0.0.1/callback'],
      confidential: false,
    });
    variables = { ISSUER: test.url, CLIENT_ID: clientId, BROWSER: 'none' };
  });

  afterAll(async () => {
    await browser?.close();
    await test?.close();
  });

  const signInAt = async (url: string, answer: 'Grant' | 'Cancel') => {
    const page = (await (await browser?.newContext())?.newPage()) as Page;
    await page.goto(url);
    await signInAndAnswer(page, people.alice, answer);
    await page.waitForSelector('text=You can close this window');
  };

  it('signs a person in at a port of the moment and prints who they are', async () => {
    const program = await startExample('native-client/client.mjs', variables);
    const redirect = new URL(program.url).searchParams.get('redirect_uri') ?? '';
    const [stray] = await Promise.all([fetch(`${redirect}?code=stolen&state=other`), signInAt(program.url, 'Grant')]);
    expect(stray.status).toBe(404);
    await program.ended;
    expect(program.printed()).toContain('You are alice@example.com.');
    expect(program.process.exitCode).toBe(0);
  });

  it('ends with 1 when the person does not grant access', async () => {
    const program = await startExample('native-client/client.mjs', variables);
    await signInAt(program.url, 'Cancel');
    await program.ended;
    expect(program.printed()).toContain('You did not grant access.');
    expect(program.process.exitCode).toBe(1);
  });
});
