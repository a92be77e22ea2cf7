import type { Browser, Page } from 'playwright-core';
import type { TestPerson, TestServer } from '../fixtures/test-server.ts';

/** Where the pages of a side are, and the start of its secrets. */
export const sites = {
  backoffice: { base: '/admin', api: '/api', secret: /^grs_bo_/ },
  storefront: { base: '/account', api: '/storefront/api', secret: /^grs_sf_/ },
} as const;

export type SiteName = keyof typeof sites;

export const devices = {
  desktop: { width: 1280, height: 900 },
  phone: { width: 360, height: 740 },
} as const;

export interface VisitOptions {
  readonly side?: SiteName;
  readonly device?: keyof typeof devices;
  readonly scheme?: 'light' | 'dark';
  /** The storefront to sign in to. */
  readonly organization?: string;
  /** Below the address of the side. */
  readonly path?: string;
}

/** A person's visit of the pages with a browser of their own. */
export interface Visit {
  readonly page: Page;
  /** What the browser complained of: broken scripts, and what the policy of the page forbids. */
  readonly complaints: readonly string[];
  /** Every address that was asked for. */
  readonly addresses: readonly string[];
}

/** Opens a window, signs a person in and waits for their page. */
export async function visit(
  browser: Browser,
  test: TestServer,
  person: TestPerson,
  options: VisitOptions = {},
): Promise<Visit> {
  const { device = 'desktop', organization, path = '/my-user', scheme = 'light', side = 'backoffice' } = options;
  // What fades in has too little contrast for a moment, whenever a test happens to look.
  const motion = { reducedMotion: 'reduce' } as const;
  const context = await browser.newContext({ viewport: devices[device], colorScheme: scheme, ...motion });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  const addresses: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|Warning:/.test(message.text())) complaints.push(message.text());
  });
  page.on('request', (request) => addresses.push(request.url()));
  await page.goto(`${test.url}${sites[side].base}${path}`);
  if (organization !== undefined) await page.getByLabel('Organization').selectOption(organization);
  await page.getByLabel(side === 'backoffice' ? 'User name or e-mail' : 'E-mail').fill(person.name);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('#content h1').waitFor();
  return { page, complaints, addresses };
}

/** Fills in the dialog and creates an application; gives the credentials that are shown. */
export async function addApplication(page: Page, name: string) {
  await page.getByRole('button', { name: 'Add Application' }).click();
  await page.getByLabel('Application Name').fill(name);
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  return readCredentials(page);
}

/** Reads the credentials from the dialog, or from the page that shows them. */
export async function readCredentials(page: Page, where: 'dialog' | 'main' = 'dialog') {
  const dialog = page.getByRole(where);
  const clientId = await dialog.getByLabel('Client ID', { exact: true }).innerText();
  const clientSecret = await dialog.getByLabel('Client Secret', { exact: true }).innerText();
  return { clientId, clientSecret };
}

/** Chooses from the menu of an application. */
export async function chooseOption(page: Page, name: string, option: string): Promise<void> {
  await page.getByRole('button', { name: `More Options: ${name}` }).click();
  await page.getByRole('menuitem', { name: option, exact: true }).click();
}

/** The names of the applications that the grid shows. */
export async function namesShown(page: Page): Promise<string[]> {
  const labels = await page.getByRole('button', { name: /^More Options: / }).all();
  return Promise.all(labels.map(async (each) => (await each.getAttribute('aria-label'))?.slice(14) ?? ''));
}
