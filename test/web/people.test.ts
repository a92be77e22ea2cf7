import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { serverCaller } from '../../src/directory/caller-resolution.ts';
import { builtInRoles } from '../../src/directory/role.ts';
import { accessibilityViolations, openBrowser } from '../fixtures/browser.ts';
import {
  createApplication,
  type People,
  seedPeople,
  startTestServer,
  type TestApplication,
  type TestPerson,
  type TestServer,
} from '../fixtures/test-server.ts';
import { chooseOption, namesShown, type VisitOptions, visit } from './visit.ts';

// Each walk looks at several steps for accessibility, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const browser = await openBrowser();
let test: TestServer;
let people: People;
let ofEve: { readonly a: TestApplication; readonly b: TestApplication };

const grantTypes = ['client_credentials'] as const;

beforeAll(async () => {
  test = await startTestServer();
  people = await seedPeople(test);
  const { a, b } = people.organizations;
  const owner = people.eve.ref;
  ofEve = {
    a: await createApplication(test, { name: 'Sync of A', organizationId: a, owner, grantTypes }),
    b: await createApplication(test, { name: 'Sync of B', organizationId: b, owner, grantTypes }),
  };
});

afterAll(async () => {
  await browser?.close();
  await test.close();
});

async function open(person: TestPerson, options: VisitOptions = {}): Promise<Page> {
  if (browser === null) throw new Error('there is no browser');
  const organization = options.side === 'storefront' ? people.organizations.b : undefined;
  return (await visit(browser, test, person, { ...options, ...(organization !== undefined && { organization }) })).page;
}

/** Opens another page of the same side. */
async function go(page: Page, path: string): Promise<void> {
  await page.goto(new URL(page.url()).origin + path);
  await page.locator('#content h1').waitFor();
}

const dialogOf = (page: Page) => page.getByRole('dialog');
const isActive = async ({ id }: TestApplication) =>
  (await test.services.administrations.clients.get(serverCaller(), id))?.client.active;
const tooWide = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';

describe.skipIf(browser === null)('users', () => {
  it('are found, created with a password made here, and sign in with it', async () => {
    const page = await open(people.administrator, { path: '/users' });
    await page.getByLabel('User name', { exact: true }).fill('ev');
    await expect.poll(() => namesShown(page)).toEqual(['eve']);
    expect(new URL(page.url()).search).toBe('?username=ev');
    await page.getByRole('row', { name: /eve.*Organization A.*Organization B.*Member.*Member/s }).waitFor();

    await page.getByRole('button', { name: 'Create User' }).click();
    const dialog = dialogOf(page);
    await dialog.getByLabel('User name').fill('nina');
    await dialog.getByLabel('E-mail').fill('eve@example.com');
    await dialog.getByLabel('First name').fill('Nina');
    await dialog.getByRole('combobox', { name: 'Organization' }).fill('Organization B');
    await page.getByRole('option', { name: 'Organization B' }).click();
    await dialog.getByLabel('Role').selectOption({ label: 'Member' });
    await dialog.getByRole('button', { name: 'Generate a password' }).click();
    const password = await dialog.getByLabel('Password', { exact: true }).inputValue();
    expect(password).toMatch(/^[A-Za-z2-9]{20}$/);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Somebody has this e-mail address already.').waitFor();
    expect(await dialog.getByLabel('Password', { exact: true }).inputValue()).toBe(password);
    expect(await accessibilityViolations(page)).toEqual([]);
    await dialog.getByLabel('E-mail').fill('nina@example.com');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Nina', level: 1 }).waitFor();
    await page.getByRole('cell', { name: 'Organization B' }).waitFor();

    const hers = await open({ ...people.bob, name: 'nina', password });
    await hers.getByRole('heading', { name: 'My User' }).waitFor();
    await page.context().close();
    await hers.context().close();
  });

  it('get a new password, which is shown once, and are signed out by it', async () => {
    const hers = await open(people.bob);
    const page = await open(people.administrator, {
      path: `/users/${people.bob.ref.id}`,
      device: 'phone',
      scheme: 'dark',
    });
    expect(await accessibilityViolations(page)).toEqual([]);
    await chooseOption(page, 'bob', 'Reset password');
    const dialog = dialogOf(page);
    await dialog.getByLabel('New password').fill('short');
    await dialog.getByRole('button', { name: 'Reset password' }).click();
    await dialog.getByText('A password has 12 to 256 characters.').waitFor();
    await dialog.getByRole('button', { name: 'Generate a password' }).click();
    await dialog.getByRole('button', { name: 'Reset password' }).click();
    await page.getByText('shown only here and only once').waitFor();
    const password = await dialog.getByLabel('New password').innerText();
    expect(await accessibilityViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'I have saved it' }).click();
    await expect.poll(() => page.evaluate('document.documentElement.outerHTML')).not.toContain(password);
    await hers.reload();
    await hers.getByLabel('Password').waitFor();
    people = { ...people, bob: { ...people.bob, password } };
    await page.context().close();
    await hers.context().close();
  });

  it('are not overwritten by two administrators at once', async () => {
    const page = await open(people.administrator, { path: `/users/${people.alice.ref.id}` });
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    const dialog = dialogOf(page);
    await dialog.getByLabel('First name').fill('Mine');
    const { users } = test.services.administrations;
    await users.update(serverCaller(), people.alice.ref.id, { lastName: 'Theirs' });
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('It has changed since you read it.').waitFor();
    expect(await dialog.getByLabel('First name').inputValue()).toBe('Mine');
    expect((await users.get(serverCaller(), people.alice.ref.id))?.firstName).toBe('');
    await page.context().close();
  });
});

describe.skipIf(browser === null)('who leaves', () => {
  it('is shown with the applications that will stop, and only those of the organization that is left', async () => {
    const page = await open(people.administrator, { path: `/users/${people.eve.ref.id}` });
    await page.getByRole('button', { name: 'Edit organizations and roles' }).click();
    const dialog = dialogOf(page);
    const places = dialog.getByRole('combobox', { name: 'Organization' });
    await expect.poll(() => places.first().inputValue()).toMatch(/^Organization/);
    const place = (await places.first().inputValue()) === 'Organization B' ? 0 : 1;
    await dialog.getByRole('button', { name: 'Remove this organization' }).nth(place).click();
    await dialog.getByRole('link', { name: 'Sync of B' }).waitFor();
    expect(await dialog.getByRole('link', { name: 'Sync of A' }).count()).toBe(0);
    expect(await accessibilityViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect([await isActive(ofEve.a), await isActive(ofEve.b)]).toEqual([true, false]);
    await page.context().close();
  });

  it('can hand an application over first, which then goes on under its new owner', async () => {
    const { a } = people.organizations;
    const owner = people.eve.ref;
    const given = await createApplication(test, { name: 'To go on', organizationId: a, owner, grantTypes });
    const page = await open(people.alice, { path: `/users/${owner.id}` });
    await chooseOption(page, 'eve', 'Disable');
    const dialog = dialogOf(page);
    await dialog.getByRole('button', { name: 'Hand over To go on' }).click();
    await dialog.getByRole('combobox').fill('alice');
    await page.getByRole('option', { name: /alice/ }).click();
    await dialog.getByRole('button', { name: /^Hand over/ }).click();
    await dialog.getByText(/^grs_bo_/).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: /saved/ }).click();
    await dialog.getByRole('link', { name: 'Sync of A' }).waitFor();
    expect(await dialog.getByRole('button', { name: 'Hand over To go on' }).count()).toBe(0);
    const { client } = (await test.services.administrations.clients.get(serverCaller(), given.id)) ?? {};
    expect([client?.owner, client?.active]).toEqual([people.alice.ref, true]);
    await page.context().close();
  });

  it('keeps everything when one decides otherwise, and takes the applications along when not', async () => {
    const page = await open(people.administrator, { path: '/users?username=eve', device: 'phone', scheme: 'dark' });
    await chooseOption(page, 'eve', 'Disable');
    const dialog = dialogOf(page);
    await dialog.getByRole('link', { name: 'Sync of A' }).waitFor();
    await dialog.getByText('1 active OAuth application will be deactivated').waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(await page.evaluate(tooWide)).toBe(false);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(await isActive(ofEve.a)).toBe(true);
    await chooseOption(page, 'eve', 'Disable');
    await dialog.getByRole('button', { name: 'Disable' }).click();
    await page.getByRole('row', { name: /eve.*Disabled/s }).waitFor();
    expect(await isActive(ofEve.a)).toBe(false);
    await chooseOption(page, 'eve', 'Enable');
    await dialog.getByRole('button', { name: 'Enable' }).click();
    await page.getByRole('row', { name: /eve.*Enabled/s }).waitFor();
    expect(await isActive(ofEve.a)).toBe(false);
    await page.context().close();
  });
});

describe.skipIf(browser === null)('roles', () => {
  it('are copied from the built-in ones, changed by keyboard, given, and not deleted while somebody has them', async () => {
    const page = await open(people.administrator, { path: '/roles' });
    await page.getByRole('link', { name: 'Member', exact: true }).click();
    await page.getByText('This role is built in and cannot be changed.').waitFor();
    expect(await page.getByRole('button', { name: 'Edit' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    const dialog = dialogOf(page);
    expect(await dialog.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Copy of Member');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Support');
    await dialog.getByLabel('OAuth applications: View').focus();
    await page.keyboard.press('O');
    await expect.poll(() => dialog.getByLabel('OAuth applications: View').inputValue()).toMatch(/^o/);
    await dialog.getByLabel('OAuth applications: View').selectOption('organization');
    await dialog.getByLabel('Users: View', { exact: true }).selectOption('none');
    expect(await accessibilityViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Support', level: 1 }).waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    const role = await test.services.administrations.roles.get(serverCaller(), id);
    expect(role?.permissions).toEqual({
      ...builtInRoles.member.permissions,
      users: undefined,
      oauthapplications: { ...builtInRoles.member.permissions.oauthapplications, view: 'organization' },
    });
    await page.getByText('Nobody whom you may see has this role.').waitFor();
    const organizationId = people.organizations.all;
    await test.services.administrations.users.create(serverCaller(), {
      username: 'sam',
      email: 'sam@example.com',
      memberships: [{ organizationId, roleId: id }],
    });
    await page.reload();
    await page.getByRole('link', { name: 'sam' }).waitFor();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await dialog.getByText('Somebody has this role. Give them another role first.').waitFor();
    await page.context().close();
  });

  it('are shown as cards on a phone', async () => {
    const path = `/roles/${builtInRoles.organizationAdministrator.id}`;
    const page = await open(people.administrator, { path, device: 'phone', scheme: 'dark' });
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await dialogOf(page).getByLabel('Users: View', { exact: true }).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(await page.evaluate(tooWide)).toBe(false);
    await page.context().close();
  });
});

describe.skipIf(browser === null)('an organization administrator', () => {
  it('cannot give more than they may, and sees only their organization', async () => {
    const page = await open(people.alice, { path: '/users' });
    expect(await page.getByRole('combobox', { name: 'Organization' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Create User' }).click();
    const role = dialogOf(page).getByLabel('Role');
    const beyond = role.getByRole('option', { name: 'Administrator (more than you may)', includeHidden: true });
    await beyond.waitFor({ state: 'attached' });
    expect(await beyond.isDisabled()).toBe(true);
    expect(await dialogOf(page).getByLabel('Organization', { exact: true }).inputValue()).toBe('Organization A');
    for (const [path, create] of [
      ['/admin/roles', 'Create Role'],
      ['/admin/organizations', 'Create Organization'],
    ] as const) {
      await go(page, path);
      await page.getByRole('table').waitFor();
      expect(await page.getByRole('button', { name: create }).count()).toBe(0);
    }
    expect(await namesShown(page)).toEqual(['Organization A']);
    await page.context().close();
  });

  it('adds a customer and its people, who sign in to the storefront, and takes them away again', async () => {
    const page = await open(people.alice, { path: '/customers' });
    await page.getByRole('button', { name: 'Create Customer' }).click();
    const dialog = dialogOf(page);
    await dialog.getByLabel('Name').fill('Contoso');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Contoso', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Create Customer User' }).click();
    await dialog.getByLabel('E-mail').fill('bea@example.com');
    await dialog.getByLabel('Role').selectOption({ label: 'Buyer' });
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'bea@example.com', level: 1 }).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole('link', { name: 'Contoso' }).click();
    await page.getByRole('link', { name: 'bea@example.com' }).waitFor();
    await chooseOption(page, 'Contoso', 'Delete');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await chooseOption(page, 'bea@example.com', 'Delete');
    await dialog.getByText('No OAuth application is affected.').waitFor();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('There is nobody here yet.').waitFor();
    await chooseOption(page, 'Contoso', 'Disable');
    await dialog.getByRole('button', { name: 'Disable' }).click();
    await page.locator('dl').getByText('Disabled').waitFor();
    await page.context().close();
  });
});

describe.skipIf(browser === null)('a member', () => {
  it('sees who works there, and can change nothing', async () => {
    const page = await open(people.bob, { path: '/users' });
    await page.getByRole('link', { name: 'bob' }).click();
    await page.getByRole('heading', { name: 'Organizations and roles' }).waitFor();
    expect(await page.getByRole('button', { name: /^(Edit|More Options|Create)/ }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Roles' }).count()).toBe(0);
    await go(page, '/admin/users');
    await page.getByRole('link', { name: 'bob' }).waitFor();
    await page.getByRole('button', { name: 'More Options: bob' }).click();
    expect(await page.getByRole('menuitem').allInnerTexts()).toEqual(['View']);
    await page.context().close();
  });
});

describe.skipIf(browser === null)('the people of a company', () => {
  it('are managed by its buyer administrator, as far as the role reaches', async () => {
    const organizationId = people.organizations.b;
    await createApplication(test, { name: 'Dan sync', organizationId, owner: people.dan.ref, grantTypes });
    const page = await open(people.dan, { side: 'storefront', path: '/people' });
    await page.getByRole('button', { name: 'Add Person' }).click();
    const dialog = dialogOf(page);
    await dialog.getByLabel('E-mail').fill('dora@example.com');
    await dialog.getByLabel('Role').selectOption({ label: 'Buyer' });
    expect(await accessibilityViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'dora@example.com', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'More Options: dora@example.com' }).click();
    expect(await page.getByRole('menuitem').allInnerTexts()).toEqual(['Edit', 'Reset password', 'Disable']);
    await page.getByRole('menuitem', { name: 'Disable' }).click();
    await dialog.getByRole('button', { name: 'Disable' }).click();
    await page.locator('dl').getByText('Disabled').waitFor();
    await page.getByRole('link', { name: 'OAuth Applications of the company' }).click();
    await page.getByRole('row', { name: /Dan sync.*dan@example\.com/s }).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.context().close();
  });

  it('are nothing that a buyer sees', async () => {
    if (browser === null) throw new Error('there is no browser');
    const organization = people.organizations.a;
    const { page } = await visit(browser, test, people.carol, { side: 'storefront', organization });
    await page.getByRole('heading', { name: 'My User' }).waitFor();
    expect(await page.getByRole('link', { name: 'People' }).count()).toBe(0);
    await page.context().close();
  });
});
