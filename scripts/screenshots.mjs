/**
 * `npm run screenshots`: starts a demo installation in a folder of its own, goes to the pages of `screenshot-list.mjs`
 * in a real Chromium, and writes their pictures into `docs/images`. Names after the command choose among them.
 */
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumFlags, findChromium } from './chromium.mjs';
import { prepare, root } from './prepare.mjs';
import { screenshots } from './screenshot-list.mjs';

const images = join(root, 'docs', 'images');
const largest = 150 * 1024;
const sizes = { desktop: { width: 1200, height: 750 }, phone: { width: 360, height: 740 } };
const bases = { backoffice: '/admin', storefront: '/account' };

function findBrowser() {
  const path = process.env.CHROME_PATH ?? findChromium();
  if (path !== undefined) return path;
  console.error('No Chromium was found: install one, or name it in CHROME_PATH.');
  return process.exit(1);
}

/** Starts a demo; gives its address, its people and applications, and what stops it. */
async function startDemo() {
  const folder = mkdtempSync(join(tmpdir(), 'grantry-screenshots-'));
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(?:GRANTRY_|PORT$|DATABASE_URL$|LOG_LEVEL$)/.test(name),
  );
  const env = { ...Object.fromEntries(inherited), GRANTRY_SERVER_STATE_DIR: folder, LOG_LEVEL: 'error' };
  const main = join(root, 'dist', 'program', 'main.js');
  const port = process.env.PORT ?? '0';
  const server = spawn(process.execPath, [main, 'start', '--demo', '--port', port], { cwd: folder, env });
  const stop = async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    if (server.exitCode === null) server.kill('SIGTERM');
    if (server.exitCode === null) await ended;
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  let printed = '';
  await new Promise((resolve, reject) => {
    const read = (chunk) => {
      printed += chunk;
      if (printed.includes('Stop with Ctrl+C')) resolve();
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.once('exit', () => reject(new Error(`The demo did not start:\n${printed}`)));
  });
  const demo = JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8'));
  return { url: demo.url, demo, stop };
}

const peopleOf = ({ backoffice, storefront }) => [...backoffice.users, ...storefront.users];

/** Signs a person in, in a browser of their own. */
async function signIn(page, { demo, url }, { side, who }) {
  const person = peopleOf(demo).find(({ email, username }) => [email, username].includes(who));
  await page.goto(`${url}${bases[side]}/sign-in`);
  const choice = page.locator('select#organization');
  if ((await choice.count()) > 0) await choice.selectOption({ label: person.organization });
  await page.locator('#username').fill(who);
  await page.locator('#password').fill(person.password);
  await page.locator('button[type="submit"]').click();
  await page.locator('#content h1').waitFor();
}

/** Changes the language of who is signed in, as their own page does. */
function speak(page, locale) {
  return page.evaluate(async (wanted) => {
    const { api, csrf } = JSON.parse(document.getElementById('grantry-context').textContent);
    const headers = { accept: 'application/vnd.api+json', 'content-type': 'application/vnd.api+json' };
    const { data } = await (await fetch(`${api}/profile`, { headers })).json();
    const body = JSON.stringify({ data: { type: data.type, id: data.id, attributes: { locale: wanted } } });
    await fetch(`${api}/profile`, { method: 'PATCH', body, headers: { ...headers, 'x-csrf-token': csrf } });
  }, locale);
}

/** Some tokens, calls and refusals, so that charts and lists show something. */
async function makeTraffic({ demo, url }) {
  const post = (parameters) =>
    fetch(`${url}/oauth2-token`, { method: 'POST', body: new URLSearchParams(parameters) }).then((answer) =>
      answer.json(),
    );
  for (const [side, path] of [
    ['backoffice', '/api/users'],
    ['storefront', '/storefront/api/profile'],
  ]) {
    const { clientId, clientSecret } = demo[side].applications.find(({ grant }) => grant === 'client_credentials');
    const good = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
    for (let round = 0; round < 12; round += 1) {
      const { access_token: token } = await post(good);
      const headers = { accept: 'application/vnd.api+json', authorization: `Bearer ${token}` };
      await fetch(url + path, { headers }).then((answer) => answer.arrayBuffer());
    }
    await post({ ...good, scope: 'nothing:read' });
    await post({ ...good, grant_type: 'password' });
    await post({ ...good, client_secret: 'outdated' });
  }
  // What is counted is written in batches.
  await new Promise((resolve) => setTimeout(resolve, 11_000));
}

/** The address at which an application of the demo asks for consent. */
function consentAddress({ demo, url }, name) {
  const application = demo.backoffice.applications.find((each) => each.name === name);
  const challenge = createHash('sha256').update(randomBytes(32)).digest('base64url');
  const parameters = new URLSearchParams({
    response_type: 'code',
    client_id: application.clientId,
    redirect_uri: 'http://127.0.0.1:4000/callback',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    prompt: 'consent',
    scope: 'customers:read customerusers:read profile:read',
  });
  return `${url}/oauth2-token/authorize?${parameters}`;
}

/** Waits until a page has shown what it asked for. */
async function settle(page) {
  await page.locator('h1').first().waitFor();
  const waiting = page.locator('#content :is(.mantine-Loader-root, [aria-busy="true"])').first();
  await waiting.waitFor({ state: 'detached' });
  await page.evaluate(() => document.fonts.ready);
  // What moves has come to rest.
  await page.waitForTimeout(600);
}

/** No secret is ever in a picture, not even one of a demo that is gone. */
function maskSecrets(page) {
  return page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      texts.currentNode.data = texts.currentNode.data.replace(/(grs_[a-z]+_)[\w-]{8,}/g, `$1${'•'.repeat(28)}`);
    }
  });
}

async function take(browser, installation, shot) {
  const { act, after, consent, locale, name, path, scheme = 'light', size = 'desktop', who } = shot;
  const context = await browser.newContext({ viewport: sizes[size], colorScheme: scheme, locale: 'en-GB' });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  if (who !== null) await signIn(page, installation, shot);
  if (locale !== undefined) await speak(page, locale);
  await page.goto(consent ? consentAddress(installation, consent) : installation.url + bases[shot.side] + path);
  await settle(page);
  await act?.(page);
  await settle(page);
  await maskSecrets(page);
  const file = join(images, `${name}.png`);
  await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  if (locale !== undefined) await speak(page, 'en');
  await after?.(page);
  await context.close();
  const bytes = statSync(file).size;
  if (bytes > largest) throw new Error(`${name}.png has ${bytes} bytes, more than ${largest}.`);
  console.log(`${name}.png  ${Math.ceil(bytes / 1024)} kB`);
}

async function run() {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !screenshots.some((shot) => shot.name === name));
  if (unknown.length > 0) throw new Error(`There is no picture ${unknown.join(', ')}.`);
  const executablePath = findBrowser();
  prepare();
  const { chromium } = await import('playwright-core');
  const installation = await startDemo();
  const browser = await chromium.launch({ executablePath, args: chromiumFlags, headless: true });
  try {
    await makeTraffic(installation);
    for (const shot of screenshots) {
      if (wanted.length === 0 || wanted.includes(shot.name)) await take(browser, installation, shot);
    }
  } finally {
    await browser.close();
    await installation.stop();
  }
}

await run().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
